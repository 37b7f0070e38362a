// The return: how the child was found, and the list of what follows from it.
#include <fmt/format.h>

#include "casework/interview.hpp"
#include "views/redaction.hpp"
#include "web/pages/return_pages.hpp"

namespace lapwing::web {

using namespace render;
using casework::HowFound;

namespace {

constexpr int rows_at_first = 4, rows_in_all = 8;   // people, places and things named; the interview takes any number more

const Choices& how_choices() {
  static const Choices choices{{"returned_by_self", "Came back alone"},
                               {"found_by_police", "Found by police"},
                               {"found_by_carer", "Found by a parent or carer"},
                               {"found_by_other", "Found by someone else"}};
  return choices;
}

std::string how_word(HowFound how) {
  const std::string_view word = boost::describe::enum_to_string(how, "");
  for (const auto& choice : how_choices())
    if (choice.value == word) return choice.label;
  return {};
}

std::string place_text(const casework::Place& place) {
  return place.postcode ? place.text + ", " + *place.postcode : place.text;
}

void add_row(std::vector<SummaryRow>& rows, std::string key, const std::optional<std::string>& text) {
  if (text && !text->empty()) rows.push_back({std::move(key), {*text}});
}

json::object found_form(const EpisodeView& view) {
  auto form = view.form("");
  form.add(heading("Record the return", "m", "return-form"));
  form.add(paragraph("A child is found once somebody has seen them. If there was only a call or a message, record a sighting instead."));
  form.when("at", "When was the child found?", "Leave the date empty for the last time it was that hour.");
  form.radios({.name = "how", .legend = "How?", .items = how_choices()});
  form.input({.name = "where.text", .label = "Where?", .hint = "As it was said: “Kyle's house, Linthorpe”"});
  form.input({.name = "where.postcode", .label = "Postcode, if known", .width = "10", .spellcheck = false});
  form.input({.name = "with", .label = "With whom?", .hint = "Name them as the child does"});
  form.input({.name = "brought_back", .label = "What did the child bring back?",
              .hint = "New clothes, a phone, money, anything they did not have before"});
  form.textarea({.name = "condition", .label = "How is the child?", .hint = "Hurt, unwell, tired, frightened, calm", .rows = 2});
  form.input({.name = "return_to", .label = "Where is the child going back to, and to whom?"});
  form.textarea({.name = "text", .label = "Anything else", .rows = 3});
  form.add(heading("Who and what was named", "s"));
  form.add(paragraph("Use the child's own words. Each becomes its own questions in the interview; the place, the person and the "
                     "things above do so already."));
  json::array more;
  bool any_typed = false;
  for (int i = 0; i < rows_in_all; ++i) {
    const auto field = fmt::format("mentions[{}]", i);
    auto row = named_row(view, "", field, fmt::format("Named {}", i + 1));
    if (i < rows_at_first) form.add(std::move(row));
    else more.push_back(std::move(row));
    any_typed = any_typed || (i >= rows_at_first && !(form.value(field + ".label") + form.value(field + ".detail")).empty());
  }
  auto folded = details("Add more people, places or things", std::move(more));
  folded["open"] = any_typed;
  form.add(std::move(folded));
  return form.done(view.action("record-return"), "Record the return", view.held().version);
}

}  // namespace

std::string child_word(const EpisodeView& view) {
  return view.visit.visitor.sees_names() ? casework::name_of(view.held().details) : "the child";
}

std::string page_href(const EpisodeView& view, std::string_view page, std::string_view query) {
  auto href = href_of(view.visit, view.episode(), page);
  if (!query.empty()) href += (href.find('?') == href.npos ? "?" : "&") + std::string(query);
  return href;
}

json::object named_row(const EpisodeView& view, const std::string& part, const std::string& field, std::string_view legend) {
  auto row = view.form(part);
  const auto kinds = mention_choices();
  row.select({.name = field + ".kind", .label = "Kind", .items = kinds});
  row.input({.name = field + ".label", .label = "Who or what", .width = "20"});
  row.input({.name = field + ".detail", .label = "What is known", .width = "20"});
  return {{"kind", "components/row"}, {"legend", legend}, {"fields", row.take_fields()}};
}

std::vector<SummaryRow> found_rows(const EpisodeView& view) {
  const auto& episode = view.episode();
  std::vector<SummaryRow> rows;
  if (!episode.returned) return rows;
  const auto& returned = episode.returned->what;
  rows.push_back({"Found", {fmt::format("{}, {}", how_word(returned.how), view.when(returned.at))}});
  rows.push_back({"Where", {place_text(returned.where)}});
  add_row(rows, "With", returned.with);
  add_row(rows, "Brought back", returned.brought_back);
  add_row(rows, "Carried when last seen", episode.report.last_seen.carrying);
  add_row(rows, "Condition", returned.condition);
  add_row(rows, "Going back to", returned.return_to);
  add_row(rows, "Also recorded", returned.text);
  return rows;
}

EpisodePage return_page(const EpisodeView& view) {
  const auto& episode = view.episode();
  EpisodePage page{.title = "Return", .main = {}, .aside = {}};
  const bool to_record = view.may_work("record-return") && (!episode.returned || episode.reopened);
  if (!episode.returned && !to_record)
    page.main.push_back(inset("Nobody has recorded that the child was found."));
  if (to_record) page.main.push_back(found_form(view));
  auto& list = to_record ? page.aside : page.main;
  list.push_back(heading("What must happen before this can close", "m"));
  list.push_back(return_tasks(view));
  if (!episode.returned) return page;
  page.main.push_back(heading(episode.reopened ? "The return as it was recorded before" : "How the child was found"));
  page.main.push_back(summary_list(found_rows(view)));
  const auto& by = episode.returned->stamp;
  if (view.visit.visitor.sees_names())
    page.main.push_back(paragraph(fmt::format("Recorded by {}, {}.", by.by.name, view.when(by.at))));
  if (episode.is_open() && view.may("reopen-episode"))
    page.main.push_back(link("Take back a return that was recorded in error", page_href(view, "close")));
  return page;
}

}  // namespace lapwing::web
