// A named person's acknowledgement of an alarm: what will happen, and by when the clock speaks again.
#include <algorithm>

#include <fmt/format.h>

#include "casework/clock_alarms.hpp"
#include "casework/subjects.hpp"

namespace lapwing::casework {
namespace {

// "OK" or "noted" tells the next reader nothing about the child.
constexpr std::ptrdiff_t what_will_happen_characters_min = 10;

std::ptrdiff_t characters(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
}

std::optional<Refusal> refused_now(const Clock& clock, Instant now) {
  switch (phase(clock, now)) {
    case ClockPhase::waiting: return not_yet("This clock has not warned yet, so there is nothing to acknowledge.");
    case ClockPhase::silenced:
      return not_yet(fmt::format("This clock is already acknowledged until {}. It can be acknowledged again when it speaks.",
                                 for_people(*clock.silenced_until, now)));
    case ClockPhase::warned:
    case ClockPhase::breached: return std::nullopt;
  }
  return std::nullopt;
}

void check_until(const AcknowledgeClock& command, RiskLevel level, const Context& context, std::vector<FieldError>& errors) {
  const auto& most = context.rules.clocks.acknowledge_minutes_max;
  const auto allowed = most.find(level);
  const Minutes longest{allowed == most.end() ? 0 : allowed->second};
  if (command.until <= context.now) {
    errors.push_back({"until", FieldFault::not_allowed, "must be a time still to come"});
  } else if (command.until > context.now + longest) {
    errors.push_back({"until", FieldFault::not_allowed,
                      fmt::format("must be by {}: an alarm at this risk may be silenced for {} minutes at most",
                                  for_people(context.now + longest, context.now), longest.count())});
  }
}

}  // namespace

Decided decide_on(const Case&, const Episode& episode, const AcknowledgeClock& command, Context& context) {
  if (context.by.role == Role::system)
    return std::unexpected(Refusal{RefusalKind::not_allowed, "Only a named person can acknowledge an alarm."});
  const auto clock = std::ranges::find(episode.clocks, command.clock, &Clock::id);
  if (clock == episode.clocks.end())
    return std::unexpected(not_found("This clock is no longer running: it was met, stopped or replaced. Look at the episode again."));
  if (auto refusal = refused_now(*clock, context.now)) return std::unexpected(std::move(*refusal));

  Refusal refusal{RefusalKind::invalid, "Say what will happen and by when."};
  if (characters(command.what_will_happen) < what_will_happen_characters_min)
    refusal.fields.push_back({"what_will_happen", FieldFault::required,
                              fmt::format("must say what will happen, in at least {} characters", what_will_happen_characters_min)});
  check_until(command, episode.level(), context, refusal.fields);
  if (!refusal.fields.empty()) return std::unexpected(std::move(refusal));

  // What came round before the acknowledgement is told first, so that silencing never erases a rung from the history.
  auto events = alarms_due(episode.clocks, context.now);
  events.push_back(ClockAcknowledged{clock->id, clock->kind, command.what_will_happen, command.until});
  return on(episode.id, std::move(events));
}

}  // namespace lapwing::casework
