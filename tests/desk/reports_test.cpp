// Reports at the desk: kept as they came, told apart by number and content, found again after a restart, followed as they come.
#include <fmt/format.h>

#include <numeric>

#include "desk/reading.hpp"
#include "desk/support.hpp"

namespace lapwing::desk {
namespace {

std::string a_report(std::string_view number, std::string_view text, std::string_view more = {}) {
  return fmt::format(R"({{"report":"{}","received_at":"2026-03-03T14:05:00Z","kind":"intelligence","agency":"police","text":"{}"{}}})", number, text, more);
}

struct Follower final : LinkFollower {
  void report_received(ReportId, const reports::Report& report, const casework::Stamp& stamp, std::optional<ReportId> beside) override {
    heard.push_back(fmt::format("{} {}{}", stamp.index, report.number, beside ? " beside" : ""));
  }
  void ruling_recorded(const casework::Recorded& ruling) override {
    heard.push_back(fmt::format("{} {}", ruling.stamp.index, casework::event_name(ruling.event)));
  }
  void report_erased(ReportId id) override { erased.push_back(id); }
  std::uint64_t known_to() const override { return known; }
  std::vector<std::string> heard;
  std::vector<ReportId> erased;
  std::uint64_t known = 0;
};

class ReportsTest : public DeskTest {
 protected:
  Outcome send(const std::string& sent, std::optional<std::string> key = {}) {
    return desk->submit(SentOnLinks{constable, casework::ReceiveReport{sent}, key, sent});
  }
  Done must_send(const std::string& sent) {
    const auto done = send(sent);
    EXPECT_TRUE(done) << done.error().message;
    return done.value_or(Done{});
  }
  // What is known of every report, the newest first.
  std::vector<std::string> listed() const {
    std::vector<std::string> out;
    for (const auto& line : desk->reports().newest({}, 100))
      out.push_back(fmt::format("{} {} {} {} {}{}{}", line.number, word(line.kind), line.agency, to_rfc3339(line.received_at), line.index,
                                line.beside ? " beside" : "", desk->reports().withdrawn_by(line) ? " withdrawn" : ""));
    return out;
  }
};

TEST_F(ReportsTest, AReportIsKeptWordForWord) {
  const auto sent = "  " + a_report("R-1", "a lift", R"(, "shoe" : 9 )");
  const auto done = must_send(sent);
  const auto held = desk->report(done.report).value();
  ASSERT_TRUE(held);
  EXPECT_EQ(held->sent, sent);
  EXPECT_EQ(held->stamp.by, constable);
  EXPECT_EQ(held->line.number, "R-1");
}

TEST_F(ReportsTest, TheSameReportTwiceRecordsNothingAndNamesTheOneHeld) {
  const auto first = must_send(a_report("R-1", "a lift"));
  const auto before = desk->sequence();
  const auto again = must_send(R"({"kind":"intelligence","text":"a lift","agency":"police","report":"R-1","received_at":"2026-03-03T14:05:00Z"})");
  EXPECT_EQ(again.count, 0u);
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.report, first.report);
  EXPECT_EQ(desk->sequence(), before);
}

TEST_F(ReportsTest, OtherContentUnderTheNumberIsKeptBesideTheFirstAlsoWhenSentTogether) {
  auto one = desk->enqueue(SentOnLinks{constable, casework::ReceiveReport{a_report("R-1", "one")}});
  auto two = desk->enqueue(SentOnLinks{constable, casework::ReceiveReport{a_report("R-1", "two")}});
  auto same = desk->enqueue(SentOnLinks{constable, casework::ReceiveReport{a_report("R-1", "two")}});
  const auto first = one.get().value(), second = two.get().value();
  EXPECT_EQ(desk->reports().find(second.report)->beside, first.report);
  EXPECT_EQ(same.get().value().report, second.report);
  EXPECT_EQ(desk->reports().by_number("R-1").size(), 2u);
}

TEST_F(ReportsTest, AReportIsTakenBackByALaterOneAndStandsAgainWhenThatIsTakenBack) {
  const auto one = must_send(a_report("R-1", "a lift"));
  const auto line = [&] { return *desk->reports().find(one.report); };
  EXPECT_FALSE(desk->reports().withdrawn_by(line()));
  const auto two = must_send(R"({"report":"R-2","received_at":"2026-03-03T15:00:00Z","kind":"intelligence","withdraws":"R-1"})");
  EXPECT_EQ(desk->reports().withdrawn_by(line()), two.report);
  EXPECT_FALSE(desk->reports().withdrawn_by(line(), now - std::chrono::minutes(1))) << "as known before it came in";
  must_send(R"({"report":"R-3","received_at":"2026-03-03T16:00:00Z","kind":"intelligence","withdraws":"R-2"})");
  EXPECT_FALSE(desk->reports().withdrawn_by(line()));
}

TEST_F(ReportsTest, TwoThatTakeEachOtherBackDoNotGoRoundForEver) {
  must_send(R"({"report":"R-1","received_at":"2026-03-03T14:00:00Z","kind":"other","withdraws":"R-2"})");
  must_send(R"({"report":"R-2","received_at":"2026-03-03T15:00:00Z","kind":"other","withdraws":"R-1"})");
  must_send(R"({"report":"R-3","received_at":"2026-03-03T15:00:00Z","kind":"other","withdraws":"R-3"})");
  EXPECT_EQ(listed().size(), 3u);
}

TEST_F(ReportsTest, WhatIsNotAReportIsRefusedByField) {
  const auto refused = send(R"({"report":"R-1","kind":"intelligence"})");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, casework::RefusalKind::invalid);
  ASSERT_EQ(refused.error().fields.size(), 1u);
  EXPECT_EQ(refused.error().fields.front().path, "received_at");
}

TEST_F(ReportsTest, AReportWrittenHereGetsTheNextNumberOfItsYear) {
  must_send(a_report("R-2026-000041", "sent by a partner"));
  const auto write = [&] {
    return desk->submit(SentOnLinks{constable, casework::ReceiveReport{R"({"received_at":"2026-03-03T14:05:00Z","kind":"sighting"})", true}}).value();
  };
  const auto one = write(), two = write();
  EXPECT_EQ(desk->reports().find(one.report)->number, "R-2026-000042");
  EXPECT_EQ(desk->reports().find(two.report)->number, "R-2026-000043");
  EXPECT_EQ(desk->report(one.report).value()->sent, R"({"report":"R-2026-000042","received_at":"2026-03-03T14:05:00Z","kind":"sighting"})");
}

TEST_F(ReportsTest, ARoleThatMayNotSendIsRefused) {
  const auto refused = desk->submit(SentOnLinks{actor(Role::inspector, "An inspector", 9), casework::ReceiveReport{a_report("R-1", "x")}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, casework::RefusalKind::not_allowed);
}

TEST_F(ReportsTest, TheSameKeyGivesTheSameAnswerAlsoAfterARestart) {
  const auto first = send(a_report("R-1", "a lift"), "key-1").value();
  desk->snapshot().value();
  send(a_report("R-2", "a lift"), "key-2").value();
  restart();
  for (const auto* key : {"key-1", "key-2"}) {
    const auto again = send(a_report(std::string("R-") + key[4], "a lift"), key).value();
    EXPECT_TRUE(again.repeated) << key;
    EXPECT_FALSE(again.report.is_nil()) << key;
  }
  EXPECT_EQ(send(a_report("R-1", "a lift"), "key-1")->report, first.report);
  EXPECT_FALSE(send(a_report("R-3", "something else"), "key-1")) << "the same key for another request";
}

TEST_F(ReportsTest, AllIsAsItWasAfterARestartWithASnapshotAndWithout) {
  must_send(a_report("R-1", "one"));
  must_send(a_report("R-1", "two"));
  ASSERT_TRUE(desk->snapshot());
  must_send(R"({"report":"R-3","received_at":"2026-03-03T15:00:00Z","kind":"stop","agency":"transport police","withdraws":"R-1"})");
  const auto before = listed();
  ASSERT_EQ(before.size(), 3u);
  restart();
  EXPECT_EQ(listed(), before) << "from a snapshot";
  desk.reset();
  std::filesystem::remove_all(data / "snapshots");
  open();
  EXPECT_EQ(listed(), before) << "from the ledger alone";
  EXPECT_EQ(must_send(a_report("R-1", "two")).count, 0u);
}

TEST_F(ReportsTest, ALookIsInTheLedgerOnceAMinuteAndFoundAgain) {
  const auto report = must_send(a_report("R-1", "a lift")).report;
  for (int i = 0; i < 3; ++i) desk->note_report_read(sergeant, report, "the report", {});
  wait_until(now + std::chrono::minutes(2));
  desk->note_report_read(sergeant, report, "the report", {});
  restart();
  const auto history = desk->report_history(report).value();
  std::vector<std::uint64_t> times;
  for (const auto& recorded : history)
    if (const auto* read = std::get_if<casework::ReportRead>(&recorded.event)) times.push_back(read->times);
  // A look that comes when the minute is over and its count is still to be written may be counted with it; none is lost.
  ASSERT_FALSE(times.empty());
  EXPECT_EQ(times.front(), 1u) << "the first at once";
  EXPECT_EQ(std::accumulate(times.begin(), times.end(), std::uint64_t{0}), 4u);
  EXPECT_LE(times.size(), 3u);
}

TEST_F(ReportsTest, AnErasedReportIsGoneEverywhere) {
  options.links = std::make_shared<Follower>();
  restart();
  const auto report = must_send(a_report("R-1", "a lift")).report;
  ASSERT_TRUE(desk->erase(sergeant, report, "the agency took it back"));
  const auto noted = to_recorded(desk->ledger().entry(desk->sequence() - 1).value()).value();
  const auto* erased = std::get_if<casework::PersonErased>(&noted.event);
  ASSERT_TRUE(erased) << "the ledger says by whom and why";
  EXPECT_EQ(erased->subject + ", " + erased->reason + ", " + noted.stamp.by.name, report.text() + ", the agency took it back, " + sergeant.name);
  EXPECT_FALSE(desk->report(report).value());
  EXPECT_TRUE(listed().empty());
  EXPECT_FALSE(desk->reports().holds("R-1"));
  EXPECT_EQ(static_cast<Follower&>(*options.links).erased, (std::vector<ReportId>{report}));
  EXPECT_EQ(must_send(a_report("R-1", "a lift")).count, 1u) << "sent again it is a new report";
  restart();
  EXPECT_EQ(listed().size(), 1u);
}

TEST_F(ReportsTest, AGroupThatSomebodyTookOnRestsOnItsReportsUntilItIsDismissed) {
  const auto report = must_send(a_report("R-1", "a lift")).report;
  const auto other = must_send(a_report("R-2", "a meal")).report;
  const auto rests = [&](ReportId id) { return desk->groups_resting_on(id).value(); };
  EXPECT_TRUE(rests(report).empty());
  ASSERT_TRUE(desk->submit(SentOnLinks{sergeant, casework::TakeOnGroup{"R-1/p1", {{}, "Ana Reid"}, {}, {"R-1"}, {}}}));
  EXPECT_EQ(rests(report), std::vector<std::string>{"R-1/p1"});
  EXPECT_TRUE(rests(other).empty());
  restart();
  EXPECT_EQ(rests(report), std::vector<std::string>{"R-1/p1"});
  ASSERT_TRUE(desk->submit(SentOnLinks{sergeant, casework::DismissGroup{"R-1/p1", "Two families who know each other.", {"R-1"}, {}}}));
  EXPECT_TRUE(rests(report).empty());
}

TEST_F(ReportsTest, AFollowerHearsOfEachReportAndRulingOnceInOrder) {
  auto follower = std::make_shared<Follower>();
  options.links = follower;
  restart();
  const auto first = must_send(a_report("R-1", "one")).first;
  must_send(a_report("R-1", "two"));
  must_send(a_report("R-1", "two"));
  ASSERT_TRUE(desk->submit(SentOnLinks{sergeant, casework::DismissGroup{"G-1", "a youth club's minibus", {"R-1"}}}));
  const std::vector<std::string> expected{fmt::format("{} R-1", first), fmt::format("{} R-1 beside", first + 1), fmt::format("{} group_dismissed", first + 2)};
  EXPECT_EQ(follower->heard, expected);
  ASSERT_TRUE(desk->snapshot());
  follower->heard.clear();
  restart();
  EXPECT_EQ(follower->heard, expected) << "told again at the start, whatever snapshot the desk has";
  follower->heard.clear();
  follower->known = first + 1;
  restart();
  EXPECT_EQ(follower->heard, (std::vector<std::string>{expected[1], expected[2]})) << "but for what it knows already";
}

TEST_F(ReportsTest, AListIsFilteredAndGoesOnWhereItStopped) {
  for (int i = 0; i < 5; ++i) must_send(a_report(fmt::format("R-{}", i), "x"));
  must_send(R"({"report":"S-1","received_at":"2026-03-01T15:00:00Z","kind":"stop","agency":"health"})");
  const auto numbers = [&](const ReportFilter& filter, std::size_t limit, std::optional<std::uint64_t> before = {}) {
    std::string out;
    for (const auto& line : desk->reports().newest(filter, limit, before)) out += line.number + " ";
    return out;
  };
  EXPECT_EQ(numbers({}, 2), "S-1 R-4 ");
  EXPECT_EQ(numbers({}, 2, desk->reports().newest({}, 2).back().index), "R-3 R-2 ");
  EXPECT_EQ(numbers({.kind = reports::ReportKind::stop}, 9), "S-1 ");
  EXPECT_EQ(numbers({.agency = "health"}, 9), "S-1 ");
  EXPECT_EQ(numbers({.number = "r-3"}, 9), "R-3 ");
  EXPECT_EQ(numbers({.to = at("2026-03-02T00:00:00Z")}, 9), "S-1 ");
  EXPECT_EQ(numbers({.known_at = now - std::chrono::seconds(1)}, 9), "");
  EXPECT_EQ(desk->reports().agencies(), (std::vector<std::string>{"health", "police"}));
}

}  // namespace
}  // namespace lapwing::desk
