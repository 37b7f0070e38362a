#include "web/transport/pool.hpp"

#include "web/transport/connection.hpp"

namespace lapwing::transport {

Pool::Pool(int threads, std::size_t queue_max) : queue_max_(queue_max) {
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
}

Pool::~Pool() { stop(); }

bool Pool::submit(std::shared_ptr<Connection> job) {
  {
    const std::lock_guard hold(mutex_);
    if (stopped_ || queue_.size() >= queue_max_) return false;
    queue_.push_back(std::move(job));
  }
  ready_.notify_one();
  return true;
}

std::size_t Pool::queued() const {
  const std::lock_guard hold(mutex_);
  return queue_.size();
}

void Pool::stop() {
  std::deque<std::shared_ptr<Connection>> forgotten;  // destroyed without the lock
  {
    const std::lock_guard hold(mutex_);
    stopped_ = true;
    forgotten.swap(queue_);
  }
  ready_.notify_all();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

void Pool::work() {
  std::unique_lock hold(mutex_);
  while (true) {
    ready_.wait(hold, [this] { return stopped_ || !queue_.empty(); });
    if (stopped_) return;
    auto job = std::move(queue_.front());
    queue_.pop_front();
    hold.unlock();
    job->handle();
    job.reset();
    hold.lock();
  }
}

}  // namespace lapwing::transport
