// Work on many independent things by as many threads as the machine has. Each thing is written by one thread to its own place, so that
// the answer does not depend on how many there are.
#pragma once
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace lapwing::linkage {

constexpr std::size_t threads_max = 16;

// Calls work(begin, end) for pieces of [0, count) of at most `piece`, each once; returns when all are done. `work` must not throw.
template <class Work>
void in_parallel(std::size_t count, std::size_t piece, const Work& work) {
  std::atomic<std::size_t> next = 0;
  const auto run = [&] {
    for (std::size_t at; (at = next.fetch_add(piece)) < count;) work(at, std::min(count, at + piece));
  };
  const std::size_t hands = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, threads_max);
  std::vector<std::jthread> others;
  for (std::size_t i = 1; i < hands && i * piece < count; ++i) others.emplace_back(run);
  run();
}

}  // namespace lapwing::linkage
