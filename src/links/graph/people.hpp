// Who a mention of a person is: the seam between the graph and whoever resolves. The graph gives each mention a record number and is
// told which records are one person, and again whenever that changes. Three answers: the resolver (people_resolved.cpp), the truth of an
// invented force (people_given.cpp, so that the search for groups is measured apart from resolution), and anything a test makes up.
//
// One thread at a time.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "policy/linking.hpp"
#include "policy/nicknames.hpp"
#include "reports/report.hpp"

namespace lapwing {
class Packer;
class Unpacker;
}

namespace lapwing::links {

using RecordId = std::uint64_t;

struct Placed {
  RecordId with = 0;                                // a record of the same person; the added record's own when it stands alone
  std::vector<std::vector<RecordId>> changed;       // each person who was joined of several or divided, with every record of theirs
  // Records that are not joined to this one and may well be the same person, with the probability.
  std::vector<std::pair<RecordId, double>> may_be = {};
};

// Why two records are thought to be one person, or two: adding every bar to `start` gives log(probability / (1 - probability)).
struct Explained {
  struct Bar { std::string what, why; double weight = 0; };   // natural-log likelihood ratio, and in plain English what it rests on
  double start = 0, probability = 0;
  std::vector<Bar> bars;
};

class People {
 public:
  virtual ~People() = default;
  virtual Placed add(RecordId record, const reports::Report& report, const reports::Person& person) = 0;
  virtual std::vector<std::vector<RecordId>> withdraw(RecordId record) = 0;   // the same kind of list as `changed`
  // A person's ruling that two records are one, or are not. The error says why it is refused.
  virtual std::vector<std::vector<RecordId>> rule(RecordId a, RecordId b, bool same) = 0;
  // Takes a ruling back.
  virtual std::vector<std::vector<RecordId>> lift(RecordId, RecordId) { return {}; }
  virtual std::optional<Explained> explain(RecordId, RecordId) const { return std::nullopt; }
  // Pairs that could be one person and are not joined, the likeliest first: for somebody to confirm or refuse.
  virtual std::vector<std::pair<RecordId, RecordId>> proposed(std::size_t) const { return {}; }

  // For a snapshot: what it came to, as numbers that tell of nobody. Whoever cannot be packed has no fresh().
  virtual bool can_be_packed() const { return false; }
  virtual std::unique_ptr<People> fresh() const { return {}; }   // an empty one under the same rules
  virtual void pack(Packer&) const {}
  // A record that was held when another was packed, in the order in which it was added; then what was packed. Of the report only its
  // number and when it was received. False: these are not those records, and this one is of no use.
  virtual void recall(RecordId, const reports::Report&, const reports::Person&) {}
  virtual bool unpack(Unpacker&) { return false; }
};

// `truth(report number, ref)` names the entity; empty for a mention that is nobody else.
std::unique_ptr<People> people_given(std::function<std::string(const std::string&, const std::string&)> truth);
// By whole names and birth dates alone, and what people ruled: for small tests, and where nothing better is at hand.
std::unique_ptr<People> people_by_name();

// By what the records themselves say.
std::unique_ptr<People> people_resolved(const policy::LinkingPolicy& rules, const policy::NameForms& forms);
std::unique_ptr<People> people_resolved();   // under the rules built into the binary

}  // namespace lapwing::links
