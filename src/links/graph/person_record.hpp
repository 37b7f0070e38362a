// A person in a report as the resolver takes them. Pure.
#pragma once
#include "links/linkage/resolver.hpp"
#include "reports/report.hpp"

namespace lapwing::links {

linkage::PersonRecord person_record(linkage::RecordId record, const reports::Report& report, const reports::Person& person);

}  // namespace lapwing::links
