#include "links/linkage/model.hpp"

#include <cmath>
#include <random>

#include "links/linkage/parallel.hpp"

namespace lapwing::linkage {
namespace {

constexpr std::size_t random_pairs = 400'000;
constexpr int rounds_max = 25;
constexpr double settled_change = 1e-4;    // of the number expected to match, from one round to the next

double all_pairs(const Prepared& prepared) {
  const double n = static_cast<double>(prepared.size());
  if (!prepared.across_only) return n * (n - 1) / 2;
  double second = 0;
  for (const auto file : prepared.file) second += file;
  return (n - second) * second;
}

std::vector<Pair> pick_pairs(const Prepared& prepared, std::uint64_t seed) {
  std::vector<Pair> pairs;
  if (prepared.size() < 2) return pairs;
  std::mt19937_64 random(seed);
  for (std::size_t tries = 0; tries < 2 * random_pairs && pairs.size() < random_pairs; ++tries) {
    const auto a = static_cast<std::uint32_t>(random() % prepared.size()), b = static_cast<std::uint32_t>(random() % prepared.size());
    if (prepared.may_pair(a, b)) pairs.emplace_back(std::min(a, b), std::max(a, b));
  }
  return pairs;
}

// One round: expects each pair's probability under the model, and gives the model that fits those best.
double improve(const Compared& compared, std::size_t pairs, double all, const std::vector<std::vector<double>>& guess, Model& model) {
  constexpr double guessed_pairs = 20;     // how much the first guess weighs in the end
  const auto comparators = model.log_m.size();
  auto counts = guess;
  for (auto& levels : counts)
    for (auto& count : levels) count *= guessed_pairs;
  double matches = 0;
  const double prior = log_odds_of(model.prior);
  for (std::size_t p = 0; p < pairs; ++p) {
    double odds = prior;
    for (std::size_t c = 0; c < comparators; ++c) odds += weight_of(model, compared, c, p);
    const double probability = probability_of(odds);
    matches += probability;
    for (std::size_t c = 0; c < comparators; ++c) counts[c][compared.level[c][p]] += probability;
  }
  for (std::size_t c = 0; c < comparators; ++c) {
    double known = 0;
    for (std::size_t level = 1; level < counts[c].size(); ++level) known += counts[c][level];
    for (std::size_t level = 1; level < counts[c].size(); ++level) model.log_m[c][level] = std::log(std::max(counts[c][level] / known, 1e-6));
  }
  model.prior = std::clamp(matches / all, 1e-12, 0.5);
  return matches;
}

}  // namespace

double probability_of(double log_odds) { return 1 / (1 + std::exp(-log_odds)); }
double log_odds_of(double probability) { return std::log(probability / (1 - probability)); }

void learn_chance(const Prepared& prepared, std::uint64_t seed, const Model* model) {
  const auto pairs = pick_pairs(prepared, seed);
  const auto compared = compare_all(prepared, pairs);
  for (std::size_t c = 0; c < prepared.comparators.size(); ++c) {
    const auto levels = prepared.comparators[c]->levels();
    Chance chance{std::vector<double>(levels, 0.5), std::vector<double>(levels)};   // as if each level had been seen half a time
    double known = 0;
    for (const auto level : compared.level[c]) chance.share[level] += 1;
    for (std::size_t level = 1; level < levels; ++level) known += chance.share[level];
    const double each = model ? model->prior * static_cast<double>(prepared.size() - 1) * known / static_cast<double>(pairs.size() + 1) : 0;
    for (std::size_t level = 0; level < levels; ++level) {
      auto& share = chance.share[level];
      share /= known;
      if (!model || level == level_missing) continue;
      const double same = std::exp(model->log_m[c][level]);
      constexpr double left_least = 0.05;
      share = std::max(share - model->prior * same, left_least * share);
      chance.own[level] = each * same;
    }
    prepared.comparators[c]->learn_chance(chance);
  }
}

Compared compare_all(const Prepared& prepared, const std::vector<Pair>& pairs) {
  constexpr std::size_t piece = 2'048;
  Compared out;
  out.level.resize(prepared.comparators.size());
  out.log_u.resize(prepared.comparators.size());
  for (auto& one : out.level) one.resize(pairs.size());
  for (auto& one : out.log_u) one.resize(pairs.size());
  in_parallel(pairs.size(), piece, [&](std::size_t begin, std::size_t end) {
    std::array<std::uint32_t, piece> left{}, right{};
    for (std::size_t i = begin; i < end; ++i) left[i - begin] = pairs[i].first, right[i - begin] = pairs[i].second;
    for (std::size_t c = 0; c < prepared.comparators.size(); ++c)
      prepared.comparators[c]->compare(left.data(), right.data(), end - begin, out.level[c].data() + begin, out.log_u[c].data() + begin);
  });
  return out;
}

std::vector<float> score_all(const Prepared& prepared, const Model& model, const std::vector<Pair>& pairs) {
  constexpr std::size_t piece = 2'048;
  std::vector<float> out(pairs.size(), static_cast<float>(log_odds_of(model.prior)));
  in_parallel(pairs.size(), piece, [&](std::size_t begin, std::size_t end) {
    std::array<std::uint32_t, piece> left{}, right{};
    std::array<Level, piece> level{};
    std::array<float, piece> log_u{};
    for (std::size_t i = begin; i < end; ++i) left[i - begin] = pairs[i].first, right[i - begin] = pairs[i].second;
    for (std::size_t c = 0; c < prepared.comparators.size(); ++c) {
      prepared.comparators[c]->compare(left.data(), right.data(), end - begin, level.data(), log_u.data());
      std::array<float, levels_max> log_m{};
      for (std::size_t l = 1; l < model.log_m[c].size(); ++l) log_m[l] = static_cast<float>(model.log_m[c][l]);
      for (std::size_t i = begin; i < end; ++i) out[i] += log_m[level[i - begin]] - log_u[i - begin];
    }
  });
  return out;
}

Model learn(const Prepared& prepared, const Compared& compared, std::size_t pairs) {
  Model model;
  std::vector<std::vector<double>> guess;
  for (const auto& comparator : prepared.comparators) {
    guess.push_back(comparator->first_guess());
    auto& log_m = model.log_m.emplace_back(guess.back().size());
    for (std::size_t level = 1; level < log_m.size(); ++level) log_m[level] = std::log(std::max(guess.back()[level], 1e-6));
  }
  const double all = std::max(1.0, all_pairs(prepared));
  model.prior = std::clamp(static_cast<double>(prepared.size()) / all, 1e-12, 0.1);
  double before = 0;
  for (int round = 0; round < rounds_max; ++round) {
    const double matches = improve(compared, pairs, all, guess, model);
    if (std::abs(matches - before) <= settled_change * matches) break;
    before = matches;
  }
  return model;
}

}  // namespace lapwing::linkage
