#include "views/board_row.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "views/redaction.hpp"
#include "views/sentences.hpp"

namespace lapwing::views {

using casework::ClockPhase;

Instant heard_at(const BoardClock& clock, const casework::ClockRung& rung) {
  const Instant first = clock.ladder.front().at;
  const Instant from = clock.silenced_until ? std::max(*clock.silenced_until, first) : first;
  return from + (rung.at - first);
}

namespace {

// An hour left on a high-risk episode presses like two at medium, four at low and eight at very low: the rules' own minutes
// grow at least as fast from level to level, so a lower level comes first only when it is much closer to late.
constexpr std::int64_t wait_weight(RiskLevel level) {
  switch (level) {
    case RiskLevel::high: return 1;
    case RiskLevel::medium: return 2;
    case RiskLevel::low: return 4;
    case RiskLevel::very_low: return 8;
  }
  return 1;
}

ClockPhase phase_at(const BoardClock& clock, Instant now) {
  if (clock.silenced_until && now < *clock.silenced_until) return ClockPhase::silenced;
  if (clock.due <= now) return ClockPhase::breached;
  return clock.warn_at <= now ? ClockPhase::warned : ClockPhase::waiting;
}

std::optional<Rung> told_at(const BoardClock& clock, Instant now) {
  std::optional<Rung> highest;
  if (clock.phase != ClockPhase::breached) return highest;
  for (const auto& rung : clock.ladder)
    if (heard_at(clock, rung) <= now && (!highest || rung.to > *highest)) highest = rung.to;
  return highest;
}

int elapsed_percent(const BoardClock& clock, Instant now) {
  if (now >= clock.due) return 100;
  if (now <= clock.started) return 0;
  return static_cast<int>(100 * ((now - clock.started) / std::chrono::seconds(1)) /
                          std::max<std::int64_t>(1, (clock.due - clock.started) / std::chrono::seconds(1)));
}

void bring_to(BoardClock& clock, Instant now) {
  clock.phase = phase_at(clock, now);
  clock.told = told_at(clock, now);
  clock.words = clock_words(clock.kind, clock.phase, clock.due, clock.told, clock.silenced_until, now);
  clock.elapsed_percent = elapsed_percent(clock, now);
}

// When a clock next asks for something: an acknowledged one when its acknowledgement ends.
Instant speaks_at(const BoardClock& clock) {
  return clock.phase == ClockPhase::silenced ? *clock.silenced_until : clock.due;
}

bool presses_more(const BoardClock& a, const BoardClock& b) {
  const bool a_late = a.phase == ClockPhase::breached, b_late = b.phase == ClockPhase::breached;
  if (a_late != b_late) return a_late;
  if (a_late && a.told != b.told) return a.told > b.told;
  return std::pair(speaks_at(a), a.id) < std::pair(speaks_at(b), b.id);
}

std::int64_t count(std::chrono::microseconds span) { return std::max<std::int64_t>(0, span.count()); }

// Fixed widths, so that the bytes compare as the numbers do; the episode's id makes the order total.
std::string pressing_key(const BoardRow& row) {
  const std::string id = row.episode.text();
  if (!row.next) return fmt::format("2{:019}-{}", count(row.missing_since.time_since_epoch()), id);
  const auto& next = *row.next;
  if (next.phase == ClockPhase::breached)
    return fmt::format("0{}{}{:019}-{}", next.told ? 3 - static_cast<int>(*next.told) : 4,
                       3 - static_cast<int>(row.risk.level), count(next.due.time_since_epoch()), id);
  return fmt::format("1{:019}-{}", count(speaks_at(next) - row.as_at) * wait_weight(row.risk.level), id);
}

BoardClock board_clock(const casework::Clock& clock, const casework::Episode& episode) {
  BoardClock out{.id = clock.id, .kind = clock.kind, .label = clock_label(clock.kind), .about = clock.about, .action = {},
                 .action_owner = {}, .started = clock.started, .warn_at = clock.warn_at, .due = clock.due,
                 .ladder = clock.ladder, .breached_at = clock.breached_at, .silenced_until = clock.silenced_until,
                 .silenced_reason = clock.silenced_reason, .silenced_by = clock.silenced_by, .words = {}};
  for (const auto& action : episode.actions)
    if (clock.about == action.what.id) {
      out.action = action.what.text;
      out.action_owner = action.what.owner;
    }
  return out;
}

BoardRisk board_risk(const casework::Episode& episode) {
  BoardRisk risk{.level = episode.level(), .word = risk_word(episode.level()), .decided_at = {}, .decided_by = {},
                 .decided_by_role = {}};
  risk.provisional = episode.assessments.empty() || episode.assessments.back().what.provisional;
  if (risk.provisional) return risk;
  const auto& stamp = episode.assessments.back().stamp;
  risk.decided_at = stamp.at;
  risk.decided_by = who(stamp.by);
  risk.decided_by_role = stamp.by.role;
  return risk;
}

BoardMarks board_marks(const casework::Case& held, const casework::Episode& episode, const policy::Policies& rules) {
  BoardMarks marks{.handover_to = {}};
  marks.in_care = held.details.looked_after == Answer::yes;
  marks.linked_group = !episode.linked_groups.empty();
  marks.restricted = held.restriction.has_value();
  marks.risk_provisional = episode.assessments.empty() || episode.assessments.back().what.provisional;
  if (episode.handover) marks.handover_to = episode.handover->what.to;
  std::map<std::string_view, Answer> latest;
  for (const auto& fact : episode.facts) latest[fact.what.question] = fact.what.answer;
  for (const auto& question : rules.risk.questions) {
    const auto found = latest.find(question.id);
    const Answer answer = found == latest.end() ? Answer::not_asked : found->second;
    if (answer == Answer::not_asked || answer == Answer::not_known) ++marks.still_to_ask;
    if (answer == Answer::yes && question.harm) marks.harm_indicator = true;
  }
  return marks;
}

std::vector<BoardReader> readers_of(const casework::Case& held) {
  std::vector<BoardReader> readers;
  if (!held.restriction) return readers;
  const auto& restriction = *held.restriction;
  if (const auto& owner = restriction.set.what.owner.user) readers.push_back({*owner, std::nullopt});
  for (const auto& person : restriction.set.what.may_read)
    if (person.user) readers.push_back({*person.user, std::nullopt});
  for (const auto& broken : restriction.broken)
    if (broken.stamp.by.user) readers.push_back({*broken.stamp.by.user, broken.what.until});
  return readers;
}

std::string state_word(const casework::Episode& episode) {
  if (!episode.returned) return "Missing";
  return episode.reopened ? "Opened again, not yet closed" : "Found, not yet closed";
}

}  // namespace

BoardRow row_at(BoardRow row, Instant now) {
  row.as_at = now;
  row.alarms.clear();
  row.breached = row.overdue = false;
  for (auto& clock : row.clocks) bring_to(clock, now);
  std::ranges::sort(row.clocks, presses_more);
  for (const auto& clock : row.clocks) {
    const bool late = clock.phase == ClockPhase::breached;
    row.breached = row.breached || late;
    row.overdue = row.overdue || late || (clock.phase == ClockPhase::silenced && (clock.breached_at || clock.due <= now));
    if (late || clock.phase == ClockPhase::warned) row.alarms.push_back(clock);
  }
  row.next = row.clocks.empty() ? std::nullopt : std::optional(row.clocks.front());
  row.missing_for = row.returned_at ? fmt::format("found at {}", for_people(*row.returned_at, now))
                                    : missing_words(row.missing_since, now);
  row.idle_for = idle_words(row.last_activity, now);
  row.pressing = pressing_key(row);
  return row;
}

std::optional<BoardRow> board_row(const casework::Case& held, Instant now, const policy::Policies& rules) {
  const auto* episode = held.open_episode();
  if (!episode) return std::nullopt;
  BoardRow row;
  row.episode = episode->id;
  row.child = held.id;
  row.reference = episode->report.reference;
  row.name = child_name(held.details);
  row.age = child_age(held.details, london_date(now));
  row.age_approximate = row.age && !held.details.born;
  row.state = episode->returned ? BoardState::found : BoardState::missing;
  row.state_word = state_word(*episode);
  row.risk = board_risk(*episode);
  row.reported_at = episode->report.reported_at;
  row.missing_since = episode->report.last_seen.at.value_or(row.reported_at);
  if (episode->returned) row.returned_at = episode->returned->what.at;
  row.area = episode->report.area;
  row.team = episode->report.team;
  row.owner = episode->owner;
  row.last_activity = episode->last_activity;
  row.last_activity_word = activity_word(episode->last_activity_word);
  row.marks = board_marks(held, *episode, rules);
  for (const auto& clock : episode->clocks) row.clocks.push_back(board_clock(clock, *episode));
  row.version = held.version;
  row.readers = readers_of(held);
  return row_at(std::move(row), now);
}

bool may_see_child(const BoardRow& row, const Viewer& viewer) {
  if (!row.marks.restricted) return true;
  return viewer.user && std::ranges::any_of(row.readers, [&](const BoardReader& reader) {
    return reader.user == *viewer.user && (!reader.until || row.as_at < *reader.until);
  });
}

BoardRow without_names(BoardRow row) {
  const auto unnamed = [](std::optional<casework::Person>& person) {
    if (person) person = casework::Person{std::nullopt, std::string(left_out)};
  };
  const auto blank = [](std::optional<std::string>& text) {
    if (text) text = std::string(left_out);
  };
  const auto unnamed_clock = [&](BoardClock& clock) {
    blank(clock.action);
    blank(clock.silenced_reason);
    unnamed(clock.action_owner);
    unnamed(clock.silenced_by);
  };
  row.name = row.reference;
  unnamed(row.owner);
  unnamed(row.marks.handover_to);
  blank(row.risk.decided_by);
  for (auto& clock : row.clocks) unnamed_clock(clock);
  for (auto& clock : row.alarms) unnamed_clock(clock);
  if (row.next) unnamed_clock(*row.next);
  row.readers.clear();
  return row;
}

BoardRow seen_by(const BoardRow& row, const Viewer& viewer, const policy::Policies& rules) {
  const auto access = rules.access.roles.find(viewer.role);
  const bool names = access != rules.access.roles.end() && access->second.names;
  return names && may_see_child(row, viewer) ? row : without_names(row);
}

}  // namespace lapwing::views
