// Alerts: what is late or nearly so and concerns the visitor, one part for each episode; and, for whoever restricted a record, who
// has read past the restriction.
#include "views/alerts.hpp"

#include <fmt/format.h>

#include "views/sentences.hpp"
#include "web/pages/board_rows.hpp"
#include "web/pages/now.hpp"
#include "web/site.hpp"

namespace lapwing::web {

using namespace render;

namespace {

constexpr std::chrono::days glass_shown{7};

json::object alert_model(const views::Alert& alert, Instant now) {
  const auto words = ticking(views::capital(alert.words), alert.clock, now);
  json::object model{{"why_me", alert.why_me}, {"late", alert.clock.phase == casework::ClockPhase::breached},
                     {"before", words.before}, {"due", words.due}, {"text", words.text}, {"after", words.after}};
  model["promise"] = alert.clock.silenced_reason.value_or("");
  model["promised_by"] = alert.clock.silenced_by ? alert.clock.silenced_by->name : "";
  model["action"] = alert.clock.action.value_or("");
  return model;
}

json::array groups_model(const std::vector<views::AlertGroup>& groups, Instant now) {
  json::array list;
  for (const auto& group : groups) {
    json::array alerts;
    for (const auto& alert : group.alerts) alerts.push_back(alert_model(alert, now));
    list.push_back(json::object{
        {"name", group.name}, {"age", group.age ? std::to_string(*group.age) : ""},
        {"reference", group.reference == group.name ? "" : group.reference}, {"summary", group.summary},
        {"late", group.breached}, {"risk", tag(group.risk.word, risk_colour(group.risk.level))},
        {"where", group.team + ", " + group.area}, {"owner", group.owner ? group.owner->name : "Nobody yet"},
        {"href", "/episodes/" + group.reference}, {"alerts", std::move(alerts)}});
  }
  return list;
}

// The last week's, newest first. Restricted records are few, so this costs little however many children there are.
json::object glass_table(const Visit& visit) {
  const Instant now = visit.desk().now();
  std::vector<views::GlassNotice> notices;
  if (visit.visitor.actor.user)
    for (const auto& child : visit.desk().children().restricted())
      if (const auto held = visit.desk().case_of(child); held && *held)
        for (auto& notice : views::broken_glass(**held, *visit.visitor.actor.user))
          if (notice.at + glass_shown > now) notices.push_back(std::move(notice));
  std::ranges::sort(notices, std::greater{}, &views::GlassNotice::at);
  if (notices.empty()) return {};
  std::vector<std::vector<Cell>> rows;
  for (const auto& notice : notices)
    rows.push_back({{{.text = notice.by}}, {{.text = for_people(notice.at, now)}}, {{.text = notice.reason}},
                    {{.text = for_people(notice.until, now)}},
                    {{.text = "The child's record", .href = "/children/" + notice.child.text()}}});
  const std::vector<Column> columns{{"Who"}, {"When"}, {"Why"}, {"Open to them until"}, {"Record"}};
  return table({.caption = "Who read past your restriction in the last 7 days", .columns = columns, .rows = rows});
}

// Whoever may not read the plan is told of their own action all the same.
json::object plan_table(const Visit& visit, const std::vector<views::PlanAlert>& alerts) {
  std::vector<std::vector<Cell>> rows;
  for (const auto& alert : alerts) {
    std::vector<Cell> row{{{.text = alert.text}}, {{.text = views::capital(alert.words)}}, {{.text = alert.owner}}, {{.text = alert.why_me}}};
    if (visit.visitor.may_read("measures")) row[0].value.href = "/measures/inspection/plan/actions/" + alert.action.text();
    if (alert.late) row[1].value.tag = "red";
    rows.push_back(std::move(row));
  }
  const std::vector<Column> columns{{"Action"}, {"When"}, {"Owner"}, {"Why you"}};
  return table({.caption = "The improvement plan", .columns = columns, .rows = rows});
}

}  // namespace

Response alerts_page(Visit& visit) {
  if (visit.as_known_at) return visit.problem(400, "Alerts are of now", "Leave out as_known_at, or look at the board of that time.");
  const Instant now = visit.desk().now();
  auto alerts = views::alerts_for(*visit.desk().board().read(), visit.visitor.viewer(), visit.rules(), now);
  views::add_plan_alerts(alerts, *visit.desk().force_record(), visit.visitor.viewer(), visit.rules(), now);
  auto head = visit.head("Alerts");
  head.wide = true;
  json::object model{{"count", alerts.count}, {"now_groups", groups_model(alerts.now, now)},
                     {"quiet_groups", groups_model(alerts.acknowledged, now)}, {"none", alerts.now.empty() && alerts.plan.empty()}};
  const auto of_episodes = static_cast<std::size_t>(alerts.alarms) - alerts.plan.size();
  if (of_episodes > 0)
    model["sentence"] = fmt::format("{} alarm{} about {} episode{}.", of_episodes, of_episodes == 1 ? "" : "s", alerts.now.size(), alerts.now.size() == 1 ? "" : "s");
  if (!alerts.plan.empty()) model["plan"] = plan_table(visit, alerts.plan);
  if (auto glass = glass_table(visit); !glass.empty()) model["glass"] = std::move(glass);
  visit.desk().note_list_read(visit.visitor.actor, "alerts", std::nullopt);
  return visit.page("alerts", head, std::move(model));
}

}  // namespace lapwing::web
