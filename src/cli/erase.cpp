// erase: what an operator does, with the service stopped, when a record's time is over.
#include <fmt/format.h>

#include "cli/verbs.hpp"
#include "desk/desk.hpp"

namespace lapwing::cli {

namespace {

std::optional<ChildId> find_child(const desk::Desk& desk, const std::string& who) {
  if (const auto id = ChildId::parse(who)) return desk.children().find(*id) ? id : std::nullopt;
  const auto episode = desk.children().by_reference(who);
  return episode ? desk.children().child_of(*episode) : std::nullopt;
}

}  // namespace

int erase(const EraseArguments& arguments) {
  desk::Options options;
  options.data = arguments.data;
  options.keys = arguments.keys;
  const auto desk = desk::Desk::open(std::move(options));
  if (!desk) {
    fmt::print(stderr, "{}\n", desk.error());
    return Exit::failure;
  }
  const auto child = find_child(**desk, arguments.who);
  const auto line = child ? (*desk)->children().find(*child) : nullptr;
  if (!line || line->erased) {
    fmt::print(stderr, "{} is no child and no episode held here.\n", arguments.who);
    return Exit::failure;
  }
  if (line->is_live()) {
    fmt::print(stderr, "This child has an open episode or a clock running. Nothing was erased: a child at risk is not forgotten.\n");
    return Exit::failure;
  }
  fmt::print("{}: {} episodes, {} entries in the ledger{}.\n", child->text(), line->episodes.size(),
             line->entries.size() + line->read_entries.size(), arguments.yes ? "" : " would be erased; add --yes to do it");
  if (!arguments.yes) return Exit::done;
  casework::Actor by;
  by.name = arguments.by;
  if (const auto erased = (*desk)->erase(by, *child, arguments.reason); !erased) {
    fmt::print(stderr, "{}\n", erased.error());
    return Exit::failure;
  }
  fmt::print("Erased. Replace every copy of the keys folder: an older copy still holds this child's key.\n");
  return Exit::done;
}

}  // namespace lapwing::cli
