// The cells of a table of measures, each said in one way wherever it stands. Pure; any thread.
//
//   {cells::label("Response B"), cells::count(412, "team=Response+B"), cells::share(0.63), cells::minutes(41.5)}
//
// A figure that there is not (an optional without a value) reads "not enough to say"; one that may not be shown reads "hidden".
#pragma once
#include <chrono>
#include <cstdint>
#include <string_view>

#include "domain/time.hpp"
#include "measures/table.hpp"

namespace lapwing::measures::cells {

Cell label(std::string text, std::string href = {});
Cell day(Date of);                                            // "2 March 2026"
Cell month(std::chrono::year_month of);                       // "March 2026"
Cell count(std::uint64_t number, std::string cases = {});     // "1,234"
Cell number(std::optional<double> value, int decimals = 1);   // "12.3"
Cell share(std::optional<double> of_one, std::string cases = {});      // 0.634 reads "63%"; below 1 % and above 99 % with one decimal
Cell minutes(std::optional<double> length, std::string cases = {});    // "3 hours 12 minutes"; below 1 "under a minute"
Cell rate(std::optional<double> value);                       // one decimal, "1,234.5"
Cell hidden();
Cell nothing(std::string_view why = "not enough to say");

// "1,234", for sentences.
std::string grouped(std::uint64_t number);
// "63%", for sentences.
std::string per_cent(double of_one);
// One value of a `cases` query: cases({{"team", "Response B"}, {"clock", "review"}}) is "team=Response%20B&clock=review".
std::string cases(const std::vector<std::pair<std::string, std::string>>& filters);

}  // namespace lapwing::measures::cells
