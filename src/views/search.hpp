// Finding a child already known while a call handler types.
//
// The index holds what a child may be found by and answers each keystroke: words misspelt, heard wrongly,
// half typed, shortened, swapped, in another script; a birth date or an age or a phone number typed along.
// Every match says why it is one. Ethnicity and nationality are not among the keys and cannot be. Case
// numbers are looked up elsewhere.
//
// Order: best first; equals by name, then by id. The same children and text give the same answer in whatever
// order children came.
//
// Threads: one may write while many read; a shared_mutex inside guards all of it, and a read holds it for the
// few milliseconds that it takes. Each reading thread keeps a scratch of 8 bytes a child and 16 a distinct
// word.
//
// Memory: 415 bytes a child at 300,000 children (bench/search.cpp).
#pragma once
#include <cstdint>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/ids.hpp"
#include "domain/time.hpp"
#include "views/nicknames.hpp"
#include "views/search_query.hpp"
#include "views/search_words.hpp"

namespace lapwing::views {

constexpr std::size_t child_keys_max =
    48;  // words held of one child: names, then address; more are not looked at

// What one child may be found by; anything but a name may be missing, and a missing thing never counts
// against the child.
struct SearchKeys {
  std::string given, family;
  std::vector<std::string> also_known_as;
  std::optional<Date> born;
  std::string address;              // free text, with or without a postcode
  std::vector<std::string> phones;  // as written; normalised here
};

struct Match {
  ChildId child;
  double score = 0;  // 0 to 1: how much of what was typed this child accounts for
  std::string why;   // plain words: "sounds like Siobhan; same birth date"
  bool operator==(const Match&) const = default;
};

class SearchIndex {
 public:
  explicit SearchIndex(Nicknames nicknames = {}) : nicknames_(std::move(nicknames)) {}
  SearchIndex(const SearchIndex&) = delete;
  SearchIndex& operator=(const SearchIndex&) = delete;

  void put(const ChildId& child, const SearchKeys& keys);  // replaces what was held of the child
  void remove(const ChildId& child);  // no trace of its words stays; nothing to do is no error
  std::size_t size() const;

  // At most `limit` children for what has been typed so far. `today` (London) turns an age into birth dates.
  std::vector<Match> find(std::string_view text, std::size_t limit, Date today) const;

 private:
  friend class SearchRun;
  enum class Role : std::uint8_t { given, family, alias, joined, address };
  struct Key {
    WordId word;
    Role role;
  };
  struct Child {
    ChildId id;
    std::vector<Key> keys;              // names first, then address words
    std::vector<std::uint32_t> phones;  // places in numbers_
  };

  void take_out(Slot slot);
  void add_names(Slot slot, std::string_view text, Role role);
  void add_key(Slot slot, std::string_view word, Role role);
  void add_phone(Slot slot, std::string_view phone);
  Slot fresh_slot();
  const WordList& words_of(Role role) const { return role == Role::address ? addresses_ : names_; }

  const Nicknames nicknames_;
  mutable std::shared_mutex guard_;  // guards all below
  WordList names_, addresses_;
  std::vector<Child> children_;
  std::vector<PackedDate> births_;  // by slot; 0 where unknown
  std::vector<Slot> free_slots_;
  std::unordered_map<ChildId, Slot> slots_;
  std::vector<std::uint64_t>
      numbers_;  // phone numbers, four bits a digit (digit + 1), first digit highest; 0 is a free place
  std::vector<Slot> number_slots_;  // whose each is
  std::vector<std::uint32_t> free_numbers_;
};

}  // namespace lapwing::views
