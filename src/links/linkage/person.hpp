// A mention of a person made ready to compare: fixed in size but for aliases and further phones, because a million are held and a
// comparison should touch little memory. A value.
#pragma once
#include <array>
#include <vector>

#include "links/linkage/address.hpp"
#include "links/linkage/lexicon.hpp"
#include "links/linkage/resolver.hpp"

namespace lapwing::linkage {

struct PersonName {
  static constexpr std::size_t rest_max = 3;
  WordId given = 0, family = 0;            // a single word is a given name, wherever it belongs
  std::array<WordId, rest_max> rest{};
  bool empty() const { return given == 0 && family == 0; }
  template <class Each>
  void each_word(const Each& each) const {
    if (given != 0) each(given);
    if (family != 0) each(family);
    for (const auto word : rest)
      if (word != 0) each(word);
  }
};

struct Person {
  RecordId id = 0;
  PersonName name;
  std::int16_t year = 0, year_from = 0, year_to = 0;   // born; from and to follow from an age, 0: no age
  std::uint8_t month = 0, day = 0;
  Sex sex = Sex::unknown;
  std::uint64_t phone = 0;                 // digits after a leading 1; 0: none
  AddressKey address;
  std::vector<PersonName> aliases;
  std::vector<std::uint64_t> phones;       // beyond the first
};

// Reads a record into a person. What cannot be used is told in `notices` and left out. New words are taken into the lexicon.
Person read_person(const PersonRecord& record, Lexicon& lexicon, std::vector<Notice>& notices);

// Keys by which a person is found and finds others; no key twice. Sounds stand for words, so that a slip still finds.
void keys_of(const Person& person, const Lexicon& lexicon, std::vector<std::uint64_t>& keys);

// Keys of single values, for how many records share them.
std::uint64_t phone_key(std::uint64_t phone);
std::uint64_t address_key(const AddressKey& address);   // 0: no house is named

}  // namespace lapwing::linkage
