#include <algorithm>

#include "casework/subjects.hpp"
#include "web/api/documents.hpp"
#include "web/api/shapes.hpp"

namespace lapwing::web::api {

using namespace casework;

// Found through the walk's own namespace, so not in the unnamed one.
template <class Out>
void shape(Out& out, const Enquiry& enquiry) {
  out("id", enquiry.id);
  out("text", enquiry.text);
  out("rule", enquiry.rule);
  out("why", enquiry.why);
  out("assigned_to", enquiry.assigned_to);
  out("outcome", enquiry.outcome);
  out("result", enquiry.result);
  out("set", enquiry.set);
  out("finished", enquiry.finished);
}

template <class Out>
void shape(Out& out, const InterviewHeldState& interview) {
  out("held", interview.held);
  out("mode_agreed", interview.mode_agreed);
  out("questions", interview.questions);
}

namespace {

struct ShownRung { Rung to = Rung::owner; Instant at{}; bool told = false; };
BOOST_DESCRIBE_STRUCT(ShownRung, (), (to, at, told))

// A running clock at one moment. The rung times are the ladder's own; after an acknowledgement runs out it begins again from there.
struct ShownClock {
  ItemId id;
  ClockKind kind = ClockKind::review;
  std::optional<ItemId> about;
  Instant started{}, warn_at{}, due{};
  ClockPhase phase = ClockPhase::waiting;
  std::vector<ShownRung> ladder;
  std::optional<Instant> breached_at, silenced_until, next_at;
  std::optional<std::string> silenced_reason;
  std::optional<Person> silenced_by;
};
BOOST_DESCRIBE_STRUCT(ShownClock, (), (id, kind, about, started, warn_at, due, phase, ladder, breached_at, silenced_until, next_at,
                                       silenced_reason, silenced_by))

ShownClock shown(const Clock& clock, Instant now) {
  ShownClock out{clock.id, clock.kind, clock.about, clock.started, clock.warn_at, clock.due, phase(clock, now), {},
                 clock.breached_at, clock.silenced_until, next_deadline(clock), clock.silenced_reason, clock.silenced_by};
  for (std::size_t i = 0; i < clock.ladder.size(); ++i)
    out.ladder.push_back({clock.ladder[i].to, clock.ladder[i].at, i < static_cast<std::size_t>(clock.rungs_told)});
  return out;
}

const Episode& no_episode() {
  static const Episode none{};
  return none;
}

struct ShownEpisode {
  const Episode* held = &no_episode();
  ChildId child;
  std::string name, state;
  std::uint64_t version = 0;
  RiskPointer pointer;
  std::vector<ShownClock> clocks;
  std::vector<std::string> missing_before_closing;
};

template <class Out>
void shape(Out& out, const ShownEpisode& shown) {
  const auto& episode = *shown.held;
  out("id", episode.id);
  out("child", shown.child);
  out("name", shown.name);
  out("version", shown.version);
  out("reference", episode.report.reference);
  out("state", shown.state);
  out("level", episode.level());
  out("opened", episode.opened);
  out("report", episode.report);
  out("owner", episode.owner);
  out("pointer", shown.pointer);
  out("facts", episode.facts);
  out("assessments", episode.assessments);
  out("mentions", episode.mentions);
  out("enquiries", episode.enquiries);
  out("sightings", episode.sightings);
  out("deployments", episode.deployments);
  out("arrived", episode.arrived);
  out("activities", episode.activities);
  out("informant_contacts", episode.informant_contacts);
  out("reviews", episode.reviews);
  out("handover", episode.handover);
  out("returned", episode.returned);
  out("interview", episode.interview);
  out("actions", episode.actions);
  out("return_interview_offer", episode.return_interview_offer);
  out("return_interviews", episode.return_interviews);
  out("clocks", shown.clocks);
  out("missing_before_closing", shown.missing_before_closing);
  out("closed", episode.closed);
  out("reopened", episode.reopened);
  out("last_activity", episode.last_activity);
  out("last_activity_word", episode.last_activity_word);
}

}  // namespace

json::object episode_document(const Case& held, const Episode& episode, const policy::Policies& rules, Instant now) {
  ShownEpisode out;
  out.held = &episode;
  out.child = held.id;
  out.name = shown_name(held.details);
  out.state = episode.closed ? "closed" : episode.returned ? "found" : "missing";
  out.version = held.version;
  out.pointer = point_to(rules.risk, held.details, episode.facts, now);
  for (const auto& clock : episode.clocks) out.clocks.push_back(shown(clock, now));
  if (episode.is_open()) out.missing_before_closing = missing_before_closing(held, episode);
  return std::move(json_of(out).as_object());
}

Instant episode_document_holds_until(const Episode& episode, Instant now) {
  Instant until = next_london_time(now, 0, 0);
  const auto sooner = [&](std::optional<Instant> at) {
    if (at && *at > now) until = std::min(until, *at);
  };
  for (const auto& clock : episode.clocks) {
    sooner(clock.warn_at);
    sooner(clock.due);
    sooner(clock.silenced_until);
  }
  return until;
}

json::object episode_schema() { return schema_of<ShownEpisode>(); }

}  // namespace lapwing::web::api
