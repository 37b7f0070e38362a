// Report a child missing: one page, used while the caller is on the line. The search is a form of its own and comes first; the rest
// is one form that can be sent at any moment with as little as a name and a caller.
#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>

#include "web/pages/episode_head.hpp"
#include "web/pages/report_pages.hpp"
#include "web/route.hpp"

namespace lapwing::web {

namespace {

json::object search_field(std::string_view typed) {
  auto field = render::input({.name = "q", .label = "The child's name", .value = typed,
                              .hint = "However it sounds. Add a birth date, age or phone number if you have one.", .type = "search",
                              .label_size = "m", .spellcheck = false, .data_search = "children"});
  field["data_search_href"] = "/report?child=";
  return field;
}

// "Amy Jane Fernley": the last word is the family's.
std::pair<std::string, std::string> names_in(std::string_view typed) {
  std::string text(typed);
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (const auto digit = std::ranges::find_if(text, is_digit); digit != text.end()) text.erase(digit, text.end());
  while (text.ends_with(' ')) text.pop_back();
  const auto space = text.find_last_of(' ');
  if (space == text.npos) return {text, {}};
  return {text.substr(0, space), text.substr(space + 1)};
}

struct Chosen {
  std::optional<OpenedCase> opened;
  json::array told;   // what the page says about the child chosen, or the names found
};

// The form's sections, so that someone on the telephone gets to any of them in one step.
json::array contents(const json::array& fields) {
  json::array links;
  for (const auto& field : fields) {
    const auto& parts = field.as_object();
    const auto* id = parts.if_contains("id");
    const auto* size = parts.if_contains("size");
    if (id && size && *size == "m") links.push_back(json::object{{"id", *id}, {"text", parts.at("text")}});
  }
  return links;
}

Response page(Visit& visit, Chosen chosen, const ReportForm& form) {
  auto head = visit.head("Report a child missing");
  head.wide = true;
  head.query.clear();   // what was typed is in this page's own field
  if (form.refused) head.errors = form.refused->errors;
  const auto typed = visit.query.get("q");
  auto fields = form.fields();
  auto links = contents(fields);
  json::object model{{"search", search_field(typed)},
                     {"told", std::move(chosen.told)},
                     {"contents", std::move(links)},
                     {"fields", std::move(fields)}};
  return visit.page("report", head, std::move(model), form.refused ? form.refused->status : 200);
}

// The child named by `text`, opened and looked at. A record closed to this visitor never stands in the way of a report.
Chosen choose(Visit& visit, std::string_view text) {
  Chosen chosen;
  const auto child = ChildId::parse(text);
  if (!child) return chosen;
  auto opened = visit.open_case(*child, std::nullopt, "what is held, while taking a report");
  if (opened) {
    chosen.told = held_part(visit, *opened->held);
    chosen.opened = std::move(*opened);
  } else {
    chosen.told = {render::inset("You may not open that record. Take the report all the same: the record's owner will join the two.")};
  }
  return chosen;
}

Response get(Visit& visit) {
  auto chosen = choose(visit, visit.query.get("child"));
  const auto typed = visit.query.get("q");
  ReportForm form{.visit = visit, .given = {}, .family = {}};
  if (chosen.opened) {
    form.held = chosen.opened->held.get();
  } else if (!typed.empty()) {
    visit.desk().note_list_read(visit.visitor.actor, "children with a name like the one reported", std::nullopt);
    std::ranges::move(matches_part(visit, typed), std::back_inserter(chosen.told));
    std::tie(form.given, form.family) = names_in(typed);
  }
  return page(visit, std::move(chosen), form);
}

// Rows left empty between others close up, so that a message about the second row sent is shown at the second row.
void close_up_rows(transport::Fields& form) {
  static constexpr std::string_view start = "might_be[";
  std::set<int> filled;
  const auto row_of = [](std::string_view name) {
    int row = -1;
    if (name.starts_with(start)) std::from_chars(name.data() + start.size(), name.data() + name.size(), row);
    return row;
  };
  for (const auto& [name, text] : form)
    if (const int row = row_of(name); row >= 0 && !name.ends_with(".kind") && text.find_first_not_of(" \t") != text.npos) filled.insert(row);
  std::vector<transport::Fields::Pair> pairs;
  for (const auto& [name, text] : form) {
    const int row = row_of(name);
    if (row < 0) pairs.emplace_back(name, text);
    else if (filled.contains(row))
      pairs.emplace_back(fmt::format("{}{}{}", start, std::distance(filled.begin(), filled.find(row)), name.substr(name.find(']'))), text);
  }
  form = transport::Fields(std::move(pairs));
}

int rows_filled(const transport::Fields& form) {
  int rows = 0;
  while (form.has(fmt::format("might_be[{}].label", rows))) ++rows;
  return rows;
}

int rows_asked_for(const transport::Fields& form) {
  const auto text = form.get("_add");
  int rows = 0;
  std::from_chars(text.data(), text.data() + text.size(), rows);
  return rows;
}

Response post(Visit& visit) {
  auto chosen = choose(visit, visit.form.get("_child"));
  close_up_rows(visit.form);
  const int filled = rows_filled(visit.form);
  const auto show = [&](const Refused& refused) {
    ReportForm form{.visit = visit, .refused = &refused, .given = {}, .family = {}};
    if (chosen.opened) form.held = chosen.opened->held.get();
    form.rows = std::clamp(std::max(filled, rows_asked_for(visit.form)) + might_be_rows_at_first, might_be_rows_at_first, might_be_rows_max);
    return page(visit, chosen, form);
  };
  if (visit.form.has("_add")) return show({{}, 200});
  Posting posting{.command = "report-missing", .child = chosen.opened ? chosen.opened->held->id : ChildId{}, .episode = {},
                  .back = {}, .notice = {}};
  auto done = send_body(visit, posting, body_of(visit), show);
  if (!done) return std::move(done.error());
  return visit.redirect("/episodes/" + done->episode->text() + "/reported");
}

}  // namespace

Routes report_routes() {
  return {{"GET", "/report", does("report-missing"), get, "The form for reporting a child missing", {}},
          {"POST", "/report", does("report-missing"), post, "Records a report that a child is missing", {}}};
}

}  // namespace lapwing::web
