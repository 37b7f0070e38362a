// One search from typed parts to ranked, explained children. Lives within SearchIndex::find, under its lock.
//
// 1. meet: every typed word is compared with every held word; strengths are kept by word and part.
// 2. gather: the children of the words met collect the best strength for each part, eight bytes a child.
// 3. cut: the roughly best are kept, at least `settled_min`.
// 4. settle: each of those is scored exactly, one held word answering one typed word, and the best are
// explained.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "views/search.hpp"

namespace lapwing::views {

constexpr std::size_t phone_digits_held_max = 15;    // ITU-T E.164
std::uint64_t pack_digits(std::string_view digits);  // 0 for none; the rest of a longer number is cut

// Eight strengths or likenesses, one a part, in one number.
constexpr std::uint8_t byte_of(std::uint64_t bytes, std::size_t part) {
  return static_cast<std::uint8_t>(bytes >> (8 * part));
}
constexpr std::uint8_t joined_mark = 0x80;  // beside a likeness: the word met two typed words as one

inline bool has_digit(std::string_view word) {
  return word.find_first_of("0123456789") != std::string_view::npos;
}

class SearchRun {
 public:
  SearchRun(const SearchIndex& index, const std::vector<QueryPart>& parts, PackedDate today);
  ~SearchRun();  // leaves the thread's scratch all zero, as it found it
  SearchRun(const SearchRun&) = delete;
  SearchRun& operator=(const SearchRun&) = delete;
  std::vector<Match> best(std::size_t limit);  // once

 private:
  using Role = SearchIndex::Role;
  enum class BornFit : std::uint8_t { none, unknown, same, swapped, nearly, fits, age, nearly_age };
  struct Born {
    BornFit fit = BornFit::none;
    double strength = 0;
  };
  // A held word (or none, for a birth date or a phone) that answers a part.
  struct Answer {
    double strength = 0;
    int key = -1;
  };
  struct Settled {
    Slot slot = 0;
    double score = 0;
    bool swapped = false;
    std::vector<Answer> answers;  // by part
    std::string order;            // ties: by name
  };
  // What words met, for names (0) and addresses (1); kept between searches of one thread to save the
  // allocations.
  struct Met {
    std::vector<std::uint64_t> strengths, likenesses;  // by word, a byte a part
    std::vector<WordId> words;                         // those not zero
  };
  struct Scratch {
    Met met[2];
    std::vector<std::uint64_t> children;  // by slot, a byte a part
    std::vector<Slot> touched;
    std::vector<Meeting> meetings;
  };
  static Scratch& scratch();

  void meet_words();
  void note(int list, const Meeting& meeting, std::size_t part, bool joined);
  void gather();
  void gather_born();
  void gather_phones();
  void touch(Slot slot, std::size_t part, std::uint8_t strength);
  std::vector<Slot> cut(std::size_t keep);
  double rough(Slot slot) const;
  Born born_fit(const QueryPart& part, PackedDate born) const;
  double phone_strength(const QueryPart& part, Slot slot) const;
  Settled settle(Slot slot) const;
  std::string why(const Settled& settled) const;
  std::string word_why(std::size_t part, const SearchIndex::Key& key) const;
  std::string fact_why(std::size_t part, Slot slot) const;

  const SearchIndex& index_;
  const std::vector<QueryPart>& parts_;
  const PackedDate today_;
  std::vector<double> weights_;  // by part
  double weight_sum_ = 0;
  Scratch& s_;
};

}  // namespace lapwing::views
