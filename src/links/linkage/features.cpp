#include "links/linkage/features.hpp"

#include "links/linkage/fold.hpp"

namespace lapwing::linkage {
namespace {

std::uint64_t mixed(std::uint64_t value, std::uint64_t salt) {
  value = (value ^ salt * 0x9e3779b97f4a7c15ull) * 0xff51afd7ed558ccdull;
  return value ^ value >> 32;
}

class Collector {
 public:
  Collector(std::vector<Feature>& out, std::uint64_t salt) : out_(out), salt_(salt) {}
  void next_group() { ++group_; }
  void salt(std::uint64_t salt) { salt_ = salt; }
  void add(std::string_view text, int form, bool whole = false, bool like = false) {
    if (!text.empty()) out_.push_back({mixed(long_hash_of(text), salt_ * 64 + static_cast<std::uint64_t>(form)), group_, whole, like});
  }

 private:
  std::vector<Feature>& out_;
  std::uint64_t salt_;
  std::uint16_t group_ = 0;
};

// A slip in any place leaves one of the forms with a letter left out the same.
void add_without_one(Collector& to, const std::string& text, int form) {
  std::string changed = text;
  for (std::size_t i = 0; i < text.size(); ++i) {
    changed[i] = '?';
    to.add(changed, form);
    changed[i] = text[i];
  }
}

void add_date(Collector& to, const Value& value) {
  const auto& text = value.text;
  to.add(text, 1, true);
  add_without_one(to, text, 2);
  to.add(text.substr(0, 4), 3, true);
  to.add(text.substr(0, 6), 4);
  to.add(text.substr(4), 5);
  const auto month = text.substr(4, 2), day = text.substr(6, 2);
  to.add(text.substr(0, 4) + std::min(month, day) + std::max(month, day), 6);
}

void add_postcode(Collector& to, const Value& value) {
  const auto& text = value.text;
  to.add(text, 1, true);
  if (text.size() >= 4) {
    add_without_one(to, text, 2);
    to.add(text.substr(0, text.size() - 2), 3);
    to.add(text.substr(0, text.size() - 3), 4, true);
  }
}

void add_text(Collector& to, const Value& value) {
  const auto& text = value.text;
  to.add(text, 1, true);
  const auto words = words_of(text);
  for (const auto word : words) to.add(word, 2, words.size() > 1);
  std::string compact;
  for (const char c : text)
    if (c != ' ') compact += c;
  if (compact.size() >= 6) {
    to.add(std::string_view(compact).substr(0, 5), 3);
    to.add(std::string_view(compact).substr(compact.size() - 5), 4);
  }
}

}  // namespace

void features_of(const Prepared& prepared, std::uint32_t record, std::vector<Feature>& out) {
  out.clear();
  Collector to(out, 0);
  std::uint64_t salt = 1;
  for (const auto& field : prepared.values) {
    to.salt(++salt);
    const auto& value = field->value_of(record);
    if (value.text.empty()) continue;
    to.next_group();
    switch (field->kind()) {
      case policy::FieldKind::date: add_date(to, value); break;
      case policy::FieldKind::postcode: add_postcode(to, value); break;
      case policy::FieldKind::phone:
        to.add(value.text, 1, true);
        to.add(value.text.substr(value.text.size() - 6), 2);
        add_without_one(to, value.text, 3);
        break;
      default: add_text(to, value);
    }
  }
  for (const auto& table : prepared.names) {
    to.salt(++salt);
    const auto& row = table->rows()[record];
    const auto add_word = [&](WordId word) {
      if (word == 0) return;
      to.next_group();
      to.add(table->word(word), 1, true);
      to.add(sound_of(table->word(word)), 2);
      for (const auto& other : table->neighbours(word)) to.add(table->word(other.word), 1, false, true);
    };
    add_word(row.given), add_word(row.family);
    for (std::uint32_t i = 0; i < row.rest_count; ++i) add_word(row.rest[i]);
  }
}

}  // namespace lapwing::linkage
