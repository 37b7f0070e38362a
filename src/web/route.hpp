// The routes: what may be asked for, by whom, and what answers. Every route names its access rule, says what looking there means
// in the ledger's words, and (for the API) describes itself for OpenAPI; tests walk this table.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "web/visit.hpp"

namespace lapwing::web {

struct Need {
  enum class Kind {
    anyone,      // sign-in pages, health, assets
    signed_in,   // any account
    reads,       // `what` is among the role's reads (rules/access.toml)
    does,        // `what` is among the role's commands
    writes,      // there is any command that the role may send
  };
  Kind kind = Kind::signed_in;
  std::string what = {};
};
inline Need anyone() { return {Need::Kind::anyone}; }
inline Need signed_in() { return {Need::Kind::signed_in}; }
inline Need writes() { return {Need::Kind::writes}; }
inline Need reads(std::string what) { return {Need::Kind::reads, std::move(what)}; }
inline Need does(std::string command) { return {Need::Kind::does, std::move(command)}; }

struct Route {
  std::string method;         // "GET", "POST"
  std::string pattern;        // "/episodes/{episode}/risk": a part in braces is a parameter
  Need need;
  Response (*handler)(Visit&);
  std::string summary = {};   // one plain line: what it is for (OpenAPI's summary)
  std::string body_of = {};   // for the API: the command whose schema the body has
  // A GET's answer when it takes microseconds and waits for nobody, given on the connection's own thread; nothing: the handler's.
  std::optional<Response> (*at_once)(Visit&) = nullptr;
};

using Routes = std::vector<Route>;

// One function a file in access/, api/ and pages/; site.cpp joins them.
Routes sign_in_routes();        // access/sign_in.cpp
Routes account_routes();        // access/accounts.cpp: one's own account and tokens; administration of accounts
Routes api_routes();            // api/
Routes operations_routes();     // api/operations.cpp: /healthz, /readyz, /metrics, assets
Routes now_routes();            // pages/now.cpp: the board, the wall, alerts
Routes report_routes();         // pages/report.cpp: report a child missing
Routes reports_routes();        // pages/reports.cpp: what police and partners sent in, and writing one
Routes group_routes();          // pages/groups*.cpp, pages/matches.cpp: groups, and who is thought to be who
Routes link_routes();           // pages/links.cpp: what is linked to a person, place, vehicle or phone, and the chart
Routes children_routes();       // pages/children.cpp: finding, the child's page and its forms
Routes episode_routes();        // pages/episode*.cpp: the episode and the work on it
Routes return_routes();         // pages/return*.cpp: found, the interview, actions, the return home interview, closing
Routes review_routes();         // pages/reviews*.cpp: looking back at closed episodes, and the wording by team and month
Routes measure_routes();        // pages/measures/: how we are doing, the figures, their files and their cases
Routes audit_routes();          // pages/audit.cpp: who looked, the ledger's checkpoint

// Every route there is.
const Routes& all_routes();
// The route for a request, with its parameters; when the path exists for other methods only, `allowed` names them.
struct Found {
  const Route* route = nullptr;
  std::map<std::string, std::string, std::less<>> params;
  std::string allowed;        // "GET, POST"; empty: no such path
};
Found find_route(std::string_view method, std::string_view path);

}  // namespace lapwing::web
