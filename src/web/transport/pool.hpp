// The workers: a fixed number of threads and a queue that refuses when it is full. Internal to the transport.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace lapwing::transport {

class Connection;

class Pool {
 public:
  Pool(int threads, std::size_t queue_max);
  ~Pool();

  bool submit(std::shared_ptr<Connection> job);  // false: the queue is full, or the pool has stopped
  std::size_t queued() const;
  void stop();  // lets running jobs finish, forgets waiting ones, joins

 private:
  void work();

  const std::size_t queue_max_;
  mutable std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::shared_ptr<Connection>> queue_;  // guarded by mutex_
  bool stopped_ = false;                           // guarded by mutex_
  std::vector<std::thread> threads_;
};

}  // namespace lapwing::transport
