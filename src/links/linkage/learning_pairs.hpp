// The pairs that weights are learnt on (learning.hpp). A value; one thread.
#pragma once
#include <memory>

#include "links/linkage/learning.hpp"
#include "links/linkage/weigher.hpp"

namespace lapwing::linkage {

struct LearnPair {
  enum class Known : std::uint8_t { no, same, apart };
  PersonLevels levels;
  Known known = Known::no;
  bool dated = false;                      // both birth dates are whole: only then are its levels those of one question
};

// Builds what a resolver would hold and keeps what the weigher needs of it; the records themselves are read no more afterwards.
class LearnPairs {
 public:
  LearnPairs(const LearnFrom& from, const policy::LinkingPolicy& rules, const policy::NameForms& forms, const LearnLimits& limits,
             const LearnProgress& progress);
  LearnPairs(const LearnPairs&) = delete;
  LearnPairs& operator=(const LearnPairs&) = delete;
  ~LearnPairs();

  // The resolver's weighing under other rules.
  Weigher weigher(const policy::LinkingPolicy& rules) const;
  Weighed weigh(const Weigher& weigher, const LearnPair& pair) const;
  // Candidates by the mention that was asked about: group g is pairs [starts[g], starts[g + 1]).
  const std::vector<LearnPair>& pairs() const { return pairs_; }
  const std::vector<std::size_t>& starts() const { return starts_; }
  const std::vector<LearnPair>& random() const { return random_; }
  std::size_t asked() const { return asked_; }
  std::size_t ruled_same() const { return ruled_same_; }
  std::size_t ruled_apart() const { return ruled_apart_; }

 private:
  struct Held;                             // a resolver's insides, without clusters
  void draw(const LearnFrom& from, const LearnLimits& limits, const LearnProgress& progress);
  void draw_ruled(const LearnFrom& from);
  void draw_random(const LearnFrom& from, const LearnLimits& limits);
  LearnPair pair(std::uint32_t a, std::uint32_t b) const;
  std::unique_ptr<Held> held_;
  std::vector<LearnPair> pairs_, random_;
  std::vector<std::size_t> starts_{0};
  std::size_t asked_ = 0, ruled_same_ = 0, ruled_apart_ = 0;
};

}  // namespace lapwing::linkage
