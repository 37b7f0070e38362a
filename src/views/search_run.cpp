#include "views/search_run.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace lapwing::views {
namespace {

constexpr std::size_t settled_min = 64;
constexpr int rough_steps = 1024;
constexpr double score_least = 0.30;  // below this a child accounts for too little of what was typed
constexpr double address_worth = 0.9, alias_worth = 0.98;
constexpr double spare_word_cost = 0.01;  // a held name word that nothing typed answers
constexpr int spare_words_counted_max = 3;
constexpr double swapped_cost = 0.01;
constexpr double unknown_born = 0.5;       // a birth date not held is no evidence either way
constexpr std::size_t telling_digits = 6;  // so many digits of a phone number are as good as all
// An address word had by more children than this (and by a twentieth of all) only supports other evidence:
// "road", the town.
constexpr std::size_t common_address_word_children = 1000;

void set_byte(std::uint64_t& bytes, std::size_t part, std::uint8_t value) {
  bytes = (bytes & ~(0xFFull << (8 * part))) | static_cast<std::uint64_t>(value) << (8 * part);
}
std::uint8_t to_byte(double strength) { return static_cast<std::uint8_t>(std::lround(strength * 255)); }

double weight_of(const QueryPart& part) {
  if (!part.word.empty()) return part.word.size() == 1 ? 0.5 : part.word.size() == 2 ? 0.7 : 1.0;
  if (part.age_years) return 0.4;
  return whole(part.born) || part.born == 0 ? 1.0 : 0.6;
}

PackedDate day_and_month_swapped(PackedDate born) {
  return month_of(born) && day_of(born) <= 12 ? pack(year_of(born), day_of(born), month_of(born)) : 0;
}

}  // namespace

std::uint64_t pack_digits(std::string_view digits) {
  std::uint64_t packed = 0;
  for (std::size_t i = 0; i < 16; ++i)
    packed = packed << 4 | (i < std::min(digits.size(), phone_digits_held_max)
                                ? static_cast<std::uint64_t>(digits[i] - '0' + 1)
                                : 0);
  return packed;
}

SearchRun::SearchRun(const SearchIndex& index, const std::vector<QueryPart>& parts, PackedDate today)
    : index_(index), parts_(parts), today_(today), s_(scratch()) {
  for (const auto& part : parts) weight_sum_ += weights_.emplace_back(weight_of(part));
  s_.children.resize(std::max(s_.children.size(), index.children_.size()));
  for (const int list : {0, 1}) {
    const auto words =
        std::max(s_.met[list].strengths.size(), (list == 0 ? index.names_ : index.addresses_).size());
    s_.met[list].strengths.resize(words);
    s_.met[list].likenesses.resize(words);
  }
}

SearchRun::Scratch& SearchRun::scratch() {
  thread_local Scratch scratch;
  return scratch;
}

SearchRun::~SearchRun() {
  for (const auto slot : s_.touched) s_.children[slot] = 0;
  s_.touched.clear();
  for (auto& met : s_.met) {
    for (const auto word : met.words) met.strengths[word] = met.likenesses[word] = 0;
    met.words.clear();
  }
}

std::vector<Match> SearchRun::best(std::size_t limit) {
  meet_words();
  gather();
  std::vector<Settled> settled;
  for (const auto slot : cut(std::max(settled_min, 4 * limit))) {
    settled.push_back(settle(slot));
    if (settled.back().score < score_least) settled.pop_back();
  }
  std::ranges::sort(settled, [&](const Settled& a, const Settled& b) {
    return std::tie(b.score, a.order, index_.children_[a.slot].id) <
           std::tie(a.score, b.order, index_.children_[b.slot].id);
  });
  if (settled.size() > limit) settled.resize(limit);
  std::vector<Match> out;
  for (const auto& one : settled) out.push_back({index_.children_[one.slot].id, one.score, why(one)});
  return out;
}

// ---- meet
// ------------------------------------------------------------------------------------------------------------------
void SearchRun::note(int list, const Meeting& meeting, std::size_t part, bool joined) {
  auto& met = s_.met[list];
  auto& strengths = met.strengths[meeting.word];
  if (strengths == 0) met.words.push_back(meeting.word);
  const auto strength = to_byte(meeting.strength * (list == 1 ? address_worth : 1.0));
  if (strength <= byte_of(strengths, part)) return;
  set_byte(strengths, part, strength);
  set_byte(
      met.likenesses[meeting.word], part,
      static_cast<std::uint8_t>(static_cast<std::uint8_t>(meeting.likeness) | (joined ? joined_mark : 0)));
}

void SearchRun::meet_words() {
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    const auto& word = parts_[part].word;
    if (word.empty()) continue;
    const bool typing = part + 1 == parts_.size();
    s_.meetings.clear();
    if (!has_digit(word)) {
      index_.names_.meet_names(word, typing, s_.meetings);
      for (const auto& related : index_.nicknames_.of(word)) {
        const auto* held = index_.names_.find(related.word);
        if (!held) continue;
        const bool spelling = related.kind == Nicknames::Kind::spelling;
        const double strength = spelling ? 0.97 : related.kind == Nicknames::Kind::nickname ? 0.95 : 0.91;
        s_.meetings.push_back({*held, spelling ? Likeness::spelling : Likeness::nickname, strength});
      }
      for (const auto& meeting : s_.meetings) note(0, meeting, part, false);
      s_.meetings.clear();
    }
    if (typing) index_.addresses_.meet_beginnings(word, s_.meetings);
    else if (const auto* same = index_.addresses_.find(word))
      s_.meetings.push_back({*same, Likeness::same, 1.0});
    for (const auto& meeting : s_.meetings) note(1, meeting, part, false);
  }
  // Two typed words that are one in the record: "o brien", "kay leigh".
  for (std::size_t part = 0; part + 1 < parts_.size(); ++part) {
    const auto &left = parts_[part].word, &right = parts_[part + 1].word;
    if (left.empty() || right.empty() || has_digit(left) || has_digit(right)) continue;
    const auto joined = (left + right).substr(0, name_word_letters_max);
    s_.meetings.clear();
    index_.names_.meet_names(joined, part + 2 == parts_.size(), s_.meetings);
    for (const auto& meeting : s_.meetings) {
      note(0, meeting, part, true);
      note(0, meeting, part + 1, true);
    }
  }
}

// ---- gather
// ----------------------------------------------------------------------------------------------------------------
void SearchRun::touch(Slot slot, std::size_t part, std::uint8_t strength) {
  auto& bytes = s_.children[slot];
  if (bytes == 0) s_.touched.push_back(slot);
  if (strength > byte_of(bytes, part)) set_byte(bytes, part, strength);
}

void SearchRun::gather() {
  const auto common = std::max(common_address_word_children, index_.slots_.size() / 20);
  for (const int list : {0, 1}) {
    const auto& words = list == 0 ? index_.names_ : index_.addresses_;
    for (const auto word : s_.met[list].words) {
      const auto& slots = words.children(word);
      if (list == 1 && slots.size() > common) continue;
      for (std::size_t part = 0; part < parts_.size(); ++part) {
        const auto strength = byte_of(s_.met[list].strengths[word], part);
        if (strength == 0) continue;
        for (const auto slot : slots) touch(slot, part, strength);
      }
    }
  }
  gather_phones();
  gather_born();
}

void SearchRun::gather_phones() {
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    const auto& digits = parts_[part].digits;
    if (digits.empty()) continue;
    const auto strength = to_byte(digits.size() >= telling_digits ? 1.0 : 0.8);
    const int width = 4 * static_cast<int>(digits.size());
    const std::uint64_t fragment = pack_digits(digits) >> (64 - width), mask = ~0ull >> (64 - width);
    const auto& numbers = index_.numbers_;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      bool found = false;
      for (int shift = 64 - width; shift >= 0; shift -= 4) found |= (numbers[i] >> shift & mask) == fragment;
      if (found) touch(index_.number_slots_[i], part, strength);
    }
  }
}

// A whole birth date finds children by itself. Part of one, or an age, does so only when nothing else was
// typed.
void SearchRun::gather_born() {
  const bool alone = std::ranges::all_of(
      parts_, [](const auto& part) { return part.word.empty() && part.digits.empty() && !whole(part.born); });
  for (std::size_t part = 0; part < parts_.size(); ++part) {
    const auto wanted = parts_[part].born, swapped = day_and_month_swapped(wanted);
    if (!whole(wanted) && !alone) continue;
    for (Slot slot = 0; slot < index_.births_.size(); ++slot) {
      const auto born = index_.births_[slot];
      if (born == 0 || (whole(wanted) && born != wanted && born != swapped)) continue;
      const auto strength = born_fit(parts_[part], born).strength;
      if (strength > 0) touch(slot, part, to_byte(strength));
    }
  }
}

SearchRun::Born SearchRun::born_fit(const QueryPart& part, PackedDate born) const {
  if (part.born == 0 && !part.age_years) return {};
  if (born == 0) return {BornFit::unknown, unknown_born};
  if (part.age_years) {
    const int years = static_cast<int>(year_of(today_)) - static_cast<int>(year_of(born)) -
                      ((today_ & 511) < (born & 511) ? 1 : 0);
    const int off = std::abs(years - *part.age_years);
    return off == 0 ? Born{BornFit::age, 1.0} : off == 1 ? Born{BornFit::nearly_age, 0.6} : Born{};
  }
  const auto wanted = part.born;
  if (born == wanted) return {BornFit::same, 1.0};
  const bool year = year_of(wanted) == year_of(born), month = month_of(wanted) == month_of(born),
             day = day_of(wanted) == day_of(born);
  if (!whole(wanted)) {
    const bool fits = (year || !year_of(wanted)) && (month || !month_of(wanted)) && (day || !day_of(wanted));
    return fits ? Born{BornFit::fits, 1.0} : Born{};
  }
  if (born == day_and_month_swapped(wanted)) return {BornFit::swapped, 0.85};
  const bool near_year =
      month && day &&
      std::max(year_of(wanted), year_of(born)) - std::min(year_of(wanted), year_of(born)) <= 1;
  return (year && month) || (year && day) || near_year ? Born{BornFit::nearly, 0.6} : Born{};
}

// ---- cut
// -------------------------------------------------------------------------------------------------------------------
double SearchRun::rough(Slot slot) const {
  double sum = 0;
  const auto bytes = s_.children[slot];
  for (std::size_t part = 0; part < parts_.size(); ++part)
    sum += weights_[part] *
           std::max(byte_of(bytes, part) / 255.0, born_fit(parts_[part], index_.births_[slot]).strength);
  return sum / weight_sum_;
}

// The `keep` roughly best of those touched. At the edge ids decide, so that the order in which children came
// does not.
std::vector<Slot> SearchRun::cut(std::size_t keep) {
  std::vector<std::uint16_t> steps;
  steps.reserve(s_.touched.size());
  std::vector<std::size_t> at_step(rough_steps + 1);
  for (const auto slot : s_.touched)
    ++at_step[steps.emplace_back(static_cast<std::uint16_t>(rough(slot) * rough_steps))];
  int edge = rough_steps;
  std::size_t above = 0;
  while (edge > 0 && above + at_step[edge] < keep) above += at_step[edge--];

  std::vector<Slot> kept, at_edge;
  for (std::size_t i = 0; i < steps.size(); ++i)
    if (steps[i] >= edge) (steps[i] > edge ? kept : at_edge).push_back(s_.touched[i]);
  const auto wanted = std::min(keep - above, at_edge.size());
  if (wanted < at_edge.size())
    std::ranges::nth_element(at_edge, at_edge.begin() + static_cast<std::ptrdiff_t>(wanted), {},
                             [&](Slot slot) { return index_.children_[slot].id; });
  kept.insert(kept.end(), at_edge.begin(), at_edge.begin() + static_cast<std::ptrdiff_t>(wanted));
  return kept;
}

// ---- settle
// ----------------------------------------------------------------------------------------------------------------
double SearchRun::phone_strength(const QueryPart& part, Slot slot) const {
  if (part.digits.empty()) return 0;
  const int width = 4 * static_cast<int>(part.digits.size());
  const std::uint64_t fragment = pack_digits(part.digits) >> (64 - width);
  for (const auto place : index_.children_[slot].phones)
    for (int shift = 64 - width; shift >= 0; shift -= 4)
      if ((index_.numbers_[place] >> shift & (~0ull >> (64 - width))) == fragment)
        return part.digits.size() >= telling_digits ? 1.0 : 0.8;
  return 0;
}

SearchRun::Settled SearchRun::settle(Slot slot) const {
  const auto& child = index_.children_[slot];
  Settled out{.slot = slot, .answers = std::vector<Answer>(parts_.size())};
  for (std::size_t part = 0; part < parts_.size(); ++part)
    out.answers[part].strength =
        std::max(born_fit(parts_[part], index_.births_[slot]).strength, phone_strength(parts_[part], slot));

  struct Offer {
    double strength;
    std::size_t part;
    int key;
    bool joined;
  };
  std::vector<Offer> offers;
  for (int key = 0; key < static_cast<int>(child.keys.size()); ++key) {
    const auto [word, role] = child.keys[key];
    const auto& met = s_.met[role == Role::address];
    if (met.strengths[word] == 0) continue;
    for (std::size_t part = 0; part < parts_.size(); ++part) {
      const double strength =
          byte_of(met.strengths[word], part) / 255.0 * (role == Role::alias ? alias_worth : 1.0);
      if (strength > 0)
        offers.push_back({strength, part, key, (byte_of(met.likenesses[word], part) & joined_mark) != 0});
    }
  }
  std::ranges::sort(offers, [](const Offer& a, const Offer& b) {
    return std::tie(b.strength, a.part, a.key) < std::tie(a.strength, b.part, b.key);
  });
  std::uint64_t used = 0, used_joined = 0;  // by key; a joined word answers both its halves
  for (const auto& offer : offers) {
    const std::uint64_t bit = 1ull << offer.key;
    auto& answer = out.answers[offer.part];
    if (offer.strength <= answer.strength || answer.key >= 0 ||
        (used & bit && !(offer.joined && used_joined & bit)))
      continue;
    answer = {offer.strength, offer.key};
    used |= bit;
    if (offer.joined) used_joined |= bit;
  }

  double sum = 0;
  for (std::size_t part = 0; part < parts_.size(); ++part) sum += weights_[part] * out.answers[part].strength;
  int spare = 0, first_given = -1, last_family = -1;
  for (int key = 0; key < static_cast<int>(child.keys.size()); ++key) {
    const auto role = child.keys[key].role;
    if (role != Role::given && role != Role::family) continue;
    spare += (used >> key & 1) ? 0 : 1;
    out.order += index_.names_.text(child.keys[key].word) + ' ';
  }
  for (int part = 0; part < static_cast<int>(parts_.size()); ++part) {
    if (out.answers[part].key < 0) continue;
    const auto role = child.keys[out.answers[part].key].role;
    if (role == Role::given && first_given < 0) first_given = part;
    if (role == Role::family) last_family = part;
  }
  out.swapped = last_family >= 0 && last_family < first_given;
  const double costs =
      spare_word_cost * std::min(spare, spare_words_counted_max) + (out.swapped ? swapped_cost : 0);
  out.score = std::clamp(sum / weight_sum_ - costs, 0.0, 1.0);
  return out;
}

}  // namespace lapwing::views
