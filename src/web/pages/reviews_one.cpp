// One episode looked back at: what people wrote with the findings marked, what was kept and why, and the reviews written of it.
#include <fmt/format.h>

#include <algorithm>

#include "language/checker.hpp"
#include "views/redaction.hpp"
#include "views/sentences.hpp"
#include "views/timeline.hpp"
#include "web/pages/episode_head.hpp"
#include "web/pages/form.hpp"
#include "web/pages/reviews_pages.hpp"
#include "web/site.hpp"
#include "web/wording.hpp"

namespace lapwing::web {

using namespace render;
using casework::Recorded;

namespace {

struct Read {
  OpenedCase opened;
  std::vector<Recorded> events;               // of the child, as known at the time asked for
  std::optional<int> age;
};

std::expected<Read, Response> read(Visit& visit) {
  auto opened = visit.open_case("the review of the episode");
  if (!opened) return std::unexpected(std::move(opened.error()));
  auto events = visit.desk().history(opened->held->id, visit.as_known_at, false);
  if (!events) return std::unexpected(visit.problem(503, "The record cannot be read", events.error()));
  const auto age = views::child_age(opened->held->details, london_date(visit.now()));
  return Read{std::move(*opened), std::move(*events), age};
}

std::string who(const Visit& visit, const casework::Actor& by) {
  if (visit.visitor.sees_names()) return by.name;
  const auto role = visit.rules().access.roles.find(by.role);
  return role == visit.rules().access.roles.end() ? "Somebody" : role->second.label;
}

std::string heading_of(const WrittenText& written) {
  return fmt::format("{}: {}", for_people(std::string_view(written.event)), for_people(std::string_view(written.field)));
}

// The text in pieces, with the wordings marked. Without names none of it is shown: a passage may name anybody.
json::array pieces(const std::string& text, const std::vector<language::Finding>& findings) {
  json::array out;
  std::size_t from = 0;
  const auto plain = [&](std::size_t until) {
    if (until > from) out.push_back(json::object{{"text", text.substr(from, until - from)}, {"mark", false}, {"quoted", false}});
  };
  for (const auto& finding : findings) {
    plain(finding.start);
    out.push_back(json::object{{"text", std::string(finding.text)}, {"mark", finding.counted()}, {"quoted", !finding.counted()}});
    from = finding.end;
  }
  plain(text.size());
  return out;
}

std::string_view exemption_words(language::Exemption exemption) {
  switch (exemption) {
    case language::Exemption::none: return "";
    case language::Exemption::quoted: return "Quoted: not counted.";
    case language::Exemption::reported: return "Somebody's account: not counted.";
    case language::Exemption::discussed: return "Spoken of as a wording: not counted.";
  }
  return "";
}

json::array findings_of(const Visit& visit, const std::vector<language::Finding>& findings) {
  json::array out;
  for (const auto& finding : findings)
    out.push_back(json::object{{"text", visit.visitor.sees_names() ? fmt::format("“{}”", finding.text) : "A wording (" + finding.rule->family + ")"},
                               {"severity", severity_words(finding.severity)}, {"why", finding.why}, {"source", finding.rule->source},
                               {"exempt", exemption_words(finding.exemption)}});
  return out;
}

json::object passage(const Visit& visit, const WrittenText& written, const std::vector<language::Finding>& findings) {
  const auto& stamp = written.recorded->stamp;
  json::object out{{"heading", heading_of(written)}, {"when", fmt::format("{}, {}", for_people(stamp.at, visit.now()), who(visit, stamp.by))},
                   {"findings", findings_of(visit, findings)}};
  if (visit.visitor.sees_names()) out["pieces"] = pieces(written.text, findings);
  else out["left_out"] = true;
  return out;
}

json::object kept_table(const Visit& visit, const Read& read) {
  std::vector<std::vector<Cell>> rows;
  for (const auto& recorded : read.events) {
    const auto* kept = std::get_if<casework::WordingKept>(&recorded.event);
    if (!kept || recorded.episode != read.opened.episode->id) continue;
    const bool names = visit.visitor.sees_names();
    rows.push_back({{{.text = names ? kept->text : "[left out]"}}, {{.text = !names ? "[left out]" : kept->reason.empty() ? "No reason given" : kept->reason}},
                    {{.text = fmt::format("{}, {}", for_people(std::string_view(kept->command)), for_people(std::string_view(kept->field)))}},
                    {{.text = kept->rule}}, {{.text = fmt::format("{}, {}", for_people(recorded.stamp.at, visit.now()), who(visit, recorded.stamp.by))}}});
  }
  const std::vector<Column> columns{{"Wording"}, {"Kept because"}, {"Where"}, {"Rule"}, {"When, by"}};
  return table({.caption = "Wordings that were kept", .columns = columns, .rows = rows, .empty = "No wording was kept after being asked about."});
}

json::array reviews_of(const Visit& visit, const Read& read) {
  json::array out;
  for (const auto& recorded : read.events) {
    const auto* review = std::get_if<casework::CaseReviewed>(&recorded.event);
    if (!review || recorded.episode != read.opened.episode->id) continue;
    const bool names = visit.visitor.sees_names();
    out.push_back(json::object{{"when", fmt::format("{}, {}", for_people(recorded.stamp.at, visit.now()), who(visit, recorded.stamp.by))},
                               {"text", names ? review->text : "[left out]"},
                               {"learning", !review->learning ? "" : names ? *review->learning : "[left out]"}});
  }
  return out;
}

json::object review_form(const Visit& visit, const Read& read, const Refused* refused) {
  Form form(visit, "", refused);
  form.textarea({.name = "text", .label = "What you found", .hint = "What was done well, what was not, and what it meant for the child.", .rows = 8})
      .textarea({.name = "learning", .label = "What should be done otherwise", .rows = 3});
  return form.done("/reviews/" + read.opened.episode->report.reference, "Record the review", read.opened.held->version);
}

Response shown(Visit& visit, const Read& read, const Refused* refused) {
  auto head = episode_page(visit, read.opened, "Review");
  if (refused) head.errors = refused->errors;
  const language::Facts facts{read.age};
  json::array found, plain;
  for (const auto& written : written_texts(read.events, read.opened.episode->id)) {
    const auto findings = visit.site.wording->check(written.text, facts);
    (findings.empty() ? plain : found).push_back(passage(visit, written, findings));
  }
  const auto& rules = visit.site.wording->rules();
  json::object model{{"head", episode_head(visit, read.opened, "case-review")}, {"has_found", !found.empty()}, {"found", std::move(found)}, {"plain", std::move(plain)},
                     {"kept", kept_table(visit, read)}, {"reviews", reviews_of(visit, read)}, {"sees_names", visit.visitor.sees_names()},
                     {"rules", fmt::format("Checked by version {} of the language rules, digest {}.", rules.version, rules.digest.substr(0, 12))}};
  if (may_change(visit, "write-case-review")) model["form"] = review_form(visit, read, refused);
  return visit.page("review", head, std::move(model), refused ? refused->status : 200);
}

}  // namespace

Response review_page(Visit& visit) {
  const auto opened = read(visit);
  return opened ? shown(visit, *opened, nullptr) : opened.error();
}

Response write_review(Visit& visit) {
  const auto opened = read(visit);
  if (!opened) return opened.error();
  const auto& episode = *opened->opened.episode;
  const Posting posting{.command = "write-case-review", .child = opened->opened.held->id, .episode = episode.id,
                        .back = "/reviews/" + episode.report.reference, .notice = "The review was recorded."};
  return post_command(visit, posting, [&](const Refused& refused) { return shown(visit, *opened, &refused); });
}

}  // namespace lapwing::web
