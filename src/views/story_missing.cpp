// How an episode's events are told: the report, the work to find the child, handover and closing.
#include <fmt/format.h>

#include "views/sentences.hpp"
#include "views/story.hpp"

namespace lapwing::views {

using namespace casework;

namespace {

std::string caller(const Informant& informant) {
  std::string out = informant.name;
  if (informant.relationship && !informant.relationship->empty()) out += fmt::format(" ({})", *informant.relationship);
  if (informant.phone && !informant.phone->empty()) out += ", " + *informant.phone;
  return out;
}

std::string activity_title(ActivityKind kind) {
  switch (kind) {
    case ActivityKind::note: return "A note was made";
    case ActivityKind::phone_call: return "A phone call was recorded";
    case ActivityKind::visit: return "A visit was recorded";
    case ActivityKind::search: return "A search was recorded";
    case ActivityKind::phone_data: return "Work on phone data was recorded";
    case ActivityKind::social_media: return "Work on social media was recorded";
    case ActivityKind::partner_contact: return "Contact with a partner was recorded";
    case ActivityKind::family_contact: return "Contact with the family was recorded";
  }
  return "Something was recorded";
}

}  // namespace

Telling tell(const EpisodeOpened& e, const Teller& t) {
  Telling out{TimelineKind::report, fmt::format("The child was reported missing at {}. The report was recorded by {}.",
                                                t.when(e.reported_at), t.by())};
  out.happened_at = t.earlier(e.reported_at);
  add(out.details, "Reference", e.reference);
  add(out.details, "Reported by", caller(e.informant));
  if (e.last_seen.at) add(out.details, "Last seen", t.when(*e.last_seen.at));
  if (e.last_seen.place) add(out.details, "Last seen at", place_words(*e.last_seen.place));
  add(out.details, "With", e.last_seen.with);
  add(out.details, "Wearing", e.last_seen.clothing);
  add(out.details, "Carrying", e.last_seen.carrying);
  add(out.details, "Last seen by", e.last_seen.by_whom);
  add(out.details, "What happened", e.circumstances);
  add(out.details, "Why worried today", e.why_worried);
  if (e.review_at) add(out.details, "Review agreed by", t.when(*e.review_at));
  add(out.details, "Area", e.area);
  add(out.details, "Team", e.team);
  return out;
}

Telling tell(const MentionRecorded& e, const Teller& t) {
  Telling out{TimelineKind::details, fmt::format("A {} was named, recorded by {}.", mention_word(e.mention.kind), t.by())};
  out.several = "people, places or things were named, recorded by " + t.by() + ".";
  add(out.details, capital(mention_word(e.mention.kind)), e.mention.label);
  add(out.details, "Detail", e.mention.detail);
  add(out.details, "Said by", e.mention.said_by);
  return out;
}

Telling tell(const OwnerSet& e, const Teller& t) {
  Telling out{TimelineKind::handover, fmt::format("{} now owns the episode, set by {}.", capital(e.owner.name), t.by())};
  add(out.details, "Reason", e.reason);
  return out;
}

Telling tell(const OfficerDeployed& e, const Teller& t) {
  Telling out{TimelineKind::activity, fmt::format("{} was deployed by {}.", capital(e.officer.name), t.by())};
  add(out.details, "Collar number", e.collar_number);
  add(out.details, "Going to", e.going_to);
  return out;
}

Telling tell(const OfficerArrived& e, const Teller& t) {
  const auto found = t.story.officers.find(e.deployment);
  const std::string officer = found == t.story.officers.end() ? "The officer" : capital(found->second);
  Telling out{TimelineKind::activity, fmt::format("{} arrived at {}, recorded by {}.", officer, t.when(e.at), t.by())};
  out.happened_at = t.earlier(e.at);
  return out;
}

Telling tell(const ActivityRecorded& e, const Teller& t) {
  Telling out{TimelineKind::activity, fmt::format("{} by {}.", activity_title(e.kind), t.by())};
  if (!e.text.empty()) out.details.push_back(e.text);
  return out;
}

Telling tell(const SightingRecorded& e, const Teller& t) {
  Telling out{TimelineKind::activity, fmt::format("A {}sighting at {} was recorded by {}.", e.confirmed ? "confirmed " : "possible ",
                                                  t.when(e.seen_at), t.by())};
  out.happened_at = t.earlier(e.seen_at);
  add(out.details, "Where", place_words(e.place));
  add(out.details, "Seen by", e.seen_by);
  add(out.details, "How to reach them", e.contact);
  add(out.details, "With", e.with);
  if (e.text && !e.text->empty()) out.details.push_back(*e.text);
  return out;
}

Telling tell(const InformantContacted& e, const Teller& t) {
  Telling out{TimelineKind::activity, e.reached ? fmt::format("{} spoke to the caller.", t.By())
                                                : fmt::format("{} tried to reach the caller and could not.", t.By())};
  if (!e.text.empty()) out.details.push_back(e.text);
  return out;
}

Telling tell(const ReviewRecorded& e, const Teller& t) {
  Telling out{TimelineKind::risk, fmt::format("Reviewed by {}, with the risk at {}.", t.by(), risk_word(e.confirmed_level))};
  add(out.details, "Plan", e.plan);
  add(out.details, "Child Rescue Alert", e.child_rescue_alert);
  return out;
}

Telling tell(const HandoverOffered& e, const Teller& t) {
  Telling out{TimelineKind::handover, fmt::format("{} offered the handover to {}.", t.By(), e.to.name)};
  add(out.details, "Summary", e.summary);
  for (const auto& item : e.outstanding) add(out.details, "Still to do", item);
  return out;
}

Telling tell(const HandoverAccepted& e, const Teller& t) {
  Telling out{TimelineKind::handover, fmt::format("{} accepted the handover.", t.By())};
  add(out.details, "Comment", e.comment);
  return out;
}

Telling tell(const EpisodeClosed& e, const Teller& t) {
  Telling out{TimelineKind::closing, fmt::format("The episode was closed by {}.", t.by())};
  add(out.details, "Outcome", e.outcome);
  return out;
}

Telling tell(const EpisodeReopened& e, const Teller& t) {
  Telling out{TimelineKind::closing, fmt::format("The episode was opened again by {}.", t.by())};
  add(out.details, "Reason", e.reason);
  return out;
}

}  // namespace lapwing::views
