#include "views/board.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <thread>

#include "views/rows.hpp"

namespace lapwing::views {
namespace {

using namespace casework;

const Instant now = minutes_after(six_pm, 120);

std::vector<std::string> names(const std::vector<BoardRow>& rows) {
  std::vector<std::string> out;
  for (const auto& row : rows) out.push_back(row.name);
  return out;
}

class Force : public testing::Test {
 protected:
  void on_board(CaseMade made) { board.put(row_of(made, ids, now), ++seq); }
  void late(std::string name, RiskLevel level, int minutes) {
    on_board({.name = std::move(name), .level = level, .clocks = {clock_of(ClockKind::review, now - Minutes(minutes), ids)}, .owner = {}});
  }
  void due_in(std::string name, RiskLevel level, int minutes) { late(std::move(name), level, -minutes); }
  std::vector<std::string> order() const { return names(board.read()->ordered(now)); }

  SeededIds ids{3};
  Board board;
  std::uint64_t seq = 0;
};

TEST_F(Force, PutsTheLateFirstByWhoHasHeardThenRiskThenHowLate) {
  due_in("high, due in 1", RiskLevel::high, 1);
  late("low, superintendent told", RiskLevel::low, 61);
  late("medium, owner told, 9 late", RiskLevel::medium, 9);
  late("high, owner told, 2 late", RiskLevel::high, 2);
  late("medium, owner told, 3 late", RiskLevel::medium, 3);
  late("very low, sergeant told", RiskLevel::very_low, 11);
  EXPECT_EQ(order(), (std::vector<std::string>{"low, superintendent told", "very low, sergeant told", "high, owner told, 2 late",
                                               "medium, owner told, 9 late", "medium, owner told, 3 late", "high, due in 1"}));
}

TEST_F(Force, WeighsAWaitByRisk) {
  due_in("low, 10", RiskLevel::low, 10);
  due_in("high, 30", RiskLevel::high, 30);
  due_in("medium, 14", RiskLevel::medium, 14);
  due_in("medium, 16", RiskLevel::medium, 16);
  on_board({.name = "no clock", .level = RiskLevel::high, .clocks = {}, .owner = {}});
  EXPECT_EQ(order(), (std::vector<std::string>{"medium, 14", "high, 30", "medium, 16", "low, 10", "no clock"}));
}

TEST_F(Force, ReordersAsTimePassesWithoutAnyChange) {
  due_in("medium", RiskLevel::medium, 5);
  due_in("high", RiskLevel::high, 9);
  EXPECT_EQ(order().front(), "high");
  EXPECT_EQ(names(board.read()->ordered(now + Minutes(6))).front(), "medium") << "late now, and the other is not";
}

TEST_F(Force, GivesWhatChangedSinceAndWhatIsGone) {
  late("Amy", RiskLevel::low, 1);
  late("Bea", RiskLevel::low, 2);
  const auto seen = board.read()->head();
  const auto amy = board.read()->ordered(now).back();
  late("Cal", RiskLevel::low, 3);
  board.gone(amy.episode, ++seq);
  const auto changes = board.read()->changes_since(seen);
  ASSERT_TRUE(changes);
  ASSERT_EQ(changes->rows.size(), 1u);
  EXPECT_EQ(changes->rows[0]->name, "Cal");
  EXPECT_EQ(changes->gone, std::vector{amy.episode});
  EXPECT_EQ(changes->seq, seq);
  EXPECT_TRUE(board.read()->changes_since(changes->seq)->rows.empty());
  EXPECT_FALSE(board.read()->find(amy.episode));
  EXPECT_EQ(board.read()->size(), 2u);
}

TEST_F(Force, AsksAReaderWhoIsTooFarBehindToTakeEverything) {
  late("Amy", RiskLevel::low, 1);
  const auto row = row_of({.name = "Bea", .clocks = {}, .owner = {}}, ids, now);
  const auto behind = seq;
  for (std::size_t i = 0; i <= Board::gone_kept_max; ++i) {
    auto leaving = row;
    leaving.episode = ids.next<EpisodeId>();
    leaving.child = ids.next<ChildId>();
    board.put(leaving, ++seq);
    board.gone(leaving.episode, ++seq);
  }
  EXPECT_FALSE(board.read()->changes_since(behind));
  EXPECT_TRUE(board.read()->changes_since(behind + 2)) << "the departure it could miss is the one forgotten";
  EXPECT_FALSE(board.read()->changes_since(seq + 1)) << "of another board";
  board.reset({row}, seq);
  EXPECT_FALSE(board.read()->changes_since(seq - 1)) << "nothing from before a restart is held";
  EXPECT_EQ(board.read()->size(), 1u);
}

TEST_F(Force, ReplacesAChildsEarlierEpisode) {
  auto held = case_of({.name = "Amy", .clocks = {}, .owner = {}}, ids);
  const auto update = [&](std::uint64_t at) { board.update(std::make_shared<const Case>(held), now, test_rules(), at); };
  const auto another = case_of({.name = "Amy", .clocks = {}, .owner = {}}, ids).episodes.front();
  const auto end = [&] { held.edit(held.episodes.back()->id).closed.emplace(); };
  const auto first = held.episodes.front()->id;
  update(1);
  end();
  held.episodes.push_back(another);
  update(2);
  EXPECT_EQ(board.read()->changes_since(1)->gone, std::vector{first});
  EXPECT_TRUE(board.read()->find(another->id));
  end();
  update(3);
  EXPECT_EQ(board.read()->size(), 0u);
  update(4);
  EXPECT_EQ(board.read()->head(), 3u) << "nothing left to change";
}

TEST_F(Force, ShowsACaseThatChangedManyTimesSinceAnyoneLookedAsItIsNow) {
  auto held = case_of({.name = "Amy", .clocks = {}, .owner = {}}, ids);
  for (const auto* name : {"Amy", "Amelia", "Amina"}) {
    held.details.given_name = name;
    board.update(std::make_shared<const Case>(held), now, test_rules(), ++seq);
  }
  const auto seen = board.read();
  held.details.given_name = "Aisha";
  board.update(std::make_shared<const Case>(held), minutes_after(now, 5), test_rules(), ++seq);
  const auto episode = held.episodes.front()->id;
  EXPECT_EQ(names(seen->ordered(now)), std::vector<std::string>{"Amina"});
  EXPECT_EQ(board.read()->find(episode)->name, "Aisha");
  EXPECT_EQ(board.read()->find(episode)->as_at, minutes_after(now, 5));
  EXPECT_EQ(board.read()->find(episode), board.read()->find(episode)) << "a row is made once";
}

TEST_F(Force, ForgetsARowThatNobodyReadBeforeItsEpisodeLeft) {
  const auto held = case_of({.name = "Amy", .clocks = {}, .owner = {}}, ids);
  board.update(std::make_shared<const Case>(held), now, test_rules(), 1);
  board.gone(held.episodes.front()->id, 2);
  EXPECT_EQ(board.read()->size(), 0u);
  EXPECT_EQ(board.read()->changes_since(1)->gone, std::vector{held.episodes.front()->id});
}

TEST_F(Force, GivesReadersOnOtherThreadsOneMomentAtATime) {
  std::atomic<bool> done = false;
  std::vector<std::thread> readers;
  std::atomic<int> torn = 0;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&] {
      std::uint64_t seen = 0;
      while (!done) {
        const auto board_now = board.read();
        if (board_now->head() < seen || board_now->size() != board_now->head()) ++torn;
        seen = board_now->head();
      }
    });
  for (int i = 0; i < 200; ++i) late("child", RiskLevel::low, i);
  done = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(torn, 0);
}

// ---- properties ----
BoardRow any_row(IdSource& ids) {
  CaseMade made;
  made.name = *rc::gen::element<std::string>("Amy", "Bea", "Cal");
  made.level = *rc::gen::element(RiskLevel::very_low, RiskLevel::low, RiskLevel::medium, RiskLevel::high);
  made.area = *rc::gen::element<std::string>("Harbourside", "Fellside");
  made.team = *rc::gen::element<std::string>("Response A", "Response B");
  const int clocks = *rc::gen::inRange(0, 4);
  for (int i = 0; i < clocks; ++i) {
    const auto kind = *rc::gen::element(ClockKind::review, ClockKind::idle, ClockKind::action);
    made.clocks.push_back(clock_of(kind, now + Minutes(*rc::gen::inRange(-40, 40)), ids));
    if (*rc::gen::arbitrary<bool>()) made.clocks.back().silenced_until = now + Minutes(*rc::gen::inRange(-20, 20));
  }
  return row_of(made, ids, now);
}

std::vector<BoardRow> any_rows() {
  SeededIds ids(*rc::gen::inRange<std::uint64_t>(1, 1000));
  std::vector<BoardRow> rows;
  for (int i = *rc::gen::inRange(0, 25); i > 0; --i) rows.push_back(any_row(ids));
  return rows;
}

RC_GTEST_PROP(BoardOrder, IsTheSameWhateverOrderRowsCameIn, ()) {
  auto rows = any_rows();
  const auto order = [](const std::vector<BoardRow>& from) {
    Board board;
    std::uint64_t seq = 0;
    for (const auto& row : from) board.put(row, ++seq);
    std::vector<EpisodeId> out;
    for (const auto& row : board.read()->ordered(now)) out.push_back(row.episode);
    return out;
  };
  const auto before = order(rows);
  std::uint64_t state = *rc::gen::arbitrary<std::uint64_t>();
  for (std::size_t i = rows.size(); i > 1; --i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    std::swap(rows[i - 1], rows[(state >> 33) % i]);
  }
  RC_ASSERT(order(rows) == before);
  for (auto& row : rows) row.name += "x";
  RC_ASSERT(order(rows) == before);   // never by name
}

RC_GTEST_PROP(BoardOrder, IsTotalAndPutsEveryLateRowBeforeEveryOther, ()) {
  Board board;
  board.reset(any_rows(), 1);
  const auto rows = board.read()->ordered(now);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    RC_ASSERT(rows[i - 1].pressing < rows[i].pressing);
    RC_ASSERT(rows[i - 1].breached || !rows[i].breached);
  }
}

RC_GTEST_PROP(BoardFilters, NeverHideALateRow, ()) {
  Board board;
  board.reset(any_rows(), 1);
  const BoardFilter filter{*rc::gen::element(std::optional<std::string>{}, std::optional<std::string>{"Fellside"}),
                           std::optional<std::string>{"Response B"}};
  const auto all = board.read()->ordered(now), shown = board.read()->ordered(now, filter);
  for (const auto& row : all) {
    const bool is_shown = std::ranges::find(shown, row.episode, &BoardRow::episode) != shown.end();
    if (row.breached || row.overdue) RC_ASSERT(is_shown);
    else RC_ASSERT(is_shown == (row.team == "Response B" && (!filter.area || row.area == *filter.area)));
  }
}

RC_GTEST_PROP(BoardStream, CaughtUpFromAnyPointHoldsWhatTheBoardHolds, ()) {
  Board board;
  std::map<EpisodeId, std::string> held;   // what a stream has
  std::uint64_t seen = 0, seq = 0;
  SeededIds ids(*rc::gen::inRange<std::uint64_t>(1, 1000));
  std::vector<BoardRow> rows;
  for (int i = 0; i < 4; ++i) rows.push_back(any_row(ids));
  for (int step = *rc::gen::inRange(0, 60); step > 0; --step) {
    auto& row = rows[*rc::gen::inRange<std::size_t>(0, rows.size())];
    if (*rc::gen::inRange(0, 3) == 0) board.gone(row.episode, ++seq);
    else row.version = seq + 1, board.put(row, ++seq);
    if (*rc::gen::inRange(0, 4) != 0) continue;
    const auto changes = board.read()->changes_since(seen);
    RC_ASSERT(changes.has_value());
    for (const auto& changed : changes->rows) held[changed->episode] = std::to_string(changed->version);
    for (const auto& gone : changes->gone) held.erase(gone);
    seen = changes->seq;
    std::map<EpisodeId, std::string> on_board;
    for (const auto& shown : board.read()->ordered(now)) on_board[shown.episode] = std::to_string(shown.version);
    RC_ASSERT(held == on_board);
  }
}

}  // namespace
}  // namespace lapwing::views
