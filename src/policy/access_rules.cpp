#include <fmt/format.h>

#include "policy/readers.hpp"

namespace lapwing::policy {
namespace {

const std::set<std::string, std::less<>> things_to_read = {"board", "child", "episode", "search", "alerts",
                                                           "audit", "accounts", "ledger", "groups", "metrics", "reports", "reviews", "measures"};
using Sets = std::map<std::string, std::vector<std::string>, std::less<>>;

Sets read_sets(Section& file) {
  Sets out;
  if (auto sets = file.section("sets")) {
    for (const auto& name : sets->keys()) out[name] = sets->texts(name);
    sets->finish();
  }
  return out;
}

RoleAccess read_role(Section& from, const Sets& sets) {
  RoleAccess role;
  role.label = from.text("label");
  for (const auto& name : from.texts("sets", true)) {
    if (const auto set = sets.find(name); set != sets.end()) role.commands.insert(set->second.begin(), set->second.end());
    else from.problem("sets", fmt::format("there is no set \"{}\"", name));
  }
  for (auto& command : from.texts("commands", true)) role.commands.insert(std::move(command));
  for (auto& what : from.texts("reads", true)) {
    if (!things_to_read.contains(what))
      from.problem("reads", fmt::format("\"{}\" is not something to read: {}", what, fmt::join(things_to_read, ", ")));
    role.reads.insert(std::move(what));
  }
  role.names = from.flag("names", true);
  role.rungs = from.words<Rung>("rungs", true);
  from.finish();
  return role;
}

void check_role(Section& from, Role name, const RoleAccess& role) {
  if (name == Role::inspector && (role.names || !role.commands.empty()))
    from.problem("an inspector reads without names and changes nothing");
  if (name == Role::administrator && (role.reads.contains("child") || role.reads.contains("episode")))
    from.problem("reads", "an administrator runs accounts and does not open a child's record");
}

}  // namespace

void read_access(Section& file, AccessPolicy& access) {
  access.break_glass_minutes = file.number("break_glass_minutes", 1, 24 * 60);
  file.text("source");
  const auto sets = read_sets(file);
  if (auto roles = file.section("role")) {
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<Role>>([&](auto described) {
      auto from = roles->section(described.name);
      if (!from) return;
      auto& role = access.roles[described.value] = read_role(*from, sets);
      check_role(*from, described.value, role);
    });
    roles->finish();
  }
  file.finish();
}

}  // namespace lapwing::policy
