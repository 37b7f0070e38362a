// What the API shows of links, with its schema. Pure; names have been left out before.
#pragma once
#include <boost/json.hpp>

#include "web/opened_chart.hpp"

namespace lapwing::web::api {

json::object links_document(const ShownChart& chart);
json::object links_schema();

}  // namespace lapwing::web::api
