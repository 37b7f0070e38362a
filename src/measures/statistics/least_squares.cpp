#include "measures/statistics/least_squares.hpp"

#include <cmath>

namespace lapwing::statistics {

namespace {

constexpr double dependent = 1e-10;   // what is left of a column, as a share of it, when the others explain it

double dot(const Column& a, const Column& b, std::size_t from) {
  double sum = 0;
  for (std::size_t i = from; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

// Reflects `target` in the plane across `normal`, both from row `from` on.
void reflect(const Column& normal, double squared, Column& target, std::size_t from) {
  const double twice = 2 * dot(normal, target, from) / squared;
  for (std::size_t i = from; i < target.size(); ++i) target[i] -= twice * normal[i];
}

// Turns the columns of `x` into R (upper triangle) and `y` into Q'y. False when a column follows from those before it.
bool triangulate(std::vector<Column>& x, Column& y) {
  for (std::size_t k = 0; k < x.size(); ++k) {
    const double whole = std::sqrt(dot(x[k], x[k], 0)), left = std::sqrt(dot(x[k], x[k], k));
    if (!(left > dependent * whole)) return false;
    const double diagonal = x[k][k] > 0 ? -left : left;
    Column normal = x[k];
    normal[k] -= diagonal;
    const double squared = dot(normal, normal, k);
    for (std::size_t j = k; j < x.size(); ++j) reflect(normal, squared, x[j], k);
    reflect(normal, squared, y, k);
    x[k][k] = diagonal;
  }
  return true;
}

// Solves R b = right.
Column back_substituted(const std::vector<Column>& r, const Column& right) {
  Column b(r.size());
  for (std::size_t i = r.size(); i-- > 0;) {
    double sum = right[i];
    for (std::size_t j = i + 1; j < r.size(); ++j) sum -= r[j][i] * b[j];
    b[i] = sum / r[i][i];
  }
  return b;
}

}  // namespace

std::optional<LeastSquares> least_squares(std::vector<Column> x, Column y) {
  const std::size_t columns = x.size();
  if (columns == 0 || y.size() < columns || !triangulate(x, y)) return std::nullopt;
  LeastSquares out;
  out.coefficients = back_substituted(x, y);
  for (std::size_t i = columns; i < y.size(); ++i) out.residual_squares += y[i] * y[i];
  std::vector<Column> inverse_r;   // its columns; the inverse of X'X is R⁻¹ R⁻¹'
  for (std::size_t k = 0; k < columns; ++k) {
    out.log_determinant += 2 * std::log(std::abs(x[k][k]));
    Column unit(columns, 0.0);
    unit[k] = 1;
    inverse_r.push_back(back_substituted(x, unit));
  }
  out.inverse.assign(columns, Column(columns, 0.0));
  for (std::size_t i = 0; i < columns; ++i)
    for (std::size_t j = 0; j < columns; ++j)
      for (const auto& column : inverse_r) out.inverse[i][j] += column[i] * column[j];
  return out;
}

}  // namespace lapwing::statistics
