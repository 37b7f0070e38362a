// The queue between a Hub, which pushes on any thread, and one connection, which takes on its own. Internal to the
// transport. Everything is guarded by one mutex that is held for a few instructions.
#pragma once

#include <functional>
#include <mutex>
#include <vector>

#include "web/transport/hub.hpp"

namespace lapwing::transport {

class Subscriber {
 public:
  explicit Subscriber(Audience audience) : audience_(audience) {}
  Audience audience() const { return audience_; }

  // The hub's side. After overflow or end, pushes are ignored.
  void push(std::uint64_t sequence, const Chunk& chunk);
  void catch_up(Hub::CatchUp first);
  void end();

  // The connection's side. `wake` is called (with the mutex held: it may only post) when there is something to take
  // and the last wake has been answered by a take. Once detached, never again.
  void attach(std::size_t queue_bytes_max, std::function<void()> wake);
  void detach();
  struct Taken {
    std::vector<Chunk> chunks;
    bool ended = false;  // nothing will follow these
  };
  Taken take();
  bool overflowed();  // the client was too slow; what was queued is lost to it

 private:
  void wake_once();

  struct Queued {
    std::uint64_t sequence;
    Chunk chunk;
  };
  const Audience audience_;
  std::mutex mutex_;
  std::vector<Queued> queue_;
  std::size_t bytes_ = 0;
  std::size_t bytes_max_ = SIZE_MAX;
  std::uint64_t covers_ = 0;
  std::function<void()> wake_;
  bool woken_ = false;
  bool ended_ = false;
  bool overflow_ = false;
};

}  // namespace lapwing::transport
