#include "measures/statistics/quantiles.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

namespace lapwing::statistics {

double chi_squared_quantile(double probability, double degrees) { return 2 * boost::math::gamma_p_inv(degrees / 2, probability); }

double beta_quantile(double probability, double a, double b) { return boost::math::ibeta_inv(a, b, probability); }

double t_quantile(double probability, double degrees) {
  return boost::math::quantile(boost::math::students_t(degrees), probability);
}

double t_two_tails(double t, double degrees) {
  return 2 * boost::math::cdf(boost::math::complement(boost::math::students_t(degrees), t));
}

}  // namespace lapwing::statistics
