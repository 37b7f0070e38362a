// Who is this? Each mention of a person in a report is a record; the resolver says which records are the same person, as records
// arrive. It weighs two records by Fellegi-Sunter: what each thing they agree or differ on is worth (natural logarithms of a
// likelihood ratio), rarer agreement counting for more, and missing things for nothing. Ethnicity and nationality are not taken.
//
// The order in which records arrived does not matter: the settled clusters are a function of the records held and of what people
// ruled (must_link, cannot_link). As records arrive the clusters are kept close to that: only the rarity of a value, which grows as it
// is met, and tangles too large to cluster in one call can make a difference, until settle() brings the clusters to that function. A cluster's id is the lowest record id in it, so it stays when others join.
//
// Nothing is decided for good: withdraw, lift and settle undo. A merge above the rules' upper threshold is made, one between the
// two thresholds is only proposed, for a person to confirm by must_link or to refuse by cannot_link.
//
// Owned by one thread at a time: calls must not overlap. Pure but for memory: no clock, no randomness, no files.
#pragma once
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/linking.hpp"
#include "policy/nicknames.hpp"

namespace lapwing {
class Packer;
class Unpacker;
}

namespace lapwing::linkage {

using RecordId = std::uint64_t;    // the caller's, unique among all records
using ClusterId = std::uint64_t;   // the lowest record id of its members

enum class Sex : std::uint8_t { unknown, female, male, other };

// A day that may be known in part: month and day are 0 when not known. The calendar is checked by add().
struct PartialDate {
  int year = 0, month = 0, day = 0;
};

// "About 25" as seen in a report of that year. Years, and the year of the observation.
struct AgeAbout {
  int years = 0;
  int seen_in_year = 0;
};

// Free text as the report has it; anything may be missing. Normalising is the resolver's work.
struct PersonRecord {
  RecordId id = 0;
  std::string name;                    // "Katie Ann Jones", "Jones, Katie"; may be only a first name or a nickname
  std::vector<std::string> aliases;
  std::optional<PartialDate> born;
  std::optional<AgeAbout> age;
  Sex sex = Sex::unknown;
  std::vector<std::string> phones;     // several forms are taken (linkage/phone.hpp)
  std::string address;                 // house number, street, postcode where there is one (linkage/address.hpp)
};

// `household` is what is taken off because two of one family share a name, a house and a phone; it weighs against, or nothing.
enum class Evidence : std::uint8_t { given_name, family_name, other_names, birth_date, age, sex, phone, address, household };
constexpr std::size_t evidence_count = 9;
std::string_view word_for(Evidence evidence);   // "given name", for a page

// One bar of a match's waterfall.
struct Contribution {
  Evidence evidence = Evidence::given_name;
  double weight = 0;        // natural-log likelihood ratio: > 0 for the same person, < 0 against, 0 no evidence
  std::string why;          // "same surname, held by 3 others", in plain English
};

// Starts at the log odds of two mentions picked at random; adding every contribution gives log(probability / (1 - probability)).
struct Explanation {
  double prior_weight = 0;
  std::vector<Contribution> contributions;
  double probability = 0;
};

struct Match {
  RecordId record = 0;
  ClusterId cluster = 0;    // after the call
  double probability = 0;
};

// What became of clusters in a call. `from` are the clusters before, `to` those after; a merge has one `to`, a split one `from`.
struct Change {
  enum class Kind : std::uint8_t { merge, split };
  Kind kind = Kind::merge;
  std::vector<ClusterId> from, to;
  double probability = 1;   // of a merge: that the clusters are one person; of a split by a ruling: 1
};

// Something in the record that was not used as it stood, for the report's author: "a phone in words: no number was read".
struct Notice {
  std::string field, text;
};

struct Resolved {
  ClusterId cluster = 0;                // the added record's; equal to its own id when it stands alone (or is the lowest)
  bool joined = false;                  // true: it is with others
  std::vector<Match> matches;           // best first, at most Limits::matches_max, only those with probability >= rules' `shown`
  std::vector<Change> made;             // merges and splits among clusters that existed before
  std::vector<Change> proposed;         // merges for a person to decide, best first
  std::vector<Notice> notices;
  bool hub_passed_over = false;         // a value shared by very many was not searched by: other evidence alone was used
};

class Resolver {
 public:
  struct Limits {
    std::size_t hub_records_max = 400;     // a key shared by more records than this is not searched by
    std::size_t candidates_max = 500;      // compared for one record, rarest keys first
    std::size_t matches_max = 20;
    std::size_t component_records_max = 64;    // re-clustered for one new record; in a larger tangle it joins what fits it best
  };

  Resolver(const policy::LinkingPolicy& rules, const policy::NameForms& forms);
  Resolver(const policy::LinkingPolicy& rules, const policy::NameForms& forms, Limits limits);
  ~Resolver();
  Resolver(Resolver&&) noexcept;
  Resolver& operator=(Resolver&&) noexcept;

  // Adds, compares, clusters. The error says that the id is held already. An impossible date, a phone in words and the like are
  // notices, and count as missing.
  std::expected<Resolved, std::string> add(const PersonRecord& record);
  // What add() would find, changing nothing.
  Resolved look(const PersonRecord& record) const;
  // Takes the record out as if it had never come; rulings on it go with it. False: no such record.
  bool withdraw(RecordId record, std::vector<Change>* changes = nullptr);

  // A person's rulings. They hold whatever the weights say, until lifted; the later ruling on a pair replaces the earlier.
  // must_link between groups that a cannot_link keeps apart is refused, naming the pair that stands in the way.
  std::expected<std::vector<Change>, std::string> must_link(RecordId a, RecordId b);
  std::expected<std::vector<Change>, std::string> cannot_link(RecordId a, RecordId b);
  std::vector<Change> lift(RecordId a, RecordId b);

  std::optional<ClusterId> cluster_of(RecordId record) const;
  std::vector<RecordId> members(ClusterId cluster) const;               // ascending; empty when there is none
  std::optional<Explanation> explain(RecordId a, RecordId b) const;     // nothing when either is not held
  std::size_t record_count() const;

  // Takes every record in anew, in order of their ids, with rarities as they are now: what any order of the same calls comes to. Costs
  // as much as adding them all again: for a quiet hour, or for tests.
  std::vector<Change> settle();

  // ---- for a snapshot (resolver_pack.cpp) ----
  // What the records held came to: who is with whom, what pairs weigh, what was ruled. Records are told by their ids and their order;
  // nothing that they say is in it.
  void pack(Packer& out) const;
  // Takes in a record that was held when another resolver was packed, without asking who it is: each in the order in which it was
  // added. False: the id is held already.
  bool recall(const PersonRecord& record);
  // After the last. What was packed under the same rules goes on from here as if it had never stopped. False: these are not those
  // records, and the resolver is of no use.
  bool unpack(Unpacker& in);

 private:
  friend class LearnPairs;   // draws pairs as a resolver does (learning_pairs.hpp)
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lapwing::linkage
