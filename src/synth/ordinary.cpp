#include "synth/ordinary.hpp"

namespace lapwing::synth {

namespace {

std::string add_place(Report& report, const Cast& cast, const Spot& spot) { return report.place(spot, cast.entity_of(spot)); }

std::string young(Report& report, const Cast& cast, std::uint64_t child, Random& chance) {
  return report.person(cast.child(child), "child", {.birth = chance.chance(0.8), .as_heard = true}, chance);
}

// The child's own parent, or the worker on duty where the child lives.
Someone who_looks_after(const Cast& cast, std::uint64_t child) {
  const auto around = cast.around(child);
  return around.in_care ? cast.adult(cast.worker_of_home(around.childrens_home)) : cast.parent(child);
}

Report school_run(const Cast& cast, std::uint64_t child, std::uint64_t other, Instant at, Random& chance) {
  Report report(at, "stop", "police", "Roads");
  const auto parent = cast.parent_of(child);
  const auto p = report.person(cast.parent(child), "family", {.address = true}, chance);
  const auto c = young(report, cast, child, chance), o = young(report, cast, other, chance);
  const auto v = report.vehicle(cast.vehicle_of(parent), chance, 0);
  report.link({"drives", p, {}, v, {}, {}});
  report.link({"lift", p, c, v, {}, "lift"});
  report.link({"lift", p, o, v, {}, "lift"});
  report.link({"family", p, c, {}, {}, {}});
  report.text("Stopped on the school run with two children in the car. All in order.");
  return report;
}

Report council_taxi(const Cast& cast, std::uint64_t child, Instant at, Random& chance) {
  Report report(at, "intelligence", "school");
  const auto school = cast.around(child).school;
  const auto driver = cast.taxi_driver(school);
  const auto d = report.person(cast.adult(driver), "professional", {.birth = false, .phone = true}, chance);
  const auto c = young(report, cast, child, chance);
  const auto v = report.vehicle(cast.vehicle_of(driver), chance);
  const auto l = add_place(report, cast, cast.school(school));
  report.link({"lift", d, c, v, l, "lift"});
  report.text("The taxi that the council pays for brought the child late. The driver signed the book.");
  return report;
}

Report youth_club(const Cast& cast, std::uint64_t child, std::uint64_t other, Instant at, Random& chance) {
  Report report(at, "referral", "social_care");
  const auto club = cast.around(child).youth_club;
  const auto w = report.person(cast.adult(cast.youth_worker_at(club)), "professional", {.birth = false, .phone = true}, chance);
  const auto c = young(report, cast, child, chance), o = young(report, cast, other, chance);
  const auto l = add_place(report, cast, cast.youth_club(club));
  report.link({"met", w, c, {}, l, {}});
  report.link({"gave", w, c, {}, l, "food"});
  report.link({"associates", c, o, {}, {}, {}});
  report.text("The youth worker is worried about a quarrel between two friends.");
  return report;
}

Report social_worker(const Cast& cast, std::uint64_t child, Instant at, Random& chance) {
  Report report(at, "referral", "social_care");
  const auto worker = cast.social_worker(cast.around(child).social_worker);
  const auto w = report.person(cast.adult(worker), "professional", {.birth = false, .phone = true}, chance);
  const auto c = report.person(cast.child(child), "child", {}, chance);
  const auto v = report.vehicle(cast.vehicle_of(worker), chance);
  report.link({"lift", w, c, v, {}, "lift"});
  report.link({"gave", w, c, {}, {}, "food"});
  report.text("Took the child for lunch and home again. School is going better.");
  return report;
}

Report two_strangers(Cast& cast, Instant at, Random& chance) {
  Report report(at, chance.chance(0.5) ? "crime" : "intelligence", "police", "Response A");
  const auto one = cast.next_adult();
  const auto a = report.person(cast.adult(one), "adult", {.address = true}, chance);
  const auto b = report.person(cast.adult(cast.next_adult()), "adult", {.birth = false, .as_heard = true}, chance);
  if (chance.chance(0.4)) report.link({"drives", a, {}, report.vehicle(cast.vehicle_of(one), chance), {}, {}});
  report.link({"associates", a, b, {}, {}, {}});
  report.text("A quarrel between neighbours about a fence.");
  return report;
}

Report worried_teacher(const Cast& cast, std::uint64_t child, Instant at, Random& chance) {
  Report report(at, "referral", "school");
  const auto around = cast.around(child);
  const auto t = report.person(cast.adult(cast.teacher_at(around.school)), "professional", {.birth = false, .phone = true}, chance);
  const auto c = report.person(cast.child(child), "child", {}, chance);
  const auto l = add_place(report, cast, cast.school(around.school));
  report.link({"met", t, c, {}, l, {}});
  report.text("Late three times this week and tired. Home has been told.");
  return report;
}

}  // namespace

Report told_ordinary(const Cast& cast, std::uint64_t child, std::uint64_t friend_of_theirs, Instant at, Random& chance) {
  Report report(at, "interview", "police", "Missing Children Team");
  const auto c = report.person(cast.child(child), "child", {}, chance);
  switch (chance.below(5)) {
    case 0: {   // at a friend's, whose parent gave a bed and a lift
      const auto parent = cast.parent_of(friend_of_theirs);
      const auto host = cast.parent(friend_of_theirs);
      const auto f = young(report, cast, friend_of_theirs, chance), p = report.person(host, "family", {.birth = false}, chance);
      const auto l = add_place(report, cast, host.home);
      report.link({"stayed", c, {}, {}, l, {}});
      report.link({"associates", c, f, {}, {}, {}});
      report.link({"family", p, f, {}, {}, {}});
      if (chance.chance(0.5)) report.link({"lift", p, c, report.vehicle(cast.vehicle_of(parent), chance, 0.6), {}, "lift"});
      report.text("The child told us of a night at a friend's house. The friend's parent was in.");
      return report;
    }
    case 1: {
      const auto p = report.person(who_looks_after(cast, child), cast.around(child).in_care ? "professional" : "family", {.birth = false}, chance);
      report.link({"gave", p, c, {}, {}, chance.chance(0.5) ? "money" : "food"});
      report.text("The child told us there had been an argument about money, and that it is made up.");
      return report;
    }
    case 2: {
      const auto club = cast.around(child).youth_club;
      const auto w = report.person(cast.adult(cast.youth_worker_at(club)), "professional", {.birth = false}, chance);
      report.link({"met", w, c, {}, add_place(report, cast, cast.youth_club(club)), {}});
      report.text("The child told us of an evening at the youth club and walking about after it closed.");
      return report;
    }
    case 3: {
      const auto f = young(report, cast, friend_of_theirs, chance);
      report.link({"met", f, c, {}, add_place(report, cast, invented_spot(chance, "park")), {}});
      report.text("The child told us of friends in the park, and losing track of the time.");
      return report;
    }
    default: report.text("The child told us of walking alone and wanting to be quiet."); return report;
  }
}

Report ordinary_report(Cast& cast, std::uint64_t child, std::uint64_t other_child, Instant at, Random& chance) {
  switch (chance.below(6)) {
    case 0: return school_run(cast, child, other_child, at, chance);
    case 1: return council_taxi(cast, child, at, chance);
    case 2: return youth_club(cast, child, other_child, at, chance);
    case 3: return social_worker(cast, child, at, chance);
    case 4: return worried_teacher(cast, child, at, chance);
    default: return two_strangers(cast, at, chance);
  }
}

}  // namespace lapwing::synth
