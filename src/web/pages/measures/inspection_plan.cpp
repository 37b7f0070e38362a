// The improvement plan: what will be done about a statement or a cause of concern, by whom and by when. An action may move, with a reason;
// every date it was promised for stays on its page.
#include <fmt/format.h>

#include "views/sentences.hpp"
#include "web/pages/form.hpp"
#include "web/pages/measures/force_posting.hpp"
#include "web/pages/measures/inspection_pages.hpp"
#include "web/route.hpp"

namespace lapwing::web {

using namespace render;

namespace {

constexpr std::string_view plan_path = "/measures/inspection/plan";

json::object set_form(const Visit& visit, const Refused* refused) {
  const auto about = about_choices(inspection_criteria(visit));
  Form form(visit, "set", refused);
  form.select({.name = "about", .label = "What it is about", .items = about})
      .textarea({.name = "text", .label = "What will be done", .rows = 3})
      .person("owner", "Who owns it")
      .when("due", "By which day", {}, false);
  return form.folded("Add an action", plan_path, "Add the action", 0);
}

Response again_on_plan(Visit& visit, const Refused& refused) { return measure_page(visit, *find_measure_page("inspection/plan"), refused); }

Response set_posted(Visit& visit) {
  return post_on_force(visit, {"set-plan-action", std::string(plan_path), "The action was added.", "set"}, body_of(visit, "set"),
                       [&](const Refused& refused) { return again_on_plan(visit, refused); });
}

std::string about_words(const measures::Criteria& criteria, const std::string& about) {
  if (const auto* statement = criteria.find(about)) return statement->text;
  for (const auto& cause : criteria.causes)
    if (cause.id == about) return cause.text;
  return about;
}

// Who its clock has told, in order; empty while it has told nobody.
std::string heard_of(const Visit& visit, const casework::PlanAction& action) {
  const auto force = visit.desk().force_record();
  const auto* clock = force->clock_of(action.id());
  if (!clock || action.done) return {};
  std::string out;
  for (std::size_t at = 0; at < std::min(clock->ladder.size(), static_cast<std::size_t>(clock->rungs_told)); ++at)
    out += fmt::format("{}{}, {}", out.empty() ? "" : "; ", views::capital(views::rung_word(clock->ladder[at].to)), for_people(clock->ladder[at].at, visit.now()));
  return out;
}

json::object facts(const Visit& visit, const casework::PlanAction& action) {
  const auto& set = action.set;
  std::vector<SummaryRow> rows{{"About", {.text = about_words(inspection_criteria(visit), set.what.about)}},
                               {"Owner", {.text = action.owner().name}},
                               {"Due", {.text = for_people(action.due())}},
                               {"Added", {.text = fmt::format("{}, by {}: due {}, owned by {}", for_people(set.stamp.at, visit.now()), set.stamp.by.name,
                                                              for_people(set.what.due), set.what.owner.name)}}};
  for (const auto& moved : action.moved)
    rows.push_back({"Moved", {.text = fmt::format("{}, by {}: now due {}, owned by {}. {}", for_people(moved.stamp.at, visit.now()), moved.stamp.by.name,
                                                  for_people(moved.what.due), moved.what.owner.name, moved.what.reason)}});
  if (action.done)
    rows.push_back({"Done", {.text = fmt::format("{}, by {}: {}", for_people(action.done->stamp.at, visit.now()), action.done->stamp.by.name, action.done->what.result)}});
  else if (action.is_late(london_date(visit.now())))
    rows.push_back({"State", {.text = "Late", .tag = "red"}});
  if (const auto heard = heard_of(visit, action); !heard.empty()) rows.push_back({"Who has heard", {.text = heard}});
  return summary_list(rows);
}

Response action_page(Visit& visit, const Refused* refused) {
  const auto id = ItemId::parse(visit.param("action"));
  const auto force = visit.desk().force_record();
  const auto* action = id ? force->action(*id) : nullptr;
  if (!action) return visit.not_found("There is no such action in the plan.");
  visit.desk().note_list_read(visit.visitor.actor, "an action of the improvement plan", visit.as_known_at);
  auto head = visit.head(action->set.what.text);
  head.back_href = plan_path;
  if (refused) head.errors = refused->errors;
  const auto path = fmt::format("{}/actions/{}", plan_path, id->text());
  json::array parts{facts(visit, *action)};
  if (!action->done && visit.visitor.may_do("complete-plan-action")) {
    Form done(visit, "done", refused);
    done.textarea({.name = "result", .label = "What came of it", .rows = 3});
    parts.push_back(done.done(path + "/done", "It is done", 0));
  }
  if (!action->done && visit.visitor.may_do("move-plan-action")) {
    Form move(visit, "move", refused);
    move.person("owner", "Who owns it now").when("due", "By which day now", {}, false).input({.name = "reason", .label = "Why it moves"});
    parts.push_back(move.folded("Move it, or hand it to somebody else", path + "/move", "Move it", 0));
  }
  return visit.page("measures/parts", head, {{"heading", action->set.what.text}, {"parts", std::move(parts)}}, refused ? refused->status : 200);
}

Response show_action(Visit& visit) { return action_page(visit, nullptr); }

Response change_posted(Visit& visit, const std::string& command, const std::string& part, const std::string& notice) {
  auto body = body_of(visit, part);
  body["action"] = std::string(visit.param("action"));
  return post_on_force(visit, {command, fmt::format("{}/actions/{}", plan_path, visit.param("action")), notice, part}, std::move(body),
                       [&](const Refused& refused) { return action_page(visit, &refused); });
}
Response done_posted(Visit& visit) { return change_posted(visit, "complete-plan-action", "done", "The action is done."); }
Response move_posted(Visit& visit) { return change_posted(visit, "move-plan-action", "move", "The action was moved."); }

}  // namespace

Choices about_choices(const measures::Criteria& criteria) {
  Choices out{{"", "Choose a statement or a cause of concern"}};
  for (const auto& cause : criteria.causes) out.push_back({cause.id, "Cause of concern: " + cause.text});
  for (const auto& topic : criteria.topics)
    for (const auto& statement : topic.statements) out.push_back({statement.id, statement.text});
  return out;
}

MeasureAnswer plan_body(Visit& visit, const MeasureAsked& asked) {
  const auto force = visit.desk().force_record();
  auto table = measures::plan_table(inspection_criteria(visit), *force, london_date(visit.now()));
  MeasureBody body;
  body.sections.push_back({.id = "actions", .title = "What we said we would do", .says = table.says, .tables = {std::move(table)},
                           .links = {{"The self-assessment that it answers", "/measures/inspection"}}});
  if (visit.visitor.may_do("set-plan-action")) body.after.push_back(set_form(visit, asked.refused));
  return body;
}

Routes plan_routes() {
  const std::string path(plan_path);
  return {{"POST", path, does("set-plan-action"), set_posted, "Adds an action to the plan"},
          {"GET", path + "/actions/{action}", reads("measures"), show_action, "One action of the plan"},
          {"POST", path + "/actions/{action}/done", does("complete-plan-action"), done_posted, "Says that an action is done"},
          {"POST", path + "/actions/{action}/move", does("move-plan-action"), move_posted, "Moves an action to another day or owner"}};
}

}  // namespace lapwing::web
