// The actions that somebody owns: those to do first, with who and by when; each can be recorded as done or passed on.
#include <fmt/format.h>

#include <algorithm>

#include "casework/interview.hpp"
#include "views/sentences.hpp"
#include "web/pages/return_pages.hpp"

namespace lapwing::web {

using namespace render;
using casework::Kept;
using casework::OwnedAction;

namespace {

Value due_value(const EpisodeView& view, const OwnedAction& action, const views::BoardRow& row) {
  const auto now = view.visit.now();
  const auto clock = std::ranges::find_if(row.clocks, [&](const auto& one) { return one.about == action.id; });
  std::string words = action.due > now ? fmt::format("{}, due in {}", view.when(action.due), duration_for_people(action.due - now))
                                       : fmt::format("{}, {} late", view.when(action.due), duration_for_people(now - action.due));
  if (clock == row.clocks.end()) return {words};
  if (clock->phase == casework::ClockPhase::silenced && clock->silenced_until)
    words += fmt::format(", acknowledged until {}", view.when(*clock->silenced_until));
  else if (clock->told)
    words += ", with " + views::rung_word(*clock->told);
  return {.text = std::move(words), .tag = clock->phase == casework::ClockPhase::breached ? "red" : ""};
}

void follows_from(const EpisodeView& view, const OwnedAction& action, std::vector<SummaryRow>& rows) {
  std::string questions;
  const auto add = [&](ItemId id) {
    if (const auto* question = casework::find_question(view.episode(), id))
      questions += (questions.empty() ? "" : "\n") + question->text;
  };
  if (action.question) add(*action.question);
  for (const auto id : action.also) add(id);
  if (!questions.empty()) rows.push_back({"Follows from", {questions}});
}

void open_action(const EpisodeView& view, const Kept<OwnedAction>& kept, const views::BoardRow& row, json::array& main) {
  const auto& action = kept.what;
  const auto id = action.id.text();
  std::vector<SummaryRow> rows{{"Owner", {action.owner.name}}, {"Due", due_value(view, action, row)}};
  follows_from(view, action, rows);
  rows.push_back({"Set by", {fmt::format("{}, {}", views::who(kept.stamp.by), view.when(kept.stamp.at))}});
  main.push_back(heading(action.text, "s", "action-" + id));
  main.push_back(summary_list(rows));
  if (view.may("complete-action")) {
    auto form = view.form("done-" + id);
    form.hidden("action", id);
    form.textarea({.name = "result", .label = "What was done, and what was found", .rows = 3});
    main.push_back(form.folded("Record it as done", view.action("complete-action"), "Record it as done", view.held().version));
  }
  if (view.may("reassign-action")) {
    auto form = view.form("to-" + id);
    form.hidden("action", id);
    form.person("to", "Who will do it now");
    form.input({.name = "reason", .label = "Why it is passed on"});
    main.push_back(form.folded("Give it to someone else", view.action("reassign-action"), "Give it to them", view.held().version));
    if (view.visit.visitor.may_read("measures") && view.visit.visitor.sees_names())
      main.push_back(link("Who is in date, on shift and carries least", fmt::format("/measures/workforce/allocate/{}?action={}", view.episode().id.text(), id)));
  }
}

void done_actions(const std::vector<const Kept<OwnedAction>*>& done, json::array& main) {
  if (done.empty()) return;
  const std::vector<Column> columns{{"Action"}, {"Owner"}, {"What was done"}};
  std::vector<std::vector<Cell>> rows;
  for (const auto* kept : done)
    rows.push_back({{{kept->what.text}}, {{kept->what.owner.name}}, {{kept->what.result.value_or("")}}});
  main.push_back(table({.caption = "Done", .columns = columns, .rows = rows}));
}

json::object new_action(const EpisodeView& view, bool first) {
  auto form = view.form("new");
  form.textarea({.name = "text", .label = "What must be done", .rows = 2});
  form.person("owner", "Who will do it");
  form.when("due", "By when", "Leave empty for the time the rules give.");
  if (first) return form.done(view.action("set-action"), "Set the action", view.held().version);
  return form.folded("Set another action", view.action("set-action"), "Set the action", view.held().version);
}

}  // namespace

EpisodePage actions_page(const EpisodeView& view) {
  EpisodePage page{.title = "Actions", .main = {}, .aside = {}};
  page.main.push_back(link("Everything that follows from the return", page_href(view, "return")));
  std::vector<const Kept<OwnedAction>*> open, done;
  for (const auto& kept : view.episode().actions) (kept.what.result ? done : open).push_back(&kept);
  std::ranges::stable_sort(open, {}, [](const auto* kept) { return kept->what.due; });
  page.main.push_back(heading(open.empty() ? "Nothing is left to do" : "To do"));
  const auto row = told(view.visit, view.opened);
  for (const auto* kept : open) open_action(view, *kept, row, page.main);
  if (view.may("set-action")) {
    if (open.empty()) page.main.push_back(heading("Set an action", "s"));
    page.main.push_back(new_action(view, open.empty()));
  }
  done_actions(done, page.main);
  return page;
}

}  // namespace lapwing::web
