// What a call handler has typed so far, read as the parts that search can use: words, a birth date or some of
// it, an age, and digits of a phone number. One part may be read in several ways ("2010" is a year, or the
// end of a phone number). Pure, and safe on any thread.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/time.hpp"

namespace lapwing::views {

constexpr std::size_t query_bytes_max = 200;  // the rest of a longer text is not looked at
constexpr std::size_t query_parts_max = 8;

// A birth date as one number, so that hundreds of thousands compare in microseconds: year, month (4 bits),
// day (5 bits). 0 where nothing is known; a part of 0 is not known.
using PackedDate = std::uint32_t;
PackedDate pack(Date date);
constexpr PackedDate pack(unsigned year, unsigned month, unsigned day) {
  return year << 9 | month << 5 | day;
}
constexpr unsigned year_of(PackedDate date) { return date >> 9; }
constexpr unsigned month_of(PackedDate date) { return date >> 5 & 15; }
constexpr unsigned day_of(PackedDate date) { return date & 31; }
constexpr bool whole(PackedDate date) { return year_of(date) && month_of(date) && day_of(date); }

struct QueryPart {
  std::string word;     // folded; a name or part of an address
  PackedDate born = 0;  // possibly without its year, or without its day
  std::optional<int> age_years;
  std::string digits;  // of a phone number, as `national_digits` gives them
};

// Reads at most `query_parts_max` parts, in the order typed. Never fails: what cannot be used is left out.
std::vector<QueryPart> read_query(std::string_view text);

// The digits of a phone number as dialled in Britain: "+44 7700 900123" and "(07700) 900-123" are both
// "07700900123".
std::string national_digits(std::string_view phone);

// Folded words of an address, with the two halves of a postcode made one ("TS1 3QX" is "ts13qx").
std::vector<std::string> address_words(std::string_view utf8);

}  // namespace lapwing::views
