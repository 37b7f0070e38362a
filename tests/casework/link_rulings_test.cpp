// Reports coming in, and what people rule on the links between them.
#include "casework/support.hpp"

namespace lapwing::casework {
namespace {

class LinkRulings : public ::testing::Test {
 protected:
  Decided decide(const LinkCommand& command, std::optional<ReportAtHand> report = {}) {
    Context context{at("2026-03-03T18:00:00Z"), supervisor(), test_rules(), ids, {}};
    const LinkKnowledge known{std::move(report), [](std::string_view number) { return number == "R-1" || number == "R-2"; }};
    return decide_link(command, known, context);
  }
  template <class E>
  E must(const LinkCommand& command, std::optional<ReportAtHand> report = {}) {
    const auto events = decide(command, std::move(report));
    EXPECT_TRUE(events) << events.error().message;
    if (!events || events->size() != 1) return ADD_FAILURE() << "not one event", E{};
    EXPECT_TRUE(std::holds_alternative<E>(events->front().event));
    return std::get<E>(events->front().event);
  }
  std::vector<std::string> wrong_fields(const LinkCommand& command) {
    const auto refused = decide(command);
    std::vector<std::string> paths;
    if (refused) ADD_FAILURE() << "it was accepted";
    else
      for (const auto& field : refused.error().fields) paths.push_back(field.path);
    return paths;
  }
  using Paths = std::vector<std::string>;
  SeededIds ids{1};
};

TEST_F(LinkRulings, AReportIsKeptAsItWasSent) {
  const auto event = must<ReportReceived>(ReceiveReport{R"({ "report":"R-9" })"}, ReportAtHand{"R-9", {}, false});
  EXPECT_EQ(event.number, "R-9");
  EXPECT_EQ(event.sent, R"({ "report":"R-9" })");
  EXPECT_FALSE(event.beside);
}

TEST_F(LinkRulings, AReportThatSaysTheSameRecordsNothing) {
  const auto events = decide(ReceiveReport{"{}"}, ReportAtHand{"R-1", ids.next<ReportId>(), true});
  ASSERT_TRUE(events);
  EXPECT_TRUE(events->empty());
}

TEST_F(LinkRulings, AReportThatSaysSomethingElseIsKeptBesideTheFirst) {
  const auto first = ids.next<ReportId>();
  EXPECT_EQ(must<ReportReceived>(ReceiveReport{"{}"}, ReportAtHand{"R-1", first, false}).beside, first);
}

TEST_F(LinkRulings, AMatchIsConfirmedRefusedAndLeftAgainWithItsReason) {
  EXPECT_EQ(must<MatchConfirmed>(ConfirmMatch{"R-1", "p1", "R-2", "p2", " the same phone "}).reason, "the same phone");
  EXPECT_EQ(must<MatchRefused>(RefuseMatch{"R-1", "p1", "R-2", "p2", "brothers"}).to_ref, "p2");
  EXPECT_EQ(must<MatchRulingLifted>(LiftMatchRuling{"R-1", "p1", "R-2", "p2", "said by mistake"}).from_report, "R-1");
}

TEST_F(LinkRulings, AMatchIsOfTwoMentionsOfReportsThatAreHeld) {
  EXPECT_EQ(wrong_fields(ConfirmMatch{"R-1", "p1", "R-7", "", " "}), (Paths{"to_report", "to_ref", "reason"}));
  EXPECT_EQ(wrong_fields(RefuseMatch{"R-1", "p1", "R-1", "p1", "the same line"}), (Paths{"to_ref"}));
}

TEST_F(LinkRulings, AGroupIsTakenOnBySomebodyOnTheReportsOfThatDay) {
  const auto taken = must<GroupTakenOn>(TakeOnGroup{"G-1", person(supervisor()), {}, {"R-1", "R-2"}});
  EXPECT_EQ(taken.owner.name, "Sgt Jo Hall");
  EXPECT_EQ(taken.evidence, (Paths{"R-1", "R-2"}));
  EXPECT_EQ(wrong_fields(TakeOnGroup{"", {}, {}, {"R-7"}}), (Paths{"group", "owner.name", "evidence[0]"}));
}

TEST_F(LinkRulings, AGroupIsNotDismissedWithoutAReason) {
  EXPECT_EQ(must<GroupDismissed>(DismissGroup{"G-1", "a youth club's minibus", {"R-1"}}).reason, "a youth club's minibus");
  EXPECT_EQ(wrong_fields(DismissGroup{"G-1", " ", {}}), (Paths{"reason"}));
}

TEST_F(LinkRulings, GroupsAreMergedWithOthersAndNeverWithThemselves) {
  EXPECT_EQ(must<GroupsMerged>(MergeGroups{"G-1", {"G-2"}, "the same car"}).from, (Paths{"G-2"}));
  EXPECT_EQ(wrong_fields(MergeGroups{"G-1", {"G-2", "G-1"}, "the same car"}), (Paths{"from[1]"}));
  EXPECT_EQ(wrong_fields(MergeGroups{"G-1", {}, "the same car"}), (Paths{"from"}));
}

TEST_F(LinkRulings, AGroupIsSplitIntoPartsThatNameSomebody) {
  const GroupPart one{{{"R-1", "p2"}}, {{"R-1", "p1"}}}, other{{{"R-2", "p2"}}, {}};
  EXPECT_EQ(must<GroupSplit>(SplitGroup{"G-1", {one, other}, "two houses"}).parts.size(), 2u);
  EXPECT_EQ(wrong_fields(SplitGroup{"G-1", {one}, "two houses"}), (Paths{"parts"}));
  EXPECT_EQ(wrong_fields(SplitGroup{"G-1", {one, {}}, "two houses"}), (Paths{"parts[1]"}));
  EXPECT_EQ(wrong_fields(SplitGroup{"G-1", {one, {{{"R-7", ""}}, {}}}, "two houses"}), (Paths{"parts[1].adults[0].report", "parts[1].adults[0].ref"}));
}

TEST(LinkCommands, AreReadFromJsonByTheirName) {
  const auto read = parse_link_command("dismiss-group", R"({"group":"G-1","reason":"a taxi firm"})");
  ASSERT_TRUE(read);
  EXPECT_EQ(std::get<DismissGroup>(*read).reason, "a taxi firm");
  EXPECT_EQ(command_name(*read), "dismiss-group");
  EXPECT_FALSE(parse_link_command("dismiss-group", R"({"group":"G-1"})"));
  EXPECT_FALSE(parse_link_command("assess-risk", "{}"));
}

}  // namespace
}  // namespace lapwing::casework
