#include "casework/missing.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "casework/interview.hpp"
#include "casework/subjects.hpp"

namespace lapwing::casework {
namespace {

Decided refuse(Refusal refusal) { return std::unexpected(std::move(refusal)); }

Decided one(const Episode& episode, Event event) { return on(episode.id, {std::move(event)}); }

bool may_supervise(Role role) {
  return role == Role::supervisor || role == Role::duty_inspector || role == Role::superintendent;
}

bool same_person(const Person& person, const Actor& actor) {
  return person.user && actor.user ? *person.user == *actor.user : person.name == actor.name;
}

}  // namespace

std::vector<Event> mention_events(const std::vector<MentionInput>& named, std::string_view arose_from, Context& context) {
  std::vector<Event> out;
  out.reserve(named.size());
  for (const auto& m : named)
    out.push_back(MentionRecorded{
        {context.ids.next<ItemId>(), m.kind, tidied(m.label), m.detail, m.said_by, std::string(arose_from)}});
  return out;
}

// ---- the work to find the child ----
Decided decide_on(const Case&, const Episode& episode, const RecordMention& c, Context& context) {
  if (is_blank(c.mention.label)) return refuse(invalid("mention.label", "Say who or what was named."));
  return on(episode.id, mention_events({c.mention}, "enquiry", context));
}

Decided decide_on(const Case&, const Episode& episode, const SetOwner& c, Context&) {
  if (is_blank(c.owner.name)) return refuse(invalid("owner.name", "Name the person who owns this episode"));
  if (episode.owner == c.owner) return Decided{};
  return one(episode, OwnerSet{c.owner, c.reason});
}

Decided decide_on(const Case&, const Episode& episode, const DeployOfficer& c, Context& context) {
  if (is_blank(c.officer.name)) return refuse(invalid("officer.name", "Name the officer who is going"));
  if (is_blank(c.going_to)) return refuse(invalid("going_to", "Say where the officer is going"));
  return one(episode, OfficerDeployed{context.ids.next<ItemId>(), c.officer, c.collar_number, c.going_to});
}

Decided decide_on(const Case&, const Episode& episode, const RecordArrival& c, Context& context) {
  const auto known = std::any_of(episode.deployments.begin(), episode.deployments.end(),
                                 [&](const auto& d) { return d.what.deployment == c.deployment; });
  if (!known) return refuse(not_found("No such officer has been sent to this episode."));
  if (c.at && *c.at > context.now) return refuse(invalid("at", "Enter when the officer arrived: it cannot be later than now"));
  if (std::find(episode.arrived.begin(), episode.arrived.end(), c.deployment) != episode.arrived.end()) return Decided{};
  return one(episode, OfficerArrived{c.deployment, c.at.value_or(context.now)});
}

Decided decide_on(const Case&, const Episode& episode, const RecordActivity& c, Context&) {
  if (is_blank(c.text)) return refuse(invalid("text", "Say what was done or learned"));
  return one(episode, ActivityRecorded{c.kind, c.text});
}

Decided decide_on(const Case&, const Episode& episode, const RecordSighting& c, Context& context) {
  std::vector<FieldError> wrong;
  if (c.seen_at > context.now)
    wrong.push_back({"seen_at", FieldFault::not_allowed, "Enter when the child was seen: it cannot be later than now"});
  if (is_blank(c.place.text)) wrong.push_back({"place.text", FieldFault::required, "Say where the child was seen"});
  check_labels(c.mentions, "mentions", wrong);
  if (!wrong.empty()) return refuse(invalid(std::move(wrong)));

  std::vector<Event> out{SightingRecorded{context.ids.next<ItemId>(), c.seen_at, c.place, c.seen_by, c.contact, c.with, c.text,
                                          c.confirmed}};
  auto named = c.mentions;
  if (c.with && !is_blank(*c.with)) named.push_back({MentionKind::person, *c.with, "seen with the child", c.seen_by});
  auto mentions = mention_events(named, "sighting", context);
  std::move(mentions.begin(), mentions.end(), std::back_inserter(out));
  return on(episode.id, std::move(out));
}

Decided decide_on(const Case&, const Episode& episode, const ContactInformant& c, Context&) {
  if (is_blank(c.text)) return refuse(invalid("text", "Say what was said, or what was tried"));
  return one(episode, InformantContacted{c.reached, c.text});
}

// ---- supervising ----
// A reason for a lower level is kept even when the level stays as it is: the assessment is where reasons are kept.
Decided decide_on(const Case& held, const Episode& episode, const RecordReview& c, Context& context) {
  if (is_blank(c.plan)) return refuse(invalid("plan", "Say what the plan is now"));
  const auto pointed = point_to(context.rules.risk, held.details, episode.facts, context.now);
  auto assessed = assess(context.rules.risk, pointed, c.confirmed_level, c.lower_reason, "lower_reason");
  if (!assessed) return refuse(std::move(assessed.error()));
  std::vector<Event> out{ReviewRecorded{c.confirmed_level, c.plan, c.child_rescue_alert}};
  const bool undecided = episode.assessments.empty() || episode.assessments.back().what.provisional;
  if (undecided || episode.level() != c.confirmed_level || assessed->lower_reason) {
    assessed->rules_digest = context.rules.digest;
    out.push_back(std::move(*assessed));
  }
  if (!episode.returned && c.confirmed_level > episode.level()) {   // a higher level brings its own first enquiries
    auto enquiries = enquiries_for(context.rules, held, episode, c.confirmed_level, context);
    std::move(enquiries.begin(), enquiries.end(), std::back_inserter(out));
  }
  return on(episode.id, std::move(out));
}

Decided decide_on(const Case&, const Episode& episode, const OfferHandover& c, Context& context) {
  if (is_blank(c.to.name)) return refuse(invalid("to.name", "Name the supervisor who is taking over"));
  if (same_person(c.to, context.by)) return refuse(invalid("to.name", "Name somebody else: you cannot hand over to yourself"));
  if (is_blank(c.summary)) return refuse(invalid("summary", "Say where things stand"));
  return one(episode, HandoverOffered{c.to, c.summary, c.outstanding});
}

// An offer to an account is that account's to accept; an offer to a name alone, any other supervisor's.
Decided decide_on(const Case&, const Episode& episode, const AcceptHandover& c, Context& context) {
  if (!episode.handover) return refuse(not_yet("Nobody has offered to hand this episode over.", {"Ask for the handover to be offered"}));
  const auto& offer = *episode.handover;
  const bool to_me = offer.what.to.user ? offer.what.to.user == context.by.user
                                        : may_supervise(context.by.role) && !same_person(person_of(offer.stamp.by), context.by);
  if (!to_me)
    return refuse({.kind = RefusalKind::not_allowed,
                   .message = fmt::format("This handover was offered to {}, who must accept it.", offer.what.to.name)});
  return on(episode.id, {HandoverAccepted{c.comment}, OwnerSet{person_of(context.by), "accepted the handover"}});
}

// ---- folding ----
namespace {

struct Fold {
  Episode& episode;
  const Stamp& stamp;

  void operator()(const MentionRecorded& e) const { episode.mentions.push_back({stamp, e.mention}); }
  void operator()(const OwnerSet& e) const { episode.owner = e.owner; }
  void operator()(const OfficerDeployed& e) const { episode.deployments.push_back({stamp, e}); }
  void operator()(const OfficerArrived& e) const {
    if (std::find(episode.arrived.begin(), episode.arrived.end(), e.deployment) == episode.arrived.end())
      episode.arrived.push_back(e.deployment);
  }
  void operator()(const ActivityRecorded& e) const { episode.activities.push_back({stamp, e}); }
  void operator()(const SightingRecorded& e) const { episode.sightings.push_back({stamp, e}); }
  void operator()(const InformantContacted& e) const { episode.informant_contacts.push_back({stamp, e}); }
  void operator()(const ReviewRecorded& e) const { episode.reviews.push_back({stamp, e}); }
  void operator()(const HandoverOffered& e) const { episode.handover = {stamp, e}; }
  void operator()(const HandoverAccepted&) const { episode.handover.reset(); }
  void operator()(const EpisodeClosed& e) const { episode.closed = {stamp, e}; }
  void operator()(const EpisodeReopened& e) const {
    if (episode.is_open()) {   // its return was recorded in error: the child is missing
      episode.returned.reset();
      episode.reopened.reset();
      return;
    }
    episode.closed.reset();
    episode.reopened = {stamp, e};
  }
  template <class Other>
  void operator()(const Other&) const {}
};

}  // namespace

void evolve_missing(Case& held, const Recorded& recorded) {
  if (!recorded.episode) return;
  const auto* known = held.episode(*recorded.episode);
  if (const auto* opened = std::get_if<EpisodeOpened>(&recorded.event)) {
    if (known) return;
    auto episode = std::make_shared<Episode>();
    episode->id = *recorded.episode;
    episode->opened = recorded.stamp;
    episode->report = *opened;
    held.episodes.push_back(std::move(episode));
    return;
  }
  if (known) std::visit(Fold{held.edit(*recorded.episode), recorded.stamp}, recorded.event);
}

}  // namespace lapwing::casework
