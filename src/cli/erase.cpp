// erase: what an operator does, with the service stopped, when a record's or a report's time is over.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/verbs.hpp"
#include "desk/desk.hpp"

namespace lapwing::cli {

namespace {

constexpr std::string_view copies = "Replace every copy of the keys folder: an older copy still holds this key.";

int fail(const std::string& message) {
  fmt::print(stderr, "{}\n", message);
  return Exit::failure;
}

casework::Actor decided_by(const EraseArguments& arguments) {
  casework::Actor by;
  by.name = arguments.by;
  return by;
}

std::optional<ChildId> find_child(const desk::Desk& desk, const std::string& who) {
  if (const auto id = ChildId::parse(who)) return desk.children().find(*id) ? id : std::nullopt;
  const auto episode = desk.children().by_reference(who);
  return episode ? desk.children().child_of(*episode) : std::nullopt;
}

int erase_child(desk::Desk& desk, ChildId child, const EraseArguments& arguments) {
  const auto line = desk.children().find(child);
  if (!line || line->erased) return fail(fmt::format("Everything held about {} was erased already.", arguments.who));
  if (line->is_live())
    return fail("This child has an open episode or a clock running. Nothing was erased: a child at risk is not forgotten.");
  fmt::print("{}: {} episodes, {} entries in the ledger{}.\n", child.text(), line->episodes.size(),
             line->entries.size() + line->read_entries.size(), arguments.yes ? "" : " would be erased; add --yes to do it");
  if (!arguments.yes) return Exit::done;
  if (const auto erased = desk.erase(decided_by(arguments), child, arguments.reason); !erased) return fail(erased.error());
  fmt::print("Erased. {}\n", copies);
  return Exit::done;
}

// By its identifier, which tells several reports of one number apart, or by its number where there is only one.
std::expected<desk::ReportLine, std::string> find_report(const desk::Desk& desk, const std::string& which) {
  if (const auto id = ReportId::parse(which))
    if (const auto line = desk.reports().find(*id); line && !line->erased) return *line;
  auto held = desk.reports().by_number(which);
  if (held.empty()) return std::unexpected(fmt::format("{} is no child, no episode and no report held here.", which));
  if (held.size() == 1) return std::move(held.front());
  std::string message = fmt::format("{} reports have the number {}. Say which, by its identifier:", held.size(), which);
  for (const auto& line : held) message += fmt::format("\n  {}  from {}, received {}", line.id.text(), line.agency, to_rfc3339(line.received_at));
  return std::unexpected(std::move(message));
}

int erase_report(desk::Desk& desk, const EraseArguments& arguments) {
  const auto line = find_report(desk, arguments.who);
  if (!line) return fail(line.error());
  const auto resting = desk.groups_resting_on(line->id);
  if (!resting) return fail(resting.error());
  if (!resting->empty())
    return fail(fmt::format("Somebody has taken on a group that rests on this report ({}). Nothing was erased: dismiss the group first, or take that decision back.",
                            fmt::join(*resting, ", ")));
  fmt::print("{}: report {} from {}, received {}{}.\n", line->id.text(), line->number, line->agency, to_rfc3339(line->received_at),
             arguments.yes ? "" : ", would be erased; add --yes to do it");
  if (!arguments.yes) return Exit::done;
  if (const auto erased = desk.erase(decided_by(arguments), line->id, arguments.reason); !erased) return fail(erased.error());
  fmt::print("Erased, and no link rests on it any more. {}\n", copies);
  return Exit::done;
}

}  // namespace

int erase(const EraseArguments& arguments) {
  desk::Options options;
  options.data = arguments.data;
  options.keys = arguments.keys;
  const auto desk = desk::Desk::open(std::move(options));
  if (!desk) return fail(desk.error());
  if (const auto child = find_child(**desk, arguments.who)) return erase_child(**desk, *child, arguments);
  return erase_report(**desk, arguments);
}

}  // namespace lapwing::cli
