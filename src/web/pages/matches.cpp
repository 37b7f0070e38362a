// Who is thought to be who: mentions waiting for somebody to say, and for two of them what speaks for one person and what against.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "views/sentences.hpp"
#include "web/opened_report.hpp"
#include "web/pages/groups_pages.hpp"
#include "web/wording.hpp"

namespace lapwing::web {

using namespace render;
using casework::MentionRef;

namespace {

constexpr std::size_t matches_shown_max = 100;
constexpr double weight_least = 0.05, strong_weight = 4, some_weight = 1.5;   // natural-log likelihood ratios: 55 times and 4.5 times as likely

std::string strength(double weight) {
  const auto size = std::abs(weight);
  if (size < weight_least) return "Says nothing either way";
  const auto how = size >= strong_weight ? "Strongly" : size >= some_weight ? "Clearly" : "A little";
  return fmt::format("{} {}", how, weight > 0 ? "for one person" : "against");
}

std::string chance_words(double probability) {
  const auto hundredths = static_cast<int>(std::lround(probability * 100));
  if (hundredths >= 99) return "almost certainly one person";
  if (hundredths <= 1) return "almost certainly two people";
  return fmt::format("about {} in 100 such pairs are one person", hundredths);
}

std::string signed_weight(double weight) { return fmt::format("{}{:.1f}", weight > 0 ? "+" : weight < 0 ? "−" : "", std::abs(weight)); }

std::string match_path(const MentionRef& one, const MentionRef& other) {
  return fmt::format("/matches/one?from={}&to={}", transport::percent_encode(one.report + "/" + one.ref), transport::percent_encode(other.report + "/" + other.ref));
}

std::optional<MentionRef> mention_asked(std::string_view text) {
  const auto slash = text.rfind('/');
  if (slash == text.npos || slash == 0 || slash + 1 == text.size()) return std::nullopt;
  return MentionRef{std::string(text.substr(0, slash)), std::string(text.substr(slash + 1))};
}

std::string said(const std::string& name) { return name.empty() ? "somebody not named" : name; }

json::object waterfall(const desk::MatchShown& match) {
  std::vector<std::vector<Cell>> rows;
  rows.push_back({{{.text = "Before anything is compared"}}, {{.text = "How rarely two mentions drawn at random are one person"}}, {{.text = "Against"}},
                  {{.text = signed_weight(match.start)}}, {{.text = signed_weight(match.start)}}});
  double sum = match.start;
  std::string silent;   // what could not be compared, together: a row for each would hide those that speak
  for (const auto& bar : match.bars) {
    sum += bar.weight;
    if (std::abs(bar.weight) < weight_least) {
      silent += (silent.empty() ? "" : ", ") + bar.what;
      continue;
    }
    rows.push_back({{{.text = views::capital(bar.what)}}, {{.text = views::capital(bar.why)}}, {{.text = strength(bar.weight)}}, {{.text = signed_weight(bar.weight)}}, {{.text = signed_weight(sum)}}});
  }
  if (!silent.empty())
    rows.push_back({{{.text = "Not known, or the same for anybody"}}, {{.text = views::capital(silent)}}, {{.text = "Says nothing either way"}}, {{.text = "0"}},
                    {{.text = signed_weight(sum)}}});
  rows.push_back({{{.text = "Together"}}, {{.text = views::capital(chance_words(match.probability))}}, {{.text = match.probability >= 0.5 ? "For one person" : "Against"}},
                  {{.text = ""}}, {{.text = signed_weight(sum)}}});
  const std::vector<Column> columns{{"What was compared"}, {"What was found"}, {"What it says"}, {.text = "Weight", .numeric = true}, {.text = "Sum so far", .numeric = true}};
  return table({.caption = "What each thing adds", .columns = columns, .rows = rows});
}

std::string ruled_words(const Visit& visit, const casework::Recorded& ruling) {
  const bool same = std::holds_alternative<casework::MatchConfirmed>(ruling.event);
  const auto& reason = same ? std::get<casework::MatchConfirmed>(ruling.event).reason : std::get<casework::MatchRefused>(ruling.event).reason;
  return fmt::format("{} said at {} that these are {}: {}", ruling.stamp.by.name, for_people(ruling.stamp.at, visit.now()), same ? "one person" : "two people", reason);
}

json::array match_forms(const Visit& visit, const desk::MatchShown& match, const Refused* refused) {
  json::array out;
  if (!visit.visitor.may_do("confirm-match")) return out;
  Choices choices{{"confirm", "They are one person"}, {"refuse", "They are two people"}};
  if (match.ruling) choices.push_back({"lift", "Take back what was said"});
  Form form(visit, "match", refused);
  form.radios({.name = "ruling", .legend = "What do you say?", .items = choices, .small = true}).input({.name = "reason", .label = "Why"});
  out.push_back(form.done(match_path(match.one, match.other), "Record it", 0));
  return out;
}

Response shown_match(Visit& visit, const Refused* refused) {
  if (!visit.visitor.sees_names()) return visit.problem(403, "This is not shown", "Whether two people are one is judged by their names, which your role reads without.");
  const auto one = mention_asked(visit.query.get("from")), other = mention_asked(visit.query.get("to"));
  if (!one || !other) return visit.problem(400, "Two mentions are needed", "from and to: a report's number and who in it, as R-000123/p2.");
  const auto then = links_at(visit);
  if (!then) return then.error();
  const auto match = then->keeper->match(*one, *other);
  if (!match) return visit.not_found("One of these mentions is not held, or is not of a person.");
  visit.desk().note_list_read(visit.visitor.actor, "a match of two mentions", visit.as_known_at);
  std::vector<SummaryRow> rows;
  for (const auto& [key, mention, name] : {std::tuple{"One", match->one, match->one_name}, std::tuple{"The other", match->other, match->other_name}}) {
    Value shown{.text = fmt::format("{}, in report {}", said(name), mention.report)};
    if (const auto id = then->keeper->report_id(mention.report); id && visit.visitor.may_read("reports")) shown.href = "/reports/" + id->text();
    rows.push_back({key, std::move(shown)});
  }
  rows.push_back({"As things stand", {.text = match->together ? "Taken for one person" : "Taken for two people"}});
  rows.push_back({"How likely", {.text = views::capital(chance_words(match->probability))}});
  if (match->ruling) rows.push_back({"Ruled", {.text = ruled_words(visit, *match->ruling)}});
  json::array fields{summary_list(rows), waterfall(*match)};
  if (!visit.as_known_at)
    for (auto& part : match_forms(visit, *match, refused)) fields.push_back(std::move(part));
  auto head = visit.head("One person or two?");
  head.wide = true;
  head.back_href = "/matches";
  if (refused) head.errors = refused->errors;
  return visit.page("groups", head, {{"heading", "One person or two?"}, {"fields", std::move(fields)}}, refused ? refused->status : 200);
}

}  // namespace

Response matches_page(Visit& visit) {
  if (!visit.visitor.sees_names()) return visit.problem(403, "This is not shown", "Whether two people are one is judged by their names, which your role reads without.");
  const auto then = links_at(visit);
  if (!then) return then.error();
  std::vector<std::vector<Cell>> rows;
  for (const auto& match : then->keeper->proposed(matches_shown_max))
    rows.push_back({{{.text = fmt::format("{} and {}", said(match.one_name), said(match.other_name)), .href = match_path(match.one, match.other)}},
                    {{.text = fmt::format("{} and {}", match.one.report, match.other.report)}}, {{.text = views::capital(chance_words(match.probability))}}});
  const std::vector<Column> columns{{"Who"}, {"Reports"}, {"How likely"}};
  visit.desk().note_list_read(visit.visitor.actor, "mentions that may be one person", visit.as_known_at);
  json::array fields{paragraph("These may be one person and are not taken for one. Say whether they are: it can be taken back."),
                     table({.caption = "Waiting for somebody to say", .columns = columns, .rows = rows, .empty = "Nothing is waiting."})};
  auto head = visit.head("One person or two?");
  head.wide = true;
  head.back_href = "/groups";
  return visit.page("groups", head, {{"heading", "One person or two?"}, {"fields", std::move(fields)}});
}

Response match_page(Visit& visit) { return shown_match(visit, nullptr); }

Response match_posted(Visit& visit) {
  const auto one = mention_asked(visit.query.get("from")), other = mention_asked(visit.query.get("to"));
  if (!one || !other) return visit.problem(400, "Two mentions are needed", "from and to: a report's number and who in it, as R-000123/p2.");
  const auto ruling = visit.form.get("match.ruling");
  const std::string reason(visit.form.get("match.reason"));
  Refused refused;
  if (ruling.empty()) refused.errors.push_back({"match.ruling", "Say whether they are one person"});
  if (reason.empty()) refused.errors.push_back({"match.reason", "Say why"});
  if (!refused.errors.empty()) return shown_match(visit, &refused);
  casework::LinkCommand command = casework::ConfirmMatch{one->report, one->ref, other->report, other->ref, reason};
  if (ruling == "refuse") command = casework::RefuseMatch{one->report, one->ref, other->report, other->ref, reason};
  if (ruling == "lift") command = casework::LiftMatchRuling{one->report, one->ref, other->report, other->ref, reason};
  if (auto asked = asked_about_wording(visit, casework::command_name(command))) return std::move(*asked);
  const auto outcome = send_on_links(visit, std::move(command));
  if (outcome) return visit.redirect(match_path(*one, *other), "What you said was recorded.");
  if (outcome.error().kind != casework::RefusalKind::invalid) return visit.refusal(outcome.error());
  const auto again = refused_by(visit, "match", outcome.error());
  return shown_match(visit, &again);
}

}  // namespace lapwing::web
