// bench_measures [ROWS [PART]]: what each page of figures costs the server over ROWS episodes (default 1,000,000) and a third as many children: from
// the request of a superintendent who is signed in to the finished HTML, the look at it in the ledger included. For all ten years at once and for
// the twelve months that a page shows unless asked otherwise. First as after a change of the record, then asked for again without one; and each
// page's first table as CSV, all of its tables as a workbook, and its call of the API. With PART only the paths that it is a part of.
#include <fmt/format.h>

#include <cstdlib>
#include <ctime>

#include "invented_force.hpp"
#include "web/pages/measures/measure_pages.hpp"

namespace {

using namespace lapwing;

constexpr int times = 21;

double processor_milliseconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

struct Cost {
  bench::Spread wall;
  double processor = 0;                      // of this thread, p50: what is left where others compete for the machine
};

Cost cost(bench::InventedForce& force, const std::string& target, bool changed) {
  std::vector<double> wall, processor;
  for (int i = 0; i < times; ++i) {
    if (changed) force.change_something();
    const auto before = processor_milliseconds();
    bench::Stopwatch watch;
    force.ask(target);
    wall.push_back(watch.seconds() * 1e3);
    processor.push_back(processor_milliseconds() - before);
  }
  return {bench::spread(wall), bench::spread(processor).p50};
}

std::string words(const Cost& cost) { return fmt::format("{:.0f} / {:.0f} ms ({:.0f})", cost.wall.p50, cost.wall.max, cost.processor); }

}  // namespace

int main(int argc, char** argv) {
  const auto rows = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const std::string_view part = argc > 2 ? argv[2] : "";
  bench::InventedForce force(rows);
  const std::string ten_years = fmt::format("?from={}&to={}", measures::month_text(measures::month_number(force.desk().now()) - 119), measures::month_text(measures::month_number(force.desk().now())));
  fmt::print("| {} episodes, p50 / most of {} (p50 of the processor's time) | ten years, after a change | twelve months, after a change | twelve months, again |\n|---|--:|--:|--:|\n", rows, times);
  std::vector<std::string> paths{"/measures"};
  for (const auto& page : web::measure_pages()) paths.push_back(fmt::format("/measures/{}", page.path));
  paths.push_back("/measures/workforce?train=10&lose=5&surge=30");
  for (const auto& path : paths) {
    if (path.find(part) == path.npos) continue;
    const auto longer = path.find('?') == path.npos ? path + ten_years : path + "&" + ten_years.substr(1);
    fmt::print("| {} | {} | {} | {} |\n", path, words(cost(force, longer, true)), words(cost(force, path, true)), words(cost(force, path, false)));
    std::fflush(stdout);
  }
  for (const auto* path : {"/measures/response/first-deployment-by-week.csv", "/measures/response/all.xlsx", "/measures/equity/all.xlsx", "/measures/places/all.xlsx",
                           "/measures/workforce/all.xlsx", "/measures/training/all.xlsx", "/measures/inspection/pack/all.xlsx",
                           "/measures/cases?clock=review&clock_was=breached", "/api/v1/measures/equity", "/api/v1/measures/inspection-pack"})
    if (std::string_view(path).find(part) != part.npos)
      fmt::print("| {} | | {} | {} |\n", path, words(cost(force, path, true)), words(cost(force, path, false)));
}
