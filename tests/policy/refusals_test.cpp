// Each broken file is refused, at its line, with a message that says how to put it right.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "rule_texts.hpp"

namespace lapwing::policy {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;
using testing::problems_of;
using testing::with_added;
using testing::with_change;

// One thing broken in one file, and what must be said of it.
struct Broken {
  const char* name;
  const char* file;
  const char* from;   // what is replaced; nullptr: `to` is added at the end
  const char* to;
  const char* said;
};

std::ostream& operator<<(std::ostream& out, const Broken& broken) { return out << broken.name; }

class Refused : public ::testing::TestWithParam<Broken> {};

TEST_P(Refused, SayingWhereAndWhy) {
  const auto& broken = GetParam();
  const auto files = broken.from ? with_change(broken.file, broken.from, broken.to) : with_added(broken.file, broken.to);
  EXPECT_THAT(problems_of(files), Contains(AllOf(StartsWith(std::string(broken.file) + " line "), HasSubstr(broken.said))));
}

constexpr const char* a_rule = R"(
[[rule]]
id = "added"
level = "LEVEL"
why = "Added."
source = "local policy"
)";

std::string rule(std::string_view level, std::string_view more) {
  std::string out = a_rule;
  out.replace(out.find("LEVEL"), 5, level);
  return out.append(more).append("\n");
}

const std::string rests_on_no = rule("low", R"(any = [{ question = "self_harm", answer = "no" }])");
const std::string rests_on_nothing = rule("low", "");
const std::string mixes_unknown = rule("medium", R"(any = [{ question = "self_harm", answer = "not_known" }]
under_age = 13)");
const std::string unknown_in_all = rule("medium", R"(all = [{ question = "self_harm", answer = "not_known" }])");
const std::string unknown_above_yes = rule("high", R"(any = [{ question = "self_harm", answer = "not_known" }])");
const std::string floor_on_unknown = rule("medium", "unknown_at_least = 3\nfloor = true");
const std::string dangling = rule("low", R"(any = [{ question = "nobody_asks_this", answer = "yes" }])");
const std::string quiet_harm = R"(
[[question]]
id = "harm_added"
theme = "Signs of harm"
ask_order = 9000
text = "Is there a sign of harm?"
harm = true
source = "local policy"
)";

INSTANTIATE_TEST_SUITE_P(
    Any, Refused,
    ::testing::Values(
        Broken{"syntax", "clocks.toml", "warn_minutes = 5", "warn_minutes = = 5", "value"},
        Broken{"unknown_setting", "clocks.toml", "warn_minutes = 5", "warn_minutes = 5\nwarn_minuets = 5",
               "warn_minuets is not a known setting here"},
        Broken{"unknown_table", "force.toml", nullptr, "\n[holidays]\nchristmas = 1\n", "holidays is not a known setting here"},
        Broken{"wrong_type", "clocks.toml", "due_minutes = 15", "due_minutes = \"15\"", "must be a whole number"},
        Broken{"negative", "clocks.toml", "due_minutes = 15", "due_minutes = -15", "must be a whole number"},
        Broken{"missing_source", "interview.toml", "text = \"Whose is {label}?\"\nsource = \"local policy\"",
               "text = \"Whose is {label}?\"", "source is missing"},
        Broken{"empty_source", "enquiries.toml", "source = \"local policy\"", "source = \"\"", "must be text that says something"}),
    [](const auto& info) { return info.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Clocks, Refused,
    ::testing::Values(
        Broken{"unknown_kind", "clocks.toml", "kind = \"first_deployment\"", "kind = \"first_deploy\"",
               "\"first_deploy\" is not one of first_deployment, review"},
        Broken{"unknown_level", "clocks.toml", "levels = [\"high\"]", "levels = [\"High\"]", "\"High\" is not one of very_low"},
        Broken{"same_clock_twice", "clocks.toml", "levels = [\"medium\"]", "levels = [\"high\"]",
               "high already has a first_deployment clock"},
        Broken{"warns_before_it_starts", "clocks.toml", "warn_minutes = 5", "warn_minutes = 15", "shorter than due_minutes"},
        Broken{"ladder_not_rising", "clocks.toml", "sergeant = 5, duty_inspector = 10", "sergeant = 5, duty_inspector = 5",
               "duty_inspector must hear later"},
        Broken{"ladder_without_owner", "clocks.toml", "{ owner = 0, sergeant = 5,", "{ sergeant = 5,", "must begin with owner = 0"},
        Broken{"owner_late", "clocks.toml", "{ owner = 0, sergeant = 5,", "{ owner = 1, sergeant = 5,", "must begin with owner = 0"},
        Broken{"unknown_rung", "clocks.toml", "{ owner = 0, sergeant = 5,", "{ owner = 0, sargent = 5,",
               "sargent is not a known setting here"},
        Broken{"no_idle_clock", "clocks.toml", "kind = \"idle\"\nlevels = [\"very_low\"]",
               "kind = \"first_deployment\"\nlevels = [\"very_low\"]", "there is no idle clock for very_low"},
        Broken{"acknowledge_for_ever", "clocks.toml", "high = 60\n", "high = 9000000\n", "must be a whole number"}),
    [](const auto& info) { return info.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Risk, Refused,
    ::testing::Values(
        Broken{"question_twice", "risk.toml", "id = \"gifts\"", "id = \"lifts\"", "\"lifts\" is there twice"},
        Broken{"asked_at_once", "risk.toml", "ask_order = 20\n", "ask_order = 10\n", "\"10\" is there twice"},
        Broken{"rule_twice", "risk.toml", "id = \"exposed\"", "id = \"more-often\"", "\"more-often\" is there twice"},
        Broken{"no_such_question", "risk.toml", nullptr, dangling.c_str(), "there is no risk question \"nobody_asks_this\""},
        Broken{"rests_on_nothing", "risk.toml", nullptr, rests_on_nothing.c_str(), "the rule rests on nothing"},
        Broken{"rests_on_a_no", "risk.toml", nullptr, rests_on_no.c_str(), "may not rest on \"no\" (self_harm)"},
        Broken{"unknown_with_circumstances", "risk.toml", nullptr, mixes_unknown.c_str(), "needs a rule of its own"},
        Broken{"unknown_in_all", "risk.toml", nullptr, unknown_in_all.c_str(), "use any for what is not known"},
        Broken{"unknown_above_yes", "risk.toml", nullptr, unknown_above_yes.c_str(),
               "question self_harm: not knowing the answer points higher than a yes does"},
        Broken{"floor_on_unknown", "risk.toml", nullptr, floor_on_unknown.c_str(), "a floor may not depend on what is unknown"},
        Broken{"harm_not_high", "risk.toml", nullptr, quiet_harm.c_str(), "question harm_added: a sign of harm needs a rule"},
        Broken{"harm_rule_not_high", "risk.toml", "id = \"harm-taken\"\nlevel = \"high\"", "id = \"harm-taken\"\nlevel = \"medium\"",
               "a rule about harm must point to high"},
        Broken{"unknown_reads_as_safe", "risk.toml", "when_nothing_known = \"medium\"", "when_nothing_known = \"low\"",
               "not knowing is never a sign that a child is safe"},
        Broken{"no_floor_for_under_13", "risk.toml", "under_age = 13\nexploitation = true\nfloor = true",
               "under_age = 13\nexploitation = true", "a floor of medium or higher for a child under 13"},
        Broken{"floor_under_12_only", "risk.toml", "under_age = 13\nexploitation = true", "under_age = 12\nexploitation = true",
               "a floor of medium or higher for a child under 13"},
        Broken{"floor_for_more_signs_only", "risk.toml", "learning_disability = true\nexploitation = true",
               "learning_disability = true\nexploitation_at_least = 2", "a floor of medium or higher for a learning-disabled child"},
        Broken{"floor_too_low", "risk.toml", "id = \"under-13-exploitation\"\nlevel = \"medium\"",
               "id = \"under-13-exploitation\"\nlevel = \"low\"", "a floor of medium or higher for a child under 13"},
        Broken{"not_a_level", "risk.toml", "id = \"exposed\"\nlevel = \"medium\"", "id = \"exposed\"\nlevel = \"serious\"",
               "\"serious\" is not one of very_low, low, medium, high"}),
    [](const auto& info) { return info.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Others, Refused,
    ::testing::Values(
        Broken{"enquiry_twice", "enquiries.toml", "id = \"photo\"", "id = \"school\"", "\"school\" is there twice"},
        Broken{"enquiry_on_no_question", "enquiries.toml", "question = \"lifts\"", "question = \"lift\"",
               "there is no risk question \"lift\""},
        Broken{"enquiry_on_not_asked", "enquiries.toml", "question = \"lifts\", answer = \"yes\"",
               "question = \"lifts\", answer = \"not_asked\"", "use not_known"},
        Broken{"label_misspelt", "interview.toml", "Is the child safe with {label}?", "Is the child safe with {lable}?",
               "only {label} may stand in braces"},
        Broken{"label_in_general", "interview.toml", "Does the child feel safe now,", "Does the child feel safe with {label} now,",
               "a general question has no {label}"},
        Broken{"nobody_asks_about_safety", "interview.toml", "at {label}?\"\nasks_safety = true", "at {label}?\"",
               "a question about a place that asks whether the child is safe"},
        Broken{"no_time_for_disclosures", "interview.toml", "disclosure = 60\n", "", "disclosure is missing"},
        Broken{"code_twice", "ethnicity.toml", "code = \"W2\"", "code = \"W1\"", "\"W1\" is there twice"},
        Broken{"crosswalk_to_nowhere", "ethnicity.toml", "WBRI = \"W1\"", "WBRI = \"W7\"", "WBRI leads to \"W7\""},
        Broken{"no_not_stated", "ethnicity.toml", "code = \"NS\"", "code = \"NX\"", "must have NS"},
        Broken{"no_such_set", "access.toml", "sets = [\"taking_a_report\", ", "sets = [\"taking_reports\", ",
               "there is no set \"taking_reports\""},
        Broken{"no_such_thing_to_read", "access.toml", "reads = [\"audit\",", "reads = [\"audits\",", "\"audits\" is not something to read"},
        Broken{"inspector_sees_names", "access.toml", "names = false\nreads", "names = true\nreads", "an inspector reads without names"},
        Broken{"inspector_changes", "access.toml", "names = false\nreads", "names = false\ncommands = [\"assess-risk\"]\nreads",
               "an inspector reads without names and changes nothing"},
        Broken{"administrator_reads_a_child", "access.toml", "reads = [\"accounts\", \"metrics\"]", "reads = [\"accounts\", \"child\"]",
               "does not open a child's record"},
        Broken{"role_left_out", "access.toml", "[role.auditor]", "[role.archivist]", "auditor is missing"},
        Broken{"no_such_role", "access.toml", "[role.auditor]", "[role.archivist]", "archivist is not a known setting here"},
        Broken{"shift_at_no_time", "force.toml", "starts = \"07:00\"", "starts = \"24:00\"", "must be a time such as"},
        Broken{"shifts_at_once", "force.toml", "starts = \"15:00\"", "starts = \"07:00\"", "is there twice"},
        Broken{"default_team_not_a_team", "force.toml", "default_team = \"Response A\"", "default_team = \"Response Z\"",
               "\"Response Z\" is not on its list"},
        Broken{"accreditation_twice", "workforce.toml", "id = \"pip2\"", "id = \"pip1\"", "is there twice"},
        Broken{"offered_to_no_such_kind", "workforce.toml", "with_harm = [\"scaidp\"]", "with_harm = [\"scaipd\"]",
               "there is no accreditation \"scaipd\""},
        Broken{"caseload_left_out", "workforce.toml", "[caseload]", "[case_load]", "there must be a [caseload]"},
        Broken{"all_within_clock", "workforce.toml", "within_clock_percent = 90", "within_clock_percent = 100", "must be a whole number"},
        Broken{"short_passwords", "force.toml", "password_length_min = 12", "password_length_min = 4", "must be a whole number"}),
    [](const auto& info) { return info.param.name; });

TEST(Problems, NameTheLineInTheFile) {
  const auto files = with_change("clocks.toml", "due_minutes = 15\n", "due_minutes = -1\n");
  const auto line = testing::line_of(files, "clocks.toml", "due_minutes = -1\n");
  EXPECT_THAT(problems_of(files), Contains(StartsWith("clocks.toml line " + std::to_string(line) + ": due_minutes")));
}

TEST(Problems, AreAllToldAtOnceAcrossFiles) {
  auto files = with_change("clocks.toml", "due_minutes = 15\n", "due_minutes = 0\n");
  auto& force = testing::text_of(files, "force.toml");
  force.replace(force.find("07:00"), 5, "7 am!");
  EXPECT_THAT(problems_of(files), AllOf(Contains(StartsWith("clocks.toml")), Contains(StartsWith("force.toml"))));
}

TEST(Problems, OfAFileThatIsNotTomlAreItsSyntaxAlone) {
  EXPECT_THAT(problems_of(with_added("access.toml", "\nthis is not TOML\n")), SizeIs(1));
}

TEST(Problems, IncludeAMissingFile) {
  auto files = built_in_rules();
  std::erase_if(files, [](const auto& file) { return file.first == "interview.toml"; });
  EXPECT_THAT(problems_of(files), ElementsAre("interview.toml is missing"));
}

TEST(ReadRuleFiles, RefusesAFolderThatIsNotThere) {
  const auto files = read_rule_files("/no/such/folder");
  ASSERT_FALSE(files);
  EXPECT_THAT(files.error(), HasSubstr("/no/such/folder"));
}

TEST(ReadRuleFiles, RefusesAFolderWithoutRules) {
  const auto folder = std::filesystem::path(::testing::TempDir()) / "lapwing_no_rules";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "notes.txt") << "not a rule";
  const auto files = read_rule_files(folder);
  ASSERT_FALSE(files);
  EXPECT_THAT(files.error(), HasSubstr("no rule files"));
  std::filesystem::remove_all(folder);
}

TEST(ReadRuleFiles, ReadsAForcesOwnFolder) {
  const auto folder = std::filesystem::path(::testing::TempDir()) / "lapwing_own_rules";
  std::filesystem::create_directories(folder);
  for (const auto& [name, text] : with_change("force.toml", "Northmoor Police", "Westfell Police"))
    std::ofstream(folder / name, std::ios::binary) << text;
  const auto files = read_rule_files(folder);
  ASSERT_TRUE(files) << files.error();
  const auto policies = load(*files);
  ASSERT_TRUE(policies);
  EXPECT_EQ(policies->force.name, "Westfell Police");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace lapwing::policy
