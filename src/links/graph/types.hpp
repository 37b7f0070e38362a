// The link graph's own words. A mention is one person, place, vehicle or phone in one report; a node is who or what several mentions are
// thought to be; a fact is one thing that a report says of two mentions. Facts hold mentions and never nodes, so that when two people
// turn out to be one, or one to be two, only the mentions move and no report is read again.
//
// Plain values owned by the Store; one thread at a time.
#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "domain/time.hpp"
#include "reports/report.hpp"

namespace lapwing::links {

using NodeId = std::uint32_t;
using MentionId = std::uint32_t;
using ReportIx = std::uint32_t;
using FactIx = std::uint32_t;
inline constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

enum class NodeKind : std::uint8_t { person, place, vehicle, phone };

// What a fact says: a report's kinds of link, and that somebody has a phone.
enum class FactKind : std::uint8_t { lift, gave, met, stayed, lives, called, messaged, associates, drives, owns, found_with, paid, family,
                                     works_with, other, has_phone };

// What the report says around a fact.
enum FactFlag : std::uint8_t {
  with_professional = 1,   // the grown-up in it is there as a professional
  with_own_child = 2,      // the grown-up in it is a relative of a child in the same report
  at_school = 4,
  in_school_hours = 8,     // on a weekday, when children go to school or come home; only where the report says when it happened
  at_night = 16,
  nobody_grown_there = 32, // a night somewhere, and nobody grown up is told of at that place
};

struct Fact {
  MentionId x = none, y = none;
  ReportIx report = none;
  MentionId at = none;     // a place's mention
  FactKind kind = FactKind::other;
  std::uint8_t thing = no_thing;
  std::uint8_t flags = 0;
  static constexpr std::uint8_t no_thing = 255;
};

struct Mention {
  NodeId node = none;
  ReportIx report = none;
  std::uint16_t ordinal = 0;               // its place in the report: people, their phones, places, vehicles
  NodeKind kind = NodeKind::person;
  reports::PersonRole role = reports::PersonRole::unknown;
  reports::PlaceKind place = reports::PlaceKind::other;
  Sex sex = Sex::unknown;
  bool young = false;                      // a child, by role or else by age when the report was made
  std::int16_t age = -1;                   // whole years when the report was made; -1: not known
  std::int16_t age_said = -1;              // as told, also beside a birth date; -1: not told
  Date born{};                             // year 0: not told
  bool grown = false;                      // not a child, by role or else by age
  bool identified = false;                 // by a whole name, a birth date or a phone
  std::string ref, name;                   // name: a person's, a place's address, a plate or a number, as sent
  std::string aliases;                     // of a person, one a line
  std::string plain;                       // a person's name in plain_words
};

// A tie between two nodes as it stands.
struct Edge {
  NodeId to = none;
  float weight = 0;                        // before the standing of either end is looked at
};

// What somebody or something is to children, and what that leaves of a tie (see groups/standing.cpp).
enum class Ordinary : std::uint8_t { nothing_known, professional, parent, family_home, transport, one_venue, many_children, same_home, public_place, hub, kindness };

struct Standing {
  bool child = false;
  bool known = false;      // a person who can be told from others: a whole name, a birth date or a phone. True of things
  NodeId lives_in = none;  // of a child: the children's home last told of
  Ordinary ordinary = Ordinary::nothing_known;
  float share = 1;         // of a tie's weight that is left, 0 to 1
  std::uint32_t children = 0;
  bool operator==(const Standing&) const = default;
};

// What is told of somebody or something.
struct Told {
  MentionId first = none;                  // the earliest received: what names it to people
  std::uint32_t young = 0, grown = 0, identified = 0;   // of its mentions
  std::array<std::uint32_t, 11> tally{};   // mentions by role, or by kind of place
  std::vector<MentionId> mentions;
  std::vector<FactIx> facts;
};

struct Node : Told {
  NodeKind kind = NodeKind::person;
  Standing standing;
  std::uint32_t component = none;
  NodeId part_of = none;                   // thought to be this other person while groups are looked for (groups/likely.hpp)
  std::vector<Edge> edges;                 // by `to`
};

struct ReportRow {
  std::string number, key;                 // key: the caller's, where the report's own words are kept
  Instant received{}, from{}, to{};
  bool timed = false;                      // it says when it happened
  bool withdrawn = false;
  bool differs = false;                    // its number was sent again with other content
  reports::ReportKind kind = reports::ReportKind::other;
  std::uint16_t agency = 0;                // in Store::agencies
  float grade = 1;                         // what the grading leaves of a weight
  reports::Grading grading;
  MentionId first_mention = 0;
  std::uint32_t mentions = 0;
  FactIx first_fact = 0;
  std::uint32_t facts = 0;
  std::uint64_t content = 0;
  Instant middle() const { return from + (to - from) / 2; }
};

}  // namespace lapwing::links
