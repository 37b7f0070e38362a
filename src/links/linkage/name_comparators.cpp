#include "links/linkage/name_comparators.hpp"

namespace lapwing::linkage {
namespace {

constexpr Level initial = 2, elsewhere = 3, near = 4;   // then close, variant, same: Likeness in order
constexpr std::size_t as(Likeness likeness) { return static_cast<std::size_t>(likeness); }

bool holds(const NameTable& names, const NameRow& row, WordId word) {
  const auto like = [&](WordId other) { return other != 0 && names.like(word, other) >= Likeness::close; };
  if (like(row.given) || like(row.family)) return true;
  for (std::uint32_t i = 0; i < row.rest_count; ++i)
    if (like(row.rest[i])) return true;
  return false;
}

bool initials_agree(const std::string& a, const std::string& b) {
  return (a.size() == 1 || b.size() == 1) && a[0] == b[0];
}

// How many rows hold each word in the places asked for.
std::vector<double> count_words(const NameTable& names, bool given, bool family, bool rest) {
  std::vector<double> count(names.word_count());
  for (const auto& row : names.rows()) {
    if (given && row.given != 0) count[row.given] += 1;
    if (family && row.family != 0) count[row.family] += 1;
    for (std::uint32_t i = 0; rest && i < row.rest_count; ++i) count[row.rest[i]] += 1;
  }
  return count;
}

double sum(const std::vector<double>& values) {
  double out = 0;
  for (const double value : values) out += value;
  return out;
}

}  // namespace

MainNameComparator::MainNameComparator(std::size_t column, std::shared_ptr<const NameTable> names, bool family)
    : Comparator(column), names_(std::move(names)), family_(family) {}

std::vector<double> MainNameComparator::first_guess() const { return {0, 0.05, 0.02, 0.04, 0.05, 0.09, 0.1, 0.65}; }

void MainNameComparator::learn_chance(const Chance& chance) {
  const auto own = count_words(*names_, !family_, family_, false), any = count_words(*names_, true, true, true);
  const auto own_mass = names_->masses(own), any_mass = names_->masses(any);
  const double total = sum(own), records = static_cast<double>(names_->rows().size());
  double own_anywhere = 0;
  for (Level level = elsewhere; level < levels(); ++level)
    if (level != near) own_anywhere += chance.own[level];
  log_u_.resize(names_->word_count());
  for (std::size_t w = 1; w < log_u_.size(); ++w) {
    auto& u = log_u_[w];
    double like = 0;
    for (const auto one : {Likeness::near, Likeness::close, Likeness::variant, Likeness::same}) {
      like += own_mass[w][as(one)];
      u[near + as(one) - 1] = log_chance(own_mass[w][as(one)], chance.own[near + as(one) - 1], total, chance.share[near + as(one) - 1]);
    }
    const auto& anywhere = any_mass[w];
    u[elsewhere] = log_chance(anywhere[as(Likeness::same)] + anywhere[as(Likeness::variant)] + anywhere[as(Likeness::close)], own_anywhere,
                              records, chance.share[elsewhere]);
    u[initial] = log_chance(0, 0, 0, chance.share[initial]);
    u[level_differs] = log_chance(std::max(0.0, total - like), chance.own[level_differs], total, chance.share[level_differs]);
  }
}

Level MainNameComparator::place(const NameRow& a, const NameRow& b, WordId& at_a, WordId& at_b) const {
  at_a = word_of(a), at_b = word_of(b);
  if (at_a != 0 && at_b != 0) {
    const auto like = names_->like(at_a, at_b);
    if (like != Likeness::none) return static_cast<Level>(near + as(like) - 1);
    if (holds(*names_, b, at_a)) return at_b = at_a, elsewhere;
    if (holds(*names_, a, at_b)) return at_a = at_b, elsewhere;
    return initials_agree(names_->word(at_a), names_->word(at_b)) ? initial : level_differs;
  }
  // A record with one word: it may be the other's name of any place. Only the given name asks, so that it is counted once.
  if (family_ || (at_a == 0 && at_b == 0)) return level_missing;
  if (at_a != 0 && holds(*names_, b, at_a)) return at_b = at_a, elsewhere;
  if (at_b != 0 && holds(*names_, a, at_b)) return at_a = at_b, elsewhere;
  return level_missing;
}

void MainNameComparator::compare(const std::uint32_t* left, const std::uint32_t* right, std::size_t count, Level* level,
                                 float* log_u) const {
  const auto& rows = names_->rows();
  for (std::size_t i = 0; i < count; ++i) {
    WordId a = 0, b = 0;
    level[i] = place(rows[left[i]], rows[right[i]], a, b);
    log_u[i] = level[i] == level_missing || log_u_.empty() ? 0 : (log_u_[a][level[i]] + log_u_[b][level[i]]) / 2;
  }
}

OtherNamesComparator::OtherNamesComparator(std::size_t column, std::shared_ptr<const NameTable> names)
    : Comparator(column), names_(std::move(names)) {}

std::vector<double> OtherNamesComparator::first_guess() const { return {0, 0.1, 0.05, 0.15, 0.7}; }

void OtherNamesComparator::learn_chance(const Chance& chance) {
  const auto count = count_words(*names_, false, false, true);
  const auto mass = names_->masses(count);
  double holders = 0;
  for (const auto& row : names_->rows()) holders += row.rest_count > 0;
  log_u_.resize(names_->word_count());
  for (std::size_t w = 1; w < log_u_.size(); ++w) {
    log_u_[w][4] = log_chance(mass[w][as(Likeness::same)], chance.own[4], holders, chance.share[4]);
    log_u_[w][3] = log_chance(mass[w][as(Likeness::variant)] + mass[w][as(Likeness::close)], chance.own[3], holders, chance.share[3]);
    log_u_[w][2] = log_chance(0, 0, 0, chance.share[2]);
    log_u_[w][1] = log_chance(0, 0, 0, chance.share[1]);
  }
}

void OtherNamesComparator::compare(const std::uint32_t* left, const std::uint32_t* right, std::size_t count, Level* level,
                                   float* log_u) const {
  const auto& rows = names_->rows();
  for (std::size_t i = 0; i < count; ++i) {
    const auto &a = rows[left[i]], &b = rows[right[i]];
    level[i] = level_missing, log_u[i] = 0;
    if (a.rest_count == 0 || b.rest_count == 0) continue;
    Level best = level_differs;
    WordId at_a = a.rest[0], at_b = b.rest[0];
    for (std::uint32_t x = 0; x < a.rest_count; ++x)
      for (std::uint32_t y = 0; y < b.rest_count; ++y) {
        const auto like = names_->like(a.rest[x], b.rest[y]);
        const Level here = like == Likeness::same     ? 4
                           : like >= Likeness::close  ? 3
                           : initials_agree(names_->word(a.rest[x]), names_->word(b.rest[y])) ? 2
                                                                                              : 1;
        if (here > best) best = here, at_a = a.rest[x], at_b = b.rest[y];
      }
    level[i] = best;
    if (!log_u_.empty()) log_u[i] = (log_u_[at_a][best] + log_u_[at_b][best]) / 2;
  }
}

}  // namespace lapwing::linkage
