#include "synth/demo_force.hpp"

#include <algorithm>

#include "measures/draw.hpp"
#include "synth/census.hpp"
#include "synth/demo_accounts.hpp"

namespace lapwing::synth {

using namespace casework;
using std::chrono::days;

namespace {

constexpr std::string_view exploitation_team = "Missing Children Team", exploitation_posts = "Complex exploitation";

// Who works in the team that looks into exploitation beside those in the story. Four of its eight posts are filled by somebody in date.
struct Investigator { std::string_view username, name; };
constexpr Investigator investigators[] = {
    {"r.averill", "DC R. Averill"}, {"h.tambling", "DC H. Tambling"}, {"k.osgood", "DC K. Osgood"}, {"y.marchetti", "DC Y. Marchetti"}};

// Awarded so many days before now. What holds for 36 months and was awarded longer ago has run out.
struct Held { std::string_view username, kind; int days_ago; };
constexpr Held accreditations[] = {
    {"officer", "pip1", 400},     {"supervisor", "pip2", 500},  {"l.brandreth", "pip2", 1200}, {"p.corbin", "pip2", 700},
    {"p.corbin", "scaidp", 300},  {"n.farrow", "pip1", 200},    {"s.qureshi", "pip1", 1150},   {"d.halland", "pip2", 1050},
    {"r.averill", "scaidp", 600}, {"h.tambling", "scaidp", 150}, {"k.osgood", "scaidp", 1040}, {"y.marchetti", "scaidp", 1300},
    {"missing_coordinator", "pip1", 90}};

struct Works { std::string_view username; std::vector<std::string> shifts; std::vector<int> weekdays; double share; };
const std::vector<Works>& patterns() {
  static const std::vector<Works> all{
      {"officer", {"Early", "Late"}, {1, 2, 3, 4, 5}, 1},      {"supervisor", {"Early", "Late"}, {2, 3, 4, 5, 6}, 1},
      {"l.brandreth", {"Late", "Night"}, {1, 2, 3, 6, 7}, 1},  {"p.corbin", {"Early"}, {1, 2, 3, 4, 5}, 1},
      {"n.farrow", {"Late"}, {1, 3, 5, 6, 7}, 1},              {"s.qureshi", {"Night"}, {1, 2, 5, 6, 7}, 1},
      {"d.halland", {"Late", "Night"}, {3, 4, 5, 6, 7}, 1},    {"r.averill", {"Early", "Late"}, {1, 2, 3, 4}, 0.8},
      {"h.tambling", {"Late"}, {2, 3, 4, 5, 6}, 1},            {"k.osgood", {"Early"}, {1, 3, 5}, 0.6},
      {"y.marchetti", {"Early", "Late"}, {1, 2, 3, 4, 5}, 1},  {"missing_coordinator", {"Early"}, {1, 2, 3, 4, 5}, 1}};
  return all;
}

class Force {
 public:
  Force(Stage& stage, desk::Desk& desk, Instant now) : stage_(stage), desk_(desk), now_(now) {}

  void people() {
    const auto administrator = demo_actor(desk_, Role::administrator);
    for (const auto& one : investigators)
      must(desk_.submit(desk::SentOnAccount{Actor{}, {}, AddAccount{.username = std::string(one.username), .name = std::string(one.name),
                                                                    .role = Role::officer, .team = std::string(exploitation_team)}}));
    for (const auto& one : accreditations)
      on_account(administrator, one.username, RecordAccreditation{std::string(one.kind), day(-one.days_ago), {}});
    for (const auto& one : patterns()) on_account(administrator, one.username, SetWorkingPattern{one.shifts, one.weekdays, one.share});
    const auto sergeant = demo_actor(desk_, Role::supervisor);
    on_account(sergeant, "n.farrow", RecordAbsence{day(-2), day(6), AbsenceKind::leave});
    on_account(sergeant, "y.marchetti", RecordAbsence{day(-20), {}, AbsenceKind::sickness});
    on_account(sergeant, "k.osgood", RecordAbsence{day(9), day(11), AbsenceKind::training});
  }

  void posts_and_population() {
    const auto superintendent = demo_actor(desk_, Role::superintendent);
    on_force(superintendent, SetPosts{std::string(exploitation_team), "scaidp", std::string(exploitation_posts), 8, day(-365)});
    on_force(superintendent, SetPosts{"Response A", {}, {}, 5, day(-365)});
    on_force(superintendent, SetPosts{"Response B", {}, {}, 4, day(-365)});
    on_force(demo_actor(desk_, Role::analyst), SetPopulation{std::string(census_source), census_year, census_population(census_area_children)});
  }

  void courses() {
    const auto sergeant = demo_actor(desk_, Role::supervisor);
    const auto speaking = on_force(sergeant, AddCourse{"Speaking with a child who comes back",
                                                       "Seeing the child in person, and asking about each person and place that came up"}).item;
    const auto writing = on_force(sergeant, AddCourse{"Recording standards", "What must be in a record, and by when"}).item;
    session(40, speaking, "Response A", {"officer", "supervisor", "n.farrow", "s.qureshi"});
    session(20, speaking, "Response B", {"l.brandreth", "d.halland"});
    session(34, writing, "Response A", {"officer", "s.qureshi"});
    session(33, writing, "Missing Children Team", {"p.corbin", "r.averill", "h.tambling", "k.osgood"});
  }

  void audit() {
    stage_.at(now_ - days{10}, [*this]() mutable {
      const auto inspector = demo_actor(desk_, Role::duty_inspector);
      constexpr std::uint64_t seed = 20260303, files = 12;
      const auto all = closed_between(day(-50), day(-14));
      DrawFileSample command{seed, day(-50), day(-14), {}, "Quarterly audit of files of children who were missing"};
      for (const auto at : measures::draw(all.size(), seed, files)) command.episodes.push_back(all[at]);
      if (command.episodes.empty()) throw Stage::Fault{"no file was closed in time to be audited"};
      const auto sample = on_force(inspector, command).item;
      for (std::size_t i = 0; i < command.episodes.size() * 3 / 4; ++i) on_force(inspector, AuditFile{sample, command.episodes[i], findings(i)});
    });
  }

  void plan() {
    stage_.at(now_ - days{45}, [*this]() mutable {
      const auto inspector = demo_actor(desk_, Role::duty_inspector);
      const auto superintendent = demo_actor(desk_, Role::superintendent);
      const auto owner = [&](std::string_view username) {
        const auto account = desk_.staff().by_username(std::string(username));
        return Person{account->id, account->name};
      };
      on_force(inspector, SetPlanAction{"missing-and-exploitation", "Have somebody trained to speak with children on every late shift",
                                        owner("p.corbin"), day(-6)});
      const auto blanks = on_force(inspector, SetPlanAction{"ethnicity-of-children", "Go back to each child whose ethnicity is blank, and ask",
                                                            owner("missing_coordinator"), day(-15)}).item;
      const auto advert = on_force(superintendent, SetPlanAction{"posts-filled", "Advertise the four vacant posts for complex exploitation",
                                                                 owner("superintendent"), day(-25)}).item;
      stage_.at(now_ - days{28}, [*this, advert, superintendent]() mutable {
        on_force(superintendent, CompletePlanAction{advert, "Advertised to every force in the region; two people have applied."});
      });
      stage_.at(now_ - days{16}, [*this, blanks, inspector, to = owner("missing_coordinator")]() mutable {
        on_force(inspector, MovePlanAction{blanks, to, day(25), "Half are done; the rest live in other areas and have to be asked there."});
      });
    });
  }

 private:
  Date day(int from_now) const { return london_date(now_ + days{from_now}); }

  static desk::Done must(const desk::Outcome& outcome) {
    if (outcome) return *outcome;
    auto why = outcome.error().message;
    for (const auto& field : outcome.error().fields) why += " [" + field.path + ": " + field.message + "]";
    throw Stage::Fault{std::move(why)};
  }
  desk::Done on_force(const Actor& by, ForceCommand command) { return must(desk_.submit(desk::SentOnForce{by, std::move(command), {}, {}})); }
  void on_account(const Actor& by, std::string_view username, AccountCommand command) {
    const auto account = desk_.staff().by_username(std::string(username));
    if (!account) throw Stage::Fault{"there is no account " + std::string(username)};
    must(desk_.submit(desk::SentOnAccount{by, account->id, std::move(command)}));
  }

  void session(int days_ago, ItemId course, std::string team, std::vector<std::string> who) {
    stage_.at(now_ - days{days_ago}, [*this, days_ago, course, team = std::move(team), who = std::move(who)]() mutable {
      RecordCourseSession command{course, day(-days_ago), {team}, {}};
      for (const auto& username : who) command.attended.push_back(desk_.staff().by_username(username)->id);
      on_force(demo_actor(desk_, Role::supervisor), command);
    });
  }

  // In an order of their own, as the page that draws a sample has them.
  std::vector<EpisodeId> closed_between(Date from, Date to) const {
    std::vector<EpisodeId> out;
    desk_.children().each([&](const desk::ChildLine& line) {
      for (const auto& episode : line.episodes)
        if (const auto on = london_date(episode.reported_at); episode.closed_at && from <= on && on <= to) out.push_back(episode.id);
    });
    std::ranges::sort(out);
    return out;
  }

  static std::vector<AuditFinding> findings(std::size_t file) {
    constexpr AuditGrade grades[] = {AuditGrade::met, AuditGrade::met, AuditGrade::partly, AuditGrade::met, AuditGrade::not_met};
    std::vector<AuditFinding> out{{"files-risk-understood", grades[file % 5], {}},
                                  {"files-investigated", grades[(file + 2) % 5], {}},
                                  {"files-shared", file % 4 == 3 ? AuditGrade::does_not_apply : grades[(file + 1) % 5], {}}};
    for (auto& finding : out)
      if (finding.grade == AuditGrade::not_met) finding.note = "Nothing on the file shows that it was done.";
    return out;
  }

  Stage& stage_;
  desk::Desk& desk_;
  Instant now_;
};

}  // namespace

void set_force(Stage& stage, desk::Desk& desk, Instant now) {
  Force force(stage, desk, now);
  force.people();
  force.posts_and_population();
  force.courses();
  force.audit();
  force.plan();
}

}  // namespace lapwing::synth
