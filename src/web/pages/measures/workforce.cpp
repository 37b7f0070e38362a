// Officers and their work, with a form for what if.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "casework/command.hpp"
#include "measures/workforce/calendar.hpp"
#include "web/pages/form.hpp"
#include "web/pages/measures/force_posting.hpp"
#include "web/pages/measures/workforce_pages.hpp"

namespace lapwing::web {

using namespace render;
using namespace measures::workforce;
using std::chrono::days;
using std::chrono::sys_days;

namespace {

constexpr std::string_view page_path = "/measures/workforce";
constexpr int weeks_offered = 9;
constexpr std::size_t unowned_shown_max = 20;

Date monday_of(Date day) { return sys_days(day) - days(weekday_index(day)); }

// A whole number of the address within its limits; nothing typed is what it is now.
std::expected<int, std::string> number_asked(const Visit& visit, std::string_view name, int as_it_is, int least, int most) {
  const auto text = visit.query.get(name);
  if (text.empty()) return as_it_is;
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || value < least || value > most)
    return std::unexpected(fmt::format("Enter “{}” as a whole number from {} to {}", name, least, most));
  return value;
}

std::expected<WorkforceAsked, std::string> workforce_asked(const Visit& visit, const MeasureAsked& asked) {
  WorkforceAsked out;
  out.now = visit.now();
  out.team = asked.team;
  out.with_names = visit.visitor.sees_names() && visit.visitor.may_do("set-owner");
  out.monday = monday_of(london_date(out.now));
  if (const auto week = visit.query.get("week"); !week.empty()) {
    const auto day = parse_iso_date(week);
    if (!day) return std::unexpected("Choose a week from the list");
    out.monday = monday_of(*day);
  }
  const auto share = number_asked(visit, "share", visit.rules().workforce.within_clock_percent, 1, 99);
  const auto train = number_asked(visit, "train", 0, 0, what_if_officers_max), lose = number_asked(visit, "lose", 0, 0, what_if_officers_max);
  const auto surge = number_asked(visit, "surge", 0, -50, what_if_surge_percent_max);
  for (const auto* number : {&share, &train, &lose, &surge})
    if (!*number) return std::unexpected(number->error());
  out.share_within = *share / 100.0;
  out.what_if = {*train, *lose, *surge};
  return out;
}

json::object what_if_form(const Visit& visit, const WorkforceAsked& asked, const MeasureAsked& period) {
  Choices weeks;
  const auto now = monday_of(london_date(visit.now()));
  for (int week = 0; week < weeks_offered; ++week) {
    const Date monday = sys_days(now) + days(7 * week);
    weeks.push_back({to_iso(monday), for_people(monday)});
  }
  const auto chosen = to_iso(asked.monday);
  if (std::ranges::find(weeks, chosen, &Choice::value) == weeks.end()) weeks.insert(weeks.begin(), {chosen, for_people(asked.monday)});
  const auto shown = [](int value) { return value == 0 ? std::string() : fmt::format("{}", value); };
  const auto train = shown(asked.what_if.train), lose = shown(asked.what_if.lose), surge = shown(asked.what_if.surge_percent),
             share = fmt::format("{:.0f}", asked.share_within * 100);
  json::array fields{select({.name = "week", .label = "Shifts of the week from", .items = weeks, .chosen = chosen}),
                     input({.name = "share", .label = "First deployments within their clock", .value = share, .width = "3", .inputmode = "numeric", .suffix = "%"}),
                     input({.name = "train", .label = "What if more are trained", .value = train, .width = "3", .inputmode = "numeric"}),
                     input({.name = "lose", .label = "What if officers leave", .value = lose, .width = "3", .inputmode = "numeric"}),
                     input({.name = "surge", .label = "What if more children are reported", .value = surge, .width = "3", .inputmode = "numeric", .suffix = "%"}),
                     hidden("team", period.team), button({.text = "Work it out", .style = "secondary"})};
  return {{"kind", "components/get-form"}, {"action", std::string(page_path)}, {"fields", std::move(fields)}};
}

json::object posts_form(const Visit& visit, const Refused* refused) {
  Choices teams{{"", "Choose a team"}}, kinds{{"", "None"}};
  for (const auto& team : visit.rules().force.teams) teams.push_back({team, team});
  for (const auto& kind : visit.rules().workforce.accreditations) kinds.push_back({kind.id, kind.label});
  Form form(visit, "posts", refused);
  form.select({.name = "team", .label = "Team", .items = teams})
      .select({.name = "accreditation", .label = "Accreditation that whoever fills one must hold", .items = kinds})
      .input({.name = "name", .label = "What these posts are called (if the team has several sorts)"})
      .input({.name = "posts", .label = "Number of posts", .width = "4", .inputmode = "numeric"})
      .when("from", "From which day", {}, false);
  return form.folded("Say how many posts a team has", fmt::format("{}/posts", page_path), "Record the posts", 0);
}

Response posts_posted(Visit& visit) {
  return post_on_force(visit, {"set-posts", std::string(page_path), "The posts were recorded.", "posts"}, body_of(visit, "posts"),
                       [&](const Refused& refused) { return measure_page(visit, *find_measure_page("workforce"), refused); });
}

// Open episodes that nobody owns, each with the way to give it to somebody. A restricted one is in the figures and not here.
json::array unowned(const Visit& visit, const std::vector<OpenWork>& work, const MeasureAsked& asked) {
  const auto snapshot = visit.desk().board().read();
  std::vector<std::vector<Cell>> rows;
  for (const auto& one : work) {
    if (!one.open || one.owner || (!asked.team.empty() && one.team != asked.team) || rows.size() == unowned_shown_max) continue;
    const auto row = snapshot->find(one.episode);
    if (!row || !views::may_see_child(*row, visit.visitor.viewer())) continue;
    rows.push_back({{{.text = one.reference, .href = fmt::format("{}/allocate/{}", page_path, one.episode.text())}}, {{one.team}}, {{row->risk.word}}});
  }
  if (rows.empty()) return {};
  const std::vector<Column> columns{{"Episode"}, {"Team"}, {"Risk"}};
  return {table({.caption = "Open episodes that nobody owns: whom to give them to", .columns = columns, .rows = rows})};
}

}  // namespace

void as_list(json::object& body, std::string_view key) {
  auto* held = body.if_contains(key);
  if (!held || !held->is_string()) return;
  json::array list;
  const std::string text(held->as_string());
  for (std::size_t from = 0; from < text.size();) {
    const auto end = std::min(text.find('\n', from), text.size());
    if (end > from) list.emplace_back(text.substr(from, end - from));
    from = end + 1;
  }
  *held = std::move(list);
}

std::vector<OpenWork> open_work_now(const Visit& visit) {
  std::vector<OpenWork> out;
  for (const auto& held : visit.desk().live_cases())
    for (auto& work : open_work(*held, visit.rules().risk)) out.push_back(std::move(work));
  std::ranges::sort(out, {}, &OpenWork::reference);
  return out;
}

MeasureAnswer workforce_body(Visit& visit, const MeasureAsked& asked) {
  const auto question = workforce_asked(visit, asked);
  if (!question) return std::unexpected(visit.problem(400, "That cannot be worked out", question.error() + "."));
  const auto force = visit.desk().force_record();
  const auto& forecast = policy::built_in_forecast_rules();
  WorkforceHeld held{officers_among(visit.desk().staff().all()), force.get(), open_work_now(visit), {}, &visit.rules(), &forecast};
  held.demand = gather_demand(visit.desk().facts().scan(), asked.team, question->now, forecast);
  MeasureBody body{workforce_sections(held, *question)};
  body.before.push_back(what_if_form(visit, *question, asked));
  if (question->with_names) body.after = unowned(visit, held.work, asked);
  if (visit.visitor.may_do("set-posts")) body.after.push_back(posts_form(visit, asked.refused));
  if (visit.visitor.may_do("record-accreditation"))
    body.after.push_back(link("Record what an officer is accredited for, when they work and when they are away", fmt::format("{}/officers", page_path)));
  return body;
}

Routes workforce_routes() {
  const std::string path(page_path), officer = path + "/officers/{user}";
  return {{"POST", path + "/posts", does("set-posts"), posts_posted, "Says how many posts a team has"},
          {"GET", path + "/allocate/{episode}", reads("measures"), allocate_page, "Whom to give an episode to, and why"},
          {"GET", path + "/officers", does("record-accreditation"), officers_page, "Officers: accreditations, working patterns and absences"},
          {"GET", officer, does("record-accreditation"), officer_page, "One officer: accreditations, working pattern and absences"},
          {"POST", officer + "/record-accreditation", does("record-accreditation"), accreditation_posted, "Records an accreditation"},
          {"POST", officer + "/end-accreditation", does("end-accreditation"), accreditation_ended_posted, "Says that an accreditation was withdrawn"},
          {"POST", officer + "/set-working-pattern", does("set-working-pattern"), pattern_posted, "Says which shifts and days an officer works"},
          {"POST", officer + "/record-absence", does("record-absence"), absence_posted, "Records that an officer is away"},
          {"POST", officer + "/end-absence", does("end-absence"), absence_ended_posted, "Records that an officer is back"}};
}

}  // namespace lapwing::web
