// What the API shows of groups, links and matches, with the schema of each, and what decisions are sent as. Pure; names have been left out
// before.
#pragma once
#include <boost/json.hpp>

#include "web/opened_links.hpp"

namespace lapwing::web::api {

json::object listed_group_document(const ShownGroup& group);
json::object group_document(const ShownGroup& group, const desk::GroupOnDesk& one, bool names);
json::object lead_document(const desk::Lead& lead);
json::object match_document(const desk::MatchShown& match);

json::object listed_group_schema();
json::object group_schema();
json::object child_links_schema();
json::object match_schema();
json::object ruling_done_schema();             // what a decision is answered with
json::object decision_schema(std::string_view command);   // what is sent

}  // namespace lapwing::web::api
