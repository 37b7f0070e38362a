// The board's stream, from the desk's writer to what one browser receives.
#include <condition_variable>
#include <regex>

#include "web/pages/board_rows.hpp"
#include "web/support.hpp"
#include "web/transport/subscriber.hpp"

namespace lapwing::web {
namespace {

// One browser's end of a stream.
class Listener {
 public:
  explicit Listener(const Response& response) : subscriber_(response.stream->subscriber()) {
    subscriber_->attach(16 << 20, [this] {
      const std::lock_guard lock(mutex_);
      woken_ = true;
      wake_.notify_one();
    });
  }
  ~Listener() { subscriber_->detach(); }

  // Everything that has come, once it holds `text`.
  std::string until(std::string_view text) {
    std::unique_lock lock(mutex_);
    while (received_.find(text) == std::string::npos) {
      if (!wake_.wait_for(lock, std::chrono::seconds(20), [&] { return woken_; })) {
        ADD_FAILURE() << "never came: " << text << "\ncame: " << received_;
        break;
      }
      woken_ = false;
      lock.unlock();
      auto taken = subscriber_->take();
      lock.lock();
      for (const auto& chunk : taken.chunks) received_ += *chunk;
    }
    return received_;
  }
  std::string last_id() {
    std::string id;
    static const std::regex line("\nid: ([0-9]+)\n");
    for (std::sregex_iterator at(received_.begin(), received_.end(), line), end; at != end; ++at) id = (*at)[1];
    return id;
  }

 private:
  std::shared_ptr<transport::Subscriber> subscriber_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool woken_ = false;
  std::string received_;
};

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t n = 0;
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++n;
  return n;
}

class StreamTest : public WebTest {
 protected:
  Answer join(const std::string& who, const std::string& last_id = {}, const std::string& query = {}) {
    Headers headers;
    if (!last_id.empty()) headers.emplace_back("Last-Event-ID", last_id);
    return get("/api/v1/board/stream" + query, who, headers);
  }
  void close_account(const std::string& who) {
    ASSERT_TRUE(desk->submit(desk::SentOnAccount{casework::Actor{}, *actor(who).user, casework::CloseAccount{"Left"}}));
  }
  desk::Done report_in(const std::string& given, const std::string& area) {
    auto asked = report(given);
    asked.area = area;
    return must({actor("call_handler"), {}, {}, asked, {}, {}, {}});
  }
};

TEST_F(StreamTest, BeginsWithTheWholeBoardAndTellsOfWhatHappensNext) {
  report_missing("Amy");
  Listener board(join("officer").response);
  EXPECT_EQ(count(board.until("event: reset"), "Amy"), 1u);
  report_missing("Beth");
  const auto came = board.until("event: row");
  EXPECT_NE(came.find("Beth"), std::string::npos);
  EXPECT_NE(came.find("data-episode="), std::string::npos);
}

TEST_F(StreamTest, GivesExactlyWhatWasMissedAfterAReconnect) {
  report_missing("Amy");
  std::string last;
  {
    Listener board(join("officer").response);
    board.until("event: reset");
    last = board.last_id();
  }
  report_missing("Beth");
  report_missing("Cara");
  Listener again(join("officer", last).response);
  const auto came = again.until("Cara");
  EXPECT_EQ(count(came, "event: row"), 2u);
  EXPECT_EQ(came.find("event: reset"), std::string::npos);
  EXPECT_EQ(came.find("Amy"), std::string::npos);
  EXPECT_EQ(count(came, "\nid: "), 1u) << "a message cut after its first row must be asked for again";
}

TEST_F(StreamTest, PageAndStreamMeetWithoutAGap) {
  report_missing("Amy");
  const auto page = get("/now", "officer").body;
  std::smatch found;
  ASSERT_TRUE(std::regex_search(page, found, std::regex("data-stream=\"[^\"]*(\\?after=[0-9]+)")));
  report_missing("Beth");
  Listener board(join("officer", {}, found[1]).response);
  const auto came = board.until("Beth");
  EXPECT_EQ(came.find("Amy"), std::string::npos);
  EXPECT_EQ(came.find("event: reset"), std::string::npos);
}

TEST_F(StreamTest, SaysThatNothingWasMissed) {
  report_missing("Amy");
  Listener board(join("officer").response);
  board.until("event: reset");
  Listener again(join("officer", board.last_id()).response);
  EXPECT_EQ(again.until("event: beat").find("Amy"), std::string::npos);
}

TEST_F(StreamTest, StartsAfreshForAnIdFromBeforeThisRunOrOfNoLedger) {
  report_missing("Amy");
  Listener board(join("officer").response);
  board.until("event: reset");
  const auto before = board.last_id();
  report_missing("Beth");
  site.reset();
  desk.reset();
  start = time->now();
  open();
  for (const auto& id : {before, std::string("987654321"), std::string("what"), std::string("-1")}) {
    Listener again(join("officer", id).response);
    EXPECT_NE(again.until("event: reset").find("Beth"), std::string::npos) << id;
  }
}

TEST_F(StreamTest, TellsOfAnEpisodeThatLeavesTheBoard) {
  const auto done = report_missing("Amy");
  Listener board(join("officer").response);
  board.until("event: reset");
  ASSERT_TRUE(desk->erase({}, done.child, "the retention period ended"));
  report_missing("Beth");
  EXPECT_NE(board.until("event: gone").find(done.episode->text()), std::string::npos);
}

TEST_F(StreamTest, CarriesNoNameToARoleThatReadsWithoutThem) {
  report_missing("Zephyrine", "Quillfeather");
  Listener board(join("inspector").response);
  board.until("event: reset");
  report_missing("Zephyrine", "Quillfeather");
  const auto came = board.until("event: row");
  EXPECT_EQ(came.find("Quillfeather"), std::string::npos);
  EXPECT_NE(came.find("M-2026-"), std::string::npos);
}

TEST_F(StreamTest, CarriesTheNameOfARestrictedRecordOnlyToThoseWhoMayReadIt) {
  const auto done = report_missing("Zephyrine", "Quillfeather");
  Listener theirs(join("officer").response), own(join("supervisor").response);
  const auto id = theirs.until("event: reset").size();
  own.until("event: reset");
  must({actor("supervisor"), done.child, {}, casework::RestrictRecord{"A relative works here", {}}, {}, {}, {}});
  EXPECT_EQ(theirs.until("event: row").substr(id).find("Quillfeather"), std::string::npos);
  EXPECT_NE(own.until("event: row").rfind("Quillfeather"), std::string::npos);
  EXPECT_NE(theirs.until("Restricted").find("Restricted"), std::string::npos);
}

TEST_F(StreamTest, TellsEachViewerWhatTheyMustDo) {
  const auto done = report_missing("Amy");
  Listener mine(join("supervisor").response), theirs(join("analyst").response);
  mine.until("event: reset");
  theirs.until("event: reset");
  const auto me = actor("supervisor");
  must({actor("duty_inspector"), done.child, done.episode, casework::OfferHandover{{me.user, me.name}, "All quiet", {}}, {}, {}, {}});
  EXPECT_NE(mine.until("event: row").find("Accept the handover"), std::string::npos);
  EXPECT_EQ(theirs.until("event: row").find("Accept the handover"), std::string::npos);
}

TEST_F(StreamTest, AFilterLeavesOutOtherAreasUntilSomethingThereIsLate) {
  Listener board(get_json("/api/v1/board/stream?area=Harbourside", token("officer")).response);   // outlasts a session
  board.until("event: reset");
  report_in("Amy", "Fellside");
  EXPECT_EQ(board.until("event: gone").find("Amy"), std::string::npos);
  wait(std::chrono::hours(3));
  EXPECT_NE(board.until("event: row").find("Amy"), std::string::npos);
}

TEST_F(StreamTest, EndsForAnAccountThatWasClosed) {
  Listener board(join("officer").response);
  board.until("event: reset");
  close_account("officer");
  report_missing("Zephyrine", "Quillfeather");
  EXPECT_EQ(board.until("event: end").find("Quillfeather"), std::string::npos);
}

TEST_F(StreamTest, EndsAtOnceWhenItsOwnSessionSignsOutAndNotAnother) {
  const auto elsewhere = site->sessions.begin(*actor("officer").user, time->now());
  Listener here(join("officer").response);
  Listener there(get("/api/v1/board/stream", {}, {{"Cookie", site->session_cookie() + "=" + elsewhere}}).response);
  here.until("event: reset");
  there.until("event: reset");
  EXPECT_EQ(post("/sign-out", {}, "officer").status, 303);
  here.until("event: end");
  report_missing("Zephyrine", "Quillfeather");
  EXPECT_EQ(there.until("Quillfeather").find("event: end"), std::string::npos);
  EXPECT_EQ(here.until("event: end").find("Quillfeather"), std::string::npos);
}

TEST_F(StreamTest, EndsWhenItsSessionHasRunOut) {
  Listener board(join("officer").response);
  board.until("event: reset");
  wait(std::chrono::minutes(desk->rules().force.session_idle_minutes + 1));
  report_missing("Zephyrine", "Quillfeather");
  EXPECT_EQ(board.until("event: end").find("Quillfeather"), std::string::npos);
}

TEST_F(StreamTest, OfASessionThatShowsTheWallGoesOnThroughTheShift) {
  ASSERT_EQ(get("/now/wall", "officer").status, 200);
  Listener board(join("officer").response);
  board.until("event: reset");
  wait(std::chrono::minutes(desk->rules().force.session_idle_minutes + 1));
  report_missing("Zephyrine", "Quillfeather");
  EXPECT_EQ(board.until("Quillfeather").find("event: end"), std::string::npos);
  wait(std::chrono::hours(desk->rules().force.session_hours_max));
  report_missing("Amy", "Later");
  board.until("event: end");
}

TEST_F(StreamTest, EndsWhenItsTokenIsRevoked) {
  const auto secret = token("officer");
  Listener board(get_json("/api/v1/board/stream", secret).response);
  board.until("event: reset");
  const auto id = desk->staff().by_token_hash(secret_hash(secret))->token.id;
  ASSERT_TRUE(desk->submit(desk::SentOnAccount{casework::Actor{}, *actor("officer").user, casework::RevokeToken{id}}));
  report_missing("Zephyrine", "Quillfeather");
  EXPECT_EQ(board.until("event: end").find("Quillfeather"), std::string::npos);
}

TEST_F(StreamTest, EscapesWhatPeopleTyped) {
  report_missing("<img src=x onerror=alert(1)>", "\"><script>");
  Listener board(join("officer").response);
  const auto came = board.until("event: reset");
  EXPECT_EQ(came.find("<img"), std::string::npos);
  EXPECT_EQ(came.find("<script"), std::string::npos);
  EXPECT_NE(came.find("&lt;img"), std::string::npos);
}

TEST_F(StreamTest, IsRefusedToThoseWhoMayNotReadTheBoard) {
  EXPECT_EQ(get("/api/v1/board/stream").status, 401);
  EXPECT_EQ(join("auditor").status, 403);
  EXPECT_EQ(join("officer", {}, "?area=Atlantis").status, 400);
  EXPECT_EQ(join("officer", {}, "?as_known_at=2026-03-03T17:00:00Z").status, 400);
}

TEST_F(StreamTest, NotesTheLook) {
  join("officer");
  const auto history = desk->account_history(*actor("officer").user).value();
  EXPECT_TRUE(std::ranges::any_of(history, [](const casework::Recorded& recorded) {
    const auto* read = std::get_if<casework::BoardRead>(&recorded.event);
    return read && read->what == "the live board";
  }));
}

// The order that a browser keeps must be the server's own, now and as time passes.
TEST_F(StreamTest, StandingOrdersRowsAsTheBoardDoes) {
  for (const auto level : {RiskLevel::high, RiskLevel::low, RiskLevel::medium, RiskLevel::very_low, RiskLevel::high}) {
    auto asked = report("Amy");
    asked.level = level;
    asked.lower_reason = "Known to be with her aunt";
    must({actor("call_handler"), {}, {}, asked, {}, {}, {}});
    wait(std::chrono::minutes(7));
  }
  for (int step = 0; step < 60; ++step) {
    const auto now = time->now();
    const auto rows = desk->board().read()->ordered(now);
    ASSERT_EQ(rows.size(), 5u);
    const auto place = [&](const views::BoardRow& row) {
      const auto [order, weight] = standing(*desk->board().read()->find(row.episode));   // as it was sent, when it last changed
      return order - weight * (now.time_since_epoch() / std::chrono::seconds(1));
    };
    for (std::size_t i = 1; i < rows.size(); ++i) EXPECT_LE(place(rows[i - 1]), place(rows[i])) << "minute " << step * 11;
    wait(std::chrono::minutes(11));
  }
}

}  // namespace
}  // namespace lapwing::web
