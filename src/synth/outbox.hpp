// Reports waiting for their time. What happened in an episode is known when it begins, and told over the hours and days that follow:
// they go out in order of time, numbered as they go. Holds only what is still to come. One thread.
#pragma once
#include <ostream>
#include <queue>
#include <vector>

#include "synth/report.hpp"

namespace lapwing::synth {

class Outbox {
 public:
  Outbox(std::ostream& reports, std::ostream& mentions, Instant until) : reports_(reports), mentions_(mentions), until_(until) {}

  // What would be told after the force's last day is never told.
  void put(Report report) {
    if (report.at() < until_) waiting_.push({order_++, std::move(report)});
  }
  void send_before(Instant at) {
    while (!waiting_.empty() && waiting_.top().report.at() < at) {
      waiting_.top().report.write(++written_, lines_, rows_);
      waiting_.pop();
      if (lines_.size() > buffer_bytes) flush();
    }
  }
  void send_all() {
    send_before(Instant::max());
    flush();
  }
  std::uint64_t written() const { return written_; }

 private:
  static constexpr std::size_t buffer_bytes = 1 << 20;
  struct Waiting {
    std::uint64_t order;   // of one instant, as they were put
    Report report;
    bool operator<(const Waiting& other) const {   // the queue gives the greatest first
      return std::pair(report.at(), order) > std::pair(other.report.at(), other.order);
    }
  };
  void flush() {
    reports_.write(lines_.data(), static_cast<std::streamsize>(lines_.size()));
    mentions_.write(rows_.data(), static_cast<std::streamsize>(rows_.size()));
    lines_.clear();
    rows_.clear();
  }

  std::ostream& reports_;
  std::ostream& mentions_;
  const Instant until_;
  std::priority_queue<Waiting> waiting_;
  std::string lines_, rows_;
  std::uint64_t order_ = 0, written_ = 0;
};

}  // namespace lapwing::synth
