// Which clocks the events of one command set, meet or stop.
//
// In order: what had already come round is told (so that meeting a clock late never hides that it was late); each event meets or
// stops what it answers; then every clock the episode should have and lacks is set. A clock met is therefore set again in the
// same step wherever its duty recurs (review, reassessment, handover).
//
// When the risk changes, a clock whose rule differs is stopped with the reason ("the risk is now high") and a new one set:
//   raised   due at the sooner of what was held and the new rule's minutes from now (from the return, for what follows one). One
//            already overdue stays due when it was, and every rung that should have heard under the new ladder hears at once. An
//            acknowledgement made at the lower risk ends.
//   lowered  only a person's decision lengthens: first deployment counts from the report, the rest from the decision, and none
//            becomes due sooner. One already overdue stands until it is done, unless the lower level asks for no such thing.
// A provisional level (the rules', nobody's decision) can raise but never lower.
//
// Closing stops what remains but actions and the return home interview, which are owed to the child after it. A reopened episode
// keeps its return; until that is recorded again a review runs, so that nobody reopens an episode and forgets it. A return that was
// recorded in error is taken back: what followed from it stops, and every clock of a missing child is set from now.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "casework/clock_alarms.hpp"
#include "casework/clock_setting.hpp"
#include "casework/subjects.hpp"

namespace lapwing::casework {
namespace {

constexpr std::array while_missing{ClockKind::first_deployment, ClockKind::review, ClockKind::reassessment, ClockKind::idle,
                                   ClockKind::handover};
constexpr std::array after_return{ClockKind::prevention_interview, ClockKind::return_interview_offer, ClockKind::return_interview};

// A call written down later than this counts as this late: going further back would only repeat the same alarms.
constexpr std::chrono::days recorded_late_max{7};

bool is_one_of(const auto& kinds, ClockKind kind) { return std::ranges::find(kinds, kind) != kinds.end(); }

std::string words(auto enumerator) {
  std::string text = boost::describe::enum_to_string(enumerator, "");
  std::ranges::replace(text, '_', ' ');
  return text;
}

class Follower {
 public:
  Follower(const policy::Policies& rules, const Episode* before, const Episode& after, Context& context)
      : rules_(rules), before_(before), after_(after), context_(context), running_(after.clocks),
        level_(before ? before->level() : after.level()) {}

  std::vector<Event> follow(const std::vector<const Event*>& events) {
    if (before_)
      for (auto& alarm : alarms_due(before_->clocks, context_.now)) say(std::move(alarm));
    for (const auto* event : events)
      std::visit([this](const auto& one) { heard(one); }, *event);
    if (after_.is_missing()) {
      for (const auto kind : while_missing) set_while_missing(kind);
    } else if (after_.is_open()) {
      set_after_return();
      if (after_.reopened) set_while_missing(ClockKind::review);
    }
    return std::move(said_);
  }

 private:
  // ---- what each event does ----
  void heard(const RiskAssessed& assessed) {
    const bool by_person = !assessed.provisional && context_.by.role != Role::system;
    if (by_person && after_.is_missing()) meet(ClockKind::reassessment, context_.now);
    change_level(assessed.level, by_person);
  }
  void heard(const OfficerDeployed&) { meet(ClockKind::first_deployment, context_.now); }
  // A child who belongs to a group is looked at sooner; a review that is due before that stands.
  void heard(const LinkedGroupNoted&) {
    const auto within = rules_.clocks.linked_group_review_minutes.find(level_);
    const auto* rule = nearest_rule(rules_.clocks, ClockKind::review, level_);
    if (!after_.is_missing() || within == rules_.clocks.linked_group_review_minutes.end() || !rule) return;
    const Instant due = context_.now + Minutes{within->second};
    if (const auto* running = find(ClockKind::review); running && running->due <= due) return;
    stop(ClockKind::review, "the child is linked to a group");
    add(*rule, ClockKind::review, {context_.now, due, context_.now});
  }
  void heard(const ReviewRecorded&) { meet(ClockKind::review, context_.now); }
  void heard(const HandoverAccepted&) {
    if (const auto* clock = find(ClockKind::handover)) handover_due_ = handover_after(rules_.force, clock->due, context_.now);
    meet(ClockKind::handover, context_.now);
  }
  void heard(const ReturnRecorded& returned) {
    stop_each(while_missing, "the child was found");
    if (before_ && before_->returned && before_->returned->what.at != returned.at)
      stop_each(after_return, "the time of the return was corrected");
  }
  void heard(const InterviewHeld& held) { meet(ClockKind::prevention_interview, held.at); }
  void heard(const ReturnInterviewOffered& offered) { meet(ClockKind::return_interview_offer, offered.at); }
  void heard(const ReturnInterviewRecorded& recorded) {
    meet(ClockKind::return_interview_offer, recorded.at);   // nobody accepts or refuses what was not offered
    if (recorded.outcome == ReturnInterviewOutcome::completed) meet(ClockKind::return_interview, recorded.at);
    if (recorded.outcome == ReturnInterviewOutcome::refused)
      stop(ClockKind::return_interview,
           "the return home interview was refused" + (recorded.refusal_reason ? ": " + *recorded.refusal_reason : ""));
  }
  void heard(const ActionSet& set) {
    const auto* rule = nearest_rule(rules_.clocks, ClockKind::action, level_);
    add(rule ? *rule : policy::ClockRule{}, ClockKind::action, {context_.now, set.action.due, {}}, set.action.id);
  }
  void heard(const ActionDone& done) {
    const auto clock = std::ranges::find(running_, std::optional{done.action}, &Clock::about);
    if (clock != running_.end()) say(ClockMet{clock->id, clock->kind, context_.now > clock->due});
  }
  void heard(const EpisodeReopened&) {
    if (after_.is_missing()) stop_each(after_return, "the return was recorded in error");
  }
  void heard(const EpisodeClosed&) {
    stop_each(while_missing, "the episode was closed");
    stop(ClockKind::prevention_interview, "the episode was closed");
    stop(ClockKind::return_interview_offer, "the episode was closed");
  }
  template <class Other>
  void heard(const Other&) {}

  // ---- a change of risk ----
  void change_level(RiskLevel to, bool by_person) {
    const RiskLevel from = level_;
    if (to == from || (to < from && !by_person)) return;
    level_ = to;
    const auto held = running_;
    for (const auto& clock : held)
      if (clock.kind != ClockKind::action) reset(clock, from, to);
  }

  void reset(const Clock& clock, RiskLevel from, RiskLevel to) {
    const bool raised = to > from;
    const auto* was = rules_.clocks.find(clock.kind, from);
    const auto* rule = rules_.clocks.find(clock.kind, to);
    const auto why = fmt::format("the risk is now {}", words(to));
    if (!rule) {
      if (!raised) say(ClockStopped{clock.id, clock.kind, why + ", which asks for no " + words(clock.kind)});
      return;
    }
    if (was && same_clock(*was, *rule)) return;
    if (!raised && clock.due <= context_.now) return;
    const Instant due = due_under(*rule, clock, raised);
    say(ClockStopped{clock.id, clock.kind, why});
    add(*rule, clock.kind, {context_.now, due, context_.now});
  }

  // Raised: never later than it was, nor due before anyone could have known. Lowered: never sooner than it was.
  Instant due_under(const policy::ClockRule& rule, const Clock& clock, bool raised) const {
    if (clock.kind == ClockKind::handover) return clock.due;
    Instant from = context_.now;
    if (after_.returned && is_one_of(after_return, clock.kind)) from = after_.returned->what.at;
    if (clock.kind == ClockKind::first_deployment && !raised) from = after_.report.reported_at;
    const Instant wanted = from + Minutes{rule.due_minutes};
    return raised ? std::min(clock.due, std::max(wanted, context_.now)) : std::max(clock.due, wanted);
  }

  // ---- what the episode should have and lacks ----
  void set_while_missing(ClockKind kind) {
    if (find(kind) || (kind == ClockKind::first_deployment && !after_.deployments.empty())) return;
    const auto* rule = rules_.clocks.find(kind, level_);
    const auto agreed = before_ || kind != ClockKind::review ? std::nullopt : after_.report.review_at;
    if (!rule && agreed) rule = nearest_rule(rules_.clocks, kind, level_);
    if (!rule) return;
    // A call recorded late is already late for its officer.
    const bool from_report = kind == ClockKind::first_deployment && !before_;
    const Instant from = from_report ? std::max(after_.report.reported_at, context_.now - recorded_late_max) : context_.now;
    auto due = std::optional{from + Minutes{rule->due_minutes}};
    if (agreed) due = std::min(*due, *agreed);
    // The end of this shift, even when the report comes minutes before: whoever took it is about to go home.
    if (kind == ClockKind::handover) due = handover_due_ ? handover_due_ : shift_end(rules_.force, context_.now);
    if (due) add(*rule, kind, {from, *due, {}});
  }

  // What followed an earlier return, before the episode was reopened and the return recorded again, does not count for this one.
  void set_after_return() {
    const Instant since = after_.returned->what.at;
    const auto counts = [&](const auto& one) { return one.what.at >= since; };
    const auto ended = [&](const auto& one) { return counts(one) && one.what.outcome != ReturnInterviewOutcome::accepted; };
    const auto& held = after_.interview.held;
    const auto& offer = after_.return_interview_offer;
    if (!held || !counts(*held)) set_from_return(ClockKind::prevention_interview);
    if ((!offer || !counts(*offer)) && std::ranges::none_of(after_.return_interviews, counts))
      set_from_return(ClockKind::return_interview_offer);
    if (std::ranges::none_of(after_.return_interviews, ended)) set_from_return(ClockKind::return_interview);
  }

  void set_from_return(ClockKind kind) {
    const auto* rule = rules_.clocks.find(kind, level_);
    if (!rule || find(kind)) return;
    const Instant from = after_.returned->what.at;
    add(*rule, kind, {from, from + Minutes{rule->due_minutes}, {}});
  }

  // ---- saying so ----
  const Clock* find(ClockKind kind) const {
    const auto clock = std::ranges::find(running_, kind, &Clock::kind);
    return clock == running_.end() ? nullptr : &*clock;
  }
  void meet(ClockKind kind, Instant done_at) {
    if (const auto* clock = find(kind)) say(ClockMet{clock->id, kind, done_at > clock->due});
  }
  void stop(ClockKind kind, const std::string& why) {
    if (const auto* clock = find(kind)) say(ClockStopped{clock->id, kind, why});
  }
  void stop_each(const auto& kinds, const std::string& why) {
    for (const auto kind : kinds) stop(kind, why);
  }
  void add(const policy::ClockRule& rule, ClockKind kind, const ClockTimes& times, std::optional<ItemId> about = {}) {
    auto set = clock_from(rule, kind, times);
    set.clock = context_.ids.next<ItemId>();
    set.about = about;
    set.rules_digest = rules_.digest;
    say(std::move(set));
  }
  void say(Event event) {
    apply(running_, event, context_.by);
    said_.push_back(std::move(event));
  }

  const policy::Policies& rules_;
  const Episode* before_;
  const Episode& after_;
  Context& context_;
  std::vector<Clock> running_;
  RiskLevel level_;   // what the clocks go by: follows the events one by one
  std::optional<Instant> handover_due_;
  std::vector<Event> said_;
};

bool is_of_the_clocks(const Event* event) {
  return std::holds_alternative<ClockWarned>(*event) || std::holds_alternative<ClockClimbed>(*event) ||
         std::holds_alternative<ClockAcknowledged>(*event);
}

}  // namespace

std::vector<Event> follow(const policy::Policies& rules, const Episode* before, const Episode& after,
                          const std::vector<Recorded>& events, Context& context) {
  std::vector<const Event*> its;
  for (const auto& recorded : events)
    if (recorded.episode == after.id) its.push_back(&recorded.event);
  // An alarm or an acknowledgement is complete in itself (and tells first what had come round).
  if (its.empty() || std::ranges::any_of(its, is_of_the_clocks)) return {};
  return Follower(rules, before, after, context).follow(its);
}

}  // namespace lapwing::casework
