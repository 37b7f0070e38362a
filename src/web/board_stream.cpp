#include "web/board_stream.hpp"

#include <charconv>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <tuple>

#include <spdlog/spdlog.h>

#include "web/pages/board_rows.hpp"
#include "web/transport/hub.hpp"

namespace lapwing::web {

namespace json = boost::json;
using transport::Audience;
using transport::Chunk;

WholeBoard read_board(const desk::Desk& desk) {
  // The count of events rises only after the last row of its batch is in the board, so it is read first.
  const auto events = desk.sequence();
  auto rows = desk.board().read();
  const auto index = std::min(events == 0 ? 0 : events - 1, rows->head());
  return {std::move(rows), index};
}

namespace {

// Events that go out together. Only the last carries the id: a line cut in the middle must not count as received to its end.
class Message {
 public:
  void add(std::string_view event, const json::object& data) { events_.emplace_back(event, json::serialize(data)); }
  void row(const ShownRow& shown, const std::string& html) {
    add("row", {{"id", shown.row().episode.text()}, {"order", standing(shown.row()).order}, {"html", html}});
  }
  void gone(EpisodeId episode) { add("gone", {{"id", episode.text()}}); }
  bool empty() const { return events_.empty(); }
  Chunk done(std::uint64_t index) const {
    auto out = std::make_shared<std::string>();
    for (const auto& [event, data] : events_)
      out->append(transport::sse_event(event, &data == &events_.back().second ? std::to_string(index) : std::string(), data));
    return out;
  }

 private:
  std::vector<std::pair<std::string_view, std::string>> events_;
};

struct Watcher {
  views::Viewer viewer;
  Admission admission;
  views::BoardFilter filter;
  auto key() const { return std::tie(viewer.user, viewer.role, viewer.team, admission, filter.area, filter.team); }
  bool operator<(const Watcher& other) const { return key() < other.key(); }
};

std::optional<std::uint64_t> index_from(std::optional<std::string_view> text) {
  std::uint64_t index = 0;
  if (!text || text->empty()) return std::nullopt;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), index);
  return read.ec == std::errc{} && read.ptr == text->data() + text->size() ? std::optional(index) : std::nullopt;
}

// What changed between two moments, rendered at most once for each different view of it.
class Publication {
 public:
  Publication(const views::BoardChanges& changes, Instant now, const policy::Policies& rules) : rules_(rules), gone_(changes.gone) {
    rows_.reserve(changes.rows.size());
    for (const auto& row : changes.rows) rows_.emplace_back(views::row_at(*row, now));
  }

  Chunk for_watcher(const Watcher& watcher, std::uint64_t index) {
    std::vector<std::optional<ShownRow::View>> seen;
    std::string key;
    for (const auto& row : rows_) {
      seen.push_back(watcher.filter.shows(row.row()) ? std::optional(row.view_for(watcher.viewer, rules_)) : std::nullopt);
      key.append(seen.back() ? seen.back()->key() : "filtered").push_back('\0');
    }
    auto& chunk = made_[key];
    if (chunk) return chunk;
    Message message;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      if (seen[i]) message.row(rows_[i], html_of(i, *seen[i]));
      else message.gone(rows_[i].row().episode);
    }
    for (const auto& episode : gone_) message.gone(episode);
    return chunk = message.done(index);
  }

 private:
  const std::string& html_of(std::size_t row, const ShownRow::View& view) {
    auto& html = html_[{row, view.key()}];
    if (html.empty()) html = rows_[row].html(view);
    return html;
  }

  const policy::Policies& rules_;
  std::vector<ShownRow> rows_;
  std::vector<EpisodeId> gone_;
  std::map<std::pair<std::size_t, std::string>, std::string> html_;
  std::map<std::string, Chunk> made_;
};

}  // namespace

using SteadyTime = std::chrono::steady_clock::time_point;

// Told to a stream whose viewer may not have it any more.
static Chunk farewell() {
  static const Chunk end = std::make_shared<const std::string>(transport::sse_event("end", {}, "{}"));
  return end;
}

struct BoardStream::Inner {
  Inner(desk::Desk& desk, Sessions& sessions)
      : desk(desk), sessions(sessions), first(read_board(desk).index), gathered(first), thread([this] { gather(); }) {}
  ~Inner() {
    {
      const std::lock_guard lock(mutex);
      stopping = true;
    }
    wake.notify_one();
    thread.join();
    hub.end_all();
  }

  void gather();
  void publish();
  SteadyTime end_unwelcome();
  Chunk whole(const WholeBoard& board, const Watcher& watcher);
  Chunk missed(const WholeBoard& board, std::optional<std::uint64_t> since, const Watcher& watcher);
  Audience audience_of(const Watcher& watcher);
  std::optional<Watcher> watcher_of(Audience audience);
  std::optional<Instant> welcome_until(const Watcher& watcher, Instant now);
  void reconsider();

  desk::Desk& desk;
  Sessions& sessions;
  transport::Hub hub;
  const std::uint64_t first;         // of an older index it is not known what left the board since
  std::uint64_t gathered;            // the gathering thread's: everything up to here has been published
  std::mutex mutex;                  // guards the next three
  std::uint64_t announced = 0;
  bool stopping = false, reconsidering = false;
  std::condition_variable wake;
  std::mutex watchers_mutex;         // guards the next three; as many as there are sessions, tokens and filters in use
  std::map<Watcher, Audience> audiences;
  std::map<Audience, Watcher> watchers;
  Audience next_audience = 0;
  std::thread thread;                // last: it uses all of the above
};

// A change after a quiet time goes out at once; under load, one publication each gather_ms carries all there is.
void BoardStream::Inner::gather() {
  std::uint64_t heard = 0;
  SteadyTime next{}, session_ends = SteadyTime::max();
  std::unique_lock lock(mutex);
  while (true) {
    const auto spoken_to = [&] { return stopping || reconsidering || announced > heard; };
    if (session_ends == SteadyTime::max()) wake.wait(lock, spoken_to);
    else wake.wait_until(lock, session_ends, spoken_to);
    if (stopping) return;
    if (reconsidering || std::chrono::steady_clock::now() >= session_ends) {
      reconsidering = false;
      lock.unlock();
      session_ends = end_unwelcome();
      lock.lock();
    }
    if (announced <= heard) continue;
    wake.wait_until(lock, next, [&] { return stopping; });
    if (stopping) return;
    heard = announced;
    lock.unlock();
    next = std::chrono::steady_clock::now() + std::chrono::milliseconds(gather_ms);
    try {
      publish();
    } catch (const std::exception& unexpected) {   // the boards catch up by their ids once they reconnect
      spdlog::error("The board could not be sent: {}", unexpected.what());
      hub.end_all();
    }
    lock.lock();
  }
}

void BoardStream::Inner::publish() {
  const auto board = read_board(desk);
  if (board.index <= gathered) return;
  const auto changes = board.rows->changes_since(gathered);
  gathered = board.index;
  if (!changes) return hub.end_all();   // more left the board at once than it remembers: everyone starts afresh
  const auto now = desk.now();
  Publication publication(*changes, now, desk.rules());
  hub.publish(board.index, [&](Audience audience) {
    const auto watcher = watcher_of(audience);
    return watcher && welcome_until(*watcher, now) ? publication.for_watcher(*watcher, board.index) : farewell();
  });
}

// Ends the streams of those who are no longer let in, and says when the next session or token runs out.
SteadyTime BoardStream::Inner::end_unwelcome() {
  constexpr std::chrono::hours look_again_max{1};
  const auto now = desk.now();
  std::optional<Instant> soonest;
  {
    const std::lock_guard lock(watchers_mutex);
    std::erase_if(watchers, [&](const auto& one) {
      const auto until = welcome_until(one.second, now);
      if (!until) audiences.erase(one.second);
      else soonest = soonest ? std::min(*soonest, *until) : *until;
      return !until;
    });
  }
  hub.publish(0, [&](Audience audience) { return watcher_of(audience) ? Chunk() : farewell(); });
  if (!soonest) return SteadyTime::max();
  // Just past its end; what lasts long is looked at again before.
  const auto left = *soonest < now + look_again_max ? *soonest - now + std::chrono::milliseconds(1) : look_again_max;
  return std::chrono::steady_clock::now() + left;
}

Chunk BoardStream::Inner::whole(const WholeBoard& board, const Watcher& watcher) {
  std::string html;
  for (auto& row : board.rows->ordered(desk.now(), watcher.filter)) {
    const ShownRow shown(std::move(row));
    html += shown.html(shown.view_for(watcher.viewer, desk.rules()));
  }
  Message message;
  message.add("reset", {{"html", html}});
  return message.done(board.index);
}

Chunk BoardStream::Inner::missed(const WholeBoard& board, std::optional<std::uint64_t> since, const Watcher& watcher) {
  if (!since || *since < first) return whole(board, watcher);
  const auto changes = board.rows->changes_since(*since);
  if (!changes) return whole(board, watcher);
  if (changes->rows.empty() && changes->gone.empty()) {
    Message nothing;
    nothing.add("beat", {});
    return nothing.done(board.index);
  }
  return Publication(*changes, desk.now(), desk.rules()).for_watcher(watcher, board.index);
}

Audience BoardStream::Inner::audience_of(const Watcher& watcher) {
  std::unique_lock lock(watchers_mutex);
  const auto [found, fresh] = audiences.try_emplace(watcher, next_audience);
  const auto audience = found->second;
  if (!fresh) return audience;
  watchers.emplace(next_audience++, watcher);
  lock.unlock();
  reconsider();   // it may be the next to run out
  return audience;
}

std::optional<Watcher> BoardStream::Inner::watcher_of(Audience audience) {
  const std::lock_guard lock(watchers_mutex);
  const auto found = watchers.find(audience);
  return found == watchers.end() ? std::nullopt : std::optional(found->second);
}

// Nothing: no longer. An account that was closed, or given another role or team, sees nothing more on the streams it has open, nor does
// anyone on those of a session that has ended or a token that was revoked.
std::optional<Instant> BoardStream::Inner::welcome_until(const Watcher& watcher, Instant now) {
  const auto& viewer = watcher.viewer;
  if (!viewer.user) return std::nullopt;
  const auto account = desk.staff().find(*viewer.user);
  if (!account || account->closed || account->role != viewer.role || account->team != viewer.team) return std::nullopt;
  std::optional<Instant> until;
  if (!watcher.admission.by_token) until = sessions.ends(watcher.admission.hash);
  else if (const auto token = desk.staff().by_token_hash(watcher.admission.hash)) until = token->token.expires.value_or(Instant::max());
  return until && now <= *until ? until : std::nullopt;
}

void BoardStream::Inner::reconsider() {
  {
    const std::lock_guard lock(mutex);
    reconsidering = true;
  }
  wake.notify_one();
}

BoardStream::BoardStream(desk::Desk& desk, Sessions& sessions) : inner_(std::make_unique<Inner>(desk, sessions)) {}
BoardStream::~BoardStream() = default;

void BoardStream::changed(std::uint64_t sequence) {
  {
    const std::lock_guard lock(inner_->mutex);
    inner_->announced = std::max(inner_->announced, sequence);
  }
  inner_->wake.notify_one();
}

transport::Response BoardStream::open(const views::Viewer& viewer, const Admission& admission, const views::BoardFilter& filter,
                                      std::optional<std::string_view> last_event_id) {
  const Watcher watcher{viewer, admission, filter};
  const auto since = index_from(last_event_id);
  transport::Response response;
  response.stream = inner_->hub.subscribe(inner_->audience_of(watcher), [&] {
    const auto board = read_board(inner_->desk);
    return transport::Hub::CatchUp{inner_->missed(board, since, watcher), board.index};
  });
  return response;
}

void BoardStream::reconsider() { inner_->reconsider(); }

void BoardStream::end_all() { inner_->hub.end_all(); }

}  // namespace lapwing::web
