// What the API shows of the force's own record and of its officers, as JSON, and the schema of each. Pure; any thread.
#pragma once
#include <boost/json.hpp>
#include <vector>

#include "casework/accounts.hpp"
#include "casework/force_record.hpp"

namespace lapwing::web::api {

namespace json = boost::json;

// json_force.cpp
json::object force_document(const casework::ForceRecord& record, Date today);   // posts and the plan as they stand on `today`
json::object officer_document(const casework::Account& account, Date today, bool names);
json::object force_schema();
json::object officer_schema();
json::object force_done_schema();

}  // namespace lapwing::web::api
