// The board, pushed: server-sent events to every open board, each with the ledger index as its id, so that a browser that was cut
// off asks for what it missed (Last-Event-ID) and gets exactly that, or the whole board when that was too long ago.
//
// The desk's writer only says that something changed (changed()); a thread of its own gathers changes for `gather_ms`, makes each
// message once for each audience, and hands it to the hub. An audience is a kind of view (names or no names) and, for rows of
// restricted records, the viewer. Any thread may call anything.
#pragma once
#include <memory>

#include "desk/desk.hpp"
#include "views/viewer.hpp"
#include "web/transport/message.hpp"

namespace lapwing::web {

class BoardStream {
 public:
  static constexpr int gather_ms = 40;
  explicit BoardStream(desk::Desk& desk);
  ~BoardStream();

  void changed(std::uint64_t sequence);
  // The stream for this viewer, beginning with what they missed after `last_event_id` (or the whole board).
  transport::Response open(const views::Viewer& viewer, bool with_names, std::optional<std::string_view> last_event_id);
  void end_all();

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace lapwing::web
