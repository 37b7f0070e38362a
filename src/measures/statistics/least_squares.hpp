// Ordinary least squares for a handful of columns, by Householder's QR, which keeps the digits that normal equations lose. Pure, any
// thread.
#pragma once
#include <optional>
#include <vector>

namespace lapwing::statistics {

using Column = std::vector<double>;

struct LeastSquares {
  Column coefficients;
  double residual_squares = 0;    // their sum
  double log_determinant = 0;     // of X'X
  std::vector<Column> inverse;    // of X'X
};

// Columns of X and y, all of one length. None when a column follows from the others, or there are fewer rows than columns.
std::optional<LeastSquares> least_squares(std::vector<Column> x, Column y);

}  // namespace lapwing::statistics
