// Small things that the benchmarks share: a stopwatch, percentiles, a folder that goes away, and giving up on a failure.
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <expected>
#include <filesystem>
#include <string>
#include <vector>

namespace lapwing::bench {

class Stopwatch {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

struct Spread { double p50 = 0, p99 = 0, max = 0; };

inline Spread spread(std::vector<double> values) {
  if (values.empty()) return {};
  std::ranges::sort(values);
  const auto at = [&](double share) { return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))]; };
  return {at(0.5), at(0.99), values.back()};
}

// A folder for one run, below `base`, removed at the end.
class Folder {
 public:
  explicit Folder(const std::filesystem::path& base) {
    std::string name = (base / "lapwing-bench-XXXXXX").string();
    path_ = ::mkdtemp(name.data()) ? name : "";
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline std::string words(const std::string& error) { return error; }
template <class Error>
std::string words(const Error& error) { return error.message; }

// The value, or the end of the run with the reason.
template <class T, class Error>
T must(std::expected<T, Error> result) {
  if (result) return std::move(*result);
  fmt::print(stderr, "The benchmark cannot go on: {}\n", words(result.error()));
  std::exit(3);
}

}  // namespace lapwing::bench
