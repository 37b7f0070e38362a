#include "web/opened_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "views/redaction.hpp"
#include "views/report_words.hpp"
#include "views/sentences.hpp"
#include "web/chart_sentences.hpp"
#include "web/opened_report.hpp"
#include "web/site.hpp"

namespace lapwing::web {

namespace {

using links::NodeKind;

// ---- asking -----------------------------------------------------------------------------------------------------------------

std::expected<links::ChartAsk, Response> asked_of(const Visit& visit) {
  links::ChartAsk ask;
  const auto span = report_filter(visit);   // reads ?from= and ?to= as the list of reports does
  if (!span) return std::unexpected(visit.problem(400, "The links cannot be shown", span.error()));
  ask.from = span->from;
  ask.to = span->to;
  const auto cursor = visit.query.get("cursor");
  const auto read = std::from_chars(cursor.data(), cursor.data() + cursor.size(), ask.skip);
  if (!cursor.empty() && (read.ec != std::errc{} || read.ptr != cursor.data() + cursor.size()))
    return std::unexpected(visit.problem(400, "The links cannot be shown", "cursor: what \"next\" of the answer before said."));
  return ask;
}

// ---- who may be shown ---------------------------------------------------------------------------------------------------------

class Allowed {
 public:
  Allowed(const Visit& visit, const desk::LinkKeeper& keeper) : visit_(visit), keeper_(keeper) {}

  bool entity(const links::ChartEntity& one) {
    return one.kind != NodeKind::person || std::ranges::all_of(keeper_.children_of(one.id), [&](ChildId child) { return record(child); });
  }
  bool report(const std::string& number) {
    const auto child = keeper_.child_with_report(number);
    if (!child || record(*child)) return true;
    without.insert(number);
    return false;
  }

  std::set<std::string> without;

 private:
  bool record(ChildId child) {
    const auto [found, is_new] = known_.try_emplace(child, false);
    if (is_new) found->second = may_see_child(visit_, child);
    return found->second;
  }

  const Visit& visit_;
  const desk::LinkKeeper& keeper_;
  std::map<ChildId, bool> known_;
};

// The chart without what may not be shown; true when anything was left out. With `around`, somebody whom only such a link tells of goes
// with it; the one asked about and the members of a group stay.
bool leave_out(links::Chart& chart, Allowed& allowed, bool around) {
  std::vector<bool> stays;
  for (const auto& one : chart.entities) stays.push_back(allowed.entity(one));
  const auto before = chart.links.size();
  std::erase_if(chart.links, [&](const auto& link) { return !stays[link.x] || !stays[link.y] || !allowed.report(link.report); });
  std::vector<bool> told(chart.entities.size(), !around || chart.links.size() == before);
  told.front() = true;
  for (const auto& link : chart.links) told[link.x] = told[link.y] = true;
  std::vector<std::size_t> place(chart.entities.size());
  std::vector<links::ChartEntity> kept;
  for (std::size_t i = 0; i < chart.entities.size(); ++i) {
    place[i] = kept.size();
    if (stays[i] && told[i]) kept.push_back(std::move(chart.entities[i]));
  }
  const bool some = kept.size() < chart.entities.size() || chart.links.size() < before;
  chart.entities = std::move(kept);
  for (auto& link : chart.links) link.x = place[link.x], link.y = place[link.y];
  return some;
}

// ---- in words -----------------------------------------------------------------------------------------------------------------

std::string kind_of(const links::ChartEntity& one) {
  switch (one.kind) {
    case NodeKind::person: return one.child ? "child" : "adult";
    case NodeKind::place: return "place";
    case NodeKind::vehicle: return "vehicle";
    case NodeKind::phone: return "phone";
  }
  return "";
}

std::string kind_words(const links::ChartEntity& one) {
  auto word = views::capital(kind_of(one));
  if (one.kind == NodeKind::place && one.place != reports::PlaceKind::other) {
    std::string which(views::place_words(one.place));
    if (!which.empty()) which[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(which[0])));
    word += ": " + which;
  }
  return word;
}

std::string grading_words(const reports::Grading& grading) {
  std::string out;
  const auto add = [&](const std::string& line) { out += (out.empty() ? "" : "\n") + line; };
  if (grading.source) add("Source " + views::source_words(*grading.source));
  if (grading.information) add("Information " + views::information_words(*grading.information));
  if (grading.handling) add("Handling " + views::handling_words(*grading.handling));
  return out.empty() ? "Not graded" : out;
}

class Showing {
 public:
  Showing(const Visit& visit, const LinksThen& then) : visit_(visit), then_(then), names_(visit.visitor.sees_names()) {}

  ShownChart done(const links::Chart& chart) const {
    ShownChart out;
    for (const auto& one : chart.entities) out.entities.push_back(entity(one));
    for (const auto& one : chart.links) out.links.push_back(link(chart, one));
    out.next = chart.next;
    out.hub = chart.hub;
    std::vector<std::string> names;
    for (const auto& one : out.entities) names.push_back(one.name);
    out.sentences = chart_sentences(chart, names);
    if (!chart.all_looked_at) out.notes.push_back(fmt::format("Only the last {} links to come in were looked through.", links::chart_facts_looked_at_max));
    return out;
  }

 private:
  ShownEntity entity(const links::ChartEntity& one) const {
    ShownEntity out;
    out.id = names_ ? one.id : one.id_unnamed;
    out.path = entity_path(out.id) + past_query();
    out.kind = kind_of(one);
    out.kind_words = kind_words(one);
    out.name = names_ ? one.name : "";
    if (out.name.empty()) out.name = fmt::format("{} ({})", names_ ? (one.kind == NodeKind::person ? "Somebody not named" : "A " + out.kind + " not known") : views::capital(out.kind), out.id);
    if (one.ordinary != links::Ordinary::nothing_known) out.note = views::capital(std::string(links::words(one.ordinary)));
    if (one.hub) out.note += fmt::format("{}Very many reports tell of it, so a link to it means little", out.note.empty() ? "" : ". ");
    out.reports = one.reports;
    out.hub = one.hub;
    return out;
  }

  ShownLink link(const links::Chart& chart, const links::ChartLink& one) const {
    ShownLink out;
    out.id = one.id;
    out.from = one.x;
    out.to = one.y;
    out.what = links::link_words(chart, one);
    if (!one.at.empty() && names_) out.what += ", at " + one.at;
    out.when = one.when;
    out.when_words = one.timed ? for_people(one.when, visit_.now()) : "Received " + for_people(one.when, visit_.now());
    out.report = one.report;
    if (const auto id = then_.keeper->report_id(one.report)) {
      if (visit_.visitor.may_read("reports")) out.report_path = "/reports/" + id->text() + past_query();
      out.source = fmt::format("{}, {}", views::kind_words(one.report_kind), one.agency);
    } else {
      const auto child = then_.keeper->child_with_report(one.report);
      const bool of_episode = one.report.starts_with("M-");
      out.report = of_episode ? one.report.substr(0, one.report.find('/')) : "The child's record";
      if (of_episode && visit_.visitor.may_read("episode")) out.report_path = "/episodes/" + out.report;
      else if (!of_episode && child && visit_.visitor.may_read("child")) out.report_path = "/children/" + child->text();
      out.source = "Recorded on the child's own record";
    }
    out.source += "\n" + grading_words(one.grading);
    return out;
  }

  std::string past_query() const {
    return visit_.as_known_at ? "?as_known_at=" + transport::percent_encode(to_rfc3339(*visit_.as_known_at)) : "";
  }

  const Visit& visit_;
  const LinksThen& then_;
  const bool names_;
};

struct Held {
  LinksThen then;
  links::Chart chart;
  std::string title;
  std::vector<ChildId> records;
  std::vector<std::string> without;
  bool some_hidden = false;
};

Held without_what_is_hidden(const Visit& visit, LinksThen then, links::Chart chart, bool around) {
  Held held{std::move(then), std::move(chart), {}, {}, {}, false};
  if (held.chart.entities.empty()) return held;
  Allowed allowed(visit, *held.then.keeper);
  held.some_hidden = leave_out(held.chart, allowed, around);
  held.without.assign(allowed.without.begin(), allowed.without.end());
  return held;
}

std::expected<Held, Response> held_of(Visit& visit) {
  auto then = links_at(visit);
  if (!then) return std::unexpected(std::move(then.error()));
  const auto ask = asked_of(visit);
  if (!ask) return std::unexpected(ask.error());
  std::optional<links::Chart> chart;
  then->keeper->with_links([&](const links::Links& links) { chart = links::chart_of(links, entity_named(visit.param("entity")), *ask); });
  if (!chart)
    return std::unexpected(visit.not_found(visit.as_known_at ? "Nobody and nothing of this name had been told of then." : "No report that is held names this person or thing. It may have been withdrawn."));
  const auto asked_about = chart->entities.front().id;
  const auto records = then->keeper->children_of(asked_about);
  for (const auto& child : records)
    if (const auto opened = visit.open_case(child, std::nullopt, "the child's links"); !opened) return std::unexpected(opened.error());
  if (records.empty()) visit.desk().note_list_read(visit.visitor.actor, "the links of " + asked_about, visit.as_known_at);
  auto held = without_what_is_hidden(visit, std::move(*then), std::move(*chart), true);
  held.records = records;
  return held;
}

std::expected<Held, Response> held_of_group(Visit& visit) {
  auto then = links_at(visit);
  if (!then) return std::unexpected(std::move(then.error()));
  const auto ask = asked_of(visit);
  if (!ask) return std::unexpected(ask.error());
  const auto* one = then->groups->find(visit.param("group"));
  if (!one) return std::unexpected(visit.not_found("There is no such group now: see the list of groups."));
  std::vector<std::string> ids;
  for (const auto* members : {&one->group.children, &one->group.adults})
    for (const auto& member : *members) ids.push_back(member.id);
  for (const auto& thing : one->group.things) ids.push_back(thing.id);
  links::Chart chart;
  then->keeper->with_links([&](const links::Links& links) { chart = links::chart_among(links, ids, *ask); });
  visit.desk().note_list_read(visit.visitor.actor, "the chart of group " + one->group.id, visit.as_known_at);
  const auto title = shown_group(visit, *then, *one).title;
  auto held = without_what_is_hidden(visit, std::move(*then), std::move(chart), false);
  held.title = title;
  return held;
}

ShownChart shown(const Visit& visit, const Held& held) {
  auto out = Showing(visit, held.then).done(held.chart);
  out.title = !held.title.empty() || out.entities.empty() ? held.title : out.entities.front().name;
  out.records = held.records;
  out.some_hidden = held.some_hidden;
  if (held.some_hidden) out.notes.push_back("Some links are not shown to you: they lead to a record that is restricted.");
  return out;
}

}  // namespace

std::expected<ShownChart, Response> open_chart(Visit& visit) {
  const auto held = held_of(visit);
  if (!held) return std::unexpected(held.error());
  return shown(visit, *held);
}

std::expected<ShownChart, Response> open_group_chart(Visit& visit) {
  const auto held = held_of_group(visit);
  if (!held) return std::unexpected(held.error());
  return shown(visit, *held);
}

std::expected<ChartToWrite, Response> chart_to_write(Visit& visit, bool of_group) {
  if (!visit.visitor.sees_names())
    return std::unexpected(visit.problem(403, "Files hold names", "Your role reads without names, and what is written to a file holds them."));
  auto held = of_group ? held_of_group(visit) : held_of(visit);
  if (!held) return std::unexpected(held.error());
  ChartToWrite out{std::move(held->then), {}, std::move(held->without)};
  for (const auto& one : held->chart.entities) out.entities.push_back(one.id);
  return out;
}

std::string entity_path(std::string_view id) {
  std::string part;
  for (const char c : id) {
    if (c == '~') part += "~0";
    else if (c == '/') part += "~1";
    else part += c;
  }
  return "/links/" + transport::percent_encode(part);
}

std::string entity_named(std::string_view part) {
  std::string out;
  for (std::size_t i = 0; i < part.size(); ++i) {
    const bool escaped = part[i] == '~' && i + 1 < part.size() && (part[i + 1] == '0' || part[i + 1] == '1');
    out += !escaped ? part[i] : part[i + 1] == '1' ? '/' : '~';
    i += escaped;
  }
  return out;
}

}  // namespace lapwing::web
