// Bringing a statutory return in: children once under their code, missing periods as historic episodes (calendar dates, beside and
// apart from police timestamps). A second import of the same return changes nothing; a return only fills in what is not held.
#pragma once
#include "exchange/records.hpp"
#include "exchange/ssda903.hpp"

namespace lapwing::exchange::ssda903 {

struct Counts {
  std::uint64_t added = 0, changed = 0, unchanged = 0;
};

struct ImportReport {
  std::vector<FileRead> files;
  std::optional<Year> year;             // none when no period has a date
  bool year_inferred = false;
  Counts children, periods;
  std::uint64_t without_header = 0;     // children with a period and no row in header.csv: kept under their code alone
  std::uint64_t ethnicity_left_to_a_person = 0;   // WIRT, WROM: the return's code stands for two of ours
  std::vector<Refused> refused;
  std::uint64_t refused_rows() const;   // one row may break several rules
};

// `year`: the collection's; inferred from the dates when absent. The error is about the ledger, not about rows.
std::expected<ImportReport, std::string> import(Return given, std::optional<Year> year, const policy::EthnicityPolicy& ethnicity,
                                                Records& records, const std::function<void(std::uint64_t done, std::uint64_t total)>& progress);

}  // namespace lapwing::exchange::ssda903
