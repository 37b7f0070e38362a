#include "measures/casework_shares.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace lapwing::measures {

namespace {

constexpr ElapsedSeconds hours_72 = 72 * 60 * 60;   // DfE, statutory guidance on children who run away or go missing from home or care

template <ClockKind kind>
Counted in_time(const EpisodeFacts& episode) { return clock_in_time(episode, kind); }

Counted in_time_high(const EpisodeFacts& e) {
  return e.first_level == RiskLevel::high ? clock_in_time(e, ClockKind::first_deployment) : Counted{};
}

Counted never_idle(const EpisodeFacts& e) {
  if (!(e.clocks_set & bit(ClockKind::idle))) return {};
  return {(e.clocks_breached & bit(ClockKind::idle)) ? 0u : 1u, 1};
}

Counted in_person(const EpisodeFacts& e) {
  if (!e.happened(e.interviewed)) return {};
  return {e.interview_mode == InterviewMode::in_person ? 1u : 0u, 1};
}

// Its clock runs from the return: until that is over an interview not yet offered says nothing.
bool rhi_is_over(const EpisodeFacts& e) {
  return e.happened(e.rhi_offered) || (e.clocks_breached & (bit(ClockKind::return_interview_offer) | bit(ClockKind::return_interview)));
}
Counted rhi_offered(const EpisodeFacts& e) {
  if (!e.happened(e.returned) || !rhi_is_over(e)) return {};
  return {e.happened(e.rhi_offered) ? 1u : 0u, 1};
}
bool rhi_is_answered(const EpisodeFacts& e) {
  return e.happened(e.rhi_accepted) || e.happened(e.rhi_refused) || e.happened(e.rhi_completed);
}
Counted rhi_accepted(const EpisodeFacts& e) {
  if (!rhi_is_answered(e)) return {};
  return {e.happened(e.rhi_accepted) || e.happened(e.rhi_completed) ? 1u : 0u, 1};
}
Counted rhi_within_72h(const EpisodeFacts& e) {
  const bool done = e.happened(e.rhi_completed);
  if (!e.happened(e.returned) || (!done && !(e.clocks_breached & bit(ClockKind::return_interview)))) return {};
  return {done && e.rhi_completed <= hours_72 ? 1u : 0u, 1};
}
// In time or later.
Counted rhi_completed(const EpisodeFacts& e) {
  const auto in_time = rhi_within_72h(e);
  return {in_time.of > 0 && e.happened(e.rhi_completed) ? 1u : 0u, in_time.of};
}

// Answered: not "would not say", not "not asked". Before the interview is held a question is not yet due.
Counted questions_answered(const EpisodeFacts& e) {
  if (!e.happened(e.interviewed)) return {};
  return {std::min(e.questions_answered, e.questions), e.questions};
}
Counted unsafe_followed(const EpisodeFacts& e) {
  return {std::min(e.actions_set, e.questions_unsafe), e.questions_unsafe};
}
Counted actions_done(const EpisodeFacts& e) {
  if (!e.happened(e.closed)) return {};
  return {std::min(e.actions_done, e.actions_set), e.actions_set};
}

constexpr std::array shares{
    CaseworkShare{"officer_in_time", "An officer sent within the clock", "episodes in which an officer was sent, or came due", in_time<ClockKind::first_deployment>},
    CaseworkShare{"officer_in_time_high", "An officer sent within the clock, risk high", "high-risk episodes in which an officer was sent, or came due", in_time_high},
    CaseworkShare{"review_in_time", "Reviewed by a supervisor within the clock", "episodes with a review that was done, or came due", in_time<ClockKind::review>},
    CaseworkShare{"never_idle", "Never idle", "episodes while the child was missing", never_idle},
    CaseworkShare{"interview_in_time", "Prevention interview within the clock", "returns whose interview was held, or came due", in_time<ClockKind::prevention_interview>},
    CaseworkShare{"interview_in_person", "Prevention interview held face to face", "prevention interviews held", in_person},
    CaseworkShare{"questions_answered", "Questions on return answered", "questions of prevention interviews held", questions_answered},
    CaseworkShare{"unsafe_followed", "Unsafe answers followed by an action", "answers that somewhere is not, or may not be, safe", unsafe_followed},
    CaseworkShare{"rhi_offered", "Return home interview offered", "returns with an interview offered, or that came due", rhi_offered},
    CaseworkShare{"rhi_accepted", "Return home interview accepted", "return home interviews that the child answered to", rhi_accepted},
    CaseworkShare{"rhi_completed", "Return home interview completed", "returns with an interview held, or that came due", rhi_completed},
    CaseworkShare{"rhi_within_72h", "Return home interview within 72 hours", "returns with an interview held, or that came due", rhi_within_72h},
    CaseworkShare{"actions_in_time", "Actions done by when they were due", "episodes with an action done, or that came due", in_time<ClockKind::action>},
    CaseworkShare{"actions_done", "Actions done", "actions of closed episodes", actions_done},
};

}  // namespace

static_assert(shares.size() == casework_shares_count);

std::span<const CaseworkShare, casework_shares_count> casework_shares() { return shares; }

// Not one after the other through their pointers: so the compiler has all of them before it.
std::array<Counted, casework_shares_count> count_casework(const EpisodeFacts& episode) {
  return [&]<std::size_t... at>(std::index_sequence<at...>) {
    return std::array<Counted, casework_shares_count>{shares[at].count(episode)...};
  }(std::make_index_sequence<casework_shares_count>());
}

const CaseworkShare* casework_share(std::string_view id) {
  const auto found = std::ranges::find(shares, id, &CaseworkShare::id);
  return found == shares.end() ? nullptr : &*found;
}

Counted clock_in_time(const EpisodeFacts& episode, ClockKind kind) {
  const bool breached = episode.clocks_breached & bit(kind), met = episode.clocks_met & bit(kind);
  if (!breached && !met) return {};
  return {breached ? 0u : 1u, 1};
}

}  // namespace lapwing::measures
