#include "synth/demo.hpp"

#include "synth/demo_accounts.hpp"
#include "synth/demo_force.hpp"
#include "synth/demo_history.hpp"
#include "synth/demo_links.hpp"
#include "synth/demo_open.hpp"

namespace lapwing::synth {

using namespace casework;

namespace {

constexpr std::uint64_t demo_seed = 20260303;
constexpr int children_max = 40;
constexpr std::chrono::days quiet_before_now{4};   // no earlier episode runs into what is going on now

struct Colleague { std::string_view username; Role role; std::string_view name, team; };
constexpr Colleague colleagues[] = {
    {"l.brandreth", Role::supervisor, "Sgt L. Brandreth", "Response B"},
    {"p.corbin", Role::supervisor, "Sgt P. Corbin", "Missing Children Team"},
    {"n.farrow", Role::officer, "PC N. Farrow", "Response A"},
    {"s.qureshi", Role::officer, "PC S. Qureshi", "Response A"},
    {"d.halland", Role::officer, "PC D. Halland", "Response B"},
    {"m.bellis", Role::call_handler, "Marcus Bellis", "Response A"},
};

Actor add_colleague(desk::Desk& desk, const Colleague& colleague) {
  AddAccount add{.username = std::string(colleague.username), .name = std::string(colleague.name), .role = colleague.role,
                 .team = std::string(colleague.team)};
  const auto added = desk.submit(desk::SentOnAccount{Actor{}, {}, std::move(add)});
  if (!added) throw Stage::Fault{added.error().message};
  return {added->user, std::string(colleague.name), colleague.role};
}

void bring_people(Stage& stage, desk::Desk& desk) {
  if (const auto added = add_demo_accounts(desk); !added) throw Stage::Fault{added.error()};
  stage.handlers = {demo_actor(desk, Role::call_handler)};
  stage.officers = {demo_actor(desk, Role::officer)};
  stage.sergeants = {demo_actor(desk, Role::supervisor)};
  stage.inspector = demo_actor(desk, Role::duty_inspector);
  stage.coordinator = demo_actor(desk, Role::missing_coordinator);
  for (const auto& colleague : colleagues) {
    auto& where = colleague.role == Role::supervisor ? stage.sergeants : colleague.role == Role::officer ? stage.officers : stage.handlers;
    where.push_back(add_colleague(desk, colleague));
  }
}

// One to six earlier episodes; most children have one or two, a few have many.
int earlier_episodes(Random& chance) {
  constexpr std::array weights = {0.42, 0.24, 0.14, 0.1, 0.06, 0.04};
  return 1 + static_cast<int>(chance.weighted(weights));
}

void set_everything(Stage& stage, Instant from, Instant now) {
  std::vector<DemoChildPtr> children;
  for (int i = 0; i < children_max; ++i) {
    children.push_back(demo_child(stage.chance, static_cast<std::uint64_t>(i), london_date(now)));
    set_history(stage, children.back(), earlier_episodes(stage.chance), from, now - quiet_before_now);
  }
  // Those missing now: some are known from before, some are reported for the first time.
  std::uint64_t next = 0;
  std::vector<DemoChildPtr> used;
  const auto child = [&]() -> DemoChildPtr {
    const auto number = next++;
    used.push_back(number % 2 == 0 ? demo_child(stage.chance, children_max + number, london_date(now)) : children[number]);
    return used.back();
  };
  set_missing_now(stage, now, child);
  set_found_now(stage, now, child);
  // Two of those missing now, and two who were missing before, are told of by others too.
  set_reports(stage, now, {used[8], children[20], children[21], used[2]});
}

}  // namespace

std::expected<void, std::string> fill_demo(desk::Desk& desk, desk::ManualTime& time, Instant now) {
  Stage stage(desk, demo_seed);
  try {
    bring_people(stage, desk);
    set_force(stage, desk, now);
    set_everything(stage, time.now(), now);
    stage.run(now);
  } catch (const Stage::Fault& fault) {
    return std::unexpected("The demonstration could not be filled: " + fault.why);
  }
  return {};
}

}  // namespace lapwing::synth
