// "How we are doing": what the pages of figures have in common. A page is one function from what was asked to its parts; the page
// itself, its chart, its files and its call of the API are made from those parts here, so that they cannot say different things.
//
// To add a page: write its function in pages/measures/NAME.cpp, declare it below, and add its line to measure_pages() in registry.cpp.
// Worker threads; nothing is shared.
#pragma once
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "measures/period.hpp"
#include "measures/table.hpp"
#include "web/pages/posting.hpp"
#include "web/visit.hpp"

namespace lapwing::web {

// The months, in London time and both counted, and the team. Read from ?from=2026-01&to=2026-06&team=…
struct MeasureAsked {
  measures::Months months;
  measures::Span span;
  std::string team;                       // empty: every team
  const Refused* refused = nullptr;       // a form of this page was just refused: it is shown again with this

  std::string words() const;              // "December 2025 to November 2026, Response B"
};

constexpr std::size_t measure_team_bytes_max = 200;

// Wrong months are errors of the fields `from` and `to`.
std::expected<MeasureAsked, render::FieldErrors> measure_asked(const Visit& visit);

// What a page shows. `before` and `after` are components (render/components.hpp) around the parts: a form of its own, links.
struct MeasureBody {
  std::vector<measures::Section> sections;
  json::array before = {}, after = {};
};
using MeasureAnswer = std::expected<MeasureBody, Response>;
using MeasureHeadlines = std::vector<measures::Section>;

struct MeasurePage {
  std::string_view path;                  // after /measures/: "equity", "response/breaches"
  std::string_view title;                 // "Who is being harmed"
  MeasureAnswer (*body)(Visit& visit, const MeasureAsked& asked);
  bool in_navigation = true;              // false: reached from another page
  bool by_team = true;                    // false: the form asks for no team
  // Its headlines for "How we are doing", to the letter those of its parts, where they cost less than the whole page; null: its parts are asked.
  MeasureHeadlines (*headlines)(Visit& visit, const MeasureAsked& asked) = nullptr;
};

const std::vector<MeasurePage>& measure_pages();   // registry.cpp, in the order of the navigation
const MeasurePage* find_measure_page(std::string_view path);

// ---- what the handlers are made of ----
Response measure_page(Visit& visit, const MeasurePage& page);
// The same page, with what a form of it was refused for.
Response measure_page(Visit& visit, const MeasurePage& page, const Refused& refused);
Response measure_file(Visit& visit, const MeasurePage& page, std::string_view file);   // "first-deployment.csv", ".xlsx"
Response measures_overview(Visit& visit);
Response measure_cases(Visit& visit);                             // /measures/cases?… (measures/case_filter.hpp)

json::object section_model(const measures::Section& section, const MeasurePage& page, const Visit& visit, const MeasureAsked& asked);
json::object period_form(const Visit& visit, const MeasurePage* page, const render::FieldErrors& errors);
json::object measure_navigation(const Visit& visit);
std::string measure_query(const MeasureAsked& asked);              // "from=2026-01&to=2026-06&team=Response%20B"
void note_measure_look(const Visit& visit, std::string_view title, const MeasureAsked& asked, std::string_view as = {});

}  // namespace lapwing::web
