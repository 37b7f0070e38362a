// The API's calls: routes, with what OpenAPI says of each beside them. One list a subject, in the file that answers it.
#pragma once
#include <string>
#include <vector>

#include "web/route.hpp"

namespace lapwing::web::api {

struct Asked { std::string name, about; };   // a query parameter

struct Call {
  Route route;
  std::string answers;                       // a name among openapi.cpp's schemas
  std::vector<Asked> query = {};
  bool paged = false;                        // takes cursor and limit, answers {"items":[…],"next"}
  bool has_past = false;                     // takes as_known_at
  bool creates = false;                      // 201
  bool records = true;                       // a POST: something is in the ledger afterwards
};
using Calls = std::vector<Call>;

Calls children_calls();   // children.cpp
Calls episode_calls();    // episodes.cpp
Calls command_calls();    // commands.cpp: one for every command a person may send
Calls report_calls();     // reports.cpp
Calls group_calls();    // groups.cpp: groups, decisions on them, a child's links, matches
Calls link_calls();     // links.cpp
Calls board_calls();      // board.cpp: the board, alerts
Calls language_calls();   // language.cpp: checking a wording
Calls measure_calls();    // measures.cpp: the figures of "How we are doing"
Calls force_calls();      // force.cpp: the force's own record, its officers' accreditations and hours
Calls about_calls();      // about.cpp: oneself, the rules, the ledger's proofs, this description

const Calls& all_calls();
const std::string& openapi();   // the description itself, OpenAPI 3.1, as JSON text

}  // namespace lapwing::web::api
