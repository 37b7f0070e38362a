// Chance for an invented force: the same seed gives the same draws on every machine, which the standard library's distributions do
// not promise. Not for secrets. A value: each owner keeps its own, and takes a branch for each thing that must not shift the draws
// of another (the ethnicity of a child, say, which nothing else may lean on).
#pragma once
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace lapwing::synth {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  // An independent stream, named so that adding one elsewhere changes nothing here.
  static Random branch(std::uint64_t seed, std::string_view name, std::uint64_t number = 0) {
    std::uint64_t mixed = 0xCBF29CE484222325ull;
    for (const char c : name) mixed = (mixed ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
    Random out(seed ^ mixed ^ (number * 0x9E3779B97F4A7C15ull));
    out.bits();
    return out;
  }

  std::uint64_t bits() {   // SplitMix64
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ull);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }
  // 0 up to, not including, `end`.
  std::uint64_t below(std::uint64_t end) {
    return static_cast<std::uint64_t>((static_cast<unsigned __int128>(bits()) * end) >> 64);
  }
  int between(int least, int most) { return least + static_cast<int>(below(static_cast<std::uint64_t>(most - least) + 1)); }
  double unit() { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }
  bool chance(double probability) { return unit() < probability; }
  double exponential(double mean) { return -mean * std::log1p(-unit()); }

  template <class T, std::size_t N>
  const T& pick(const std::array<T, N>& from) { return from[below(N)]; }
  template <class T>
  const T& pick(std::span<const T> from) { return from[below(from.size())]; }
  // An index, in proportion to the weights.
  std::size_t weighted(std::span<const double> weights) {
    double total = 0;
    for (const double weight : weights) total += weight;
    double left = unit() * total;
    for (std::size_t i = 0; i + 1 < weights.size(); ++i)
      if ((left -= weights[i]) < 0) return i;
    return weights.size() - 1;
  }

 private:
  std::uint64_t state_;
};

}  // namespace lapwing::synth
