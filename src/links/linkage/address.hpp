// An address in parts, from free text: flat or house number, words of the street and town, postcode. Pure; any thread.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lapwing::linkage {

struct AddressReading {
  std::string postcode;              // "TS13AB", or its outward part "TS1"; empty: none was found
  std::string number;                // "12", "12a"; the house's, not the flat's; empty: none
  std::string flat;                  // "2" of "Flat 2"; empty: none
  std::vector<std::string> words;    // street and town, folded, kinds of street in one form ("rd" is "road")
  bool empty() const { return postcode.empty() && number.empty() && words.empty(); }
};

AddressReading read_address(std::string_view text);

// The same in fixed size, words by how they sound: what a million records are compared by.
struct AddressKey {
  static constexpr std::size_t words_max = 6;
  std::uint64_t postcode = 0;        // its characters, a byte each; 0: none
  std::uint32_t number = 0, flat = 0;   // hashes; 0: none
  std::array<std::uint32_t, words_max> words{};
  std::uint8_t word_count = 0;
  bool empty() const { return postcode == 0 && number == 0 && word_count == 0; }
  bool whole_postcode() const { return (postcode >> 32) != 0; }
  std::uint64_t outward() const { return whole_postcode() ? postcode >> 24 : postcode; }
  std::uint64_t sector() const { return postcode >> 16; }
};
AddressKey key_of(const AddressReading& address);

// same: one house (postcode and number, or number and street) · street: the full postcode or the street, with another or no number ·
// near: the postcode's sector, or its district and a word · differs · unknown: one says nothing.
enum class AddressMatch { unknown, differs, near, street, same };
AddressMatch match_addresses(const AddressKey& a, const AddressKey& b);

}  // namespace lapwing::linkage
