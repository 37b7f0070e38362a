#include "links/linkage/measure.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <unordered_map>

namespace lapwing::linkage {
namespace {

Agreement agreement(double both, double said, double truly) {
  Agreement out;
  out.precision = said > 0 ? both / said : 0;
  out.recall = truly > 0 ? both / truly : 0;
  out.f1 = said + truly > 0 ? 2 * both / (said + truly) : 0;
  return out;
}

// Pairs inside groups of the given sizes by file.
double pairs_of(const std::array<double, 2>& size, bool across_only) {
  const double all = size[0] + size[1];
  return across_only ? size[0] * size[1] : all * (all - 1) / 2;
}

template <class Key>
double pairs_within(const std::vector<Key>& group, const std::vector<std::uint8_t>& file, bool across_only) {
  std::map<Key, std::array<double, 2>> sizes;
  for (std::size_t i = 0; i < group.size(); ++i) sizes[group[i]][file[i]] += 1;
  double out = 0;
  for (const auto& [key, size] : sizes) out += pairs_of(size, across_only);
  return out;
}

std::vector<std::uint32_t> numbered(const std::vector<std::string>& truth) {
  std::unordered_map<std::string, std::uint32_t> number;
  std::vector<std::uint32_t> out(truth.size());
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    if (truth[i].empty()) {
      out[i] = next++;
      continue;
    }
    const auto [at, fresh] = number.try_emplace(truth[i], next);
    next += fresh;
    out[i] = at->second;
  }
  return out;
}

void find_best(const std::vector<float>& probability, const std::vector<bool>& same, double truly, Measures& out) {
  std::vector<std::uint32_t> order(probability.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, [&](auto a, auto b) { return probability[a] > probability[b]; });
  double both = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    both += same[order[i]];
    if (i + 1 < order.size() && probability[order[i + 1]] == probability[order[i]]) continue;
    const double f1 = agreement(both, static_cast<double>(i + 1), truly).f1;
    if (f1 > out.best_f1) out.best_f1 = f1, out.best_threshold = probability[order[i]];
  }
}

void measure_calibration(const std::vector<float>& probability, const std::vector<bool>& same, Measures& out) {
  struct Band {
    double pairs = 0, expected = 0, truly = 0;
  };
  std::array<Band, 8> bands;
  for (std::size_t i = 0; i < probability.size(); ++i) {
    if (probability[i] < 0.1F || probability[i] >= 0.9F) continue;
    auto& band = bands[std::min<std::size_t>(7, static_cast<std::size_t>((probability[i] - 0.1F) * 10))];
    band.pairs += 1, band.expected += probability[i], band.truly += same[i];
    ++out.calibration_pairs;
  }
  for (const auto& band : bands) out.calibration_error += std::abs(band.expected - band.truly);
  if (out.calibration_pairs > 0) out.calibration_error /= static_cast<double>(out.calibration_pairs);
}

}  // namespace

Measures measure(const std::vector<std::string>& truth, const std::vector<std::uint8_t>& file, bool across_only, const std::vector<Pair>& pairs,
                 const std::vector<float>& probability, const std::vector<std::uint32_t>& cluster, double threshold) {
  Measures out;
  const auto person = numbered(truth);
  const double truly = pairs_within(person, file, across_only);
  out.true_pairs = static_cast<std::uint64_t>(truly);
  out.candidate_pairs = pairs.size();
  std::vector<bool> same(pairs.size());
  double found = 0, said = 0, both = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    same[i] = person[pairs[i].first] == person[pairs[i].second];
    found += same[i];
    if (static_cast<double>(probability[i]) >= threshold) said += 1, both += same[i];
  }
  out.candidate_recall = truly > 0 ? found / truly : 0;
  out.pairwise = agreement(both, said, truly);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> joint(person.size());
  for (std::size_t i = 0; i < person.size(); ++i) joint[i] = {person[i], cluster[i]};
  out.clustered = agreement(pairs_within(joint, file, across_only), pairs_within(cluster, file, across_only), truly);
  find_best(probability, same, truly, out);
  measure_calibration(probability, same, out);
  return out;
}

}  // namespace lapwing::linkage
