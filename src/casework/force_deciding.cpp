// Deciding on the force's own record.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "casework/clock_setting.hpp"
#include "casework/interview.hpp"
#include "casework/subjects.hpp"

namespace lapwing::casework {
namespace {

using Wrong = std::vector<FieldError>;

constexpr int posts_max = 10'000, population_rows_max = 200, sample_files_max = 1'000, findings_max = 200, population_year_min = 1981;
constexpr std::uint64_t population_children_max = 100'000'000;
constexpr std::uint64_t seed_max = (std::uint64_t{1} << 53) - 1;   // so that it stays whole in any program that reads JSON

Decided settled(Wrong wrong, Event event) {
  if (!wrong.empty()) return std::unexpected(invalid(std::move(wrong)));
  std::vector<NewEvent> out;
  out.push_back({std::move(event), {}});
  return out;
}

void need(Wrong& wrong, const std::string& text, const char* path, const char* message) {
  if (is_blank(text)) wrong.push_back({path, FieldFault::required, message});
}

void need_date(Wrong& wrong, Date date, const char* path) {
  if (!date.ok()) wrong.push_back({path, FieldFault::required, "Enter a date, such as 2026-03-31"});
}

void need_team(Wrong& wrong, const policy::Policies& rules, const std::string& team, std::string path) {
  if (std::ranges::find(rules.force.teams, team) == rules.force.teams.end())
    wrong.push_back({std::move(path), FieldFault::unknown_value, fmt::format("Choose one of: {}", fmt::join(rules.force.teams, ", "))});
}

bool is_account(const ForceKnowledge& known, UserId user) { return !known.is_account || known.is_account(user); }

void need_owner(Wrong& wrong, const ForceKnowledge& known, const Person& owner) {
  need(wrong, owner.name, "owner.name", "Name the person who will see that it is done");
  if (owner.user && !is_account(known, *owner.user)) wrong.push_back({"owner.user", FieldFault::unknown_value, "There is no such account"});
}

void need_to_come(Wrong& wrong, Date due, const Context& context) {
  if (!due.ok()) need_date(wrong, due, "due");
  else if (due < london_date(context.now)) wrong.push_back({"due", FieldFault::not_allowed, "Choose a day that is still to come"});
}

// Each thing of a list once, by what `key` makes of it.
template <class List, class Key>
void need_once(Wrong& wrong, const List& list, std::string_view path, const char* message, Key key) {
  std::set<std::decay_t<decltype(key(list.front()))>> seen;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (!seen.insert(key(list[i])).second) wrong.push_back({fmt::format("{}[{}]", path, i), FieldFault::not_allowed, message});
}
constexpr auto itself = [](const auto& thing) { return thing; };

Decided decide_on(const ForceRecord& held, const SetPosts& c, const ForceKnowledge&, Context& context) {
  Wrong wrong;
  need_team(wrong, context.rules, c.team, "team");
  if (c.accreditation && !context.rules.workforce.find(*c.accreditation))
    wrong.push_back({"accreditation", FieldFault::unknown_value, "Choose a kind of accreditation that the rules have, or none"});
  if (c.name && is_blank(*c.name)) wrong.push_back({"name", FieldFault::required, "Say what these posts are called, or leave it out"});
  if (c.posts < 0 || c.posts > posts_max)
    wrong.push_back({"posts", FieldFault::not_allowed, fmt::format("Enter a number of posts from 0 to {}", posts_max)});
  need_date(wrong, c.from, "from");
  const PostsSet set{c.team, c.accreditation, c.name, c.posts, c.from};
  const auto says_the_same = [&](const Kept<PostsSet>& kept) {
    const auto& what = kept.what;
    return what.team == set.team && what.accreditation == set.accreditation && what.name == set.name && what.from == set.from;
  };
  const auto last = std::ranges::find_if(held.posts.rbegin(), held.posts.rend(), says_the_same);
  if (wrong.empty() && last != held.posts.rend() && last->what.posts == set.posts) return Decided{};
  return settled(std::move(wrong), set);
}

Decided decide_on(const ForceRecord& held, const AddCourse& c, const ForceKnowledge&, Context& context) {
  Wrong wrong;
  need(wrong, c.name, "name", "Enter the course's name");
  need(wrong, c.about, "about", "Say what the course is about");
  const auto name = tidied(c.name);
  if (std::ranges::any_of(held.courses, [&](const auto& course) { return course.added.what.name == name; }))
    wrong.push_back({"name", FieldFault::not_allowed, "There is already a course with this name. Record its sessions, or choose another name"});
  return settled(std::move(wrong), CourseAdded{context.ids.next<ItemId>(), name, tidied(c.about)});
}

Decided decide_on(const ForceRecord& held, const RecordCourseSession& c, const ForceKnowledge& known, Context& context) {
  if (!held.course(c.course)) return std::unexpected(not_found("There is no such course."));
  Wrong wrong;
  need_date(wrong, c.on, "on");
  if (c.on.ok() && c.on > london_date(context.now))
    wrong.push_back({"on", FieldFault::not_allowed, "Record a session once it has been held"});
  for (std::size_t i = 0; i < c.teams.size(); ++i) need_team(wrong, context.rules, c.teams[i], fmt::format("teams[{}]", i));
  for (std::size_t i = 0; i < c.attended.size(); ++i)
    if (!is_account(known, c.attended[i]))
      wrong.push_back({fmt::format("attended[{}]", i), FieldFault::unknown_value, "There is no such account"});
  need_once(wrong, c.teams, "teams", "Name each team once", itself);
  need_once(wrong, c.attended, "attended", "Name each person once", itself);
  if (c.teams.empty() && c.attended.empty())
    wrong.push_back({"teams", FieldFault::required, "Say which teams the session was for, or who came"});
  return settled(std::move(wrong), CourseSessionRecorded{context.ids.next<ItemId>(), c.course, c.on, c.teams, c.attended});
}

// A group and a code within it would count the same children twice.
void check_population_row(Wrong& wrong, const policy::EthnicityPolicy& ethnicity, const std::vector<PopulationRow>& rows, std::size_t i) {
  const auto path = fmt::format("rows[{}]", i);
  const auto& row = rows[i];
  const auto* code = ethnicity.find(row.code);
  const bool is_group = std::ranges::find(ethnicity.self_defined, row.code, &policy::EthnicityCode::group) != ethnicity.self_defined.end();
  if (!code && !is_group)
    wrong.push_back({path + ".code", FieldFault::unknown_value,
                     fmt::format("\"{}\" is neither an ethnicity code nor the name of a group of codes in the rules", row.code)});
  if (code && std::ranges::find(rows, code->group, &PopulationRow::code) != rows.end())
    wrong.push_back({path + ".code", FieldFault::not_allowed,
                     fmt::format("\"{}\" is part of \"{}\", which is counted too: keep one of them", row.code, code->group)});
  if (row.children > population_children_max)
    wrong.push_back({path + ".children", FieldFault::not_allowed, fmt::format("must be at most {}", population_children_max)});
}

Decided decide_on(const ForceRecord& held, const SetPopulation& c, const ForceKnowledge&, Context& context) {
  Wrong wrong;
  need(wrong, c.source, "source", "Say where these numbers come from");
  const int this_year = static_cast<int>(london_date(context.now).year());
  if (c.year < population_year_min || c.year > this_year)
    wrong.push_back({"year", FieldFault::not_allowed, fmt::format("Enter a year from {} to {}", population_year_min, this_year)});
  if (c.rows.size() > population_rows_max) return std::unexpected(invalid("rows", fmt::format("Send at most {} rows", population_rows_max)));
  std::uint64_t children = 0;
  for (std::size_t i = 0; i < c.rows.size(); ++i) {
    check_population_row(wrong, context.rules.ethnicity, c.rows, i);
    children += std::min(c.rows[i].children, population_children_max);
  }
  need_once(wrong, c.rows, "rows", "Name each group once", [](const PopulationRow& row) { return row.code; });
  if (children == 0) wrong.push_back({"rows", FieldFault::required, "Give the number of children in each group"});
  for (const auto& before : held.populations)
    if (wrong.empty() && before.what.year == c.year && before.what.rows == c.rows && before.what.source == tidied(c.source)) return Decided{};
  return settled(std::move(wrong), PopulationSet{tidied(c.source), c.year, c.rows});
}

Decided decide_on(const ForceRecord&, const DrawFileSample& c, const ForceKnowledge& known, Context& context) {
  Wrong wrong;
  need(wrong, c.why, "why", "Say what the sample is for");
  need_date(wrong, c.from, "from");
  need_date(wrong, c.to, "to");
  if (c.from.ok() && c.to.ok() && c.to < c.from) wrong.push_back({"to", FieldFault::not_allowed, "Choose a last day that is not before the first"});
  if (c.to.ok() && c.to > london_date(context.now)) wrong.push_back({"to", FieldFault::not_allowed, "Choose a last day that is not still to come"});
  if (c.seed > seed_max) wrong.push_back({"seed", FieldFault::not_allowed, fmt::format("must be at most {}", seed_max)});
  if (c.episodes.empty()) wrong.push_back({"episodes", FieldFault::required, "There is no file between these dates. Choose others"});
  if (c.episodes.size() > sample_files_max)
    return std::unexpected(invalid("episodes", fmt::format("A sample has at most {} files", sample_files_max)));
  for (std::size_t i = 0; i < c.episodes.size(); ++i)
    if (known.is_episode && !known.is_episode(c.episodes[i]))
      wrong.push_back({fmt::format("episodes[{}]", i), FieldFault::unknown_value, "There is no such episode"});
  need_once(wrong, c.episodes, "episodes", "A file is drawn once", itself);
  return settled(std::move(wrong), FileSampleDrawn{context.ids.next<ItemId>(), c.seed, c.from, c.to, c.episodes, tidied(c.why)});
}

Decided decide_on(const ForceRecord& held, const AuditFile& c, const ForceKnowledge& known, Context&) {
  const auto* sample = held.sample(c.sample);
  if (!sample) return std::unexpected(not_found("There is no such sample of files."));
  const auto& files = sample->drawn.what.episodes;
  if (std::ranges::find(files, c.episode) == files.end()) return std::unexpected(not_found("This file is not in the sample."));
  Wrong wrong;
  if (c.findings.empty()) wrong.push_back({"findings", FieldFault::required, "Record at least one finding"});
  if (c.findings.size() > findings_max) return std::unexpected(invalid("findings", fmt::format("Send at most {} findings", findings_max)));
  for (std::size_t i = 0; i < c.findings.size(); ++i) {
    const auto& statement = c.findings[i].statement;
    const auto path = fmt::format("findings[{}].statement", i);
    if (is_blank(statement)) wrong.push_back({path, FieldFault::required, "Say which statement this was found of"});
    else if (known.is_audited && !known.is_audited(statement))
      wrong.push_back({path, FieldFault::unknown_value, fmt::format("Files are not audited for any statement \"{}\" (rules/inspection)", statement)});
  }
  need_once(wrong, c.findings, "findings", "Give one finding for each statement", [](const AuditFinding& finding) { return finding.statement; });
  return settled(std::move(wrong), FileAudited{c.sample, c.episode, c.findings});
}

// ---- the clock of an action of the plan ----

// Due at the end of its day in London.
Instant end_of(Date day) { return next_london_time(std::chrono::sys_days(day) + std::chrono::hours(12), 0, 0); }

// The clock's events come before the action's own, so that the last event of a command says what it made.
void add_before(Decided& decided, Event event) {
  if (decided && !decided->empty()) decided->insert(decided->begin(), {std::move(event), {}});
}

// Runs from now until the day ends.
void set_clock(Decided& decided, ItemId action, Date due, Context& context) {
  const auto& rule = context.rules.clocks.plan_action;
  if (!rule || !decided) return;
  auto set = clock_from(*rule, ClockKind::action, {context.now, end_of(due) + Minutes{rule->due_minutes}, context.now});
  set.clock = context.ids.next<ItemId>();
  set.about = action;
  set.rules_digest = context.rules.digest;
  add_before(decided, std::move(set));
}

Decided decide_on(const ForceRecord&, const SetPlanAction& c, const ForceKnowledge& known, Context& context) {
  Wrong wrong;
  need(wrong, c.about, "about", "Say which statement or cause of concern this is about");
  if (!is_blank(c.about) && known.is_answered && !known.is_answered(c.about))
    wrong.push_back({"about", FieldFault::unknown_value,
                     fmt::format("There is no statement and no cause of concern \"{}\" in the force's criteria (rules/inspection)", c.about)});
  need(wrong, c.text, "text", "Say what will be done");
  need_owner(wrong, known, c.owner);
  need_to_come(wrong, c.due, context);
  const auto action = context.ids.next<ItemId>();
  auto decided = settled(std::move(wrong), PlanActionSet{action, c.about, tidied(c.text), c.owner, c.due});
  set_clock(decided, action, c.due, context);
  return decided;
}

std::optional<Refusal> refuse_unless_open(const PlanAction* action) {
  if (!action) return not_found("There is no such action in the plan.");
  if (action->done) return invalid("action", fmt::format("This action was done on {}.", for_people(london_date(action->done->stamp.at))));
  return std::nullopt;
}

Decided decide_on(const ForceRecord& held, const MovePlanAction& c, const ForceKnowledge& known, Context& context) {
  const auto* action = held.action(c.action);
  if (auto no = refuse_unless_open(action)) return std::unexpected(std::move(*no));
  Wrong wrong;
  need_owner(wrong, known, c.owner);
  need_to_come(wrong, c.due, context);
  need(wrong, c.reason, "reason", "Say why it moves");
  auto decided = settled(std::move(wrong), PlanActionMoved{c.action, c.owner, c.due, tidied(c.reason)});
  set_clock(decided, c.action, c.due, context);
  if (const auto* clock = held.clock_of(c.action)) add_before(decided, ClockStopped{clock->id, ClockKind::action, "moved to " + for_people(c.due)});
  return decided;
}

Decided decide_on(const ForceRecord& held, const CompletePlanAction& c, const ForceKnowledge&, Context& context) {
  if (auto no = refuse_unless_open(held.action(c.action))) return std::unexpected(std::move(*no));
  Wrong wrong;
  need(wrong, c.result, "result", "Say what came of it");
  auto decided = settled(std::move(wrong), PlanActionDone{c.action, tidied(c.result)});
  if (const auto* clock = held.clock_of(c.action)) add_before(decided, ClockMet{clock->id, ClockKind::action, clock->due < context.now});
  return decided;
}

}  // namespace

Decided decide_force(const ForceRecord& held, const ForceCommand& command, const ForceKnowledge& known, Context& context) {
  return std::visit([&](const auto& c) { return decide_on(held, c, known, context); }, command);
}

}  // namespace lapwing::casework
