// A report with whatever could tell who anybody is left out, and its kind, times, grading, roles, ages and links kept: what a role that
// reads without names sees. Ages stand for birth dates. Pure.
#pragma once
#include <vector>

#include "domain/field_error.hpp"
#include "reports/read_report.hpp"

namespace lapwing::views {

reports::ReadReport redact(reports::ReadReport read);

}  // namespace lapwing::views
