#include "views/nicknames.hpp"

#include <algorithm>

#include "views/names.hpp"

namespace lapwing::views {
namespace {

// "Abdul Rahman" is one form, found when typed as one word or as two.
std::string joined(std::string_view name) {
  std::string out;
  for (const auto& word : name_words(name)) out += word.text;
  return out;
}

}  // namespace

Nicknames::Nicknames(std::span<const NamePair> spellings, std::span<const NamePair> nicknames) {
  for (const auto& pair : spellings) add(pair, false);
  for (const auto& pair : nicknames) add(pair, true);
}

void Nicknames::add(const NamePair& pair, bool nickname) {
  const std::string form = joined(pair.first), full = joined(pair.second);
  if (form.empty() || full.empty()) return;
  const auto [entry, fresh] = group_named_.try_emplace(full, static_cast<std::uint32_t>(groups_.size()));
  const std::uint32_t group = entry->second;
  const auto place = [&](const std::string& word, bool is_nickname) {
    auto& forms = groups_[group].forms;
    if (std::ranges::find(forms, word, &Form::word) != forms.end()) return;
    forms.push_back({word, is_nickname});
    groups_of_[word].push_back(group);
  };
  if (fresh) {
    groups_.push_back({pair.second, {}});
    place(full, false);
  }
  place(form, nickname);
}

std::vector<Nicknames::Related> Nicknames::of(std::string_view folded) const {
  std::vector<Related> out;
  const auto found = groups_of_.find(std::string(folded));
  if (found == groups_of_.end()) return out;
  for (const auto group : found->second) {
    const auto& [full_name, forms] = groups_[group];
    const bool from_nickname = std::ranges::find(forms, folded, &Form::word)->nickname;
    for (const auto& form : forms) {
      if (form.word == folded) continue;
      const auto kind = !from_nickname && !form.nickname ? Kind::spelling
                        : from_nickname && form.nickname ? Kind::both_nicknames
                                                         : Kind::nickname;
      out.push_back({form.word, kind, full_name});
    }
  }
  return out;
}

}  // namespace lapwing::views
