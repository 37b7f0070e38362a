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

}  // namespace

Response alerts_page(Visit& visit) {
  if (visit.as_known_at) return visit.problem(400, "Alerts are of now", "Leave out as_known_at, or look at the board of that time.");
  const Instant now = visit.desk().now();
  const auto alerts = views::alerts_for(*visit.desk().board().read(), visit.visitor.viewer(), visit.rules(), now);
  auto head = visit.head("Alerts");
  head.wide = true;
  json::object model{{"count", alerts.count}, {"now_groups", groups_model(alerts.now, now)},
                     {"quiet_groups", groups_model(alerts.acknowledged, now)}, {"none", alerts.now.empty()}};
  model["sentence"] = fmt::format("{} alarm{} about {} episode{}.", alerts.alarms, alerts.alarms == 1 ? "" : "s", alerts.now.size(),
                                  alerts.now.size() == 1 ? "" : "s");
  if (auto glass = glass_table(visit); !glass.empty()) model["glass"] = std::move(glass);
  visit.desk().note_list_read(visit.visitor.actor, "alerts", std::nullopt);
  return visit.page("alerts", head, std::move(model));
}

}  // namespace lapwing::web
