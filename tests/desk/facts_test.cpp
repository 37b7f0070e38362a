// Facts at the desk: in step with every command, the same after any start, and gone with an erased record.
#include <gmock/gmock.h>

#include <algorithm>

#include "desk/facts_pack.hpp"
#include "desk/support.hpp"
#include "measures/facts/fact_table.hpp"

namespace lapwing::desk {
namespace {

using namespace casework;
using measures::bit;
using measures::EpisodeFacts;

class Facts : public DeskTest {
 protected:
  // Every child's rows, by child, as a snapshot would hold them: equal texts are equal rows.
  std::string rows() const {
    auto lines = desk->children().all();
    std::ranges::sort(lines, {}, [](const auto& line) { return line->id; });
    std::string out;
    for (const auto& line : lines) out += pack_facts(desk->facts(), *line) + "\n";
    return out;
  }
  EpisodeFacts row(const Done& opened) const {
    const auto held = desk->facts().episode(*opened.episode);
    EXPECT_TRUE(held);
    return held.value_or(measures::EpisodeFold{}).row;
  }
  void restart_from_ledger() {
    desk.reset();
    std::filesystem::remove_all(data / "snapshots");
    now = time->now();
    open();
  }
  void pass(int minutes) { wait_until(time->now() + Minutes(minutes)); }
  Done send(const Actor& who, const Done& on, Command command) { return must({who, on.child, on.episode, std::move(command), {}, {}, {}}); }
  Person named(const Actor& who) const { return {who.user, who.name}; }

  void find(const Done& opened) {
    RecordReturn found;
    found.at = time->now();
    found.how = HowFound::found_by_carer;
    found.where.text = "Her home";
    send(constable, opened, found);
  }
  void answer_all(const Done& opened, QuestionOutcome outcome) {
    AnswerQuestions answers;
    const auto held = case_of(opened.child);
    for (const auto& question : held->episode(*opened.episode)->interview.questions)
      answers.answers.push_back({.question = question.id, .outcome = outcome, .safety = question.asks_safety ? std::optional(QuestionSafety::safe) : std::nullopt,
                                 .answer = "She told us"});
    for (auto& answer : answers.answers)
      if (outcome != QuestionOutcome::answered) answer.safety.reset();
    send(constable, opened, answers);
  }
  void close(const Done& opened) {
    send(sergeant, opened, OfferReturnInterview{{}, "Northmoor Council", {}});
    const auto held = case_of(opened.child);
    for (const auto& action : held->episode(*opened.episode)->actions)
      if (!action.what.result) send(sergeant, opened, CompleteAction{action.what.id, "Done."});
    send(sergeant, opened, CloseEpisode{"She is home."});
  }
  // Three children: one still missing, one closed, one closed and opened again.
  void live() {
    missing = report_missing("Kayleigh");
    closed = report_missing("Ava");
    reopened = report_missing("Mia");
    for (const auto& one : {missing, closed, reopened}) {
      pass(7);
      send(constable, one, RecordActivity{ActivityKind::note, "Rang her friends."});
      send(sergeant, one, DeployOfficer{named(constable), {}, "Her home"});
    }
    must({handler, closed.child, {}, RecordEthnicity{"W1", {}}, {}, {}, {}});
    pass(200);
    send(sergeant, missing, RecordReview{RiskLevel::high, "Search the park tonight.", {}, {}});
    for (const auto& one : {closed, reopened}) {
      find(one);
      pass(30);
      send(constable, one, HoldInterview{.mode = InterviewMode::in_person});
      answer_all(one, QuestionOutcome::answered);
      close(one);
    }
    send(sergeant, reopened, ReopenEpisode{"She was seen elsewhere that night."});
  }

  Done missing, closed, reopened;
};

TEST_F(Facts, FollowEachCommand) {
  const auto opened = report_missing();
  EXPECT_TRUE(row(opened).is_missing());
  pass(10);
  send(sergeant, opened, DeployOfficer{named(constable), {}, "Her home"});
  EXPECT_EQ(row(opened).deployed, 600);
  find(opened);
  const auto scan = desk->facts().scan();
  const auto& scanned = *scan.episodes().begin();
  EXPECT_EQ(scanned.returned, 600);
  EXPECT_EQ(scanned.how_found, HowFound::found_by_carer);
  EXPECT_EQ(scan.child(scanned).episodes, 1);
}

TEST_F(Facts, ABreachIsThereOnceTheClockHasRunOut) {
  const auto opened = report_missing();
  pass(24 * 60);
  EXPECT_TRUE(row(opened).clocks_breached & bit(ClockKind::first_deployment));
  EXPECT_EQ(row(opened).idle_breaches, 1);
}

TEST_F(Facts, NothingRefusedMovesThem) {
  const auto opened = report_missing();
  const auto before = rows();
  EXPECT_FALSE(desk->submit(Sent{sergeant, opened.child, opened.episode, CloseEpisode{""}, {}, {}, {}}));
  EXPECT_EQ(rows(), before);
}

TEST_F(Facts, AreTheSameFromASnapshotAndFromTheLedger) {
  live();
  const auto before = rows();
  restart();
  EXPECT_EQ(rows(), before);
  restart_from_ledger();
  EXPECT_EQ(rows(), before);
  const auto scan = desk->facts().scan();
  EXPECT_EQ(scan.episodes().count(), 3u);
  EXPECT_EQ(std::ranges::count_if(scan.episodes(), [](const auto& e) { return e.is_missing(); }), 1);
}

TEST_F(Facts, AnswersOfAReopenedEpisodeAreStillCountedOnceAfterAnyStart) {
  live();
  const auto counted = row(reopened).questions_answered;
  ASSERT_GT(counted, 0);
  for (const bool from_ledger : {false, true}) {
    from_ledger ? restart_from_ledger() : restart();
    answer_all(reopened, QuestionOutcome::answered);
    EXPECT_EQ(row(reopened).questions_answered, row(reopened).questions);
    answer_all(reopened, QuestionOutcome::would_not_say);
    EXPECT_EQ(row(reopened).questions_answered, 0);
  }
}

TEST_F(Facts, OfAnErasedChildAreCountedByNoScan) {
  live();
  ASSERT_TRUE(desk->erase(sergeant, closed.child, "The family asked, and no duty stands against it."));
  const auto counts = [&] {
    const auto scan = desk->facts().scan();
    return std::pair(scan.episodes().count(), scan.children().count());
  };
  EXPECT_EQ(counts(), std::pair(2ul, 2ul));
  EXPECT_FALSE(desk->facts().episode(*closed.episode));
  restart();
  EXPECT_EQ(counts(), std::pair(2ul, 2ul));
  restart_from_ledger();
  EXPECT_EQ(counts(), std::pair(2ul, 2ul));
}

TEST_F(Facts, OfAdultsComeAndGoWithTheirReport) {
  constexpr auto text = R"({"report":"R-1","received_at":"2026-03-03T14:05:00Z","kind":"intelligence","agency":"housing","team":"North",
    "people":[{"ref":"p1","role":"adult","ethnicity_observed":"IC1"},{"ref":"p2","role":"child"}]})";
  const auto received = desk->submit(SentOnLinks{service, ReceiveReport{text}});
  ASSERT_TRUE(received) << received.error().message;
  const auto agency = [&] {
    const auto scan = desk->facts().scan();
    return scan.adults().empty() ? std::string() : scan.agency(scan.adults().begin()->agency) + "/" + scan.team(scan.adults().begin()->team);
  };
  EXPECT_EQ(agency(), "housing/North");
  restart();
  EXPECT_EQ(agency(), "housing/North");
  restart_from_ledger();
  EXPECT_EQ(agency(), "housing/North");
  ASSERT_TRUE(desk->erase(service, received->report, "The agency asked for it back."));
  EXPECT_EQ(agency(), "");
  restart();
  EXPECT_EQ(agency(), "");
}

TEST_F(Facts, OfPlacesOfHarmAreKeptOfEveryReportThroughARestartAndGoWithIt) {
  const auto text = [](std::string_view number, std::string_view more) {
    return fmt::format(R"({{"report":"{}","received_at":"2026-03-03T14:05:00Z","kind":"intelligence","agency":"housing"{},
      "people":[{{"ref":"a","role":"adult"}},{{"ref":"c","role":"child"}}],"places":[{{"ref":"l","address":"27 Saltmarsh Row, ZZ1 4QT","lat":54.5,"lon":-1.2}}],
      "links":[{{"kind":"met","from":"a","to":"c","at":"l"}}]}})", number, more);
  };
  const auto sent = [&](std::string_view number, std::string_view more = {}) {
    const auto received = desk->submit(SentOnLinks{service, ReceiveReport{text(number, more)}});
    EXPECT_TRUE(received) << received.error().message;
    return received ? received->report : ReportId{};
  };
  const auto sectors = [&] {
    const auto scan = desk->facts().scan();
    std::vector<std::string> out;
    for (const auto& row : scan.places()) out.push_back(scan.sectors()[row.sector]);
    return out;
  };
  const auto first = sent("R-1");
  sent("R-2");
  sent("R-2", R"(,"team":"North")");   // stands beside the first of its number
  const std::vector<std::string> both{"ZZ1 4", "ZZ1 4"};
  EXPECT_EQ(sectors(), both);
  restart();
  EXPECT_EQ(sectors(), both);
  restart_from_ledger();
  EXPECT_EQ(sectors(), both);
  sent("R-3", R"(,"withdraws":"R-1")");
  EXPECT_EQ(desk->reports().withdrawn(), std::vector{first});
  ASSERT_TRUE(desk->erase(sergeant, first, "The housing service asked."));
  EXPECT_EQ(sectors(), both) << "that of R-3 is there";
}

// ---- what people wrote ---------------------------------------------------------------------------------------------------------

class WrittenFacts : public Facts {
 protected:
  void SetUp() override {
    count_by("first rules");
    Facts::SetUp();
  }
  // Words by spaces; each "streetwise" is a finding.
  void count_by(std::string digest) {
    options.language_digest = std::move(digest);
    options.count_text = [](std::string_view text, std::optional<int>) {
      measures::TextCount out;
      out.words = static_cast<std::uint64_t>(std::ranges::count(text, ' ')) + 1;
      out.findings = text.find("streetwise") != text.npos;
      return out;
    };
  }
  measures::WrittenFacts counted() {
    desk->wait_for_written_counts();
    return desk->facts().written();
  }
  std::optional<measures::WrittenRow> of(const Actor& who) {
    for (const auto& row : counted().rows)
      if (row.author == who.user) return row;
    return std::nullopt;
  }
  void write() {
    opened = report_missing();
    send(constable, opened, RecordActivity{ActivityKind::note, "She is streetwise and will come home."});
    send(constable, opened, RecordActivity{ActivityKind::note, "Rang her friends."});
  }
  void expect_what_was_written() {
    const auto row = of(constable);
    ASSERT_TRUE(row);
    EXPECT_EQ(row->words, 10u);
    EXPECT_EQ(row->findings, 1u);
    EXPECT_EQ(row->texts, 2u);
    EXPECT_EQ(row->month, measures::month_number(2026, 3));
    EXPECT_EQ(counted().counted_to, desk->sequence());
  }
  Done opened;
};

TEST_F(WrittenFacts, FollowWhatIsWritten) {
  write();
  expect_what_was_written();
}

TEST_F(WrittenFacts, AreTheSameFromASnapshotAndFromTheLedger) {
  write();
  expect_what_was_written();
  restart();
  expect_what_was_written();
  restart_from_ledger();
  expect_what_was_written();
  EXPECT_FALSE(counted().older_rules);
}

TEST_F(WrittenFacts, CatchUpWithWhatWasWrittenWhileNobodyCounted) {
  options.count_text = {};
  restart();
  write();
  EXPECT_TRUE(desk->facts().written().rows.empty());
  count_by("first rules");
  restart();
  expect_what_was_written();
}

TEST_F(WrittenFacts, SayThatOlderRulesCountedSomeOfThem) {
  write();
  expect_what_was_written();
  count_by("second rules");
  restart();
  EXPECT_TRUE(counted().older_rules);
  EXPECT_EQ(counted().rules_digest, "second rules");
  expect_what_was_written();
  restart_from_ledger();
  EXPECT_FALSE(counted().older_rules) << "all was counted again";
}

TEST_F(WrittenFacts, LeaveOutWhatTheRulesAndTheServiceWrote) {
  write();
  desk->wait_for_written_counts();
  const auto before = of(constable)->texts;
  find(opened);   // sets the interview's questions
  EXPECT_EQ(of(constable)->texts, before);
  for (const auto& row : counted().rows) EXPECT_FALSE(row.author.is_nil());
}

}  // namespace
}  // namespace lapwing::desk
