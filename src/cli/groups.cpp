// groups: who may be causing harm to several children, ranked, from a file of reports or from a folder's ledger (groups_data.cpp).
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "cli/groups.hpp"
#include "cli/progress.hpp"
#include "links/sureness.hpp"
#include "links/writing.hpp"
#include "policy/group_rules.hpp"
#include "reports/read_report.hpp"

namespace lapwing::cli {

namespace {

constexpr std::size_t bad_lines_said_max = 50;

int fail(int exit, const std::string& message) {
  fmt::print(stderr, "{}\n", message);
  return exit;
}

struct Tally {
  std::size_t taken = 0, later = 0, again = 0, differing = 0, bad = 0;
};

// One line of the file. What is wrong with it is said by number, and the rest go on.
void take_line(links::Links& links, const std::string& line, std::size_t number, std::optional<Instant> as_of, Tally& tally) {
  auto read = reports::read_report(line);
  if (!read) {
    if (++tally.bad > bad_lines_said_max) return;
    const auto& error = read.error().front();
    fmt::print(stderr, "line {}: refused: {}{}{}\n", number, error.path, error.path.empty() ? "" : " ", error.message);
    return;
  }
  if (as_of && read->report.received_at > *as_of) {
    ++tally.later;
    return;
  }
  switch (links.take(read->report, {}).arrival) {
    case links::Store::Arrival::taken: ++tally.taken; break;
    case links::Store::Arrival::held_already: ++tally.again; break;
    case links::Store::Arrival::kept_beside:
      ++tally.differing;
      fmt::print(stderr, "line {}: {} came before with other content; the first is used, and this one is for a person to look at\n", number, read->report.number);
      break;
  }
}

std::string names_of(const std::vector<links::Member>& members) {
  std::string out;
  for (const auto& member : members) out += (out.empty() ? "" : ", ") + (member.known_as.empty() ? "not named" : member.known_as);
  return out;
}

void print_table(const std::vector<links::Group>& groups) {
  if (groups.empty()) return fmt::print("No group stands out from these reports. That no group is seen does not mean that no child is harmed.\n");
  std::size_t rank = 0;
  for (const auto& group : groups) {
    fmt::print("{}. {}  score {:.1f}, first seen {}, last {}\n   {}\n", ++rank, group.id, group.score,
               for_people(london_date(group.first_seen)), for_people(london_date(group.last_seen)), links::sureness_words(group.probability));
    fmt::print("   adults who may be causing harm ({}): {}\n   children ({}): {}\n", group.adults.size(), names_of(group.adults), group.children.size(),
               names_of(group.children));
    fmt::print("   the fewest reports that carry it ({} more bear on it):\n", group.others.size());
    for (const auto& line : group.evidence) fmt::print("     {}  {:+.1f}  {}\n", line.report, line.contribution, line.why);
    for (const auto& line : group.weaken) fmt::print("   but: {}\n", line);
    fmt::print("\n");
  }
  fmt::print("{}\n", links::sureness_rests_on);
}

}  // namespace

int groups(const GroupsArguments& arguments) {
  std::optional<Instant> as_of;
  if (!arguments.as_of.empty()) {
    const auto at = parse_rfc3339(arguments.as_of);
    if (!at) return fail(Exit::usage, fmt::format("--as-of {}", at.error()));
    as_of = *at;
  }
  if (arguments.reports.empty()) return groups_of_data(arguments, as_of);
  std::ifstream in(arguments.reports, std::ios::binary | std::ios::ate);
  if (!in) return fail(Exit::failure, fmt::format("{} cannot be read.", arguments.reports.string()));
  const auto bytes = static_cast<std::uint64_t>(in.tellg());
  in.seekg(0);

  links::Links links(policy::built_in_group_rules(), links::people_resolved());
  links.hold();
  Tally tally;
  {
    Progress progress("Reading reports");
    std::string line;
    std::uint64_t done = 0;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
      progress(done += line.size() + 1, bytes);
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (line.find_first_not_of(" \t") != std::string::npos) take_line(links, line, number, as_of, tally);
    }
  }
  if (in.bad()) return fail(Exit::failure, fmt::format("{} could not be read to its end.", arguments.reports.string()));
  links.settle();
  if (tally.bad > bad_lines_said_max) fmt::print(stderr, "and {} more lines refused\n", tally.bad - bad_lines_said_max);
  fmt::print(stderr, "{} reports taken, {} sent again, {} sent again with other content, {} received later, {} lines refused\n", tally.taken, tally.again,
             tally.differing, tally.later, tally.bad);
  return print_groups(links.groups(), arguments.json, tally.bad > 0 ? Exit::findings : Exit::done);
}

int print_groups(const std::vector<links::Group>& found, bool json, int exit) {
  if (json) {
    std::ostringstream out;
    links::write_groups_json(out, found);
    fmt::print("{}", out.str());
  } else {
    print_table(found);
  }
  return exit;
}

}  // namespace lapwing::cli
