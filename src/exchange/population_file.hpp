// A force's own population file: how many children of each ethnicity live in its area, for rates. CSV whose first line names the columns
// `code` (a self-defined code, or the name of a group of codes of rules/ethnicity.toml) and `children`, in either order; others are passed
// over. What the codes must be is casework's to say when it is recorded. Pure but for the stream; one thread.
#pragma once
#include <expected>
#include <istream>
#include <string>
#include <vector>

#include "casework/force_record.hpp"

namespace lapwing::exchange {

struct PopulationFile {
  std::vector<casework::PopulationRow> rows;
  std::vector<std::uint64_t> lines;    // where each row stands in the file
};

// The error is every problem found, each with its line.
std::expected<PopulationFile, std::vector<std::string>> read_population(std::istream& in);

}  // namespace lapwing::exchange
