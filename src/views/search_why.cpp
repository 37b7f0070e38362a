// The reasons a match gives, in plain words. A part that is simply the same says nothing unless all of them
// are.
#include <fmt/format.h>

#include <algorithm>

#include "views/search_run.hpp"

namespace lapwing::views {
namespace {

std::string capitalised(std::string_view folded) {
  std::string out(folded);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

}  // namespace

// -------------------------------------------------------------------------------------------------------------------
std::string SearchRun::word_why(std::size_t part, const SearchIndex::Key& key) const {
  const auto& held = index_.words_of(key.role).text(key.word);
  const auto& met = s_.met[key.role == Role::address];
  const auto likeness = static_cast<Likeness>(byte_of(met.likenesses[key.word], part) & ~joined_mark);
  if (key.role == Role::address) {
    if (!has_digit(held)) return "address has " + capitalised(held);
    auto code = held;
    for (char& c : code) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return "address has " + (code.size() > 4 ? code.insert(code.size() - 3, " ") : code);
  }
  switch (likeness) {
    case Likeness::none:
    case Likeness::same:
      return key.role == Role::alias ? "also known as " + capitalised(held) : "";
    case Likeness::spelling:
      return "another spelling of " + capitalised(held);
    case Likeness::nickname:
      for (const auto& related : index_.nicknames_.of(parts_[part].word))
        if (related.word == held) return fmt::format("nickname of {}", related.full_name);
      return "";
    case Likeness::sounds:
      return "sounds like " + capitalised(held);
    case Likeness::close:
      return "spelled nearly like " + capitalised(held);
    case Likeness::begins:
      return "beginning of " + capitalised(held);
    case Likeness::begins_nearly:
      return "nearly the beginning of " + capitalised(held);
  }
  return "";
}

std::string SearchRun::fact_why(std::size_t part, Slot slot) const {
  const auto& typed = parts_[part];
  const auto born = born_fit(typed, index_.births_[slot]);
  const double phone = phone_strength(typed, slot);
  if (phone > 0 && phone >= born.strength) {
    const auto number = pack_digits(typed.digits);
    for (const auto place : index_.children_[slot].phones)
      if (index_.numbers_[place] == number) return "same phone number";
    return "phone number has " + typed.digits;
  }
  switch (born.fit) {
    case BornFit::none:
      break;
    case BornFit::unknown:
      return "birth date not held";
    case BornFit::same:
      return "same birth date";
    case BornFit::swapped:
      return "birth date with day and month swapped";
    case BornFit::nearly:
      return "birth date nearly the same";
    case BornFit::fits:
      return "birth date fits";
    case BornFit::age:
      return fmt::format("aged {}", *typed.age_years);
    case BornFit::nearly_age:
      return fmt::format("within a year of {}", *typed.age_years);
  }
  if (!typed.word.empty()) return "no match for " + capitalised(typed.word);
  if (typed.age_years) return "another age";
  return typed.born ? "another birth date" : "another phone number";
}

std::string SearchRun::why(const Settled& settled) const {
  std::vector<std::string> reasons;
  const auto& child = index_.children_[settled.slot];
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    const auto key = settled.answers[part].key;
    auto reason = key >= 0 ? word_why(part, child.keys[key]) : fact_why(part, settled.slot);
    if (!reason.empty() && std::ranges::find(reasons, reason) == reasons.end())
      reasons.push_back(std::move(reason));
  }
  if (settled.swapped) reasons.insert(reasons.begin(), "names swapped");
  return reasons.empty() ? "same name" : fmt::format("{}", fmt::join(reasons, "; "));
}

}  // namespace lapwing::views
