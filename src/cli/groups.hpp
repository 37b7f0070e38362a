// The two halves of the verb groups: over a file of reports, and over a folder's ledger.
#pragma once
#include "cli/verbs.hpp"
#include "links/group.hpp"

namespace lapwing::cli {

int print_groups(const std::vector<links::Group>& found, bool json, int exit);
int groups_of_data(const GroupsArguments& arguments, std::optional<Instant> as_of);   // groups_data.cpp

}  // namespace lapwing::cli
