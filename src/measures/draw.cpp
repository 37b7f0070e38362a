#include "measures/draw.hpp"

#include <algorithm>
#include <numeric>
#include <random>

namespace lapwing::measures {

// std::shuffle may differ between libraries, so the steps are written out.
std::vector<std::size_t> draw(std::size_t size, std::uint64_t seed, std::size_t count) {
  std::vector<std::size_t> places(size);
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::mt19937_64 engine(seed);
  count = std::min(count, size);
  for (std::size_t i = 0; i < count; ++i) std::swap(places[i], places[i + engine() % (size - i)]);
  places.resize(count);
  return places;
}

}  // namespace lapwing::measures
