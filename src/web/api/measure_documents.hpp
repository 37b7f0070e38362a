// The schema of a page of figures, for OpenAPI.
#pragma once
#include <boost/json.hpp>

namespace lapwing::web::api {

boost::json::object figures_schema();
boost::json::object figures_listed_schema();

}  // namespace lapwing::web::api
