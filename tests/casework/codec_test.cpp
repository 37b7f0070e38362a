// What is written down today must read for ever: names, payloads and commands.
#include <boost/json.hpp>
#include <boost/mp11/algorithm.hpp>
#include <fstream>
#include <set>

#include "casework/support.hpp"

namespace lapwing::casework {
namespace {

namespace json = boost::json;

// Every event's name as the ledger has it. A line here changes only by adding: renaming a type would orphan what is recorded.
const std::vector<std::string> every_event = {
    "child_registered", "child_details_changed", "ethnicity_recorded", "observed_ethnicity_recorded", "nationality_recorded",
    "advance_information_recorded", "concern_opened", "concern_closed", "record_restricted", "restriction_lifted", "glass_broken",
    "record_read", "historic_period_recorded", "external_reference_added",
    "episode_opened", "mention_recorded", "owner_set", "officer_deployed", "officer_arrived", "activity_recorded",
    "sighting_recorded", "informant_contacted", "review_recorded", "handover_offered", "handover_accepted", "episode_closed",
    "episode_reopened", "linked_group_noted", "linked_group_ended", "wording_kept", "case_reviewed",
    "risk_fact_recorded", "risk_assessed", "enquiry_set", "enquiry_assigned", "enquiry_finished",
    "return_recorded", "question_set", "interview_held", "interview_mode_agreed", "question_answered", "action_set",
    "action_reassigned", "action_done", "return_interview_offered", "return_interview_recorded",
    "clock_set", "clock_met", "clock_stopped", "clock_warned", "clock_climbed", "clock_acknowledged",
    "account_added", "password_set", "account_changed", "account_closed", "signed_in", "sign_in_refused", "signed_out",
    "account_locked", "account_unlocked", "token_issued", "token_revoked", "board_read",
    "accreditation_recorded", "accreditation_ended", "working_pattern_set", "absence_recorded", "absence_ended",
    "posts_set", "course_added", "course_session_recorded", "population_set", "file_sample_drawn", "file_audited", "plan_action_set",
    "plan_action_moved", "plan_action_done",
    "report_received", "report_read", "match_confirmed", "match_refused", "match_ruling_lifted", "group_taken_on", "group_dismissed",
    "groups_merged", "group_split", "group_ruling_lifted", "group_noticed",
    "rules_adopted", "exercise_started", "clock_fault", "person_erased",
    "older_ledger_accepted"};

std::vector<std::string> event_names_now() {
  std::vector<std::string> out;
  boost::mp11::mp_for_each<boost::mp11::mp_iota_c<std::variant_size_v<AnyEvent>>>(
      [&](auto i) { out.emplace_back(event_name(Event(AnyEvent(std::in_place_index<i.value>)))); });
  return out;
}

std::vector<std::string> fixture_lines() {
  std::ifstream file(std::string(LAPWING_SOURCE_DIR) + "/tests/casework/events.fixture.jsonl");
  std::vector<std::string> out;
  for (std::string line; std::getline(file, line);) out.push_back(line);
  return out;
}

TEST(EventNames, AreThoseTheLedgerHas) { EXPECT_EQ(event_names_now(), every_event); }

TEST(RecordedPayloads, OfEveryEventStillReadAndWriteTheSame) {
  const auto lines = fixture_lines();
  std::set<std::string, std::less<>> seen;
  for (const auto& line : lines) {
    const auto read = decode(line);
    ASSERT_TRUE(read) << read.error() << " in " << line;
    seen.emplace(event_name(read->event));
    EXPECT_EQ(json::parse(encode(*read)), json::parse(line)) << line;
    EXPECT_EQ(encode(*read), json::serialize(json::parse(encode(*read)))) << "as compact as it can be";
  }
  for (const auto& name : event_names_now()) EXPECT_TRUE(seen.contains(name)) << name << " has no recorded payload";
}

TEST(ReadingAnEvent, PassesOverAFieldThatALaterVersionAdded) {
  const auto read = decode(R"({"e":"owner_set","by":{"n":"Sgt Jo Hall","r":"supervisor"},"d":{"owner":{"name":"PC Tom Reed"},"new":7}})");
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(std::get<OwnerSet>(read->event).owner.name, "PC Tom Reed");
}

TEST(ReadingAnEvent, KeepsTheDefaultOfAFieldThatAnEarlierVersionDidNotHave) {
  const auto read = decode(R"({"e":"record_read","by":{"n":"Asha Malik","r":"call_handler"},"d":{"what":"child"}})");
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(std::get<RecordRead>(read->event).times, 1u);
}

TEST(ReadingAnEvent, NamesAnEventItDoesNotKnow) {
  const auto read = decode(R"({"e":"moon_landed","by":{"n":"x","r":"system"},"d":{}})");
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().find("moon_landed"), std::string::npos);
}

TEST(ReadingAnEvent, SaysWhereAFieldIsWrong) {
  const auto read = decode(R"({"e":"episode_opened","by":{"n":"x","r":"system"},"d":{"last_seen":{"place":{"lat":"north"}}}})");
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().find("episode_opened: last_seen.place.lat"), std::string::npos) << read.error();
}

TEST(ReadingAnEvent, RefusesWhatIsNotAWholeEvent) {
  for (const auto* text : {"", "{", "[]", "{}", R"({"e":"owner_set"})", R"({"e":"owner_set","d":{}})",
                           R"({"e":"owner_set","d":{},"by":{"n":"x","r":"king"}})",
                           R"({"e":"owner_set","d":{},"by":{"u":"12","n":"x","r":"officer"}})",
                           R"({"e":"owner_set","ep":"12","d":{},"by":{"n":"x","r":"officer"}})", "\xff"})
    EXPECT_FALSE(decode(text)) << text;
}

TEST(AnEnvelope, KeepsWhoWhichEpisodeAndWhichRequest) {
  SeededIds ids(4);
  const Envelope sent{EpisodeReopened{"seen again"}, ids.next<EpisodeId>(), officer(), "abc", "def", 3, 41};
  const auto back = decode(encode(sent));
  ASSERT_TRUE(back) << back.error();
  EXPECT_EQ(back->episode, sent.episode);
  EXPECT_EQ(back->by, sent.by);
  EXPECT_EQ(back->request, "abc");
  EXPECT_EQ(back->request_body, "def");
  EXPECT_EQ(back->request_events, 3u);
  EXPECT_EQ(back->request_version, 41u);
  EXPECT_EQ(std::get<EpisodeReopened>(back->event).reason, "seen again");
}

TEST(AnEnvelope, LargerThanTheReadingBufferReadsTheSame) {
  const std::string text(200'000, 'a');
  const auto back = decode(encode({ActivityRecorded{ActivityKind::note, text}, {}, officer(), {}, {}}));
  ASSERT_TRUE(back) << back.error();
  EXPECT_EQ(std::get<ActivityRecorded>(back->event).text, text);
}

// ---- commands ----
TEST(Commands, AreNamedInKebabCase) {
  EXPECT_EQ(command_name(Command(AssessRisk{})), "assess-risk");
  EXPECT_EQ(command_name(AccountCommand(NoteSignIn{})), "note-sign-in");
  EXPECT_EQ(command_names().front(), "register-child");
  EXPECT_EQ(command_names().size(), std::variant_size_v<Command>);
}

TEST(Commands, OnAnEpisodeAreToldApart) {
  EXPECT_TRUE(is_on_episode("assess-risk"));
  EXPECT_TRUE(is_on_episode("raise-alarms"));
  EXPECT_FALSE(is_on_episode("report-missing"));
  EXPECT_FALSE(is_on_episode("record-ethnicity"));
  EXPECT_FALSE(is_on_episode("no-such-command"));
}

TEST(Commands, AreReadFromJson) {
  const auto read = parse_command("assess-risk", R"({"level":"high"})");
  ASSERT_TRUE(read);
  EXPECT_EQ(std::get<AssessRisk>(*read).level, RiskLevel::high);
}

TEST(Commands, SayEveryWrongFieldAtOnce) {
  const auto read = parse_command("deploy-officer", R"({"officer":{"name":""},"going_too":"the station"})");
  ASSERT_FALSE(read);
  std::set<std::string> paths;
  for (const auto& error : read.error()) paths.insert(error.path);
  EXPECT_EQ(paths, (std::set<std::string>{"officer.name", "going_to", "going_too"}));
}

TEST(Commands, ThatAreNotJsonOrNotKnownAreRefused) {
  EXPECT_FALSE(parse_command("assess-risk", "{"));
  EXPECT_FALSE(parse_command("assess-risk", "\"\xff\""));
  EXPECT_FALSE(parse_command("assess-the-moon", "{}"));
}

TEST(AReport, NeedsNothingButAWayToTellTheChildAndWhoCalls) {
  const auto read = parse_command("report-missing", R"({"details":{"given_name":"Kayleigh"},"informant":{"name":"Dawn Marsh"}})");
  ASSERT_TRUE(read) << read.error().front().path;
  const auto without_name = parse_command("report-missing", R"({"details":{"given_name":"","description":"a girl of about 12"},"informant":{"name":"a passer-by"}})");
  EXPECT_TRUE(without_name);
}

TEST(ASchema, ListsWhatMustBeThereAndNothingElse) {
  const auto schema = json::parse(command_schema("report-missing"));
  EXPECT_EQ(schema.at("required"), json::value({"informant"}));
  EXPECT_FALSE(schema.at("properties").at("details").as_object().contains("required"));
  for (const auto& name : command_names()) EXPECT_EQ(json::parse(command_schema(name)).at("type"), "object") << name;
}

}  // namespace
}  // namespace lapwing::casework
