// "How we are doing": of each page the sentences that matter most, and the way to it.
#include <fmt/format.h>

#include <algorithm>

#include "web/pages/measures/measure_pages.hpp"

namespace lapwing::web {

namespace {

json::array lines_of(const std::vector<measures::Section>& sections, const std::string& href) {
  const bool several = std::ranges::count_if(sections, [](const auto& section) { return !section.headline.empty(); }) > 1;
  json::array lines;
  for (const auto& section : sections)
    if (!section.headline.empty())
      lines.push_back(json::object{{"text", section.headline}, {"href", fmt::format("{}#{}", href, section.id)},
                                   {"more", several ? section.title : std::string()}});
  return lines;
}

std::expected<MeasureHeadlines, Response> headlines_of(Visit& visit, const MeasurePage& page, const MeasureAsked& asked) {
  if (page.headlines) return page.headlines(visit, asked);
  auto body = page.body(visit, asked);
  if (!body) return std::unexpected(std::move(body.error()));
  return std::move(body->sections);
}

}  // namespace

Response measures_overview(Visit& visit) {
  if (visit.as_known_at) return visit.problem(400, "Figures are of the record as it is now", "Leave out as_known_at, and choose the months instead.");
  const auto asked = measure_asked(visit);
  auto head = visit.head("How we are doing");
  head.wide = true;
  json::object model{{"navigation_of_measures", measure_navigation(visit)}};
  if (!asked) {
    head.errors = asked.error();
    model["period"] = period_form(visit, nullptr, asked.error());
    return visit.page("measures/overview", head, std::move(model), 400);
  }
  note_measure_look(visit, "How we are doing", *asked);
  json::array pages;
  for (const auto& page : measure_pages()) {
    if (!page.in_navigation) continue;
    const auto found = headlines_of(visit, page, *asked);
    if (!found) return found.error();
    const auto href = fmt::format("/measures/{}?{}", page.path, measure_query(*asked));
    auto lines = lines_of(*found, href);
    if (!lines.empty()) pages.push_back(json::object{{"title", page.title}, {"href", href}, {"lines", std::move(lines)}});
  }
  model["period"] = period_form(visit, nullptr, {});
  model["months"] = asked->words();
  model["pages"] = std::move(pages);
  return visit.page("measures/overview", head, std::move(model));
}

}  // namespace lapwing::web
