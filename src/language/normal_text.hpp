// A text as the rules read it: plain letters, single spaces and straight quotation marks. A line's end is a space, and an empty line
// or the beginning of an item in a list is kept as line ends. Soft hyphens, zero-width marks and accents are
// gone, look-alike letters of other scripts are the letters they look like, and a word broken over a line's end is whole again.
// Every place in it leads back to the bytes it came from, so that a finding points into what the author wrote.
//
// A text with nothing to change is not copied: the original must outlive its normal text. One thread.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lapwing::language {

class Vocabulary;

class NormalText {
 public:
  // Reads `original` (UTF-8; what is not is passed over). `vocabulary` tells which words a line's end may have broken. At most 4 GiB.
  void assign(std::string_view original, const Vocabulary& vocabulary);

  std::string_view view() const { return view_; }
  std::size_t original_start(std::size_t at) const;   // where what stands at `at` begins in the original
  std::size_t original_end(std::size_t end) const;    // where what stands before `end` ends in the original

 private:
  struct Piece {
    std::uint32_t at = 0;      // in the normal text
    std::uint32_t from = 0;    // in the original
    std::uint32_t until = 0;   // in the original, for a folded piece
    bool folded = false;       // its length differs from the original's
  };
  void copy_to(std::size_t end);
  void replace(std::size_t from, std::size_t until, std::string_view by);
  std::size_t fold_at(std::size_t at);
  std::size_t space_at(std::size_t at, const Vocabulary& vocabulary);
  bool broken_word(std::size_t before, std::size_t after, const Vocabulary& vocabulary);
  const Piece& piece_at(std::size_t at) const;

  std::string_view original_, view_;
  std::string copy_;
  std::vector<Piece> pieces_;
  std::size_t copied_ = 0;   // how much of the original has been taken over
};

// A byte that stands for nothing: readers of marked-up text put it where an inline tag was, so that places stay as they are.
constexpr char nothing_byte = '\xFF';

}  // namespace lapwing::language
