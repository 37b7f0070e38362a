// When two mentions of a place, a phone or a car are the same thing: when they come to the same key. A place's key is its house number
// and postcode where it has both, else its words with the usual abbreviations spelt out, else where it lies to about thirty metres; a
// phone's its national digits; a car's its registration. Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lapwing::links {

// Empty when the text says nothing that could be met again.
std::string place_key(std::string_view address, std::optional<double> lat, std::optional<double> lon);
std::string phone_key(std::string_view number);     // needs seven digits: "07700 900123", "+44 7700 900123" and "0044…" are one

// Upper case without blanks; '?' for each character not read. Empty when there is nothing in it of a plate.
std::string plate_text(std::string_view vrm);
bool plate_is_partial(std::string_view plate);
// A whole plate could be this partial one: of the same length, the same wherever both were read.
bool plates_agree(std::string_view one, std::string_view other);
// Whole plates that differ in one character which is easily taken for the other (0 and O, 8 and B).
bool plates_misread(std::string_view one, std::string_view other);

}  // namespace lapwing::links
