#include "web/pages/now.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "desk/access.hpp"
#include "web/access/secrets.hpp"
#include "web/pages/board_rows.hpp"
#include "web/site.hpp"

namespace lapwing::web {

using namespace render;

namespace {

constexpr const char* stream_address = "/api/v1/board/stream";

// What the rules name, and what older episodes on the board still carry.
std::set<std::string> words_on_board(const Visit& visit, const std::vector<std::string>& named, std::string views::BoardRow::*field) {
  std::set<std::string> words(named.begin(), named.end());
  for (const auto& row : visit.desk().board().read()->ordered(visit.desk().now())) words.insert(row.*field);
  return words;
}
std::set<std::string> areas(const Visit& visit) {
  return words_on_board(visit, visit.rules().force.areas, &views::BoardRow::area);
}
std::set<std::string> teams(const Visit& visit) {
  return words_on_board(visit, visit.rules().force.teams, &views::BoardRow::team);
}

struct Shown {
  std::vector<ShownRow> rows;        // most pressing first
  std::uint64_t index = 0;           // what a stream has to go on from
  std::size_t left_out = 0;          // by the filter
};

// The board of a past minute. A record restricted since then is judged as it is now: what was open once may not be any more.
std::expected<Shown, std::string> past_board(const Visit& visit, const views::BoardFilter& filter) {
  auto cases = visit.desk().cases_open_at(*visit.as_known_at);
  if (!cases) return std::unexpected(cases.error());
  std::vector<views::BoardRow> rows;
  Shown shown;
  for (const auto& held : *cases) {
    auto row = views::board_row(held, *visit.as_known_at, visit.rules());
    if (!row) continue;
    if (!filter.shows(*row)) {
      ++shown.left_out;
      continue;
    }
    const auto current = visit.desk().case_of(held.id);
    const bool may = current && *current && desk::may_see(**current, visit.visitor.actor, visit.desk().now());
    row->marks.restricted = !may;
    row->readers.clear();
    rows.push_back(std::move(*row));
  }
  std::ranges::sort(rows, {}, &views::BoardRow::pressing);
  for (auto& row : rows) shown.rows.emplace_back(std::move(row));
  return shown;
}

std::expected<Shown, std::string> board_for(const Visit& visit, const views::BoardFilter& filter) {
  if (visit.as_known_at) return past_board(visit, filter);
  const auto board = read_board(visit.desk());
  Shown shown{{}, board.index, 0};
  for (auto& row : board.rows->ordered(visit.desk().now(), filter)) shown.rows.emplace_back(std::move(row));
  shown.left_out = board.rows->size() - shown.rows.size();
  return shown;
}

std::string query_of(const views::BoardFilter& filter) {
  std::string query;
  if (filter.area) query += "&area=" + transport::percent_encode(*filter.area);
  if (filter.team) query += "&team=" + transport::percent_encode(*filter.team);
  return query;
}

json::object select_of(std::string_view name, std::string_view label, std::string_view all, const std::set<std::string>& words,
                       const std::optional<std::string>& chosen) {
  Choices choices{{"", std::string(all)}};
  for (const auto& word : words) choices.push_back({word, word});
  return select({.name = name, .label = label, .items = choices, .chosen = chosen.value_or("")});
}

json::array filter_fields(const Visit& visit, const views::BoardFilter& filter) {
  return {select_of("area", "Area", "All areas", areas(visit), filter.area),
          select_of("team", "Team", "All teams", teams(visit), filter.team),
          input({.name = "as_known_at", .label = "As known at", .value = visit.query.get("as_known_at"),
                 .hint = "Leave empty for now. Or like 03/03/2026 18:05", .width = "20"}),
          button({.text = "Show", .style = "secondary"})};
}

std::string filter_words(const views::BoardFilter& filter, std::size_t left_out) {
  if (!filter.area && !filter.team) return {};
  std::string words = "Showing " + filter.area.value_or("all areas");
  if (filter.team) words += ", " + *filter.team;
  return words + fmt::format(", and every episode with something late wherever it is. {} {} not shown.",
                             left_out == 0 ? "No" : std::to_string(left_out), left_out == 1 ? "other is" : "others are");
}

Response show_board(Visit& visit, const char* name, PageHead head) {
  const auto filter = board_filter(visit);
  if (!filter) return visit.problem(400, "The board cannot be shown", filter.error());
  const auto board = board_for(visit, *filter);
  if (!board) return visit.problem(503, "The board cannot be read", board.error());
  const Instant now = visit.now();
  json::array rows;
  for (const auto& row : board->rows)
    rows.push_back(row.model(row.view_for(visit.visitor.viewer(), visit.rules()), visit.as_known_at));
  const auto late = std::ranges::count_if(board->rows, [](const ShownRow& shown) { return shown.row().breached; });
  const auto quiet = std::ranges::count_if(board->rows, [](const ShownRow& shown) {
    return shown.row().overdue && !shown.row().breached;
  });
  json::object model{{"count", board->rows.size()}, {"late", late}, {"rows", std::move(rows)}, {"none", board->rows.empty()},
                     {"when", visit.as_known_at ? "At " + for_people(now, visit.desk().now()) : "Now"},
                     {"at", for_people(now, visit.desk().now())}, {"filter_words", filter_words(*filter, board->left_out)},
                     {"filters", filter_fields(visit, *filter)}, {"past", visit.as_known_at.has_value()},
                     {"here", visit.request.target}};
  if (quiet) model["quiet"] = fmt::format("{} more late, acknowledged by a named person.", quiet);
  if (!visit.as_known_at)
    model["stream"] = fmt::format("{}?after={}{}", stream_address, board->index, query_of(*filter));
  visit.desk().note_list_read(visit.visitor.actor, "the board", visit.as_known_at);
  return visit.page(name, head, std::move(model));
}

}  // namespace

std::expected<views::BoardFilter, std::string> board_filter(const Visit& visit) {
  views::BoardFilter filter;
  if (const auto area = std::string(visit.query.get("area")); !area.empty()) {
    if (!areas(visit).contains(area)) return std::unexpected("There is no area of that name. Choose one from the list.");
    filter.area = area;
  }
  if (const auto team = std::string(visit.query.get("team")); !team.empty()) {
    if (!teams(visit).contains(team)) return std::unexpected("There is no team of that name. Choose one from the list.");
    filter.team = team;
  }
  return filter;
}

Response now_page(Visit& visit) {
  auto head = visit.head("Now");
  head.wide = true;
  return show_board(visit, "now", std::move(head));
}

Response now_wall(Visit& visit) {
  visit.site.sessions.show_wall(std::string(visit.request.cookies().get(visit.site.session_cookie())));
  auto head = visit.head("The wall");
  head.wall = true;
  return show_board(visit, "now-wall", std::move(head));
}

Admission admission_of(const Visit& visit) {
  constexpr std::string_view bearer = "Bearer ";
  const auto sent = visit.request.header("Authorization").value_or("");
  if (visit.visitor.by_token) return {secret_hash(sent.substr(bearer.size())), true};
  return {secret_hash(visit.request.cookies().get(visit.site.session_cookie())), false};
}

Response now_stream(Visit& visit) {
  if (visit.as_known_at) return visit.problem(400, "A stream is of now", "Leave out as_known_at.");
  const auto filter = board_filter(visit);
  if (!filter) return visit.problem(400, "The board cannot be shown", filter.error());
  auto since = visit.request.last_event_id();
  const auto after = visit.query.find("after");
  if (!since) since = after;
  visit.desk().note_list_read(visit.visitor.actor, "the live board", std::nullopt);
  return visit.site.board_stream.open(visit.visitor.viewer(), admission_of(visit), *filter, since);
}

Routes now_routes() {
  return {{"GET", "/now", reads("board"), now_page, "The board: every open episode, most pressing first"},
          {"GET", "/now/wall", reads("board"), now_wall, "The board for the control room's wall"},
          {"GET", "/alerts", reads("alerts"), alerts_page, "What is late or nearly so and concerns you"},
          {"GET", "/api/v1/board/stream", reads("board"), now_stream,
           "The board as server-sent events; Last-Event-ID (or ?after=) asks for what was missed"}};
}

}  // namespace lapwing::web
