#include "web/pages/board_rows.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "views/redaction.hpp"
#include "views/sentences.hpp"
#include "web/render/components.hpp"
#include "web/render/render.hpp"

namespace lapwing::web {

namespace json = boost::json;
using casework::ClockPhase;
using views::BoardClock;
using views::BoardRow;

namespace {

constexpr std::size_t other_alarms_shown_max = 3, mine_shown_max = 3;
constexpr std::int64_t late_order = -10'000'000'000'000;      // before every row that is not late
constexpr std::int64_t late_step = 100'000'000'000;           // seconds since 1970 stay below it
constexpr std::int64_t no_clock_order = 1'000'000'000'000'000;

std::int64_t seconds(Instant at) { return at.time_since_epoch() / std::chrono::seconds(1); }

int wait_weight(RiskLevel level) { return 1 << (3 - static_cast<int>(level)); }   // as in views/board_row.cpp

Instant speaks_at(const BoardClock& clock) {
  return clock.phase == ClockPhase::silenced ? *clock.silenced_until : clock.due;
}

json::object words_model(const ClockWords& words) {
  return {{"before", words.before}, {"due", words.due}, {"text", words.text}, {"after", words.after}};
}

json::object clock_model(const BoardClock& clock, Instant now) {
  auto model = words_model(ticking(views::capital(clock.words), clock, now));
  const bool late = clock.phase == ClockPhase::breached;
  model["late"] = late;
  model["soon"] = clock.phase == ClockPhase::warned;
  model["percent"] = clock.elapsed_percent;
  model["started"] = to_rfc3339(clock.started);
  model["until"] = to_rfc3339(clock.due);
  if (clock.action) model["action"] = *clock.action;
  if (clock.phase == ClockPhase::silenced && clock.silenced_reason)
    model["promise"] = fmt::format("{}{}", *clock.silenced_reason,
                                   clock.silenced_by ? " (" + clock.silenced_by->name + ")" : "");
  return model;
}

json::array marks_model(const BoardRow& row) {
  json::array marks;
  const auto& held = row.marks;
  if (held.harm_indicator) marks.push_back(render::tag("Harm indicator", "red"));
  if (held.linked_group) marks.push_back(render::tag("Linked group", "orange"));
  if (held.in_care) marks.push_back(render::tag("In care", "purple"));
  if (held.restricted) marks.push_back(render::tag("Restricted", "grey"));
  if (held.handover_to) marks.push_back(render::tag("Handover offered to " + held.handover_to->name, "blue"));
  if (held.still_to_ask) marks.push_back(render::tag(fmt::format("{} still to ask", held.still_to_ask), "grey"));
  return marks;
}

std::string state_of(const BoardRow& row) {
  if (row.breached) return "breached";
  return row.alarms.empty() ? "" : "warning";
}

// The sentence names at most one clock's words; they are matched without their first letter, which may be a capital.
ClockWords ticking_any(const std::string& sentence, const BoardRow& row) {
  for (const auto& clock : row.clocks)
    if (sentence.find(std::string_view(clock.words).substr(1)) != sentence.npos) return ticking(sentence, clock, row.as_at);
  return {sentence, {}, {}, {}};
}

// What the clocks' own column does not say comes first; then the most pressing clocks.
json::array mine_model(const std::vector<std::string>& lines, const BoardRow& row) {
  std::vector<ClockWords> all;
  for (const auto& line : lines) all.push_back(ticking_any(line, row));
  std::ranges::stable_partition(all, [](const ClockWords& words) { return words.due.empty(); });
  json::array mine;
  for (const auto& words : all) {
    if (mine.size() == mine_shown_max) break;
    mine.push_back(words_model(words));
  }
  if (all.size() > mine.size()) mine.push_back(words_model({fmt::format("and {} more", all.size() - mine.size()), {}, {}, {}}));
  return mine;
}

}  // namespace

std::string risk_colour(RiskLevel level) {
  switch (level) {
    case RiskLevel::high: return "red";
    case RiskLevel::medium: return "orange";
    case RiskLevel::low: return "blue";
    case RiskLevel::very_low: return "grey";
  }
  return "grey";
}

Standing standing(const BoardRow& row) {
  if (!row.next) return {no_clock_order + seconds(row.missing_since), 0};
  const auto& next = *row.next;
  if (next.phase == ClockPhase::breached) {
    const int told = next.told ? 3 - static_cast<int>(*next.told) : 4;
    return {late_order + (told * 4 + 3 - static_cast<int>(row.risk.level)) * late_step + seconds(next.due), 0};
  }
  const int weight = wait_weight(row.risk.level);
  return {seconds(speaks_at(next)) * weight, weight};
}

ClockWords ticking(const std::string& sentence, const BoardClock& clock, Instant now) {
  if (clock.phase == ClockPhase::silenced) return {sentence, {}, {}, {}};
  const auto span = duration_for_people(clock.due - now);
  const std::string moment = clock.due > now                  ? "due in " + span
                             : now - clock.due < Minutes(1) ? "due now"
                                                              : span + " late";
  const auto at = sentence.find(moment);
  if (at == sentence.npos) return {sentence, {}, {}, {}};
  return {sentence.substr(0, at), to_rfc3339(clock.due), moment, sentence.substr(at + moment.size())};
}

ShownRow::ShownRow(BoardRow row) : row_(std::move(row)), unnamed_(views::without_names(row_)), untold_(row_) {
  for (auto* clocks : {&untold_.clocks, &untold_.alarms})
    for (auto& clock : *clocks)
      if (clock.action) clock.action = std::string(views::left_out);
}

std::string ShownRow::View::key() const {
  std::string key{named ? 'n' : 'u', may_acknowledge ? 'a' : '-'};
  for (const auto& line : mine) key.append(line).push_back('\n');
  return key;
}

ShownRow::View ShownRow::view_for(const views::Viewer& viewer, const policy::Policies& rules) const {
  const auto access = rules.access.roles.find(viewer.role);
  View view;
  view.named = access != rules.access.roles.end() && access->second.names && views::may_see_child(row_, viewer);
  view.may_acknowledge = !row_.alarms.empty() && rules.access.may_command(viewer.role, "acknowledge-clock");
  view.mine = views::mine(view.named ? row_ : untold_, viewer, rules);
  return view;
}

json::object ShownRow::model(const View& view, std::optional<Instant> as_known_at) const {
  const BoardRow& row = view.named ? row_ : unnamed_;
  const std::string past = as_known_at ? "?as_known_at=" + to_rfc3339(*as_known_at) : "";
  const auto [order, weight] = standing(row);
  json::object model{{"id", row.episode.text()}, {"order", order}, {"weight", weight}, {"state", state_of(row)},
                     {"href", "/episodes/" + row.reference + past}, {"name", row.name},
                     {"reference", row.name == row.reference ? "" : row.reference},
                     {"risk", render::tag(row.risk.word, risk_colour(row.risk.level))}, {"provisional", row.risk.provisional},
                     {"found", row.returned_at ? row.missing_for : ""}, {"state_word", row.state_word},
                     {"idle_since", to_rfc3339(row.last_activity)}, {"last", row.last_activity_word},
                     {"area", row.area}, {"team", row.team}, {"age", ""}, {"owner", ""}, {"missing_since", ""},
                     {"acknowledge", ""}};
  auto marks = marks_model(row);
  if (!marks.empty()) model["marked"] = json::object{{"marks", std::move(marks)}};
  model["idle"] = views::minutes_in_full(row.as_at - row.last_activity);
  if (row.age) model["age"] = fmt::format("{}{}", row.age_approximate ? "about " : "", *row.age);
  if (!row.returned_at && row.missing_since <= row.as_at) {
    model["missing_since"] = to_rfc3339(row.missing_since);
    model["missing"] = views::minutes_in_full(row.as_at - row.missing_since);
  }
  if (row.owner) model["owner"] = row.owner->name;
  if (row.next) model["clock"] = clock_model(*row.next, row.as_at);
  json::array others;
  std::size_t more = 0;
  for (const auto& clock : row.alarms) {
    if (row.next && clock.id == row.next->id) continue;
    if (others.size() < other_alarms_shown_max) others.push_back(clock_model(clock, row.as_at));
    else ++more;
  }
  if (more) others.push_back(json::object{{"before", fmt::format("and {} more", more)}});
  model["others"] = std::move(others);
  model["mine"] = mine_model(view.mine, view.named ? row_ : untold_);
  if (view.may_acknowledge && !as_known_at) model["acknowledge"] = "/episodes/" + row.reference + "#must-happen";
  model["todo"] = !view.mine.empty() || !model["acknowledge"].as_string().empty();
  return model;
}

std::string ShownRow::html(const View& view) const { return render::render("board-row", model(view)); }

}  // namespace lapwing::web
