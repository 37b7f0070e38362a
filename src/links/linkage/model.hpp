// Fellegi and Sunter's model (1969) of record linkage: for each thing compared, how likely each level of agreement is for two records
// of one person (m) and of two people (u). u is counted on pairs picked at random, m is learnt by expectation and maximisation
// (Dempster, Laird, Rubin 1977; Winkler 1988) on the candidates. Values; any thread.
#pragma once
#include <vector>

#include "links/linkage/candidates.hpp"
#include "links/linkage/prepared.hpp"

namespace lapwing::linkage {

struct Model {
  double prior = 0;                          // that two records picked at random are one person
  std::vector<std::vector<double>> log_m;    // by comparator, by level
};

// What comparing said, by comparator, by pair.
struct Compared {
  std::vector<std::vector<Level>> level;
  std::vector<std::vector<float>> log_u;
};

// Counts how often each level comes up over random pairs (from the seed alone) and tells each comparator. With a model, what pairs of
// one person are expected to add to that is taken off; a table with few people and many records of each needs it.
void learn_chance(const Prepared& prepared, std::uint64_t seed, const Model* model = nullptr);

// All cores.
Compared compare_all(const Prepared& prepared, const std::vector<Pair>& pairs);

Model learn(const Prepared& prepared, const Compared& compared, std::size_t pairs);

// The log odds of each pair, and nothing kept of how they came about: what a run over very many pairs costs. All cores.
std::vector<float> score_all(const Prepared& prepared, const Model& model, const std::vector<Pair>& pairs);

inline double weight_of(const Model& model, const Compared& compared, std::size_t comparator, std::size_t pair) {
  const auto level = compared.level[comparator][pair];
  return level == level_missing ? 0 : model.log_m[comparator][level] - static_cast<double>(compared.log_u[comparator][pair]);
}

double probability_of(double log_odds);   // the logistic function
double log_odds_of(double probability);

}  // namespace lapwing::linkage
