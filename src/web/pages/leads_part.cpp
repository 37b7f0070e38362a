// Whom and where to try first for a missing child, each with its reasons; and what the child's page shows of links.
#include <fmt/format.h>

#include "views/report_words.hpp"
#include "views/sentences.hpp"
#include "web/opened_chart.hpp"
#include "web/pages/groups_pages.hpp"
#include "web/site.hpp"

namespace lapwing::web {

using namespace render;

namespace {

constexpr std::size_t try_first_max = 6;

std::string_view kind_word(links::NodeKind kind) {
  switch (kind) {
    case links::NodeKind::person: return "Person";
    case links::NodeKind::place: return "Place";
    case links::NodeKind::vehicle: return "Vehicle";
    case links::NodeKind::phone: return "Phone";
  }
  return "";
}

// "Found with the child, 3 March 2026, police, report R-000123 (2C)"
std::string reason_words(const desk::LeadReason& reason) {
  auto words = fmt::format("{}, {}, {}", views::capital(reason.what), for_people(london_date(reason.at)),
                           reason.own ? "recorded on " + reason.report.substr(0, reason.report.find('/')) : reason.agency + ", report " + reason.report);
  if (const auto grading = views::grading_words(reason.grading); !grading.empty()) words += fmt::format(" ({})", grading);
  return words;
}

json::object leads_table(const Visit& visit, std::string_view caption, const std::vector<desk::Lead>& leads, std::size_t most) {
  const bool reads_reports = visit.visitor.may_read("reports");
  std::vector<std::vector<Cell>> rows;
  for (const auto& lead : leads) {
    if (rows.size() == most) break;
    std::string why;
    for (std::size_t i = 0; i < lead.reasons.size() && i < 3; ++i) why += (i ? "\n" : "") + reason_words(lead.reasons[i]);
    if (lead.reasons.size() > 3) why += fmt::format("\nand {} more", lead.reasons.size() - 3);
    rows.push_back({{{.text = lead.name, .href = reads_reports ? entity_path(lead.id) : ""}}, {{.text = lead.note.empty() ? std::string(kind_word(lead.kind)) : fmt::format("{}: {}", kind_word(lead.kind), lead.note)}},
                    {{.text = std::move(why)}}});
  }
  const std::vector<Column> columns{{"Who or where"}, {"What"}, {"Why"}};
  return table({.caption = caption, .columns = columns, .rows = rows, .caption_size = "s", .empty = "No report ties anybody or anywhere to the child yet."});
}

void add_groups(json::array& out, const Visit& visit, const desk::GroupList& groups, ChildId child) {
  const auto add = [&](const desk::GroupOnDesk& one, bool thought) {
    const auto shown = shown_group(visit, {visit.site.options.links, visit.site.options.links->groups()}, one);
    out.push_back(inset(fmt::format("{} a group of {}, {}. {}; this is a reason to look, not a finding.",
                                    thought ? "A child in reports who is only thought to be this child, which nobody has confirmed, is linked to" : "Linked by reports to",
                                    shown.title, shown.tied_by, views::capital(shown.likelihood))));
    if (visit.visitor.may_read("groups")) out.push_back(link("The group, and the reports that carry it", group_path(shown.id)));
  };
  for (const auto* one : groups.of(child)) add(*one, false);
  for (const auto* one : groups.thought_of(child)) add(*one, true);
}

}  // namespace

json::array try_first_part(const Visit& visit, ChildId child) {
  const auto& live = visit.site.options.links;
  if (!live || visit.as_known_at || !visit.visitor.sees_names()) return {};
  json::array out{heading("Who and where to try first", "m", "try-first")};
  add_groups(out, visit, *live->groups(), child);
  auto leads = shown_leads(visit, child);
  std::erase_if(leads, [](const auto& lead) { return lead.note == "there as a professional" || lead.note == "a place that many people use"; });
  out.push_back(leads_table(visit, "From earlier returns, sightings and reports", leads, try_first_max));
  return out;
}

json::array child_links_part(const Visit& visit, ChildId child) {
  const auto& live = visit.site.options.links;
  if (!live || visit.as_known_at || !visit.visitor.sees_names()) return {};
  json::array out{heading("Links", "m", "links")};
  add_groups(out, visit, *live->groups(), child);
  if (const auto entity = live->entity_of(child); !entity.empty() && visit.visitor.may_read("reports"))
    out.push_back(link("Everything that is linked to the child, as tables and as a chart", entity_path(entity)));
  out.push_back(leads_table(visit, "People, places, vehicles and phones that reports tie to the child", shown_leads(visit, child), desk::LinkKeeper::leads_max));
  return out;
}

}  // namespace lapwing::web
