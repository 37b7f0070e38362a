#include "web/transport/hub.hpp"

#include <algorithm>
#include <map>
#include <mutex>
#include <vector>

#include "web/transport/subscriber.hpp"

namespace lapwing::transport {

void Subscriber::push(std::uint64_t sequence, const Chunk& chunk) {
  if (!chunk || chunk->empty()) return;
  const std::lock_guard hold(mutex_);
  if (ended_ || overflow_ || (sequence != 0 && sequence <= covers_)) return;
  if (bytes_ + chunk->size() > bytes_max_) {
    overflow_ = true;
    queue_.clear();
    bytes_ = 0;
    woken_ = false;  // the write that holds the connection up may never end: it must hear of this now
  } else {
    queue_.push_back({sequence, chunk});
    bytes_ += chunk->size();
  }
  wake_once();
}

void Subscriber::catch_up(Hub::CatchUp first) {
  const std::lock_guard hold(mutex_);
  covers_ = first.covers;
  std::erase_if(queue_, [&](const Queued& q) { return q.sequence != 0 && q.sequence <= covers_; });
  if (first.chunk && !first.chunk->empty()) queue_.insert(queue_.begin(), Queued{0, std::move(first.chunk)});
  bytes_ = 0;
  for (const auto& queued : queue_) bytes_ += queued.chunk->size();
}

void Subscriber::end() {
  const std::lock_guard hold(mutex_);
  ended_ = true;
  wake_once();
}

void Subscriber::attach(std::size_t queue_bytes_max, std::function<void()> wake) {
  const std::lock_guard hold(mutex_);
  bytes_max_ = std::max(queue_bytes_max, bytes_);  // a catch-up larger than the limit is still owed to the client
  wake_ = std::move(wake);
  wake_once();
}

void Subscriber::detach() {
  const std::lock_guard hold(mutex_);
  wake_ = nullptr;
  ended_ = true;
  queue_.clear();
  bytes_ = 0;
}

Subscriber::Taken Subscriber::take() {
  const std::lock_guard hold(mutex_);
  woken_ = false;
  Taken taken{.chunks = {}, .ended = ended_};
  taken.chunks.reserve(queue_.size());
  for (auto& queued : queue_) taken.chunks.push_back(std::move(queued.chunk));
  queue_.clear();
  bytes_ = 0;
  return taken;
}

bool Subscriber::overflowed() {
  const std::lock_guard hold(mutex_);
  return overflow_;
}

void Subscriber::wake_once() {
  if (woken_ || !wake_) return;
  woken_ = true;
  wake_();
}

struct Hub::Inner {
  std::mutex turn;  // held through a whole publication: publications never overtake one another
  mutable std::mutex list;
  std::vector<std::weak_ptr<Subscriber>> subscribers;  // guarded by `list`

  std::vector<std::shared_ptr<Subscriber>> present() {
    const std::lock_guard hold(list);
    std::vector<std::shared_ptr<Subscriber>> live;
    live.reserve(subscribers.size());
    std::erase_if(subscribers, [&](const std::weak_ptr<Subscriber>& weak) {
      auto strong = weak.lock();
      if (strong) live.push_back(std::move(strong));
      return weak.expired();
    });
    return live;
  }
};

Hub::Hub() : inner_(std::make_shared<Inner>()) {}
Hub::~Hub() { end_all(); }

EventStream Hub::subscribe(Audience audience, const std::function<CatchUp()>& catch_up) {
  auto subscriber = std::make_shared<Subscriber>(audience);
  {
    const std::lock_guard hold(inner_->list);
    inner_->subscribers.push_back(subscriber);
  }
  if (catch_up) subscriber->catch_up(catch_up());
  return EventStream(std::move(subscriber));
}

void Hub::publish(std::uint64_t sequence, const MakeChunk& make) {
  const std::lock_guard hold(inner_->turn);
  std::map<Audience, Chunk> made;
  for (const auto& subscriber : inner_->present()) {
    auto found = made.find(subscriber->audience());
    if (found == made.end()) found = made.emplace(subscriber->audience(), make(subscriber->audience())).first;
    subscriber->push(sequence, found->second);
  }
}

void Hub::publish(std::uint64_t sequence, Chunk chunk) {
  const std::lock_guard hold(inner_->turn);
  for (const auto& subscriber : inner_->present()) subscriber->push(sequence, chunk);
}

std::size_t Hub::streams() const { return inner_->present().size(); }

void Hub::end_all() {
  for (const auto& subscriber : inner_->present()) subscriber->end();
}

std::string sse_event(std::string_view event, std::string_view id, std::string_view data) {
  const auto one_line = [](std::string_view text) { return text.substr(0, text.find_first_of("\r\n")); };
  std::string out;
  out.reserve(event.size() + id.size() + data.size() + 32);
  if (!event.empty()) out.append("event: ").append(one_line(event)).append("\n");
  if (!id.empty()) out.append("id: ").append(one_line(id)).append("\n");
  while (true) {
    const auto end = data.find_first_of("\r\n");
    out.append("data: ").append(data.substr(0, end)).append("\n");
    if (end == data.npos) break;
    data.remove_prefix(end + (data.substr(end, 2) == "\r\n" ? 2 : 1));
  }
  return out.append("\n");
}

std::string sse_retry(int milliseconds) { return "retry: " + std::to_string(milliseconds) + "\n\n"; }

}  // namespace lapwing::transport
