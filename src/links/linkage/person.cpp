#include "links/linkage/person.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "links/linkage/fold.hpp"
#include "links/linkage/phone.hpp"
#include "links/linkage/values.hpp"

namespace lapwing::linkage {
namespace {

constexpr std::size_t aliases_max = 8, phones_max = 8;

PersonName read_name(std::string_view text, Lexicon& lexicon) {
  constexpr std::size_t bytes_max = 200;
  text = text.substr(0, bytes_max);
  std::vector<NameColumn> columns;
  if (const auto comma = text.find(','); comma != std::string_view::npos) {
    columns = {{policy::NamePart::given, text.substr(comma + 1)}, {policy::NamePart::family, text.substr(0, comma)}};
  } else {
    columns = {{policy::NamePart::full, text}};
  }
  const auto words = name_words(columns);
  PersonName name;
  name.given = lexicon.intern(words.given);
  name.family = lexicon.intern(words.family);
  for (std::size_t i = 0; i < std::min(words.rest.size(), PersonName::rest_max); ++i) name.rest[i] = lexicon.intern(words.rest[i]);
  return name;
}

void read_born(const PartialDate& born, Person& person, std::vector<Notice>& notices) {
  constexpr int year_least = 1850, year_most = 2200;
  const auto say = [&](const char* what) {
    notices.push_back({"birth date", fmt::format("{:04}-{:02}-{:02} {}", born.year, born.month, born.day, what)});
  };
  if (born.year < year_least || born.year > year_most) return say("is no year somebody living was born in: not used");
  person.year = static_cast<std::int16_t>(born.year);
  if (born.month == 0) return;
  if (born.month < 1 || born.month > 12) return say("has no such month: only the year is used");
  person.month = static_cast<std::uint8_t>(born.month);
  if (born.day == 0) return;
  const auto date = std::chrono::year(born.year) / born.month / born.day;
  if (born.day < 1 || !date.ok()) return say("has no such day: the month and year are used");
  person.day = static_cast<std::uint8_t>(born.day);
}

void read_age(const AgeAbout& age, Person& person, std::vector<Notice>& notices) {
  constexpr int years_max = 120;
  if (age.years < 0 || age.years > years_max || age.seen_in_year < 1900) {
    notices.push_back({"age", fmt::format("about {} is no age: not used", age.years)});
    return;
  }
  // A guess at an adult's age is further out than one at a child's.
  const int around = 1 + age.years / 10;
  person.year_from = static_cast<std::int16_t>(age.seen_in_year - age.years - 1 - around);
  person.year_to = static_cast<std::int16_t>(age.seen_in_year - age.years + around);
}

std::uint64_t packed_phone(std::string_view digits) {
  std::uint64_t out = 1;
  for (const char c : digits) out = out * 10 + static_cast<std::uint64_t>(c - '0');
  return out;
}

std::uint64_t key(std::uint64_t form, std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) {
  std::uint64_t out = form * 0x9e3779b97f4a7c15ull;
  for (const auto part : {a, b, c}) {
    out = (out ^ part) * 0xff51afd7ed558ccdull;
    out ^= out >> 32;
  }
  return out | 1;   // 0 is no key
}

void add_name_keys(const PersonName& name, const Person& person, const Lexicon& lexicon, std::vector<std::uint64_t>& keys) {
  if (name.empty()) return;
  const auto given = lexicon[name.given].sound, family = name.family != 0 ? lexicon[name.family].sound : 0;
  const std::uint64_t low = std::min(given, family), high = std::max(given, family);
  const auto year = static_cast<std::uint64_t>(person.year);
  if (family != 0) {
    keys.push_back(key(1, low, high));
    for (const auto full : {lexicon[name.given].full_name, lexicon[name.given].other_full_name})
      if (full != 0) keys.push_back(key(2, full, family));
    if (year != 0) keys.push_back(key(3, low, high, year));
    if (person.day != 0) keys.push_back(key(4, low, high, person.month * 32u + person.day));
  } else {
    keys.push_back(key(9, given));
  }
  const auto with_each = [&](std::uint64_t form, std::uint64_t value) {
    for (const auto sound : {given, family})
      if (sound != 0) keys.push_back(key(form, value, sound));
  };
  if (person.day != 0)   // day and month swapped find each other
    with_each(5, year << 16 | std::min(person.month, person.day) * 64u | std::max(person.month, person.day));
  if (person.address.whole_postcode()) with_each(6, person.address.postcode);
}

}  // namespace

std::uint64_t phone_key(std::uint64_t phone) { return key(7, phone); }

std::uint64_t address_key(const AddressKey& address) {
  if (address.number == 0) return 0;
  if (address.whole_postcode()) return key(8, address.postcode, address.number, address.flat);
  if (address.word_count < 2) return 0;
  return key(10, std::min(address.words[0], address.words[1]), std::max(address.words[0], address.words[1]), address.number);
}

Person read_person(const PersonRecord& record, Lexicon& lexicon, std::vector<Notice>& notices) {
  Person person;
  person.id = record.id;
  person.name = read_name(record.name, lexicon);
  if (person.name.empty() && record.name.find_first_not_of(" \t") != std::string::npos)
    notices.push_back({"name", "\"" + record.name + "\" holds no name: not used"});
  for (const auto& alias : record.aliases) {
    const auto name = read_name(alias, lexicon);
    if (name.empty()) continue;
    if (person.name.empty()) person.name = name;
    else if (person.aliases.size() < aliases_max) person.aliases.push_back(name);
  }
  if (record.born) read_born(*record.born, person, notices);
  if (record.age) read_age(*record.age, person, notices);
  person.sex = record.sex;
  for (const auto& text : record.phones) {
    const auto read = read_phone(text);
    if (!read.problem.empty()) notices.push_back({"phone", read.problem});
    if (read.digits.empty()) continue;
    const auto phone = packed_phone(read.digits);
    if (person.phone == 0) person.phone = phone;
    else if (phone != person.phone && person.phones.size() < phones_max) person.phones.push_back(phone);
  }
  person.address = key_of(read_address(record.address));
  return person;
}

void keys_of(const Person& person, const Lexicon& lexicon, std::vector<std::uint64_t>& keys) {
  keys.clear();
  add_name_keys(person.name, person, lexicon, keys);
  for (const auto& alias : person.aliases) add_name_keys(alias, person, lexicon, keys);
  if (person.phone != 0) keys.push_back(phone_key(person.phone));
  for (const auto phone : person.phones) keys.push_back(phone_key(phone));
  if (const auto house = address_key(person.address); house != 0) keys.push_back(house);
  std::ranges::sort(keys);
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

}  // namespace lapwing::linkage
