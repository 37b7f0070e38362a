// What each officer is accredited for, when they work and when they are away: the forms that record it, on one page an officer.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "measures/workforce/calendar.hpp"
#include "web/pages/form.hpp"
#include "web/pages/measures/workforce_pages.hpp"

namespace lapwing::web {

using namespace render;
using namespace measures::workforce;
using casework::Refusal;
using casework::RefusalKind;

namespace {

constexpr std::string_view list_path = "/measures/workforce/officers";
constexpr const char* weekdays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

std::string officer_path(const casework::Account& officer) { return fmt::format("{}/{}", list_path, officer.id.text()); }

std::string pattern_words(const casework::Account& officer) {
  if (!officer.pattern) return "Not recorded";
  const auto& pattern = *officer.pattern;
  std::vector<std::string> days;
  for (const int day : pattern.weekdays) days.emplace_back(weekdays[day - 1]);
  return fmt::format("{}, on {}{}", fmt::join(pattern.shifts, ", "), pattern.weekdays.size() == 7 ? "every day" : fmt::format("{}", fmt::join(days, ", ")),
                     pattern.share < 1 ? fmt::format("; {:.0f}% of full time", pattern.share * 100) : "");
}

std::string accreditation_words(const casework::Account& officer, const policy::WorkforcePolicy& rules, Date today) {
  std::vector<std::string> held;
  for (const auto& kind : rules.accreditations)
    if (const auto* one = latest_of(officer, kind.id); one && one->in_date(today)) {
      const auto last = last_day(*one);
      held.push_back(last ? fmt::format("{} until {}", short_label(rules, kind.id), for_people(*last)) : short_label(rules, kind.id));
    }
  return held.empty() ? "None in date" : fmt::format("{}", fmt::join(held, "; "));
}

Officer asked_for(const Visit& visit) {
  const auto user = UserId::parse(visit.param("user"));
  const auto account = user ? visit.desk().staff().find(*user) : nullptr;
  return account && !account->closed ? account : nullptr;
}

// ---- the parts of one officer's page ----

json::object accreditation_form(const Visit& visit, const casework::Account& officer, const Refused* refused) {
  Choices kinds{{"", "Choose an accreditation"}};
  for (const auto& kind : visit.rules().workforce.accreditations)
    kinds.push_back({kind.id, kind.valid_months ? fmt::format("{} (holds {} months)", kind.label, *kind.valid_months) : kind.label});
  Form form(visit, "accreditation", refused);
  form.select({.name = "kind", .label = "Accreditation", .items = kinds})
      .when("awarded", "The day it was awarded", {}, false)
      .when("expires", "The last day it is in date", "Leave it out to go by how long that kind holds.", false);
  return form.folded("Record an accreditation", officer_path(officer) + "/record-accreditation", "Record the accreditation", 0);
}

json::array accreditation_part(const Visit& visit, const casework::Account& officer, const Refused* refused) {
  const auto& rules = visit.rules().workforce;
  const auto today = london_date(visit.now());
  json::array out{heading("Accreditations", "m", "accreditations")};
  const std::vector<Column> columns{{"Accreditation"}, {"Awarded"}, {"Last day in date"}, {"State"}};
  std::vector<std::vector<Cell>> rows;
  for (const auto& one : officer.accreditations) {
    const auto last = last_day(one);
    rows.push_back({{{short_label(rules, one.kind)}}, {{for_people(one.awarded)}}, {{last ? for_people(*last) : "Does not run out"}},
                    {{one.in_date(today) ? "In date" : one.ended ? "Ended: " + one.ended_because : "Run out"}}});
  }
  out.push_back(table({.caption = "Every one recorded", .columns = columns, .rows = rows, .caption_size = "s", .empty = "None is recorded."}));
  out.push_back(accreditation_form(visit, officer, refused));
  Choices held{{"", "Choose an accreditation"}};
  for (const auto& one : officer.accreditations)
    if (!one.ended) held.push_back({one.id.text(), fmt::format("{}, awarded {}", short_label(rules, one.kind), for_people(one.awarded))});
  if (held.size() > 1) {
    Form form(visit, "ended", refused);
    form.select({.name = "id", .label = "Which", .items = held}).input({.name = "reason", .label = "Why it ends today"});
    out.push_back(form.folded("An accreditation was withdrawn", officer_path(officer) + "/end-accreditation", "End the accreditation", 0));
  }
  return out;
}

json::array pattern_part(const Visit& visit, const casework::Account& officer, const Refused* refused) {
  json::array out{heading("When they work", "m", "pattern"), paragraph(pattern_words(officer))};
  Choices shifts, days;
  for (const auto& shift : visit.rules().force.shifts) shifts.push_back({shift.name, fmt::format("{}, from {:02}:{:02}", shift.name, shift.starts_hour, shift.starts_minute)});
  for (int day = 1; day <= 7; ++day) days.push_back({fmt::format("{}", day), weekdays[day - 1]});
  std::vector<std::string> on_shifts, on_days;
  if (officer.pattern) on_shifts = officer.pattern->shifts;
  if (officer.pattern)
    for (const int day : officer.pattern->weekdays) on_days.push_back(fmt::format("{}", day));
  Form form(visit, "pattern", refused);
  const auto shifts_name = form.name("shifts"), days_name = form.name("weekdays"), shifts_error = form.error("shifts"), days_error = form.error("weekdays");
  form.add(checkboxes({.name = shifts_name, .legend = "Shifts they may work", .items = shifts, .chosen = on_shifts, .error = shifts_error, .small = true}))
      .add(checkboxes({.name = days_name, .legend = "Days they may work", .items = days, .chosen = on_days, .error = days_error, .small = true}));
  const auto share = officer.pattern ? fmt::format("{:g}", officer.pattern->share) : "1";
  form.input({.name = "share", .label = "Share of full time", .value = share, .hint = "1 is full time, 0.6 three days in five", .width = "4"});
  out.push_back(form.folded("Change when they work", officer_path(officer) + "/set-working-pattern", "Record when they work", 0));
  return out;
}

constexpr std::pair<const char*, const char*> absence_kinds[] = {{"leave", "Leave"}, {"sickness", "Sickness"}, {"training", "Training"}, {"other", "Something else"}};

json::array absence_part(const Visit& visit, const casework::Account& officer, const Refused* refused) {
  const auto today = london_date(visit.now());
  json::array out{heading("When they are away", "m", "absences")};
  std::vector<std::string> lines;
  Choices open{{"", "Choose an absence"}};
  for (const auto& one : officer.absences) {
    if (one.to && (*one.to < today || *one.to < one.from)) continue;
    const auto words = one.to ? fmt::format("From {} to {}", for_people(one.from), for_people(*one.to)) : fmt::format("From {}, with no day of return", for_people(one.from));
    lines.push_back(words);
    open.push_back({one.id.text(), words});
  }
  out.push_back(lines.empty() ? paragraph("Not away, and no absence to come is recorded.") : bullets(lines));
  Choices kinds{{"", "Choose why"}};
  for (const auto& [word, label] : absence_kinds) kinds.push_back({word, label});
  Form form(visit, "absence", refused);
  form.when("from", "First day away", {}, false).when("to", "Last day away", "Leave it out if nobody knows yet.", false).select({.name = "why", .label = "Why", .items = kinds});
  out.push_back(form.folded("Record an absence", officer_path(officer) + "/record-absence", "Record the absence", 0));
  if (open.size() > 1) {
    Form back(visit, "back", refused);
    back.select({.name = "id", .label = "Which", .items = open}).when("on", "First day back", {}, false);
    out.push_back(back.folded("They are back", officer_path(officer) + "/end-absence", "Record that they are back", 0));
  }
  return out;
}

Response shown(Visit& visit, const casework::Account& officer, const Refused* refused) {
  auto head = visit.head(officer.name);
  head.back_href = list_path;
  if (refused) head.errors = refused->errors;
  json::array parts{summary_list({{"Team", {.text = team_of(officer)}}, {"In date for", {.text = accreditation_words(officer, visit.rules().workforce, london_date(visit.now()))}}})};
  for (auto* part : {accreditation_part, pattern_part, absence_part})
    for (auto& one : part(visit, officer, refused)) parts.push_back(std::move(one));
  return visit.page("measures/parts", head, {{"heading", officer.name}, {"parts", std::move(parts)}}, refused ? refused->status : 200);
}

// A typed "0.6" as the number that the command wants; anything else stays, to be refused.
void as_share(json::object& body) {
  auto* held = body.if_contains("share");
  if (!held || !held->is_string()) return;
  const std::string text(held->as_string());
  double share = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), share);
  if (read.ec == std::errc{} && read.ptr == text.data() + text.size()) *held = share;
}

Response posted(Visit& visit, std::string_view command, const std::string& part, std::string notice, const std::vector<std::string_view>& lists = {}) {
  const auto officer = asked_for(visit);
  if (!officer) return visit.not_found("There is no such officer.");
  auto body = body_of(visit, part);
  for (const auto list : lists) as_list(body, list);
  as_share(body);
  const auto again = [&](const Refusal& refusal) {
    const auto refused = refused_by(visit, part, refusal);
    return shown(visit, *officer, &refused);
  };
  auto read = casework::parse_account_command(command, json::serialize(body), codec::Reading::form);
  if (!read) return again(Refusal{RefusalKind::invalid, {}, read.error()});
  const auto outcome = visit.desk().submit(desk::SentOnAccount{visit.visitor.actor, officer->id, std::move(*read)});
  if (outcome) return visit.redirect(officer_path(*officer), std::move(notice));
  if (outcome.error().kind == RefusalKind::invalid || outcome.error().kind == RefusalKind::not_yet) return again(outcome.error());
  return visit.refusal(outcome.error());
}

}  // namespace

Response officers_page(Visit& visit) {
  const auto today = london_date(visit.now());
  auto officers = officers_among(visit.desk().staff().all());
  std::ranges::sort(officers, [](const auto& one, const auto& other) { return std::pair(team_of(*one), one->name) < std::pair(team_of(*other), other->name); });
  const std::vector<Column> columns{{"Officer"}, {"Team"}, {"In date for"}, {"Works"}, {"Away today"}};
  std::vector<std::vector<Cell>> rows;
  for (const auto& officer : officers)
    rows.push_back({{{.text = officer->name, .href = officer_path(*officer)}}, {{team_of(*officer)}}, {{accreditation_words(*officer, visit.rules().workforce, today)}},
                    {{pattern_words(*officer)}}, {{absence_on(*officer, today) ? "Yes" : "No"}}});
  visit.desk().note_list_read(visit.visitor.actor, "officers' accreditations, working patterns and absences", visit.as_known_at);
  auto head = visit.head("Officers");
  head.wide = true;
  head.back_href = "/measures/workforce";
  json::array parts{table({.caption = "By team", .columns = columns, .rows = rows, .empty = "There are no officers' accounts."})};
  return visit.page("measures/parts", head, {{"heading", "Officers"}, {"parts", std::move(parts)}});
}

Response officer_page(Visit& visit) {
  const auto officer = asked_for(visit);
  if (!officer) return visit.not_found("There is no such officer.");
  visit.desk().note_list_read(visit.visitor.actor, "an officer's accreditations, working pattern and absences", visit.as_known_at);
  return shown(visit, *officer, nullptr);
}

Response accreditation_posted(Visit& visit) { return posted(visit, "record-accreditation", "accreditation", "The accreditation was recorded."); }
Response accreditation_ended_posted(Visit& visit) { return posted(visit, "end-accreditation", "ended", "The accreditation was ended."); }
Response pattern_posted(Visit& visit) { return posted(visit, "set-working-pattern", "pattern", "When they work was recorded.", {"shifts", "weekdays"}); }
Response absence_posted(Visit& visit) { return posted(visit, "record-absence", "absence", "The absence was recorded."); }
Response absence_ended_posted(Visit& visit) { return posted(visit, "end-absence", "back", "That they are back was recorded."); }

}  // namespace lapwing::web
