#include "links/linkage/names.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <map>
#include <unordered_map>

#include "links/linkage/fold.hpp"
#include "links/linkage/parallel.hpp"
#include "links/linkage/similarity.hpp"

namespace lapwing::linkage {

NameForms::NameForms(const policy::NameForms& forms) {
  std::map<std::string, std::vector<std::uint32_t>> full_of;
  std::map<std::string, std::uint32_t> number;
  for (const auto* list : {&forms.spellings, &forms.nicknames})
    for (const auto& [form, full] : *list) {
      const auto name = fold(full);
      const auto id = number.try_emplace(name, static_cast<std::uint32_t>(number.size())).first->second;
      full_of[name].push_back(id);
      full_of[fold(form)].push_back(id);
    }
  for (auto& [form, fulls] : full_of) {
    std::ranges::sort(fulls);
    fulls.erase(std::unique(fulls.begin(), fulls.end()), fulls.end());
    full_of_.emplace_back(form, std::move(fulls));
  }
}

const std::vector<std::uint32_t>& NameForms::full_names(std::string_view word) const {
  static const std::vector<std::uint32_t> none;
  const auto at = std::ranges::lower_bound(full_of_, word, {}, [](const auto& entry) { return std::string_view(entry.first); });
  return at == full_of_.end() || at->first != word ? none : at->second;
}

bool NameForms::variants(std::string_view a, std::string_view b) const {
  const auto &fulls_a = full_names(a), &fulls_b = full_names(b);
  return std::ranges::any_of(fulls_a, [&](auto full) { return std::ranges::binary_search(fulls_b, full); });
}

Likeness likeness(const NameForms& forms, std::string_view a, std::string_view b) {
  if (forms.variants(a, b)) return Likeness::variant;
  const auto shortest = std::min(a.size(), b.size()), longest = std::max(a.size(), b.size());
  if (shortest < 2 || longest - shortest > 4) return Likeness::none;
  const int wrong = edits(a, b);
  if (wrong == 1 && shortest >= 3) return Likeness::close;
  if (wrong == 2 && shortest >= 7) return Likeness::close;
  const double alike = jaro_winkler(a, b);
  if (alike >= 0.8 && sound_of(a) == sound_of(b)) return Likeness::close;
  if (shortest >= 3 && (a.starts_with(b) || b.starts_with(a))) return Likeness::near;
  return alike >= 0.87 ? Likeness::near : Likeness::none;
}

namespace {

// Titles that are never somebody's family name stand for nothing even at the end.
bool only_a_title(std::string_view word) {
  return is_title(word) && (word == "baronet" || word == "bt" || word == "bart" || word == "jr" || word == "snr" || word[0] <= '9');
}

std::vector<std::string> without_titles(std::string_view text) {
  const auto folded = fold(text);
  std::vector<std::string> words;
  for (const auto word : words_of(folded))
    if (!only_a_title(word)) words.emplace_back(word);
  while (!words.empty() && is_title(words.front())) words.erase(words.begin());
  while (words.size() > 2 && is_title(words.back())) words.pop_back();
  return words;
}

}  // namespace

NameWords name_words(const std::vector<NameColumn>& columns) {
  std::vector<std::string> given, family, all;
  for (const auto& column : columns) {
    auto words = without_titles(column.text);
    auto& part = column.part == policy::NamePart::given ? given : family;
    if (column.part != policy::NamePart::full && part.empty()) part = words;
    for (auto& word : words)
      if (std::ranges::find(all, word) == all.end()) all.push_back(std::move(word));
  }
  NameWords out;
  const auto take = [&](const std::string& word) {
    if (const auto at = std::ranges::find(all, word); at != all.end()) all.erase(at);
  };
  if (!family.empty()) out.family = family.back(), take(out.family);
  if (!given.empty() && given.front() != out.family) out.given = given.front(), take(out.given);
  if (out.given.empty() && !all.empty()) out.given = all.front(), take(out.given);
  if (out.family.empty() && !all.empty()) out.family = all.back(), take(out.family);
  out.rest = std::move(all);
  return out;
}

NameTable::NameTable(const NameForms& forms, const std::vector<NameWords>& rows) : words_(1), rows_(rows.size()) {
  std::unordered_map<std::string, WordId> number;
  const auto id_of = [&](const std::string& word) -> WordId {
    if (word.empty()) return 0;
    const auto [at, fresh] = number.try_emplace(word, static_cast<WordId>(words_.size()));
    if (fresh) words_.push_back(word);
    return at->second;
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& row = rows_[i];
    row.given = id_of(rows[i].given);
    row.family = id_of(rows[i].family);
    for (const auto& word : rows[i].rest)
      if (row.rest_count < NameRow::rest_max) row.rest[row.rest_count++] = id_of(word);
  }
  find_neighbours(forms);
}

void NameTable::find_neighbours(const NameForms& forms) {
  const auto count = words_.size();
  std::vector<std::uint64_t> mask(count);
  std::vector<std::uint8_t> has_form(count), length(count);
  for (std::size_t i = 1; i < count; ++i) {
    mask[i] = letter_mask(words_[i]);
    has_form[i] = !forms.full_names(words_[i]).empty();
    length[i] = static_cast<std::uint8_t>(std::min<std::size_t>(words_[i].size(), 255));
  }
  std::vector<std::vector<Neighbour>> found(count);
  in_parallel(count, 32, [&](std::size_t begin, std::size_t end) {
    for (std::size_t a = std::max<std::size_t>(begin, 1); a < end; ++a)
      for (std::size_t b = 1; b < count; ++b) {
        const bool may = (std::popcount(mask[a] ^ mask[b]) <= 4 && std::abs(length[a] - length[b]) <= 4) || (has_form[a] && has_form[b]);
        if (!may || a == b) continue;
        if (const auto like = likeness(forms, words_[a], words_[b]); like != Likeness::none)
          found[a].push_back({static_cast<WordId>(b), like});
      }
  });
  first_.assign(count + 1, 0);
  hint_.assign(count, 0);
  for (std::size_t a = 0; a < count; ++a) {
    for (const auto& one : found[a]) hint_[a] |= 1ull << (one.word & 63);
    neighbours_.insert(neighbours_.end(), found[a].begin(), found[a].end());
    first_[a + 1] = static_cast<std::uint32_t>(neighbours_.size());
  }
}

Likeness NameTable::like(WordId a, WordId b) const {
  if (a == b) return Likeness::same;
  if ((hint_[a] >> (b & 63) & 1) == 0) return Likeness::none;
  const auto begin = neighbours_.begin() + first_[a], end = neighbours_.begin() + first_[a + 1];
  const auto at = std::lower_bound(begin, end, b, [](const Neighbour& one, WordId word) { return one.word < word; });
  return at == end || at->word != b ? Likeness::none : at->likeness;
}

std::vector<std::array<double, 5>> NameTable::masses(const std::vector<double>& count) const {
  std::vector<std::array<double, 5>> out(words_.size());
  for (std::size_t a = 1; a < words_.size(); ++a) {
    out[a][static_cast<std::size_t>(Likeness::same)] = count[a];
    for (auto i = first_[a]; i < first_[a + 1]; ++i)
      out[a][static_cast<std::size_t>(neighbours_[i].likeness)] += count[neighbours_[i].word];
  }
  return out;
}

}  // namespace lapwing::linkage
