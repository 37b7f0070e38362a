#include "synth/episodes.hpp"

#include <algorithm>

namespace lapwing::synth {

namespace {

using std::chrono::minutes;

constexpr int times_max = 45;                    // of one child, over the whole span
constexpr double share_asked = 0.7, share_seen = 0.12, share_ordinary = 0.3;   // of episodes with an interview, a sighting, another report nearby
constexpr double adult_again = 0.35;
constexpr std::size_t adults_kept_max = 2000;

std::string_view graded(Random& chance) {
  constexpr std::array weights = {0.16, 0.58, 0.21, 0.05};
  constexpr std::array<std::string_view, 4> words = {" Graded high.", " Graded medium.", " Graded low.", " Graded very low."};
  return words[chance.weighted(weights)];
}

}  // namespace

Episodes::Episodes(Cast& cast, Groups& groups, std::uint64_t seed, Span span, std::uint64_t total)
    : cast_(cast), groups_(groups), chance_(Random::branch(seed, "episodes")), span_(span) {
  const double years = std::chrono::duration<double, std::ratio<31556952>>(span.until - span.from).count();
  window_ = static_cast<std::size_t>(std::max(50.0, static_cast<double>(total) * share_of_children / std::max(years, 0.5) * 0.7));
}

void Episodes::play(Instant at, Outbox& outbox) {
  if (chance_.chance(share_of_children)) play_child(child_for(at), at, outbox);
  else play_adult(at, outbox);
}

// A child new to the force as often as makes the published number of reports a child; else one of those lately missing, so that who
// has been missing often is likelier to be missing again.
std::uint32_t Episodes::child_for(Instant at) {
  constexpr int tries_max = 12;
  if (!lately_.empty() && !chance_.chance(1 / reports_a_child)) {
    for (int tries = 0; tries < tries_max; ++tries) {
      const auto child = another();
      if (lines_[child].times < times_max && lines_[child].free_from_minute <= minute(at)) return child;
    }
  }
  lines_.emplace_back();
  return static_cast<std::uint32_t>(lines_.size() - 1);
}

void Episodes::play_child(std::uint32_t child, Instant at, Outbox& outbox) {
  const auto back = at + how_long_missing(chance_);
  auto& line = lines_[child];
  ++line.times;
  line.free_from_minute = minute(back) + 600;
  if (lately_.size() < window_) lately_.push_back(child);
  else lately_[oldest_++ % window_] = child;

  const auto who = cast_.child(child);
  const auto around = cast_.around(child);
  Report missing(at, "missing", "police", "Response A");
  const auto c = missing.person(who, "child", {.birth = chance_.chance(0.95), .phone = chance_.chance(0.6), .as_heard = chance_.chance(0.3)}, chance_);
  if (around.in_care) {
    const auto spot = cast_.childrens_home(around.childrens_home);
    missing.person(cast_.adult(cast_.worker_of_home(around.childrens_home)), "professional", {.birth = false, .phone = true}, chance_);
    missing.link({"lives", c, {}, {}, missing.place(spot, cast_.entity_of(spot)), {}});
  } else {
    const auto parent = cast_.parent(child);
    const auto p = missing.person(parent, "family", {.birth = false, .phone = true}, chance_);
    missing.link({"lives", c, {}, {}, missing.place(parent.home, cast_.entity_of(parent.home)), {}});
    missing.link({"family", p, c, {}, {}, {}});
  }
  if (chance_.chance(0.25)) {
    const auto friend_of_theirs = another();
    if (friend_of_theirs != child) missing.link({"associates", c, missing.person(cast_.child(friend_of_theirs), "child", {.birth = false, .as_heard = true}, chance_), {}, {}, {}});
  }
  missing.occurred(at - minutes{chance_.between(30, 400)}, at);
  missing.text(std::string(around.in_care ? "Not in the home when staff looked in." : "Has not come home and is not answering.") + std::string(graded(chance_)));
  outbox.put(std::move(missing));

  if (chance_.chance(share_seen)) {
    const auto seen = at + minutes{chance_.below(static_cast<std::uint64_t>((back - at) / minutes{1}) + 1)};
    Report sighting(seen, "sighting", "police", "Response A");
    const auto s = sighting.person(who, "child", {.birth = false, .as_heard = true}, chance_);
    constexpr std::array<std::string_view, 4> kinds = {"park", "station", "shop", "takeaway"};
    const auto spot = invented_spot(chance_, std::string(chance_.pick(kinds)));
    sighting.link({"met", s, {}, {}, sighting.place(spot, cast_.entity_of(spot)), {}});
    sighting.text("Somebody who fits the description was seen, alone.");
    outbox.put(std::move(sighting));
  }
  outbox.put(return_of(child, back));
  if (chance_.chance(share_asked)) {
    const auto asked = back + minutes{chance_.between(30, 700)};
    const auto* group = groups_.of(child, at);
    outbox.put(group && chance_.chance(0.5) ? groups_.told_by(*group, child, asked, chance_) : told_ordinary(cast_, child, another(), asked, chance_));
  }
  if (chance_.chance(share_ordinary)) {
    const auto one = another(), other = another();
    const auto when = at + minutes{chance_.between(0, 2000)};
    outbox.put(ordinary_report(cast_, one, other, when, chance_));
  }
}

Report Episodes::return_of(std::uint32_t child, Instant at) {
  Report back(at, "return", "police", "Response A");
  const auto c = back.person(cast_.child(child), "child", {.birth = chance_.chance(0.9)}, chance_);
  constexpr std::array<double, 5> weights = {0.5, 0.15, 0.12, 0.13, 0.1};
  constexpr std::array<std::string_view, 5> kinds = {"home", "park", "station", "shop", "takeaway"};
  const auto where = chance_.weighted(weights);
  const auto around = cast_.around(child);
  const auto spot = where > 0 ? invented_spot(chance_, std::string(kinds[where]))
                    : around.in_care ? cast_.childrens_home(around.childrens_home) : cast_.adult(cast_.parent_of(child)).home;
  const auto l = back.place(spot, cast_.entity_of(spot));
  const auto company = another();
  if (where > 0 && company != child && chance_.chance(0.3))
    back.link({"found_with", c, back.person(cast_.child(company), "child", {.birth = false, .as_heard = true}, chance_), {}, l, {}});
  back.text(where == 0 ? "Came home. Tired, not hurt." : "Found by officers and taken home. Tired, not hurt.");
  return back;
}

void Episodes::play_adult(Instant at, Outbox& outbox) {
  const bool again = !adults_.empty() && chance_.chance(adult_again);
  const auto adult = again ? adults_[chance_.below(adults_.size())] : cast_.next_adult();
  if (adults_.size() < adults_kept_max) adults_.push_back(adult);
  else adults_[chance_.below(adults_.size())] = adult;
  const auto who = cast_.adult(adult);
  Report missing(at, "missing", "police", "Response B");
  missing.person(who, "adult", {.phone = true, .address = true}, chance_);
  missing.text("Left home and has not been in touch." + std::string(graded(chance_)));
  outbox.put(std::move(missing));
  Report back(at + how_long_missing(chance_), "return", "police", "Response B");
  back.person(who, "adult", {}, chance_);
  back.text("Found safe.");
  outbox.put(std::move(back));
}

}  // namespace lapwing::synth
