// Proportions, rates and ratios of rates with 95 % intervals, in closed form. docs/measures.md has each formula with its source.
// Counts are whole and at most `count_max`, so that a double holds them exactly. Pure, any thread.
#pragma once
#include <cstdint>

#include "measures/statistics/answer.hpp"

namespace lapwing::statistics {

constexpr std::uint64_t count_max = 1'000'000'000'000'000;
constexpr std::uint64_t byar_from = 10;       // counts below this get the exact interval
constexpr double rate_per = 100'000;

// numerator of denominator, numerator <= denominator, with Wilson's score interval (no continuity correction): Wilson 1927; Newcombe
// 1998, method 3. The estimate is the plain share. A denominator of none says nothing.
Answer<Interval> proportion(std::uint64_t numerator, std::uint64_t denominator);

// Events per 100,000 of `population` (people or person-years, any positive figure): Byar's interval from 10 events, the exact Poisson
// interval by chi-squared below. Breslow and Day 1987, vol. II; Garwood 1936.
Answer<Interval> rate(std::uint64_t count, double population);

struct Exposure {
  std::uint64_t count = 0;
  double population = 0;
};
// The rate of `of` over that of `reference`. The interval is that of the logarithm, exp(log ratio ± z √(1/a + 1/b)); with no events in
// `of`, where the logarithm is not there, the exact one, conditional on the sum of both counts. Rothman 2008, ch. 14; Przyborowski and
// Wilenski 1940. Without an event in the reference, or with a population of none, it says nothing.
Answer<Interval> rate_ratio(Exposure of, Exposure reference);

}  // namespace lapwing::statistics
