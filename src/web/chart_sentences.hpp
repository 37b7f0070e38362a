// The sentence that stands before a chart: which two were told of together, where, and on how many dates. Pure.
#pragma once
#include <string>
#include <vector>

#include "links/chart.hpp"

namespace lapwing::web {

inline constexpr std::size_t chart_sentences_max = 3;

// "Kayleigh Marsh and Darren Cole were at the same house, 14 Alder Row, on four dates.", the most dates first. `names` are those of the
// chart's entities, in its order, as they may be shown; only places among the entities are named. Without two dates of anybody together:
// how many the reports tie to the one asked about.
std::vector<std::string> chart_sentences(const links::Chart& chart, const std::vector<std::string>& names);

}  // namespace lapwing::web
