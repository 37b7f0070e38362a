// How much each person wrote in a month, and how many wordings the language rules found in it that count. A figure is made of teams'
// sums and never of one person's: see how web/pages/reviews_counts.cpp shows none below three authors.
//
// Plain values; any thread. A month is one of London's.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "domain/ids.hpp"
#include "domain/time.hpp"

namespace lapwing::measures {

using MonthNumber = std::int32_t;     // year * 12 + month - 1
constexpr MonthNumber month_number(int year, unsigned month) { return year * 12 + static_cast<MonthNumber>(month) - 1; }
MonthNumber month_number(Instant at);   // of the London date on which it falls

struct TextCount {
  std::uint64_t words = 0, findings = 0;   // findings: those that count, not quoted or spoken of
};

struct WrittenRow {
  UserId author;
  MonthNumber month = 0;
  std::uint64_t words = 0, findings = 0, texts = 0;
};

struct WrittenFacts {
  std::vector<WrittenRow> rows;         // one for each author and month, in no order
  std::uint64_t counted_to = 0;         // the first ledger index that is not counted yet: texts are counted a moment after they are recorded
  std::string rules_digest;             // of the language rules counted by; empty: nothing was ever counted
  bool older_rules = false;             // some of it was counted by other rules than rules_digest: say so beside any figure from this
};

}  // namespace lapwing::measures
