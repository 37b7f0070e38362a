// A finding of the language checker as JSON, with the members that `lapwing language --json` prints (but for the file's name); and the
// schemas of the check for OpenAPI. Pure.
#pragma once
#include <boost/json.hpp>

namespace lapwing::language {
class Checker;
struct ReportLine;
}

namespace lapwing::web::api {

namespace json = boost::json;

json::object finding_document(const language::ReportLine& line, const language::Checker& checker);
json::object language_checked_schema();
json::object check_language_schema();

}  // namespace lapwing::web::api
