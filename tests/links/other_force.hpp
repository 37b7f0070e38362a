// A second invented force, made with other habits than src/synth: other names and proportions, groups of five kinds that each show in
// their own way (only gifts and phones, only houses and lifts, hotels, cars, a bit of all), and ordinary people whose reports do not
// say that they are ordinary: drivers, coaches and relatives written down as "adult", children as "unknown". The search for groups must
// do as well on it as on the other. For tests and benchmarks; the same numbers give the same force.
#pragma once
#include <fmt/format.h>

#include <array>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "reports/report.hpp"

namespace lapwing::other_force {

using reports::LinkKind;
using reports::LinkThing;
using reports::PersonRole;
using reports::PlaceKind;
using reports::ReportKind;

struct Truth {
  std::string id;
  std::vector<std::string> adults, children;
};

struct Force {
  std::vector<reports::Report> reports;                 // in order of time
  std::map<std::string, std::string> entity;            // "R-1,p2" → who it is
  std::vector<Truth> groups;
};

struct Human {
  std::string entity, given, family, nick, phone, address, plate;
  bool female = false;
  int born = 2010;   // year
  int month = 1, day = 1;
  std::size_t school = 0, home = 0;
};

class Maker {
 public:
  Maker(std::uint64_t seed, std::size_t reports, std::size_t groups) : random_(seed), wanted_(reports), groups_(groups) {}

  Force make() {
    const auto children = std::max<std::size_t>(60, wanted_ / 14);
    for (std::size_t i = 0; i < children; ++i) children_.push_back(human(fmt::format("kid{}", i), true));
    for (std::size_t i = 0; i < children; ++i) {
      auto parent = human(fmt::format("parent{}", i), false);
      if (chance(0.7)) parent.family = children_[i].family;
      parent.address = children_[i].address;
      parents_.push_back(parent);
    }
    few(drivers_, children / 60 + 2, "driver");
    few(coaches_, children / 80 + 2, "coach");
    few(workers_, children / 25 + 2, "worker");
    few(staff_, children / 50 + 2, "staff");
    few(grill_, 8, "grill");
    few(uncles_, children / 10 + 2, "uncle");
    for (std::size_t i = 0; i < uncles_.size(); ++i) uncles_[i].family = children_[i * 10 % children].family;
    for (std::size_t g = 0; g < groups_; ++g) plant(g);
    while (drafts_.size() < wanted_) ordinary();
    std::stable_sort(drafts_.begin(), drafts_.end(), [](const Draft& a, const Draft& b) { return a.report.received_at < b.report.received_at; });
    for (std::size_t i = 0; i < drafts_.size(); ++i) {
      auto& draft = drafts_[i];
      draft.report.number = fmt::format("N/{:06}", i + 1);
      for (const auto& [ref, who] : draft.who) force_.entity[draft.report.number + "," + ref] = who;
      force_.reports.push_back(std::move(draft.report));
    }
    return std::move(force_);
  }

 private:
  struct Draft {
    reports::Report report;
    std::vector<std::pair<std::string, std::string>> who;
  };

  bool chance(double p) { return std::uniform_real_distribution<>(0, 1)(random_) < p; }
  std::size_t below(std::size_t n) { return random_() % n; }
  int between(int a, int b) { return a + static_cast<int>(below(static_cast<std::size_t>(b - a + 1))); }
  template <class List>
  auto& pick(List& list) { return list[below(list.size())]; }

  Human human(std::string entity, bool child) {
    static constexpr std::array<const char*, 40> given{"Ada", "Bea", "Cleo", "Dora", "Edie", "Fay", "Gwen", "Hope", "Ines", "Joni", "Kit", "Lena", "Mona", "Nell",
        "Orla", "Pia", "Romy", "Saskia", "Thea", "Una", "Abel", "Bram", "Cato", "Dov", "Emil", "Felix", "Gus", "Hugo", "Ivor", "Jonas", "Karl", "Levi", "Milo",
        "Nico", "Otto", "Piers", "Rafe", "Silas", "Tobin", "Vito"};
    static constexpr std::array<const char*, 24> first{"Black", "White", "Green", "Stone", "Hill", "Wood", "Brook", "Field", "Marsh", "Rose", "Thorn", "Ash",
        "Lock", "Fox", "Crow", "Lamb", "Swan", "Pike", "Reed", "Frost", "Snow", "Hay", "Gold", "Iron"};
    static constexpr std::array<const char*, 16> last{"man", "er", "well", "bury", "ley", "son", "wright", "house", "croft", "side", "bank", "land", "cote", "thorpe", "kirk", "beck"};
    static constexpr std::array<const char*, 30> nick{"Bo", "Chip", "Dex", "Face", "Gaz", "Hench", "Ink", "Jay", "Kay", "Lanky", "Mo", "Nutz", "Oggy", "Prof", "Quiff",
        "Razor", "Shady", "Tiny", "Ugg", "Vee", "Wez", "Yogi", "Ziggy", "Baz", "Chaz", "Duke", "Eggy", "Fitz", "Grip", "Huck"};
    Human out;
    out.entity = std::move(entity);
    out.female = chance(0.5);
    out.given = given[below(20) + (out.female ? 0 : 20)];
    out.family = std::string(first[below(first.size())]) + last[below(last.size())];
    if (chance(0.7)) out.family = std::string(first[below(first.size())]).substr(0, 3) + static_cast<char>('a' + below(20)) + out.family.substr(1);
    out.nick = nick[below(nick.size())];
    out.phone = fmt::format("06{:09}", below(1'000'000'000));
    out.address = address();
    out.plate = plate();
    out.born = child ? between(2009, 2013) : between(1970, 2004);
    out.month = between(1, 12);
    out.day = between(1, 28);
    out.school = below(12);
    out.home = chance(0.25) ? 1 + below(9) : 0;
    return out;
  }
  std::string address() {
    static constexpr std::array<const char*, 20> street{"Cable", "Drum", "Easter", "Flint", "Gorse", "Hedge", "Ivy", "Jetty", "Knoll", "Lime", "Moor", "Nettle", "Oak",
        "Pier", "Quince", "Ridge", "Slate", "Tarn", "Vale", "Weir"};
    return fmt::format("{} {} {}, YY{} {}{}{}", between(1, 90), street[below(street.size())], chance(0.5) ? "Road" : "Street", between(1, 20), between(0, 9),
                       static_cast<char>('A' + below(8)), static_cast<char>('D' + below(8)));
  }
  std::string plate() {
    std::string out = fmt::format("{}{}{}{}", static_cast<char>('K' + below(6)), static_cast<char>('A' + below(20)), between(1, 2), between(2, 9));
    for (int i = 0; i < 3; ++i) out += static_cast<char>('A' + below(26));
    return out;
  }
  void few(std::vector<Human>& list, std::size_t count, const char* name) {
    for (std::size_t i = 0; i < count; ++i) list.push_back(human(fmt::format("{}{}", name, i), false));
  }
  Instant sometime() { return Instant{std::chrono::sys_days{std::chrono::year{2024} / 1 / 1}} + std::chrono::minutes{below(2 * 365 * 1440)}; }
  // On a weekday, when school begins or ends.
  Instant school_time() {
    auto day = std::chrono::floor<std::chrono::days>(sometime());
    while (std::chrono::weekday(day).iso_encoding() > 5) day += std::chrono::days{1};
    return Instant{day} + std::chrono::minutes{(chance(0.5) ? 8 * 60 : 15 * 60) + between(-20, 30)};
  }

  Draft begin(ReportKind kind, const char* agency, Instant at, bool timed) {
    Draft draft;
    draft.report.kind = kind;
    draft.report.agency = agency;
    if (timed) draft.report.occurred_from = at, draft.report.occurred_to = at + std::chrono::minutes{30};
    draft.report.received_at = at + std::chrono::minutes{between(30, 3000)};
    if (chance(0.4)) draft.report.grading = {between(1, 2), static_cast<char>('A' + below(4)), 'P'};
    return draft;
  }
  std::string typo(std::string name) {
    if (name.size() > 4 && chance(0.2)) name.erase(1 + below(name.size() - 2), 1);
    return name;
  }
  int age(const Human& who, const Draft& draft) {
    return static_cast<int>(static_cast<int>(std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(draft.report.received_at)}.year())) - who.born;
  }
  enum How { whole, half, nick_phone, nick_only, nobody };
  std::string say(Draft& draft, const Human& who, PersonRole role, How how) {
    reports::Person p;
    p.ref = fmt::format("x{}", draft.report.people.size());
    p.role = role;
    if (how == whole || how == half) p.name = typo(who.given + " " + who.family);
    if (how == whole) p.dob = Date{std::chrono::year{who.born}, std::chrono::month{static_cast<unsigned>(who.month)}, std::chrono::day{static_cast<unsigned>(who.day)}};
    else p.age_about = age(who, draft) + between(-2, 2);
    if (how == nick_phone || how == nick_only) p.name = who.nick;
    if (how == nick_phone) p.phones = {who.phone};
    if (chance(0.9)) p.sex = who.female ? Sex::female : Sex::male;
    draft.who.emplace_back(p.ref, who.entity);
    draft.report.people.push_back(p);
    return p.ref;
  }
  std::string kid(Draft& draft, const Human& who) {
    return say(draft, who, chance(0.75) ? PersonRole::child : PersonRole::unknown, chance(0.65) ? whole : half);
  }
  std::string spot(Draft& draft, const std::string& address, PlaceKind kind) {
    draft.report.places.push_back({fmt::format("y{}", draft.report.places.size()), address, kind, std::nullopt, std::nullopt});
    return draft.report.places.back().ref;
  }
  std::string car(Draft& draft, std::string plate, double partial) {
    const bool part = chance(partial);
    if (part) for (int i = between(1, 2); i > 0; --i) plate[3 + below(4)] = '?';
    draft.report.vehicles.push_back({fmt::format("z{}", draft.report.vehicles.size()), plate, part, "", ""});
    return draft.report.vehicles.back().ref;
  }
  void link(Draft& draft, LinkKind kind, const std::string& from, const std::string& to, const std::string& with = {}, const std::string& at = {},
            std::optional<LinkThing> what = {}) {
    reports::Link link{kind, from, to, {}, at, what};
    if (!with.empty()) link.with.push_back(with);
    draft.report.links.push_back(link);
  }
  void put(Draft draft) { drafts_.push_back(std::move(draft)); }

  void plant(std::size_t number);
  void ordinary();
  void show(const std::vector<Human>& adults, std::size_t adult, const Human& child, int style, const std::vector<std::string>& houses,
            const std::vector<std::string>& cars, const std::string& hotel, Instant at);

  std::mt19937_64 random_{1};
  std::size_t wanted_, groups_;
  std::vector<Human> children_, parents_, drivers_, coaches_, workers_, staff_, grill_, uncles_;
  std::vector<bool> taken_;
  std::vector<Draft> drafts_;
  Force force_;
};

inline void Maker::plant(std::size_t number) {
  taken_.resize(children_.size(), false);
  std::vector<Human> adults;
  std::vector<std::size_t> kids;
  Truth truth{fmt::format("T{}", number), {}, {}};
  for (int i = between(2, 6), a = 0; a < i; ++a) adults.push_back(human(fmt::format("t{}a{}", number, a), false));
  for (int i = chance(0.4) ? between(2, 4) : between(3, 12); i > 0; --i) {
    const auto kid = below(children_.size());
    if (taken_[kid]) continue;
    taken_[kid] = true;
    kids.push_back(kid);
  }
  if (kids.size() < 2) return;
  const int style = static_cast<int>(number % 5);
  std::vector<std::string> houses{address()}, cars{adults[0].plate};
  if (chance(0.5)) houses.push_back(address());
  if (adults.size() > 2) cars.push_back(adults[1].plate);
  const auto hotel = fmt::format("{} Motor Lodge, Ring Road", adults[0].family);
  const auto from = sometime();
  const int days = between(40, 240);
  const double seen = 0.4 + 0.4 * std::uniform_real_distribution<>(0, 1)(random_);
  std::vector<bool> adult_seen(adults.size(), false);
  for (const auto kid : kids) {
    bool any = false;
    for (std::size_t a = 0; a < adults.size(); ++a) {
      if (!chance(seen) && (any || a + 1 < adults.size())) continue;
      any = adult_seen[a] = true;
      for (int times = between(1, 2); times > 0; --times)
        show(adults, a, children_[kid], style, houses, cars, hotel, from + std::chrono::minutes{below(static_cast<std::size_t>(days) * 1440)});
    }
    truth.children.push_back(children_[kid].entity);
  }
  for (std::size_t a = 0; a < adults.size(); ++a) {
    if (adult_seen[a]) truth.adults.push_back(adults[a].entity);
    if (!chance(0.5) || a + 1 == adults.size()) continue;
    auto draft = begin(ReportKind::intelligence, "police", from + std::chrono::days{between(0, days)}, false);
    const auto x = say(draft, adults[a], PersonRole::adult, half), y = say(draft, adults[a + 1], PersonRole::adult, chance(0.5) ? half : nick_phone);
    link(draft, LinkKind::associates, x, y);
    if (chance(0.5)) link(draft, LinkKind::owns, x, "", car(draft, pick(cars), 0));
    put(std::move(draft));
  }
  force_.groups.push_back(truth);
}

inline void Maker::show(const std::vector<Human>& adults, std::size_t adult, const Human& child, int style, const std::vector<std::string>& houses,
                        const std::vector<std::string>& cars, const std::string& hotel, Instant at) {
  static constexpr std::array<LinkThing, 5> gifts{LinkThing::phone, LinkThing::clothes, LinkThing::money, LinkThing::alcohol, LinkThing::drugs};
  const auto& who = adults[adult];
  constexpr std::array<ReportKind, 4> kinds{ReportKind::intelligence, ReportKind::interview, ReportKind::referral, ReportKind::crime};
  constexpr std::array<const char*, 4> agencies{"police", "health", "school", "social_care"};
  auto draft = begin(kinds[below(4)], agencies[below(4)], at, chance(0.5));
  const auto c = kid(draft, child);
  const auto role = chance(0.5) ? PersonRole::adult : PersonRole::unknown;
  const double how = std::uniform_real_distribution<>(0, 1)(random_);
  if (style == 0) {   // gifts and phones, mostly without names
    const auto a = say(draft, who, role, how < 0.25 ? half : how < 0.85 ? nick_phone : nick_only);
    if (chance(0.6)) link(draft, chance(0.5) ? LinkKind::messaged : LinkKind::called, a, c);
    if (chance(0.6) || draft.report.links.empty()) link(draft, LinkKind::gave, a, c, {}, {}, gifts[below(5)]);
  } else if (style == 1) {   // houses and lifts
    const auto a = say(draft, who, role, how < 0.4 ? half : how < 0.6 ? nick_phone : how < 0.8 ? nick_only : nobody);
    if (chance(0.5)) link(draft, LinkKind::lift, a, c, car(draft, pick(cars), 0.4));
    else {
      const auto l = spot(draft, houses[below(houses.size())], PlaceKind::home);
      link(draft, LinkKind::stayed, c, {}, {}, l);
      link(draft, LinkKind::met, a, c, {}, l);
    }
  } else if (style == 2) {   // a hotel, paid for
    const auto a = say(draft, who, role, how < 0.5 ? whole : how < 0.8 ? half : nick_only);
    const auto l = spot(draft, hotel, PlaceKind::hotel);
    link(draft, chance(0.5) ? LinkKind::found_with : LinkKind::met, a, c, {}, l);
    if (chance(0.5)) link(draft, LinkKind::paid, a, c, {}, l, LinkThing::money);
  } else if (style == 3) {   // found in a car
    const auto a = say(draft, who, role, how < 0.5 ? whole : how < 0.75 ? half : nobody);
    const auto v = car(draft, pick(cars), 0.3);
    link(draft, LinkKind::found_with, c, a, v);
    if (chance(0.4)) link(draft, LinkKind::gave, a, c, {}, {}, chance(0.5) ? LinkThing::alcohol : LinkThing::food);
  } else {
    const auto a = say(draft, who, role, how < 0.3 ? whole : how < 0.5 ? half : how < 0.75 ? nick_phone : nick_only);
    switch (below(4)) {
      case 0: link(draft, LinkKind::lift, a, c, car(draft, pick(cars), 0.4), {}, LinkThing::lift); break;
      case 1: link(draft, LinkKind::gave, a, c, {}, {}, gifts[below(5)]); break;
      case 2: link(draft, LinkKind::met, a, c, {}, spot(draft, houses[below(houses.size())], chance(0.7) ? PlaceKind::home : PlaceKind::other)); break;
      default: link(draft, LinkKind::messaged, a, c); break;
    }
  }
  // Another agency tells of it too.
  if (chance(0.15)) {
    auto again = draft;
    again.report.agency = again.report.agency == "police" ? "school" : "police";
    again.report.received_at += std::chrono::hours{between(2, 30)};
    put(std::move(again));
  }
  put(std::move(draft));
}

inline Force make(std::uint64_t seed, std::size_t reports, std::size_t groups) { return Maker(seed, reports, groups).make(); }

}  // namespace lapwing::other_force

#include "other_force_ordinary.hpp"
