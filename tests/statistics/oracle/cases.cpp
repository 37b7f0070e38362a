// statistics_cases FOLDER: writes seeded random cases of every closed-form statistic and of the fitted ones, each with what Lapwing makes
// of it, for agreement.R to work out again in its own way. Numbers are written so that they read back as the same double.
#include <fmt/format.h>
#include <fmt/os.h>

#include <filesystem>
#include <random>

#include "measures/statistics/effect.hpp"
#include "measures/statistics/funnel.hpp"
#include "measures/statistics/queueing.hpp"
#include "measures/statistics/rates.hpp"
#include "measures/statistics/xmr.hpp"

namespace {

using namespace lapwing::statistics;

constexpr int closed_cases = 12'000, series_cases = 10'000, panels = 150;

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::uint64_t below(std::uint64_t n) { return engine_() % n; }
  double share() { return std::uniform_real_distribution<double>(0, 1)(engine_); }
  double noise() { return std::normal_distribution<double>()(engine_); }
  // Whole numbers of every size: as many below ten as from ten to a hundred, and so on.
  std::uint64_t size(double digits) { return static_cast<std::uint64_t>(std::pow(10, digits * share())) - (below(8) == 0); }

 private:
  using Engine = std::mt19937_64;
  Engine engine_;
};

std::filesystem::path folder;
fmt::ostream file(const char* name, const char* header) {
  auto out = fmt::output_file((folder / name).string());
  out.print("{}\n", header);
  return out;
}

std::string bits(const XmrPoint& point) {
  return fmt::format("{:d}{:d}{:d}{:d}", point.outside, point.shift, point.trend, point.two_of_three);
}

void proportions(Random& random) {
  auto out = file("proportion.csv", "x,n,estimate,lower,upper");
  for (int i = 0; i < closed_cases; ++i) {
    const auto n = 1 + random.size(6), x = random.below(10) == 0 ? (random.below(2) ? n : 0) : random.below(n + 1);
    const auto got = *proportion(x, n);
    out.print("{},{},{:.17g},{:.17g},{:.17g}\n", x, n, got.estimate, got.lower, got.upper);
  }
}

void rates(Random& random) {
  auto out = file("rate.csv", "count,population,rate,lower,upper");
  auto ratios = file("ratio.csv", "a,n,b,m,ratio,lower,upper");
  for (int i = 0; i < 2 * closed_cases; ++i) {   // half of them with the formula for small counts
    const auto count = random.below(2) ? random.below(10) : 10 + random.size(5);
    const double population = 500 + static_cast<double>(random.size(6)) + (random.below(2) ? random.share() : 0);
    const auto got = *rate(count, population);
    out.print("{},{:.17g},{:.17g},{:.17g},{:.17g}\n", count, population, got.estimate, got.lower, got.upper);
    const Exposure reference{1 + random.size(4), 500 + static_cast<double>(random.size(6))};
    const auto events = random.below(2) ? 0 : 1 + random.size(4);
    const auto ratio = *rate_ratio({events, population}, reference);
    ratios.print("{},{:.17g},{},{:.17g},{:.17g},{:.17g},{:.17g}\n", events, population, reference.count, reference.population,
                 ratio.estimate, ratio.lower, ratio.upper);
  }
}

void funnels(Random& random) {
  auto out = file("funnel.csv", "chart,x,n,average,estimate,lower95,upper95,lower998,upper998,outside");
  for (int chart = 0; chart < closed_cases / 8; ++chart) {
    std::vector<Share> units;
    const double common = random.share();
    for (int unit = 0; unit < 8; ++unit) {
      const auto n = 1 + random.size(4);
      std::uint64_t x = 0;
      for (std::uint64_t one = 0; one < n; ++one) x += random.share() < common;
      units.push_back({random.below(10) == 0 ? n : x, n});
    }
    const auto got = funnel(units);
    for (std::size_t unit = 0; unit < units.size(); ++unit) {
      const auto& row = *got.rows[unit];
      out.print("{},{},{},{:.17g},{:.17g},{:.17g},{:.17g},{:.17g},{:.17g},{:d}\n", chart, units[unit].numerator, units[unit].denominator,
                *got.average, row.estimate, row.lower95, row.upper95, row.lower998, row.upper998, row.outside);
    }
  }
}

void charts(Random& random) {
  auto out = file("xmr.csv", "chart,value,signals");
  auto limits = file("xmr_limits.csv", "chart,mean,moving_range_mean,lower,upper");
  for (int chart = 0; chart < series_cases; ++chart) {
    std::vector<std::optional<double>> values;
    const auto length = 2 + random.below(40);
    const bool whole = random.below(2), gaps = random.below(4) == 0;
    double level = 50, drift = random.below(3) == 0 ? random.noise() : 0;
    for (std::uint64_t i = 0; i < length; ++i) {
      if (random.below(20) == 0) level += 5 * random.noise();
      const double value = level + drift * static_cast<double>(i) + 3 * random.noise();
      values.push_back(i > 1 && gaps && random.below(6) == 0 ? std::nullopt : std::optional(whole ? std::round(value) : value));
    }
    const auto got = xmr(values);
    limits.print("{},{:.17g},{:.17g},{:.17g},{:.17g}\n", chart, *got.mean, *got.moving_range_mean, *got.lower, *got.upper);
    for (const auto& point : got.points) out.print("{},{},{}\n", chart, point.value ? fmt::format("{:.17g}", *point.value) : "NA", bits(point));
  }
}

void officers(Random& random) {
  auto out = file("erlang.csv", "arrivals,service,target,minutes,officers,share");
  for (int i = 0; i < closed_cases; ++i) {
    const Demand demand{0.1 + 100 * random.share(), 0.5 + 90 * random.share()};
    const double target = 0.01 + 0.98 * random.share(), minutes = random.below(4) == 0 ? 0 : 30 * random.share();
    const auto got = *officers_for(demand, target, minutes);
    out.print("{:.17g},{:.17g},{:.17g},{:.17g},{},{:.17g}\n", demand.arrivals_per_hour, demand.service_minutes, target, minutes, got.officers,
              got.share);
  }
}

void interrupted(Random& random) {
  auto out = file("its.csv", "series,when,value,after");
  auto effects = file("its_effects.csv", "series,effect,lower,upper");
  for (int series = 0; series < series_cases; ++series) {
    std::vector<SeriesPoint> points;
    const auto before = 3 + random.below(30), length = before + 3 + random.below(30);
    const double carry = random.share() * 0.7, step = 4 * random.noise();
    double error = 0, when = 2000;
    for (std::uint64_t i = 0; i < length; ++i) {
      error = carry * error + random.noise();
      when += random.below(10) == 0 ? 2 : 1;
      points.push_back({when, 10 + 0.2 * when + error + (i >= before ? step : 0), i >= before});
    }
    const auto got = *interrupted_series(points, {});
    effects.print("{},{:.17g},{:.17g},{:.17g}\n", series, got.effect, *got.lower, *got.upper);
    for (const auto& point : points) out.print("{},{:.17g},{:.17g},{:d}\n", series, point.when, point.value, point.after);
  }
}

void staggered(Random& random) {
  auto out = file("did.csv", "panel,unit,period,value,treated");
  auto effects = file("did_effects.csv", "panel,effect,lower,upper");
  for (int panel = 0; panel < panels; ++panel) {
    std::vector<PanelPoint> points;
    const auto units = 5 + random.below(6), periods = 6 + random.below(8);
    for (std::uint64_t unit = 0; unit < units; ++unit) {
      const double level = 5 * random.noise();
      const auto from = unit < 2 ? periods : 2 + random.below(periods);
      for (std::uint64_t period = 0; period < periods; ++period)
        if (random.below(12) != 0)
          points.push_back({unit, period, level + 0.1 * static_cast<double>(period * period) + random.noise() + (period >= from ? 2 : 0), period >= from});
    }
    const auto got = staggered_difference(points, {});
    if (!got || !got->lower) continue;
    effects.print("{},{:.17g},{:.17g},{:.17g}\n", panel, got->effect, *got->lower, *got->upper);
    for (const auto& one : points) out.print("{},{},{},{:.17g},{:d}\n", panel, one.unit, one.period, one.value, one.treated);
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 2) {
    fmt::print(stderr, "usage: statistics_cases FOLDER\n");
    return 2;
  }
  folder = arguments[1];
  std::uint64_t seed = 20260303;
  for (auto* write : {proportions, rates, funnels, charts, officers, interrupted, staggered}) {
    Random random(seed++);
    write(random);
  }
  return 0;
}
