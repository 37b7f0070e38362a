// One publisher's side of server-sent events: whatever is published reaches every stream that was subscribed before,
// in order, without a copy per stream. A Hub is owned by whoever publishes (the board); when it goes, its streams end.
// Any thread may call anything here.
//
// No gap: subscribe() first joins the hub, then calls `catch_up` (no lock is held), so a change either is in what
// catch_up reads or is delivered after it, or both; `covers` removes the "both". This asks one thing of the
// publisher: change the state first, publish second.
//
// An audience is a number that says which variant of a chunk a stream may see (a role, an area, "no names").
// Each publish makes at most one chunk per audience that is listening.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace lapwing::transport {

using Chunk = std::shared_ptr<const std::string>;  // whole events in wire form; see sse_event
using Audience = std::uint64_t;

class Subscriber;  // the queue between a hub and one connection

// A place in a hub, to be put into Response::stream. Dropping the last copy leaves the hub.
class EventStream {
 public:
  explicit EventStream(std::shared_ptr<Subscriber> subscriber) : subscriber_(std::move(subscriber)) {}
  const std::shared_ptr<Subscriber>& subscriber() const { return subscriber_; }

 private:
  std::shared_ptr<Subscriber> subscriber_;
};

class Hub {
 public:
  struct CatchUp {
    Chunk chunk;               // sent first; null: nothing
    std::uint64_t covers = 0;  // publications up to and including this sequence are already in `chunk`
  };
  using MakeChunk = std::function<Chunk(Audience)>;  // null: this audience gets nothing

  Hub();
  ~Hub();
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  EventStream subscribe(Audience audience, const std::function<CatchUp()>& catch_up);

  // `sequence` rises with every publication (a ledger index, say); 0 = always deliver, whatever catch_up covered.
  // `make` is called once for each audience with a stream, on this thread; concurrent publications take turns.
  void publish(std::uint64_t sequence, const MakeChunk& make);
  void publish(std::uint64_t sequence, Chunk chunk);  // the same for everyone

  std::size_t streams() const;
  void end_all();  // every stream finishes what it has queued and ends; clients reconnect by themselves

 private:
  struct Inner;
  std::shared_ptr<Inner> inner_;
};

// One event in wire form (WHATWG HTML 9.2). Lines in `data` become data: lines; an empty event or id is left out.
std::string sse_event(std::string_view event, std::string_view id, std::string_view data);
std::string sse_retry(int milliseconds);  // asks the client to wait that long before it reconnects

}  // namespace lapwing::transport
