#include "links/graph/derive.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace lapwing::links {

namespace {

using reports::LinkKind;
using reports::PersonRole;

constexpr int adult_from_years = 18;

bool is_young(const reports::Person& person, int age) {
  if (person.role == PersonRole::child) return true;
  if (person.role == PersonRole::unknown || person.role == PersonRole::other) return age >= 0 && age < adult_from_years;
  return false;
}

std::string surname(const std::string& name) {
  const auto plain = plain_words(name);
  const auto space = plain.rfind(' ');
  return space == std::string::npos || plain.size() - space < 4 ? std::string() : plain.substr(space + 1);
}

class Deriving {
 public:
  explicit Deriving(const reports::Report& report) : report_(report), links_(report.links) {}

  Derived done() {
    add_mentions();
    sound_links();
    find_relatives();
    for (const auto& link : links_) add_link(link);
    add_riders();
    for (std::size_t p = 0; p < report_.people.size(); ++p) add_belongings(p);
    return std::move(out_);
  }

 private:
  void add_mentions() {
    const auto when = std::chrono::floor<std::chrono::days>(report_.received_at);
    for (const auto& person : report_.people) {
      Mention mention;
      mention.kind = NodeKind::person;
      mention.role = person.role;
      mention.sex = person.sex;
      if (person.dob) {
        mention.born = *person.dob;
        if (const auto age = age_in_years(*person.dob, when)) mention.age = static_cast<std::int16_t>(*age);
      } else if (person.age_about) {
        mention.age = static_cast<std::int16_t>(*person.age_about);
      }
      if (person.age_about) mention.age_said = static_cast<std::int16_t>(*person.age_about);
      mention.young = is_young(person, mention.age);
      mention.grown = !mention.young && (mention.age >= adult_from_years || (person.role != PersonRole::unknown && person.role != PersonRole::other));
      mention.identified = person.dob || !person.phones.empty() || plain_words(person.name).find(' ') != std::string::npos;
      mention.ref = person.ref;
      mention.name = person.name;
      mention.plain = plain_words(person.name);
      for (auto alias : person.aliases) {
        std::ranges::replace(alias, '\n', ' ');   // one a line
        mention.aliases += (mention.aliases.empty() ? "" : "\n") + alias;
      }
      out_.people.push_back(put(std::move(mention)));
    }
    phones_.resize(report_.people.size());
    for (std::size_t p = 0; p < report_.people.size(); ++p)
      for (const auto& number : report_.people[p].phones) phones_[p].push_back(thing(NodeKind::phone, report_.people[p].ref, number));
    for (const auto& place : report_.places) {
      places_.push_back(thing(NodeKind::place, place.ref, place.address));
      out_.mentions.back().place = place.kind;
    }
    for (const auto& vehicle : report_.vehicles) vehicles_.push_back(thing(NodeKind::vehicle, vehicle.ref, vehicle.vrm));
    for (std::size_t p = 0; p < report_.people.size(); ++p) {
      homes_.push_back(none);
      if (report_.people[p].address.empty()) continue;
      homes_[p] = thing(NodeKind::place, report_.people[p].ref, report_.people[p].address);
      out_.mentions.back().place = reports::PlaceKind::home;
    }
  }

  // "owns from the car to the person" says the same as from the person with the car.
  void sound_links() {
    for (auto& link : links_) {
      if (vehicle(link.from) != none && person(link.to) != none) {
        link.with.push_back(link.from);
        link.from = std::exchange(link.to, {});
      }
      if (vehicle(link.to) != none) link.with.push_back(std::exchange(link.to, {}));
      if (place(link.to) != none) {
        if (link.at.empty()) link.at = link.to;
        link.to.clear();
      }
    }
  }

  // A grown-up who is a relative of a child in the report: said so, or of the same surname or address as one.
  void find_relatives() {
    relative_.assign(report_.people.size(), false);
    for (const auto& link : links_)
      if (link.kind == LinkKind::family)
        for (const auto& ref : {link.from, link.to})
          if (const auto p = person(ref); p != none) relative_[p] = true;
    for (std::size_t a = 0; a < report_.people.size(); ++a) {
      if (out_.mentions[a].young) continue;
      const auto& adult = report_.people[a];
      if (adult.role == PersonRole::family) relative_[a] = true;
      const auto family_name = surname(adult.name);
      const auto address = plain_words(adult.address);
      for (std::size_t c = 0; c < report_.people.size(); ++c) {
        if (!out_.mentions[c].young) continue;
        const auto& child = report_.people[c];
        if (!family_name.empty() && family_name == surname(child.name)) relative_[a] = true;
        if (!address.empty() && (address == plain_words(child.address) || lives_at(child.ref, address))) relative_[a] = true;
      }
    }
  }

  bool lives_at(const std::string& ref, const std::string& address) const {
    return std::ranges::any_of(links_, [&](const auto& link) {
      const auto l = place(link.at);
      return link.kind == LinkKind::lives && link.from == ref && l != none && plain_words(report_.places[l].address) == address;
    });
  }

  bool grown_up_at(const std::string& ref) const {
    return std::ranges::any_of(links_, [&](const auto& link) {
      return link.at == ref && std::ranges::any_of(std::array{person(link.from), person(link.to)}, [&](auto p) { return p != none && !out_.mentions[p].young; });
    });
  }

  // What the report shows of the grown-ups among these people. With nobody grown up named, the whole report's count.
  std::uint8_t standing_of(std::initializer_list<std::uint32_t> people) const {
    std::uint8_t flags = 0;
    bool adult_among = false;
    const auto look = [&](std::size_t p) {
      if (out_.mentions[p].young) return;
      adult_among = true;
      if (report_.people[p].role == PersonRole::professional) flags |= with_professional;
      if (relative_[p]) flags |= with_own_child;
    };
    for (const auto p : people)
      if (p != none) look(p);
    if (!adult_among)
      for (std::size_t p = 0; p < report_.people.size(); ++p) look(p);
    return flags;
  }

  std::uint8_t time_flags() const {
    if (!report_.occurred_from && !report_.occurred_to) return 0;
    const auto at = report_.happened_at();
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const auto minute = std::chrono::duration_cast<std::chrono::minutes>(at - day).count();
    const auto weekday = std::chrono::weekday(day).iso_encoding();
    const bool school = weekday <= 5 && ((minute >= 6 * 60 + 45 && minute <= 9 * 60 + 15) || (minute >= 14 * 60 && minute <= 16 * 60 + 15));
    const bool night = minute >= 21 * 60 + 30 || minute < 5 * 60;
    return static_cast<std::uint8_t>((school ? in_school_hours : 0) | (night ? at_night : 0));
  }

  void add_link(const reports::Link& link) {
    const auto kind = static_cast<FactKind>(link.kind);
    const auto from = person(link.from), to = person(link.to), at = place(link.at);
    if (from == none) return;
    Fact fact;
    fact.kind = kind;
    if (link.what) fact.thing = static_cast<std::uint8_t>(*link.what);
    if (at != none) {
      fact.at = places_[at];
      if (report_.places[at].kind == reports::PlaceKind::school) fact.flags |= at_school;
    }
    fact.flags |= time_flags() | standing_of({from, to});
    const auto say = [&](std::uint32_t x, std::uint32_t y) {
      fact.x = x;
      fact.y = y;
      out_.facts.push_back(fact);
    };
    // Children among themselves somewhere say nothing of the place, unless it is where they spent a night.
    const bool grown_up_there = std::ranges::any_of(std::array{from, to}, [&](auto p) { return p != none && !out_.mentions[p].young; });
    if (link.kind == LinkKind::stayed && at != none && !grown_up_there && !grown_up_at(link.at)) fact.flags |= nobody_grown_there;
    const bool tells_of_place = grown_up_there || link.kind == LinkKind::stayed || link.kind == LinkKind::lives;
    const auto things = [&](std::uint32_t p) {
      if (p == none) return;
      if (at != none && tells_of_place) say(p, places_[at]);
      for (const auto& ref : link.with)
        if (const auto v = vehicle(ref); v != none) say(p, vehicles_[v]);
    };
    if (to != none) say(from, to);
    things(from);
    things(to);
    for (const auto& ref : link.with) {
      const auto other = person(ref);
      if (other == none || other == from) continue;
      say(from, other);
      if (to != none) say(other, to);
      things(other);
    }
    if (to == none || kind == FactKind::family) return;
    for (const auto phone : phones_[from]) say(to, phone);
    for (const auto phone : phones_[to]) say(from, phone);
  }

  // Found with or given a lift by somebody whom the report has driving a car, without the link naming it.
  void add_riders() {
    for (const auto& drive : links_) {
      if (drive.kind != LinkKind::drives) continue;
      for (const auto& link : links_) {
        if ((link.kind != LinkKind::lift && link.kind != LinkKind::found_with) || !link.with.empty() || link.to.empty()) continue;
        if (link.from != drive.from && link.to != drive.from) continue;
        const auto rider = person(link.from == drive.from ? link.to : link.from), driver = person(drive.from);
        for (const auto& ref : drive.with)
          if (const auto v = vehicle(ref); v != none && rider != none) {
            Fact fact{rider, vehicles_[v], none, none, static_cast<FactKind>(link.kind), Fact::no_thing,
                      static_cast<std::uint8_t>(time_flags() | standing_of({driver, rider}))};
            out_.facts.push_back(fact);
          }
      }
    }
  }

  void add_belongings(std::size_t p) {
    Fact fact;
    fact.x = static_cast<MentionId>(p);
    fact.flags = standing_of({static_cast<std::uint32_t>(p)});
    for (const auto phone : phones_[p]) {
      fact.kind = FactKind::has_phone;
      fact.y = phone;
      out_.facts.push_back(fact);
    }
    if (homes_[p] != none) {
      fact.kind = FactKind::lives;
      fact.y = homes_[p];
      out_.facts.push_back(fact);
    }
  }

  template <class List>
  std::uint32_t find(const List& list, std::string_view ref) const {
    if (ref.empty()) return none;
    const auto found = std::ranges::find(list, ref, [](const auto& one) -> std::string_view { return one.ref; });
    return found == list.end() ? none : static_cast<std::uint32_t>(found - list.begin());
  }
  std::uint32_t person(std::string_view ref) const { return find(report_.people, ref); }
  std::uint32_t place(std::string_view ref) const { return find(report_.places, ref); }
  std::uint32_t vehicle(std::string_view ref) const { return find(report_.vehicles, ref); }

  MentionId put(Mention mention) {
    mention.ordinal = static_cast<std::uint16_t>(out_.mentions.size());
    out_.mentions.push_back(std::move(mention));
    return static_cast<MentionId>(out_.mentions.size() - 1);
  }
  MentionId thing(NodeKind kind, const std::string& ref, const std::string& name) {
    Mention mention;
    mention.kind = kind;
    mention.ref = ref;
    mention.name = name;
    return put(std::move(mention));
  }

  const reports::Report& report_;
  std::vector<reports::Link> links_;
  Derived out_;
  std::vector<std::vector<MentionId>> phones_;
  std::vector<MentionId> places_, vehicles_, homes_;
  std::vector<bool> relative_;
};

}  // namespace

std::string plain_words(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == '\'' || byte == '.') continue;   // O'Neil, St.
    if (byte < 0x80 && !std::isalnum(byte)) {
      gap = true;
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += static_cast<char>(byte < 0x80 ? std::tolower(byte) : byte);
  }
  return out;
}

Derived derive(const reports::Report& report) { return Deriving(report).done(); }

}  // namespace lapwing::links
