// Reporting a child missing: the four things that happen on every report, in one decision. The call is recorded, risk is assessed
// from what was said (provisionally by the rules when nobody chose a level), the first tracing steps are set, and the clocks that follow
// give the review its time.
#include <fmt/format.h>

#include <algorithm>

#include "casework/child_details.hpp"
#include "casework/interview.hpp"
#include "casework/subjects.hpp"
#include "casework/working.hpp"

namespace lapwing::casework {
namespace {

bool known_to(const std::vector<std::string>& list, const std::optional<std::string>& name) {
  return !name || list.empty() || std::find(list.begin(), list.end(), *name) != list.end();
}

void check_times(const ReportMissing& c, Instant now, std::vector<FieldError>& wrong) {
  if (c.reported_at && *c.reported_at > now)
    wrong.push_back({"reported_at", FieldFault::not_allowed, "Enter when the call was taken: it cannot be later than now"});
  if (c.last_seen.at && *c.last_seen.at > now)
    wrong.push_back({"last_seen.at", FieldFault::not_allowed, "Enter when the child was last seen: it cannot be later than now"});
  if (c.review_at && *c.review_at <= now)
    wrong.push_back({"review_at", FieldFault::not_allowed, "Set a review time that is still to come"});
}

std::vector<FieldError> faults(const Case& held, const ReportMissing& c, const Context& context) {
  std::vector<FieldError> wrong;
  check_identified(merged(held.details, c.details), "details", wrong);
  check_age(c.details, london_date(context.now), "details", wrong);
  check_times(c, context.now, wrong);
  if (is_blank(c.informant.name))
    wrong.push_back({"informant.name", FieldFault::required, "Enter the caller's name, or \"not given\""});
  check_labels(c.might_be, "might_be", wrong);
  const auto& force = context.rules.force;
  if (!known_to(force.areas, c.area))
    wrong.push_back({"area", FieldFault::unknown_value, fmt::format("must be one of: {}", fmt::join(force.areas, ", "))});
  if (!known_to(force.teams, c.team))
    wrong.push_back({"team", FieldFault::unknown_value, fmt::format("must be one of: {}", fmt::join(force.teams, ", "))});
  return wrong;
}

// Whom and what the caller named; "last seen with" is a person to ask about on return like any other.
std::vector<Event> named_by_caller(const ReportMissing& c, Context& context) {
  auto named = c.might_be;
  if (c.last_seen.with && !is_blank(*c.last_seen.with)) {
    const auto key = mention_key(MentionKind::person, *c.last_seen.with);
    const bool already = std::any_of(named.begin(), named.end(), [&](const auto& m) {
      return m.kind == MentionKind::person && mention_key(m.kind, m.label) == key;
    });
    if (!already) named.push_back({MentionKind::person, *c.last_seen.with, "last seen with the child", c.last_seen.by_whom});
  }
  for (auto& m : named)
    if (!m.said_by) m.said_by = c.informant.name;
  return mention_events(named, "report", context);
}

EpisodeOpened opening(const ReportMissing& c, const Context& context) {
  const auto& force = context.rules.force;
  return {context.reference, c.reported_at.value_or(context.now), c.informant, c.last_seen, c.circumstances, c.why_worried,
          c.area.value_or(force.default_area), c.team.value_or(force.default_team), c.review_at};
}

// The report under way: events so far, and the case as they make it.
class Report {
 public:
  Report(const Case& held, Context& context) : working_(held), context_(context) {}

  void add(Event event, std::optional<EpisodeId> episode) {
    std::vector<NewEvent> one{{std::move(event), episode}};
    evolve_ahead(working_, one, context_);
    events_.push_back(std::move(one.front()));
  }
  void add(std::vector<Event> events, EpisodeId episode) {
    for (auto& event : events) add(std::move(event), episode);
  }
  const Case& so_far() const { return working_; }
  std::vector<NewEvent> take() { return std::move(events_); }

 private:
  Case working_;
  Context& context_;
  std::vector<NewEvent> events_;
};

void add_child(Report& report, const Case& held, const ReportMissing& c) {
  auto details = merged(held.details, c.details);
  if (held.events == 0) report.add(ChildRegistered{std::move(details), "report"}, {});
  else if (!same(details, held.details)) report.add(ChildDetailsChanged{std::move(details)}, {});
}

std::vector<Event> tracing_steps(const ReportMissing& c, Context& context) {
  std::vector<Event> out;
  for (const auto& step : c.tracing_steps)
    if (!is_blank(step))
      out.push_back(EnquirySet{context.ids.next<ItemId>(), step, {}, fmt::format("agreed with {}", c.informant.name)});
  return out;
}

}  // namespace

Decided decide_on(const Case& held, const ReportMissing& c, Context& context) {
  if (const auto* open = held.open_episode())
    return std::unexpected(not_yet(
        fmt::format("This child is already reported missing: episode {} is open. Add what you know to it.", open->report.reference),
        {fmt::format("Close episode {}", open->report.reference)}));
  if (auto wrong = faults(held, c, context); !wrong.empty()) return std::unexpected(invalid(std::move(wrong)));
  auto facts = facts_from(c.risk_answers, c.informant.name, "risk_answers", context);
  if (!facts) return std::unexpected(std::move(facts.error()));

  Report report(held, context);
  const auto id = context.ids.next<EpisodeId>();
  add_child(report, held, c);
  report.add(opening(c, context), id);
  report.add(named_by_caller(c, context), id);
  for (auto& fact : *facts) report.add(RiskFactRecorded{std::move(fact)}, id);

  const auto& risk = context.rules.risk;
  const auto pointed = point_to(risk, report.so_far().details, report.so_far().episode(id)->facts, context.now);
  auto assessed = assess(risk, pointed, c.level, c.lower_reason, "lower_reason");
  if (!assessed) return std::unexpected(std::move(assessed.error()));
  assessed->rules_digest = context.rules.digest;
  const auto level = assessed->level;
  report.add(std::move(*assessed), id);
  report.add(enquiries_for(context.rules, report.so_far(), *report.so_far().episode(id), level, context), id);
  report.add(tracing_steps(c, context), id);
  return report.take();
}

}  // namespace lapwing::casework
