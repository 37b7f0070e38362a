// One io thread and the connections it alone touches. Internal to the transport. A coarse tick checks every
// connection's deadline, which is cheaper than a timer for each; streams that have something to send are collected
// and flushed together, so that a publication to a thousand streams wakes this thread once.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

#include "web/transport/asio.hpp"

namespace lapwing::transport {

class Connection;
struct Core;
using SteadyTime = std::chrono::steady_clock::time_point;

class Shard {
 public:
  explicit Shard(Core& core);
  ~Shard();

  asio::io_context& io() { return io_; }
  void start();
  void drain();      // any thread: idle connections close, streams end, the rest close after their answer
  void close_all();  // any thread: everything closes now
  void stop();       // any thread: the io thread ends and is joined

  // The io thread only.
  void adopt(tcp::socket socket, bool refuse);
  void remove(const std::shared_ptr<Connection>& connection);
  SteadyTime now() const { return now_; }
  void touch() { now_ = std::chrono::steady_clock::now(); }
  const std::string& date() const { return date_; }  // of the Date header, renewed each second

  void wake_stream(std::weak_ptr<Connection> stream);  // any thread

 private:
  void schedule_tick();
  void tick();
  void renew_date();
  void flush_woken();

  Core& core_;
  asio::io_context io_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  asio::steady_timer timer_;
  std::thread thread_;
  std::unordered_set<std::shared_ptr<Connection>> connections_;
  SteadyTime now_;
  std::string date_;
  std::chrono::sys_seconds date_of_{};
  std::mutex woken_mutex_;
  std::vector<std::weak_ptr<Connection>> woken_;  // guarded by woken_mutex_
};

}  // namespace lapwing::transport
