// A vehicle's registration mark, whole or as far as it was read, and whether two may be the same. Pure; any thread.
#pragma once
#include <string>
#include <string_view>

namespace lapwing::linkage {

struct PlateReading {
  std::string marks;      // "AB12CDE"; '?' for each character not read; empty: not a plate
  bool partial = false;   // some characters were not read
  bool usual = false;     // of a form that is issued in the United Kingdom, as far as it was read
  std::string problem;    // why it is not a plate, for its author
};

// Capitals, spaces and dashes do not matter. `?`, `*` and `_` stand for a character not read. Two to eight characters, at least one a
// digit or unread.
PlateReading read_plate(std::string_view text);

enum class PlateMatch { differs, may, misread, same };

// same: every character read in both agrees, and all were read · misread: they agree but for look-alikes (0 and O, 1 and I, 8 and B, 5
// and S, 2 and Z, 6 and G, V and U and Y, M and N) or one slip · may: what was read agrees, with characters not read · differs. Of two partial readings
// at least three characters must have been read in both.
PlateMatch match_plates(std::string_view marks_a, std::string_view marks_b);

// Natural-log likelihood ratio that two readings are of one vehicle, before who saw it and where: every character that agrees by more
// than chance. 0 for differs is not returned: it is strongly negative.
double plate_weight(std::string_view marks_a, std::string_view marks_b);

// The form under which look-alikes are the same letter: an index finds misread plates by it. '?' stays.
std::string plate_shape(std::string_view marks);

}  // namespace lapwing::linkage
