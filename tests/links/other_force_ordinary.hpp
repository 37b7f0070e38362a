// The ordinary people of the second invented force (other_force.hpp, which takes this in): parents, drivers, coaches, relatives, friends,
// the takeaway that everyone uses. Their reports do not say that they are ordinary.
#pragma once
#include "other_force.hpp"

namespace lapwing::other_force {

inline void Maker::ordinary() {
  const auto k = below(children_.size());
  const auto& child = children_[k];
  const auto mate = (k + 1 + below(4)) % children_.size();
  const auto any_adult = [&] { return chance(0.7) ? PersonRole::adult : PersonRole::unknown; };
  switch (below(16)) {
    case 0: case 1: case 2: {   // missing, with the parent who tells of it
      auto draft = begin(ReportKind::missing, "police", sometime(), true);
      const auto c = kid(draft, child);
      if (child.home) {
        link(draft, LinkKind::lives, c, {}, {}, spot(draft, fmt::format("Haven House {}, Long Lane", child.home), PlaceKind::childrens_home));
      } else {
        const auto p = say(draft, parents_[k], chance(0.5) ? PersonRole::family : PersonRole::adult, half);
        link(draft, LinkKind::lives, c, {}, {}, spot(draft, child.address, PlaceKind::home));
        if (chance(0.7)) link(draft, LinkKind::family, p, c);
      }
      return put(std::move(draft));
    }
    case 3: case 4: {
      auto draft = begin(ReportKind::return_, "police", sometime(), false);
      kid(draft, child);
      return put(std::move(draft));
    }
    case 5: {   // the contracted driver, called an adult
      const auto at = school_time();
      auto draft = begin(ReportKind::intelligence, "school", at, true);
      auto& driver = drivers_[child.school % drivers_.size()];
      const auto d = say(draft, driver, any_adult(), chance(0.6) ? half : nobody), c = kid(draft, child);
      link(draft, LinkKind::lift, d, c, car(draft, driver.plate, 0.2), spot(draft, fmt::format("Upper School {}, Mill Road", child.school), PlaceKind::school), LinkThing::lift);
      return put(std::move(draft));
    }
    case 6: {   // the coach: lifts, food, always the same hall
      auto& coach = coaches_[k % coaches_.size()];
      auto draft = begin(ReportKind::referral, "school", sometime(), chance(0.5));
      const auto w = say(draft, coach, any_adult(), half), c = kid(draft, child);
      const auto l = spot(draft, fmt::format("Sports Hall {}, Dock Road", k % coaches_.size()), PlaceKind::other);
      if (chance(0.5)) link(draft, LinkKind::lift, w, c, car(draft, coach.plate, 0.1), l);
      else link(draft, LinkKind::gave, w, c, {}, l, LinkThing::food);
      return put(std::move(draft));
    }
    case 7: {   // the social worker, sometimes called an adult
      auto& worker = workers_[k % workers_.size()];
      auto draft = begin(ReportKind::referral, "social_care", school_time() + std::chrono::hours{3}, true);
      const auto w = say(draft, worker, chance(0.7) ? PersonRole::professional : PersonRole::adult, half), c = kid(draft, child);
      link(draft, chance(0.5) ? LinkKind::lift : LinkKind::met, w, c, {}, {}, std::nullopt);
      if (chance(0.3)) link(draft, LinkKind::gave, w, c, {}, {}, LinkThing::food);
      return put(std::move(draft));
    }
    case 8: {   // staff of the home, called adults, with two of its children
      if (!child.home) break;
      auto draft = begin(ReportKind::referral, "social_care", sometime(), false);
      const auto w = say(draft, staff_[child.home % staff_.size()], any_adult(), half), c = kid(draft, child);
      link(draft, LinkKind::lives, c, {}, {}, spot(draft, fmt::format("Haven House {}, Long Lane", child.home), PlaceKind::childrens_home));
      link(draft, chance(0.5) ? LinkKind::gave : LinkKind::lift, w, c, {}, {}, chance(0.5) ? LinkThing::food : LinkThing::other);
      return put(std::move(draft));
    }
    case 9: {   // the takeaway that everyone uses
      const auto g = below(grill_.size());
      auto draft = begin(ReportKind::sighting, "police", sometime(), true);
      const auto c = kid(draft, child);
      const auto l = spot(draft, fmt::format("Golden Grill {}, Market Street", g), PlaceKind::takeaway);
      if (chance(0.5)) link(draft, LinkKind::gave, say(draft, grill_[g], any_adult(), chance(0.5) ? half : nobody), c, {}, l, LinkThing::food);
      else link(draft, LinkKind::met, c, kid(draft, children_[mate]), {}, l);
      return put(std::move(draft));
    }
    case 10: {   // a relative who drives, called an adult
      const auto u = (k / 10) % uncles_.size();
      auto& uncle = uncles_[u];
      const auto& cousin = children_[(u * 10 + below(3)) % children_.size()];
      auto draft = begin(ReportKind::stop, "police", sometime(), chance(0.5));
      const auto a = say(draft, uncle, any_adult(), half), c = kid(draft, cousin);
      link(draft, LinkKind::lift, a, c, car(draft, uncle.plate, 0.1));
      if (chance(0.3)) link(draft, LinkKind::gave, a, c, {}, {}, LinkThing::food);
      return put(std::move(draft));
    }
    case 11: {   // a night at a friend's; the parent gives a lift
      if (children_[mate].home) break;
      auto draft = begin(ReportKind::interview, "police", sometime(), false);
      const auto c = kid(draft, child);
      const auto l = spot(draft, children_[mate].address, PlaceKind::home);
      link(draft, LinkKind::stayed, c, {}, {}, l);
      if (chance(0.5)) link(draft, LinkKind::associates, c, kid(draft, children_[mate]));
      if (chance(0.4)) link(draft, LinkKind::lift, say(draft, parents_[mate], any_adult(), half), c, car(draft, parents_[mate].plate, 0.1));
      return put(std::move(draft));
    }
    case 12: {   // the school run: two children, one of them the driver's
      auto draft = begin(ReportKind::stop, "police", school_time(), true);
      const auto p = say(draft, parents_[k], any_adult(), half), c = kid(draft, child), m = kid(draft, children_[mate]);
      const auto v = car(draft, parents_[k].plate, 0.1);
      link(draft, LinkKind::drives, p, {}, v);
      link(draft, LinkKind::lift, p, c, v);
      link(draft, LinkKind::lift, p, m, v);
      return put(std::move(draft));
    }
    case 13: {   // grown-ups among themselves
      auto draft = begin(ReportKind::crime, "police", sometime(), false);
      const auto a = human(fmt::format("other{}", below(4000)), false), b = human(fmt::format("other{}", below(4000)), false);
      const auto x = say(draft, a, PersonRole::adult, half), y = say(draft, b, PersonRole::adult, half);
      link(draft, LinkKind::associates, x, y);
      if (chance(0.5)) link(draft, LinkKind::drives, x, {}, car(draft, a.plate, 0.3));
      return put(std::move(draft));
    }
    case 14: {   // an older friend, of one child only
      auto draft = begin(ReportKind::interview, "police", sometime(), false);
      const auto friend_of = human(fmt::format("older{}", k), false);
      const auto a = say(draft, friend_of, any_adult(), chance(0.5) ? nick_only : half), c = kid(draft, child);
      link(draft, LinkKind::met, a, c, {}, chance(0.3) ? spot(draft, "Bus Station, Market Street", PlaceKind::station) : std::string());
      if (chance(0.3)) link(draft, LinkKind::gave, a, c, {}, {}, chance(0.5) ? LinkThing::alcohol : LinkThing::clothes);
      return put(std::move(draft));
    }
    default: {   // friends together
      auto draft = begin(ReportKind::sighting, "police", sometime(), true);
      const auto c = kid(draft, child), m = kid(draft, children_[mate]);
      link(draft, LinkKind::found_with, c, m, {}, spot(draft, chance(0.5) ? "Bus Station, Market Street" : "Long Park, Mill Road", chance(0.5) ? PlaceKind::station : PlaceKind::park));
      return put(std::move(draft));
    }
  }
}

}  // namespace lapwing::other_force
