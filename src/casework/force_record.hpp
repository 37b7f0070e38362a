// The force's own record: its posts, its courses and who went, the population it serves, the files it audits and the plan it made.
// All of it is one subject in the ledger, `force_subject`, about no child and no one officer.
//
// It is small (some hundreds of entries a year), so its state is held whole and every thing in it with who recorded it and when.
// Dates are London calendar dates. Plain values; any thread.
#pragma once
#include <boost/describe/enum.hpp>
#include <functional>
#include <string_view>
#include <vector>

#include "casework/clocks.hpp"

namespace lapwing::casework {

// The one subject that the force's own events are kept under.
inline constexpr IdBytes force_subject = {0x6c, 0x61, 0x70, 0x77, 0x69, 0x6e, 0x47, 0x66, 0x8f, 0x6f, 0x72, 0x63, 0x65, 0x00, 0x00, 0x01};

BOOST_DEFINE_ENUM_CLASS(AuditGrade, met, partly, not_met, does_not_apply)

// Children of one ethnicity in the area: `code` is a self-defined code ("A1") or the label of a group of codes of rules/ethnicity.toml.
struct PopulationRow { std::string code; std::uint64_t children = 0; bool operator==(const PopulationRow&) const = default; };
BOOST_DESCRIBE_STRUCT(PopulationRow, (), (code, children))
// What an auditor found of one statement of rules/inspection.
struct AuditFinding { std::string statement; AuditGrade grade = AuditGrade::does_not_apply; std::optional<std::string> note; };
BOOST_DESCRIBE_STRUCT(AuditFinding, (), (statement, grade, note))

// ---- events ----
// How many posts a team has from a day on. `accreditation`: the kind that whoever fills one must hold; `name`: what these posts are
// called, where a team has several sorts ("Complex exploitation"). Team, accreditation and name together say which posts.
struct PostsSet { std::string team; std::optional<std::string> accreditation, name; int posts = 0; Date from{}; };
BOOST_DESCRIBE_STRUCT(PostsSet, (), (team, accreditation, name, posts, from))
struct CourseAdded { ItemId course; std::string name, about; };
BOOST_DESCRIBE_STRUCT(CourseAdded, (), (course, name, about))
// `teams`: those the session was for, so that what they did before and after can be compared; `attended`: who came.
struct CourseSessionRecorded { ItemId session, course; Date on{}; std::vector<std::string> teams; std::vector<UserId> attended; };
BOOST_DESCRIBE_STRUCT(CourseSessionRecorded, (), (session, course, on, teams, attended))
struct PopulationSet { std::string source; int year = 0; std::vector<PopulationRow> rows; };
BOOST_DESCRIBE_STRUCT(PopulationSet, (), (source, year, rows))
// Drawn at random with `seed` from the episodes reported from `from` to `to`, both days included: anyone can draw it again.
struct FileSampleDrawn { ItemId sample; std::uint64_t seed = 0; Date from{}, to{}; std::vector<EpisodeId> episodes; std::string why; };
BOOST_DESCRIBE_STRUCT(FileSampleDrawn, (), (sample, seed, from, to, episodes, why))
struct FileAudited { ItemId sample; EpisodeId episode; std::vector<AuditFinding> findings; };
BOOST_DESCRIBE_STRUCT(FileAudited, (), (sample, episode, findings))
// `about`: the statement or the cause of concern that the action answers.
struct PlanActionSet { ItemId action; std::string about, text; Person owner; Date due{}; };
BOOST_DESCRIBE_STRUCT(PlanActionSet, (), (action, about, text, owner, due))
struct PlanActionMoved { ItemId action; Person owner; Date due{}; std::string reason; };
BOOST_DESCRIBE_STRUCT(PlanActionMoved, (), (action, owner, due, reason))
struct PlanActionDone { ItemId action; std::string result; };
BOOST_DESCRIBE_STRUCT(PlanActionDone, (), (action, result))

// ---- commands ----
struct SetPosts { std::string team; std::optional<std::string> accreditation, name; int posts = 0; Date from{}; };
BOOST_DESCRIBE_STRUCT(SetPosts, (), (team, accreditation, name, posts, from))
struct AddCourse { std::string name, about; };
BOOST_DESCRIBE_STRUCT(AddCourse, (), (name, about))
struct RecordCourseSession { ItemId course; Date on{}; std::vector<std::string> teams; std::vector<UserId> attended; };
BOOST_DESCRIBE_STRUCT(RecordCourseSession, (), (course, on, teams, attended))
struct SetPopulation { std::string source; int year = 0; std::vector<PopulationRow> rows; };
BOOST_DESCRIBE_STRUCT(SetPopulation, (), (source, year, rows))
struct DrawFileSample { std::uint64_t seed = 0; Date from{}, to{}; std::vector<EpisodeId> episodes; std::string why; };
BOOST_DESCRIBE_STRUCT(DrawFileSample, (), (seed, from, to, episodes, why))
struct AuditFile { ItemId sample; EpisodeId episode; std::vector<AuditFinding> findings; };
BOOST_DESCRIBE_STRUCT(AuditFile, (), (sample, episode, findings))
struct SetPlanAction { std::string about, text; Person owner; Date due{}; };
BOOST_DESCRIBE_STRUCT(SetPlanAction, (), (about, text, owner, due))
struct MovePlanAction { ItemId action; Person owner; Date due{}; std::string reason; };
BOOST_DESCRIBE_STRUCT(MovePlanAction, (), (action, owner, due, reason))
struct CompletePlanAction { ItemId action; std::string result; };
BOOST_DESCRIBE_STRUCT(CompletePlanAction, (), (action, result))

// What deciding needs to know beyond the record itself. A function that is not set lets everything pass.
struct ForceKnowledge {
  std::function<bool(UserId)> is_account = {};
  std::function<bool(EpisodeId)> is_episode = {};
  std::function<bool(std::string_view)> is_answered = {};     // what an action of the plan may be about: a statement or a cause of concern of the criteria
  std::function<bool(std::string_view)> is_audited = {};      // a statement that files are audited for
};

// ---- state ----
struct Course {
  Kept<CourseAdded> added;
  std::vector<Kept<CourseSessionRecorded>> sessions;          // by the day they were held
  const ItemId& id() const { return added.what.course; }
};

struct FileSample {
  Kept<FileSampleDrawn> drawn;
  std::vector<Kept<FileAudited>> audits;                      // one for each file audited: the latest
  const ItemId& id() const { return drawn.what.sample; }
  const Kept<FileAudited>* audit_of(EpisodeId episode) const; // null: not yet audited
};

struct PlanAction {
  Kept<PlanActionSet> set;
  std::vector<Kept<PlanActionMoved>> moved;                   // oldest first
  std::optional<Kept<PlanActionDone>> done;
  const ItemId& id() const { return set.what.action; }
  const Person& owner() const { return moved.empty() ? set.what.owner : moved.back().what.owner; }
  Date due() const { return moved.empty() ? set.what.due : moved.back().what.due; }
  bool is_late(Date today) const { return !done && due() < today; }
};

struct ForceRecord {
  std::uint64_t version = 0;                                  // the ledger index of the last event folded
  std::vector<Kept<PostsSet>> posts;                          // every setting ever, by the day it holds from
  std::vector<Course> courses;                                // in the order added
  std::vector<Kept<PopulationSet>> populations;               // one for each year: the latest; by year
  std::vector<FileSample> samples;                            // oldest first
  std::vector<PlanAction> plan;                               // oldest first
  std::vector<Clock> clocks;                                  // running, of open actions of the plan: `about` says which

  std::vector<PostsSet> posts_on(Date day) const;             // what holds on this day, one for each team, accreditation and name
  const Course* course(ItemId id) const;                      // null when there is none; so for the next two
  const FileSample* sample(ItemId id) const;
  const PlanAction* action(ItemId id) const;
  const Clock* clock_of(ItemId action) const;
  // The population of the latest year up to `year`, else of the first there is; null when none was loaded.
  const Kept<PopulationSet>* population(int year) const;
};

}  // namespace lapwing::casework
