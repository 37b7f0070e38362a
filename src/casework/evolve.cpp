#include "casework/subjects.hpp"
#include "casework/versions.hpp"
#include "casework/working.hpp"

namespace lapwing::casework {
namespace {

template <class E, class... Any>
constexpr bool one_of = (std::is_same_v<E, Any> || ...);

template <class E>
constexpr bool of_child =
    one_of<E, ChildRegistered, ChildDetailsChanged, EthnicityRecorded, ObservedEthnicityRecorded, NationalityRecorded,
           AdvanceInformationRecorded, ConcernOpened, ConcernClosed, RecordRestricted, RestrictionLifted, GlassBroken, RecordRead,
           HistoricPeriodRecorded, ExternalReferenceAdded>;
template <class E>
constexpr bool of_missing = one_of<E, EpisodeOpened, MentionRecorded, OwnerSet, OfficerDeployed, OfficerArrived, ActivityRecorded,
                                   SightingRecorded, InformantContacted, ReviewRecorded, HandoverOffered, HandoverAccepted,
                                   EpisodeClosed, EpisodeReopened>;
template <class E>
constexpr bool of_linked_groups = one_of<E, LinkedGroupNoted, LinkedGroupEnded>;
template <class E>
constexpr bool of_risk = one_of<E, RiskFactRecorded, RiskAssessed>;
template <class E>
constexpr bool of_enquiries = one_of<E, EnquirySet, EnquiryAssigned, EnquiryFinished>;
template <class E>
constexpr bool of_returns = one_of<E, ReturnRecorded, QuestionSet, InterviewHeld, InterviewModeAgreed, QuestionAnswered, ActionSet,
                                   ActionReassigned, ActionDone, ReturnInterviewOffered, ReturnInterviewRecorded>;
template <class E>
constexpr bool of_clocks = one_of<E, ClockSet, ClockMet, ClockStopped, ClockWarned, ClockClimbed, ClockAcknowledged>;

template <class E>
void fold(Case& held, const Recorded& recorded) {
  if constexpr (of_child<E>) evolve_child(held, recorded);
  else if constexpr (of_missing<E>) evolve_missing(held, recorded);
  else if constexpr (of_linked_groups<E>) evolve_linked_groups(held, recorded);
  else if constexpr (of_risk<E>) evolve_risk(held, recorded);
  else if constexpr (of_enquiries<E>) evolve_enquiries(held, recorded);
  else if constexpr (of_returns<E>) evolve_returns(held, recorded);
  else if constexpr (of_clocks<E>) evolve_clocks(held, recorded);

  if (!recorded.episode) return;
  const auto* episode = held.episode(*recorded.episode);
  if (episode && episode->is_open()) touch_activity(held.edit(*recorded.episode), recorded);
}

}  // namespace

void evolve(Case& held, const Recorded& recorded) {
  std::visit([&]<class E>(const E&) { fold<E>(held, recorded); }, recorded.event);
  note_change(held, recorded);
}

void evolve_ahead(Case& working, const std::vector<NewEvent>& events, const Context& context) {
  for (const auto& e : events)
    evolve(working, Recorded{Stamp{working.version + 1, context.now, context.by}, e.episode, e.event});
}

}  // namespace lapwing::casework
