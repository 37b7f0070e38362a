// The number of children of each ethnicity in an invented area, for rates per population until a force loads its own: so many children
// divided by the published shares. Pure.
#pragma once
#include <string_view>
#include <vector>

#include "casework/force_record.hpp"

namespace lapwing::synth {

inline constexpr int census_year = 2021;
// Shares are of people of all ages in England and Wales; children are more diverse, so a force should load figures of its own.
inline constexpr std::string_view census_source =
    "Invented area: 120,000 children by the shares of all ages in England and Wales, Census 2021 (ONS, table TS021)";
inline constexpr std::uint64_t census_area_children = 120'000;

// One row for each self-defined code of rules/ethnicity.toml (not for "not stated"); they add up to `children`.
std::vector<casework::PopulationRow> census_population(std::uint64_t children);

}  // namespace lapwing::synth
