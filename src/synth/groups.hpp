// Planted groups: a few adults known to one another, and the children they harm. No report tells of a group. Each shows a lift, a
// gift, a house, a phone, on its own, from one agency, often without a name; only together do they show who belongs to whom.
// Who is in a group leans on nothing about a person but that the child has been missing: ethnicity is drawn elsewhere.
#pragma once
#include <ostream>
#include <unordered_map>

#include "synth/outbox.hpp"

namespace lapwing::synth {

struct Group {
  std::uint64_t number = 0;
  std::vector<std::uint64_t> adults, children;
  std::vector<Spot> houses;
  Spot out;                              // a takeaway or a hotel
  std::vector<Vehicle> vehicles;
  std::vector<std::string> phones;
  Instant from, until;
};

class Groups {
 public:
  static constexpr std::uint64_t episodes_a_group = 700;   // about: so many missing episodes for each planted group
  Groups(Cast& cast, std::uint64_t seed, Span span, std::uint64_t count, std::ostream& truth);

  // Begins those whose time has come, among children who were lately missing; their reports go to the outbox.
  void begin_before(Instant at, const std::vector<std::uint32_t>& lately_missing, Outbox& outbox);
  // The group that harms this child at this time, if any.
  const Group* of(std::uint64_t child, Instant at) const;
  // What a child who is harmed tells after being missing.
  Report told_by(const Group& group, std::uint64_t child, Instant at, Random& chance) const;
  void finish();                         // ends the list of groups

 private:
  Group begin(Instant at, const std::vector<std::uint32_t>& lately_missing);
  void write_truth(const Group& group);

  Cast& cast_;
  Random chance_;
  Span span_;
  std::uint64_t count_, begun_ = 0;
  std::ostream& truth_;
  std::vector<Group> groups_;
  std::unordered_map<std::uint64_t, std::size_t> of_child_;
};

// groups_reports.cpp: everything that shows of a group, in no order of time.
std::vector<Report> scattered_reports(const Cast& cast, const Group& group, Random& chance);
Report told_after(const Cast& cast, const Group& group, std::uint64_t child, std::uint64_t adult, Instant at, Random& chance);

}  // namespace lapwing::synth
