// The board and a person's alerts, now or as they were.
#include <algorithm>

#include "desk/access.hpp"
#include "web/api/answers.hpp"
#include "web/api/calls.hpp"
#include "web/api/documents.hpp"

namespace lapwing::web::api {

namespace {

using Snapshot = std::shared_ptr<const views::BoardSnapshot>;

// The board as it was, folded from what had been recorded by then. A record restricted since stays closed to whoever may not see it.
std::expected<Snapshot, Response> board_then(const Visit& visit, Instant then) {
  const auto cases = visit.desk().cases_open_at(then);
  if (!cases) return std::unexpected(visit.problem(503, "The board cannot be read", cases.error()));
  std::vector<views::BoardSnapshot::Entry> rows;
  for (const auto& held : *cases) {
    auto row = views::board_row(held, then, visit.rules());
    if (!row) continue;
    const auto current = visit.desk().case_of(held.id);
    if (!current || !*current || !desk::may_see(**current, visit.visitor.actor, visit.desk().now()))
      row = views::without_names(std::move(*row));
    const auto episode = row->episode;
    rows.push_back({held.version, episode, std::make_shared<const views::BoardRow>(std::move(*row))});
  }
  std::ranges::sort(rows, {}, &views::BoardSnapshot::Entry::seq);
  const auto head = rows.empty() ? 0 : rows.back().seq;
  return std::make_shared<const views::BoardSnapshot>(std::move(rows), 0, head);
}

std::expected<Snapshot, Response> board_of(const Visit& visit) {
  if (visit.as_known_at) return board_then(visit, *visit.as_known_at);
  return visit.desk().board().read();
}

Response get_board(Visit& visit) {
  const auto board = board_of(visit);
  if (!board) return board.error();
  views::BoardFilter filter;
  if (const auto area = visit.query.get("area"); !area.empty()) filter.area = area;
  if (const auto team = visit.query.get("team"); !team.empty()) filter.team = team;
  json::array items;
  for (const auto& row : (*board)->ordered(visit.now(), filter))
    items.push_back(board_row_document(views::seen_by(row, visit.visitor.viewer(), visit.rules())));
  visit.desk().note_list_read(visit.visitor.actor, "the board", visit.as_known_at);
  return answer(200, json::object{{"as_at", to_rfc3339(visit.now())}, {"version", (*board)->head()}, {"items", std::move(items)}});
}

Response get_alerts(Visit& visit) {
  const auto board = board_of(visit);
  if (!board) return board.error();
  auto alerts = views::alerts_for(**board, visit.visitor.viewer(), visit.rules(), visit.now());
  if (!visit.as_known_at) views::add_plan_alerts(alerts, *visit.desk().force_record(), visit.visitor.viewer(), visit.rules(), visit.now());
  visit.desk().note_list_read(visit.visitor.actor, "alerts", visit.as_known_at);
  return answer(200, alerts_document(alerts));
}

}  // namespace

Calls board_calls() {
  return {
      {.route = {"GET", "/api/v1/board", reads("board"), get_board, "Every open episode, most pressing first"},
       .answers = "Board",
       .query = {{"area", "Only this area; what is late stays in sight whatever is asked."}, {"team", "Only this team; the same."}},
       .has_past = true},
      {.route = {"GET", "/api/v1/alerts", reads("alerts"), get_alerts, "The late and warning clocks that concern you"},
       .answers = "Alerts", .has_past = true},
  };
}

}  // namespace lapwing::web::api
