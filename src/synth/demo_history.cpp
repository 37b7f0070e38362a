#include "synth/demo_history.hpp"

#include "synth/demo_work.hpp"
#include "synth/people.hpp"
#include "synth/places.hpp"

namespace lapwing::synth {

using namespace casework;
using std::chrono::minutes;

namespace {

// Police Scotland's published shares: 58 % within 8 hours. Cut short, so that filling does not keep anyone waiting.
minutes how_long(Random& chance) {
  if (chance.chance(0.58)) return minutes{chance.between(70, 330)};
  return minutes{chance.chance(0.8) ? chance.between(330, 700) : chance.between(900, 1600)};
}

RiskLevel which_level(Random& chance) {
  constexpr std::array weights = {0.25, 0.6, 0.15};
  constexpr std::array levels = {RiskLevel::low, RiskLevel::medium, RiskLevel::high};
  return levels[chance.weighted(weights)];
}

Found how_found(Random& chance) {
  Found found;
  constexpr std::array ways = {HowFound::returned_by_self, HowFound::found_by_police, HowFound::found_by_carer, HowFound::found_by_other};
  constexpr std::array weights = {0.45, 0.3, 0.2, 0.05};
  found.how = ways[chance.weighted(weights)];
  constexpr std::array<std::string_view, 6> places = {"home", "the bus station", "a friend's house on Heron Close", "the arcade on the quay",
                                                      "the railway station", "an aunt's flat in Fellside"};
  found.where = found.how == HowFound::returned_by_self ? "home" : std::string(chance.pick(places));
  found.easy = chance.chance(0.72);
  if (chance.chance(0.45)) found.with = invented_name(chance, invented_sex(chance)).given + (found.easy ? ", a friend from school" : ", an older friend");
  if (!found.easy && chance.chance(0.5)) found.brought_back = chance.chance(0.5) ? "a new phone" : "new trainers";
  return found;
}

void play(Stage& stage, const DemoChildPtr& child) {
  const auto level = which_level(stage.chance);
  auto report = report_of(stage, *child, level);
  if (stage.chance.chance(0.4)) report.might_be.push_back({MentionKind::place, "a friend's house on " + invented_street(stage.chance), {}, {}});
  const auto worked = report_missing(stage, *child, std::move(report));
  const auto& sergeant = stage.chance.pick(std::span<const Actor>(stage.sergeants));
  const auto until = stage.now() + how_long(stage.chance);
  stage.after(minutes{stage.chance.between(3, 12)}, [&stage, worked, sergeant] { own(stage, worked, sergeant); });
  const int to_door = level == RiskLevel::high ? stage.chance.between(4, 18) : stage.chance.between(20, 75);
  stage.after(minutes{to_door}, [&stage, worked, until] {
    send_officer(stage, worked, stage.chance.below(stage.officers.size()), "where the child lives", Minutes{stage.chance.between(10, 25)});
    mind(stage, worked, until);
  });
  stage.at(until, [&stage, worked] { come_back(stage, worked, how_found(stage.chance)); });
}

}  // namespace

void set_history(Stage& stage, const DemoChildPtr& child, int episodes, Instant from, Instant until) {
  const auto slot = std::chrono::duration_cast<minutes>(until - from) / std::max(episodes, 1);
  constexpr minutes longest_episode{1900 + 900 + 60};
  for (int i = 0; i < episodes; ++i) {
    const auto room = std::max(slot - longest_episode, minutes{1});
    const auto starts = from + slot * i + minutes{static_cast<int>(stage.chance.below(static_cast<std::uint64_t>(room.count())))};
    stage.at(starts, [&stage, child] { play(stage, child); });
  }
}

}  // namespace lapwing::synth
