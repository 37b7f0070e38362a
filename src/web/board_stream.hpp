// The board, pushed: server-sent events to every open board. What is sent together ends with one ledger index as its id, so that a
// browser that was cut off asks for what it missed (Last-Event-ID) and gets exactly that, or the whole board when that was too
// long ago or before this run of the service.
//
// The desk's writer only says that something changed (changed()); a thread of its own gathers what changes within `gather_ms`, makes
// each message once for each kind of view, and hands it to the hub. An audience is one viewer with one filter, because restricted rows
// and "for you to do" are each viewer's own; viewers who see the same (nearly all of them, nearly always) share the same bytes.
// A stream ends with the session or token that opened it, and when its account is closed or given another role or team.
// Nothing polls: the thread sleeps until the writer speaks or the next session runs out. Any thread may call anything.
#pragma once
#include <memory>

#include "desk/desk.hpp"
#include "views/viewer.hpp"
#include "web/access/sessions.hpp"
#include "web/transport/message.hpp"

namespace lapwing::web {

// The board, and the ledger index up to which it is whole: rows of a batch that is just being published may already be in it too.
struct WholeBoard {
  std::shared_ptr<const views::BoardSnapshot> rows;
  std::uint64_t index = 0;
};
WholeBoard read_board(const desk::Desk& desk);

// What lets a viewer in, for as long as it lasts: a session by its cookie's hash, or a token by its own.
struct Admission {
  std::string hash;
  bool by_token = false;
  auto operator<=>(const Admission&) const = default;
};

class BoardStream {
 public:
  static constexpr int gather_ms = 40;
  BoardStream(desk::Desk& desk, Sessions& sessions);
  ~BoardStream();

  void changed(std::uint64_t sequence);   // for the desk's writer: a few instructions
  // The stream for this viewer, beginning with what they missed after `last_event_id` (or the whole board). The rows that the filter
  // leaves out are gone for this stream, but never a row with something late.
  transport::Response open(const views::Viewer& viewer, const Admission& admission, const views::BoardFilter& filter,
                           std::optional<std::string_view> last_event_id);
  void reconsider();                      // someone's session was ended: so are its streams, at once
  void end_all();

 private:
  struct Inner;
  std::unique_ptr<Inner> inner_;
};

}  // namespace lapwing::web
