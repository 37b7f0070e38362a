// Courses, who went, and what changed afterwards; with the forms that record a course and a session of it.
#include <fmt/format.h>

#include "measures/training/courses.hpp"
#include "web/pages/form.hpp"
#include "web/pages/measures/force_posting.hpp"
#include "web/pages/measures/workforce_pages.hpp"

namespace lapwing::web {

using namespace render;
using namespace measures::training;

namespace {

constexpr std::string_view page_path = "/measures/training";

json::object course_form(const Visit& visit, const Refused* refused) {
  Form form(visit, "course", refused);
  form.input({.name = "name", .label = "The course's name"}).textarea({.name = "about", .label = "What it is about", .rows = 3});
  return form.folded("Add a course", fmt::format("{}/courses", page_path), "Add the course", 0);
}

json::object session_form(const Visit& visit, const casework::ForceRecord& force, const Refused* refused) {
  Choices courses{{"", "Choose a course"}}, teams, people;
  for (const auto& course : force.courses) courses.push_back({course.id().text(), course.added.what.name});
  for (const auto& team : visit.rules().force.teams) teams.push_back({team, team});
  for (const auto& officer : measures::workforce::officers_among(visit.desk().staff().all()))
    people.push_back({officer->id.text(), fmt::format("{}, {}", officer->name, measures::workforce::team_of(*officer))});
  std::ranges::sort(people, {}, &Choice::label);
  Form form(visit, "session", refused);
  form.select({.name = "course", .label = "Course", .items = courses}).when("on", "The day it was held", {}, false);
  const auto teams_name = form.name("teams"), people_name = form.name("attended"), teams_error = form.error("teams"), people_error = form.error("attended");
  form.add(checkboxes({.name = teams_name, .legend = "Teams it was for", .items = teams, .error = teams_error, .small = true}))
      .add(checkboxes({.name = people_name, .legend = "Who came", .items = people, .error = people_error, .small = true}));
  return form.folded("Record a session", fmt::format("{}/sessions", page_path), "Record the session", 0);
}

Response again(Visit& visit, const Refused& refused) { return measure_page(visit, *find_measure_page("training"), refused); }

Response course_posted(Visit& visit) {
  return post_on_force(visit, {"add-course", std::string(page_path), "The course was added.", "course"}, body_of(visit, "course"), [&](const Refused& refused) { return again(visit, refused); });
}

Response session_posted(Visit& visit) {
  auto body = body_of(visit, "session");
  as_list(body, "teams");
  as_list(body, "attended");
  return post_on_force(visit, {"record-course-session", std::string(page_path), "The session was recorded.", "session"}, std::move(body),
                       [&](const Refused& refused) { return again(visit, refused); });
}

}  // namespace

MeasureAnswer training_body(Visit& visit, const MeasureAsked& asked) {
  const auto force = visit.desk().force_record();
  const auto& rules = policy::built_in_training_rules();
  const auto today = london_date(visit.now());
  const auto accounts = visit.desk().staff().all();
  std::optional<Panel> panel;
  if (const auto months = months_needed(*force, rules, today)) panel = gather_panel(visit.desk().facts().scan(), accounts, *months);
  MeasureBody body{training_sections({force.get(), accounts, panel ? &*panel : nullptr, &rules, &policy::built_in_measure_rules()}, today)};
  if (visit.visitor.may_do("add-course")) body.after.push_back(course_form(visit, asked.refused));
  if (visit.visitor.may_do("record-course-session") && !force->courses.empty()) body.after.push_back(session_form(visit, *force, asked.refused));
  return body;
}

Routes training_routes() {
  const std::string path(page_path);
  return {{"POST", path + "/courses", does("add-course"), course_posted, "Adds a course"},
          {"POST", path + "/sessions", does("record-course-session"), session_posted, "Records a session of a course, and who came"}};
}

}  // namespace lapwing::web
