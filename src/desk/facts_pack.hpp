// Facts in a snapshot, as bytes and back: a child's rows with their line, a report's with its, and what was written with the service's.
// A row may be newer than the snapshot's place in the ledger: an event that is in it already changes nothing when it is read again.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "desk/register.hpp"
#include "measures/facts/fact_table.hpp"

namespace lapwing::desk {

std::string pack_facts(const measures::FactTable& table, const ChildLine& line);
bool unpack_facts(std::string_view bytes, measures::FactTable& table);          // false: these are no facts
std::string pack_report_facts(const measures::FactTable& table, ReportId report);
bool unpack_report_facts(std::string_view bytes, ReportId report, measures::FactTable& table);
std::string pack(const measures::WrittenFacts& facts);
std::optional<measures::WrittenFacts> unpack_written(std::string_view bytes);

}  // namespace lapwing::desk
