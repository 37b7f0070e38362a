// Finds, at the speed of Vectorscan, the places where a phrase might stand: for each phrase its rarest word, or two words that follow each
// other. Made once from a rule set,
// which must outlive it; then it may be shared between threads, each with its own Scratch.
#pragma once
#include <cstdint>
#include <deque>
#include <expected>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "language/rules.hpp"

struct hs_database;
struct hs_scratch;

namespace lapwing::language {

struct Hit {
  std::uint32_t start = 0;     // in the text given; a whole word begins here
  std::uint32_t literal = 0;
};

// Where a literal stands in a phrase.
struct Use {
  const Pattern* pattern = nullptr;
  const WordSet* before = nullptr;   // one of these must stand directly before the literal, but for light words; null: anything may
  const WordSet* after = nullptr;    // the same after it
  std::uint32_t rule = 0;
  std::uint16_t phrase = 0, alternative = 0;
  std::uint8_t node = 0, offset = 0;
};

class Finder {
 public:
  using Scratch = std::unique_ptr<hs_scratch, void (*)(hs_scratch*)>;

  static std::expected<Finder, std::string> make(const RuleSet& rules);

  Scratch scratch() const;   // throws std::bad_alloc
  // The hits of a text of at most 4 GiB, in order of place. `plain` is room to work in.
  void find(std::string_view text, hs_scratch& scratch, std::string& plain, std::vector<Hit>& hits) const;
  std::span<const Use> uses(std::uint32_t literal) const { return uses_[literal]; }
  struct Literal {
    std::string text;          // with a space at each end
    std::uint8_t words = 1;
  };
  const Literal& literal(std::uint32_t literal) const { return literals_[literal]; }
  std::size_t literal_count() const { return literals_.size(); }
  const hs_database& database() const { return *database_; }

 private:
  Finder() : database_(nullptr, nullptr), first_scratch_(nullptr, nullptr) {}
  std::expected<void, std::string> compile();
  const WordSet* neighbour(const Pattern& pattern, std::ptrdiff_t node, int step);

  std::vector<Literal> literals_;
  std::vector<std::vector<Use>> uses_;        // by literal
  std::deque<WordSet> neighbours_;            // what uses point to
  std::unique_ptr<hs_database, void (*)(hs_database*)> database_;
  Scratch first_scratch_;
};

}  // namespace lapwing::language
