// A report: one thing that one agency has to tell, in the form that partners send and `import reports` reads. People, places and
// vehicles are mentions: what the writer knew of somebody or something, under a name (`ref`) that holds within this report only.
// Who a mention is, is not the report's to say: src/links finds that out.
//
// Plain values, no I/O; safe on any thread. What was sent is kept word for word beside what was read from it (see read_report.hpp).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/time.hpp"
#include "domain/words.hpp"

namespace lapwing::reports {

enum class ReportKind : std::uint8_t { missing, return_, intelligence, sighting, crime, referral, stop, interview, other };
enum class PersonRole : std::uint8_t { child, adult, professional, family, unknown, other };
enum class PlaceKind : std::uint8_t { home, hotel, takeaway, taxi_office, park, station, school, childrens_home, shop, vehicle_stop, other };
enum class LinkKind : std::uint8_t { lift, gave, met, stayed, lives, called, messaged, associates, drives, owns, found_with, paid, family,
                                     works_with, other };
enum class LinkThing : std::uint8_t { food, drugs, alcohol, money, phone, clothes, lift, other };

std::string_view word(ReportKind kind);   // the word in the form: "return"
std::string_view word(PersonRole role);
std::string_view word(PlaceKind kind);
std::string_view word(LinkKind kind);
std::string_view word(LinkThing thing);
std::optional<ReportKind> report_kind(std::string_view word);
std::optional<PersonRole> person_role(std::string_view word);
std::optional<PlaceKind> place_kind(std::string_view word);
std::optional<LinkKind> link_kind(std::string_view word);
std::optional<LinkThing> link_thing(std::string_view word);

// 3x5x2 (College of Policing, intelligence report): how far the source is relied on, how the information is known, how it may be
// handled. A grading of the older 5x5x5 is kept as it was sent.
struct Grading {
  std::optional<int> source;            // 1 reliable, 2 untested, 3 not reliable
  std::optional<char> information;      // A known directly … E suspected to be false
  std::optional<char> handling;         // P lawful sharing permitted, C with conditions
};

struct Person {
  std::string ref;
  PersonRole role = PersonRole::unknown;
  std::string name;                     // empty: not known
  std::vector<std::string> aliases;
  std::optional<Date> dob;
  std::optional<int> age_about;         // whole years, at the report's time
  Sex sex = Sex::unknown;
  std::string ethnicity_self, ethnicity_observed, nationality;   // codes as sent; never read by src/links
  std::vector<std::string> phones;      // as sent
  std::string address;
};

struct Place {
  std::string ref, address;
  PlaceKind kind = PlaceKind::other;
  std::optional<double> lat, lon;       // degrees, WGS 84
};

struct Vehicle {
  std::string ref, vrm;                 // the registration as sent; in a partial one '?' stands for a character not read
  bool partial = false;
  std::string make, colour;
};

struct Link {
  LinkKind kind = LinkKind::other;
  std::string from, to;                 // people's refs; `to` is empty for drives, owns, lives and stayed
  std::vector<std::string> with;        // vehicles' refs (or people's, when sent so)
  std::string at;                       // a place's ref
  std::optional<LinkThing> what;
};

struct Report {
  std::string number;                   // "R-000123": the sender's
  Instant received_at{};
  ReportKind kind = ReportKind::other;
  std::string agency, team;
  Grading grading;
  std::optional<Instant> occurred_from, occurred_to;
  std::string text;
  std::string withdraws;                // the number of a report that this one takes back; empty for none
  std::vector<Person> people;
  std::vector<Place> places;
  std::vector<Vehicle> vehicles;
  std::vector<Link> links;

  // When what it tells of happened, as near as is known: the middle of what was said, else when it was received.
  Instant happened_at() const;
  const Person* person(std::string_view ref) const;
  const Place* place(std::string_view ref) const;
  const Vehicle* vehicle(std::string_view ref) const;
};

}  // namespace lapwing::reports
