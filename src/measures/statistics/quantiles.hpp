// Quantiles and tails of the distributions that intervals rest on, by Boost.Math in double with extended precision inside (relative
// error about 1e-14). This is the only place that includes it: its templates are slow to compile. Pure, any thread.
#pragma once

namespace lapwing::statistics {

constexpr double z_95 = 1.959963984540054;    // normal quantile at 0.975: two-sided 95 %
constexpr double z_998 = 3.090232306167813;   // normal quantile at 0.999: two-sided 99.8 %
constexpr double tail_95 = 0.025;             // what a two-sided 95 % interval leaves on each side

double chi_squared_quantile(double probability, double degrees);   // degrees > 0, 0 < probability < 1
double beta_quantile(double probability, double a, double b);      // a, b > 0, 0 < probability < 1
double t_quantile(double probability, double degrees);             // Student's t; degrees > 0, not necessarily whole
double t_two_tails(double t, double degrees);                      // P(|T| > t), for t >= 0

}  // namespace lapwing::statistics
