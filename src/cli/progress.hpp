// A progress bar on standard error, only when that is a terminal: long work shows how far it is, and logs stay clean.
#pragma once
#include <fmt/format.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <string>

namespace lapwing::cli {

class Progress {
 public:
  explicit Progress(std::string what) : what_(std::move(what)), terminal_(::isatty(STDERR_FILENO) == 1) {}
  ~Progress() {
    if (terminal_ && drawn_ >= 0) fmt::print(stderr, "\r\033[K");
  }
  void operator()(std::uint64_t done, std::uint64_t total) {
    if (!terminal_ || total == 0) return;
    const int percent = static_cast<int>(done * 100 / total);
    if (percent == drawn_) return;
    drawn_ = percent;
    const int full = percent * bar_width / 100;
    fmt::print(stderr, "\r{} [{}{}] {} %", what_, std::string(full, '='), std::string(bar_width - full, ' '), percent);
    std::fflush(stderr);
  }

 private:
  static constexpr int bar_width = 40;
  std::string what_;
  bool terminal_;
  int drawn_ = -1;
};

}  // namespace lapwing::cli
