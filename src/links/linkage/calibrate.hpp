// Weights that add up in the model as if the things compared had nothing to do with each other say too much: the place of birth and
// the postcode agree together. Here each comparator's weight for and against is scaled until the probabilities fit how the records
// came together. No truth is needed: what a pair is, is read from whether its two records came into one cluster, which the
// other members decide more than the pair itself does. Pure; uses all cores.
#pragma once
#include <vector>

#include "links/linkage/model.hpp"

namespace lapwing::linkage {

struct Scaling {
  double intercept = 0;                 // log odds when nothing is known
  std::vector<double> when_for, when_against;   // by comparator: what its weight is multiplied by
};

// Logistic regression by Newton's method, drawn a little towards taking the weights as they are.
Scaling fit(const Model& model, const Compared& compared, const std::vector<float>& label, const std::vector<float>& log_odds);

}  // namespace lapwing::linkage
