// Reviews: a sample of closed episodes to look back at, how each was written about, and the wording by team and month. For those who look
// after the work; never a table of persons.
#pragma once
#include "web/visit.hpp"
#include "web/written_text.hpp"

namespace lapwing::web {

// reviews_sample.cpp: closed episodes drawn by the seed that was asked for; nothing before one is.
json::object sample_part(const Visit& visit);

// reviews_counts.cpp
struct Months { int first = 0, last = 0; };     // counted from year 0: year * 12 + month - 1
std::expected<Months, std::string> months_asked(const Visit& visit);
struct Counted {
  Tallies tallies;
  bool cut_short = false;                       // there are more records than are read for one page
};
std::expected<Counted, std::string> count_wordings(const Visit& visit, Months months);
json::object counts_part(const Visit& visit);
Response counts_csv(Visit& visit);

// reviews_one.cpp
Response review_page(Visit& visit);
Response write_review(Visit& visit);

}  // namespace lapwing::web
