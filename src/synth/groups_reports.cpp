// What shows of a group: one small thing a report.
#include <fmt/format.h>

#include <algorithm>

#include "synth/groups.hpp"

namespace lapwing::synth {

namespace {

using std::chrono::minutes;

// Writes one group's reports.
class Scatter {
 public:
  Scatter(const Cast& cast, const Group& group, Random& chance) : cast_(cast), group_(group), chance_(chance) {}

  Instant sometime() {
    const auto length = std::chrono::duration_cast<std::chrono::seconds>(group_.until - group_.from).count();
    return group_.from + std::chrono::seconds{chance_.below(static_cast<std::uint64_t>(std::max<std::int64_t>(length, 1)))};
  }

  Report about(std::uint64_t child, std::uint64_t adult) {
    switch (chance_.below(5)) {
      case 0: return lift(child, adult);
      case 1: return stopped(child, adult);
      case 2: return told_after(cast_, group_, child, adult, sometime(), chance_);
      case 3: return noticed(child, adult);
      default: return seen(child, adult);
    }
  }

  Report two_adults(std::uint64_t one, std::uint64_t other) {
    Report report(sometime(), "intelligence", "police", "Intelligence");
    report.graded(2, chance_.chance(0.5) ? 'C' : 'D');
    const auto a = named(report, one), b = unnamed(report, other);
    const auto v = car(report);
    report.link({"associates", a, b, {}, {}, {}});
    report.link({"drives", a, {}, v, {}, {}});
    report.text("Two people often together in the same car, late, near the shops.");
    return report;
  }

  Report called_to_house(std::uint64_t adult) {
    Report report(sometime(), "crime", "police", "Response B");
    const auto a = named(report, adult);
    const auto l = house(report);
    report.link({"lives", a, {}, {}, l, {}});
    report.text("Called to noise at the address in the small hours. Several young people had left before officers came.");
    return report;
  }

 private:
  Report lift(std::uint64_t child, std::uint64_t adult) {
    const auto at = sometime();
    Report report(at, "intelligence", "police", "Intelligence");
    report.graded(2, 'C');
    report.occurred(at - minutes{300}, at - minutes{120});
    const auto c = young(report, child), a = unnamed(report, adult);
    const auto v = car(report);
    const auto l = report.place(cast_.school(cast_.around(child).school), cast_.entity_of(cast_.school(cast_.around(child).school)));
    report.link({"lift", a, c, v, l, "lift"});
    report.text("A car waited near the school and a young person got in. The driver was not known to the school.");
    return report;
  }

  Report stopped(std::uint64_t child, std::uint64_t adult) {
    Report report(sometime(), "stop", "police", "Roads");
    const auto a = named(report, adult), c = young(report, child);
    const auto& vehicle = group_.vehicles[chance_.below(group_.vehicles.size())];
    const auto v = report.vehicle(vehicle, chance_, 0);
    report.link({"drives", a, {}, v, {}, {}});
    report.link({"found_with", c, a, v, {}, {}});
    report.text("Stopped for a light out. A young person was in the back and said they were being taken home.");
    return report;
  }

  Report noticed(std::uint64_t child, std::uint64_t adult) {
    constexpr std::array<std::string_view, 3> agencies = {"school", "health", "social_care"};
    Report report(sometime(), "referral", chance_.pick(agencies));
    const auto c = young(report, child);
    auto who = cast_.adult(adult);
    who.phone = group_.phones[chance_.below(group_.phones.size())];
    const auto a = report.person(who, "unknown", {.birth = false, .phone = true, .nickname_only = true}, chance_);
    report.link({"messaged", a, c, {}, {}, {}});
    if (chance_.chance(0.6)) report.link({"gave", a, c, {}, {}, chance_.chance(0.5) ? "phone" : "clothes"});
    report.text("A new phone that rings all day. The young person said it is from someone older and would not say more.");
    return report;
  }

  Report seen(std::uint64_t child, std::uint64_t adult) {
    Report report(sometime(), "sighting", "police", "Response A");
    const auto c = young(report, child), a = unnamed(report, adult);
    const auto l = report.place(group_.out, cast_.entity_of(group_.out));
    report.link({"found_with", c, a, {}, l, {}});
    if (chance_.chance(0.4)) report.link({"gave", a, c, {}, l, "food"});
    report.text("Staff saw a young person with someone older who paid for the food.");
    return report;
  }

  std::string young(Report& report, std::uint64_t child) {
    const bool known = chance_.chance(0.7);
    return report.person(cast_.child(child), "child", {.name = known || chance_.chance(0.6), .birth = known, .as_heard = true}, chance_);
  }
  std::string named(Report& report, std::uint64_t adult) {
    return report.person(cast_.adult(adult), "adult", {.phone = chance_.chance(0.3), .address = chance_.chance(0.5), .as_heard = true}, chance_);
  }
  std::string unnamed(Report& report, std::uint64_t adult) {
    const bool nickname = chance_.chance(0.5);
    return report.person(cast_.adult(adult), "unknown", {.name = false, .birth = false, .nickname_only = nickname}, chance_);
  }
  std::string car(Report& report) { return report.vehicle(group_.vehicles[chance_.below(group_.vehicles.size())], chance_); }
  std::string house(Report& report) {
    const auto& spot = group_.houses[chance_.below(group_.houses.size())];
    return report.place(spot, cast_.entity_of(spot));
  }

  const Cast& cast_;
  const Group& group_;
  Random& chance_;
};

}  // namespace

Report told_after(const Cast& cast, const Group& group, std::uint64_t child, std::uint64_t adult, Instant at, Random& chance) {
  Report report(at, "interview", "police", "Missing Children Team");
  const auto c = report.person(cast.child(child), "child", {}, chance);
  const auto a = report.person(cast.adult(adult), "unknown", {.birth = false, .nickname_only = true}, chance);
  const auto& spot = group.houses[chance.below(group.houses.size())];
  const auto l = report.place(spot, cast.entity_of(spot));
  report.link({"met", a, c, {}, l, {}});
  report.link({"stayed", c, {}, {}, l, {}});
  constexpr std::array<std::string_view, 4> gifts = {"food", "alcohol", "clothes", "phone"};
  if (chance.chance(0.7)) report.link({"gave", a, c, {}, {}, chance.pick(gifts)});
  report.text("The child told us about a house and someone older who was there, and did not want to say the name.");
  return report;
}

std::vector<Report> scattered_reports(const Cast& cast, const Group& group, Random& chance) {
  Scatter scatter(cast, group, chance);
  std::vector<Report> out;
  std::size_t turn = 0;   // each adult in turn, so that nobody in the group is in no report
  for (const auto child : group.children)
    for (int reports = chance.between(2, 5); reports > 0; --reports) out.push_back(scatter.about(child, group.adults[turn++ % group.adults.size()]));
  for (; turn < group.adults.size(); ++turn) out.push_back(scatter.about(group.children.front(), group.adults[turn]));
  for (std::size_t i = 1; i < group.adults.size(); ++i)
    if (chance.chance(0.7)) out.push_back(scatter.two_adults(group.adults[i - 1], group.adults[i]));
  out.push_back(scatter.called_to_house(group.adults.front()));
  return out;
}

}  // namespace lapwing::synth
