#include "views/search.hpp"

#include <algorithm>
#include <mutex>

#include "views/names.hpp"
#include "views/search_run.hpp"

namespace lapwing::views {
namespace {

constexpr std::size_t particle_letters_max = 3;  // "al", "mc", "van": often written as one with the next word
constexpr std::size_t joined_given_letters_max = 10;  // "Kay Leigh", "Anna Marie"

}  // namespace

void SearchIndex::put(const ChildId& child, const SearchKeys& keys) {
  const std::unique_lock lock(guard_);
  const auto [entry, fresh] = slots_.try_emplace(child, 0);
  if (fresh) entry->second = fresh_slot();
  const Slot slot = entry->second;
  if (!fresh) take_out(slot);
  children_[slot].id = child;
  births_[slot] = keys.born ? pack(*keys.born) : 0;
  add_names(slot, keys.given, Role::given);
  add_names(slot, keys.family, Role::family);
  for (const auto& name : keys.also_known_as) add_names(slot, name, Role::alias);
  for (const auto& word : address_words(keys.address)) add_key(slot, word, Role::address);
  for (const auto& phone : keys.phones) add_phone(slot, phone);
  children_[slot].keys.shrink_to_fit();
}

void SearchIndex::remove(const ChildId& child) {
  const std::unique_lock lock(guard_);
  const auto found = slots_.find(child);
  if (found == slots_.end()) return;
  take_out(found->second);
  children_[found->second] = {};
  births_[found->second] = 0;
  free_slots_.push_back(found->second);
  slots_.erase(found);
}

std::size_t SearchIndex::size() const {
  const std::shared_lock lock(guard_);
  return slots_.size();
}

std::vector<Match> SearchIndex::find(std::string_view text, std::size_t limit, Date today) const {
  const auto parts = read_query(text);
  if (parts.empty() || limit == 0) return {};
  const std::shared_lock lock(guard_);
  return SearchRun(*this, parts, pack(today)).best(limit);
}

Slot SearchIndex::fresh_slot() {
  if (!free_slots_.empty()) {
    const Slot slot = free_slots_.back();
    free_slots_.pop_back();
    return slot;
  }
  children_.emplace_back();
  births_.push_back(0);
  return static_cast<Slot>(children_.size() - 1);
}

void SearchIndex::take_out(Slot slot) {
  auto& child = children_[slot];
  for (const auto& key : child.keys) (key.role == Role::address ? addresses_ : names_).unlink(key.word, slot);
  for (const auto place : child.phones) {
    numbers_[place] = 0;
    free_numbers_.push_back(place);
  }
  child.keys.clear();
  child.phones.clear();
}

void SearchIndex::add_key(Slot slot, std::string_view word, Role role) {
  auto& keys = children_[slot].keys;
  if (keys.size() >= child_keys_max) return;
  const bool name = role != Role::address;
  if (role != Role::given && role != Role::family) {  // a second mention of one word adds nothing
    for (const auto& key : keys)
      if ((key.role != Role::address) == name && words_of(role).text(key.word) == word) return;
  }
  keys.push_back({(name ? names_ : addresses_).link(word, slot), role});
}

// Beside each word, neighbours that are often written as one: "Smith-Jones", "al Hassan", "Kay Leigh".
void SearchIndex::add_names(Slot slot, std::string_view text, Role role) {
  const auto words = name_words(text);
  for (const auto& word : words) add_key(slot, word.text, role);
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const auto &left = words[i].text, &right = words[i + 1].text;
    const bool short_pair =
        role == Role::given && i == 0 && left.size() + right.size() <= joined_given_letters_max;
    if (words[i + 1].hyphenated || left.size() <= particle_letters_max || short_pair)
      add_key(slot, (left + right).substr(0, name_word_letters_max), Role::joined);
  }
}

void SearchIndex::add_phone(Slot slot, std::string_view phone) {
  const auto number = pack_digits(national_digits(phone));
  if (number == 0) return;
  std::uint32_t place;
  if (free_numbers_.empty()) {
    place = static_cast<std::uint32_t>(numbers_.size());
    numbers_.push_back(number);
    number_slots_.push_back(slot);
  } else {
    place = free_numbers_.back();
    free_numbers_.pop_back();
    numbers_[place] = number;
    number_slots_[place] = slot;
  }
  children_[slot].phones.push_back(place);
}

}  // namespace lapwing::views
