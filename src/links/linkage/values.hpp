// Values of one kind made ready to compare, and how far two of them agree. A level is a small number: 0 means that nothing is said
// (one is missing), 1 that they differ, and higher ones agree ever more closely; what a level is worth is learnt from the data
// (model.hpp), never assumed here. Pure; any thread.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policy/link_spec.hpp"

namespace lapwing::linkage {

using Level = std::uint8_t;
constexpr Level level_missing = 0, level_differs = 1;
constexpr std::size_t levels_max = 12;

struct Value {
  std::uint64_t mask = 0;            // letters in it
  std::uint64_t code = 0;            // date: digits YYYYMMDD, a byte each from the top; postcode: its first eight characters likewise
  std::uint32_t part = 0;            // date: the year; postcode: lengths of its parts
  std::string text;                  // normalised; empty: missing
  std::vector<std::uint32_t> words;  // hashes of its words, sorted; address and text
  std::vector<std::uint32_t> numbers;   // house numbers and the like, sorted; address
};

// `raw` as the table has it. A value that cannot be read as its kind is missing, but a date with an impossible month or day is kept:
// a slip of the pen still agrees with what it was meant to be.
Value prepare(policy::FieldKind kind, std::string_view raw);

// How many levels a kind has, with missing and differs.
std::size_t level_count(policy::FieldKind kind);

// Symmetric.
Level compare(policy::FieldKind kind, const Value& a, const Value& b);

// Eight digits YYYYMMDD from 1851-06-08, 18510608, 08/06/1851, 8.6.1851; empty when it is no such thing.
std::string date_digits(std::string_view raw);

// Digits of a phone number in one form (UK: 0 in front), or empty: a number in words is none.
std::string phone_digits(std::string_view raw);

std::uint32_t hash_of(std::string_view text);
std::uint64_t long_hash_of(std::string_view text);

}  // namespace lapwing::linkage
