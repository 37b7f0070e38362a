#include "casework/support.hpp"

#include <boost/json.hpp>

#include "domain/codec.hpp"

namespace lapwing::casework {

// What the product never writes as JSON but a comparison needs.
BOOST_DESCRIBE_STRUCT(Stamp, (), (index, at, by))
BOOST_DESCRIBE_STRUCT(Clock, (), (id, kind, about, started, warn_at, due, ladder, restarts_minutes, warn_minutes, ladder_minutes,
                                  warned, rungs_told, silenced_until, silenced_reason, silenced_by, breached_at))
BOOST_DESCRIBE_STRUCT(Change, (), (index, at, by))

namespace {

namespace json = boost::json;
using codec::to_json;

template <class T>
json::value of(const Kept<T>& kept) { return {{"stamp", to_json(kept.stamp)}, {"what", to_json(kept.what)}}; }
template <class T>
json::value of(const std::optional<Kept<T>>& kept) { return kept ? of(*kept) : json::value(nullptr); }
template <class T>
json::value of(const std::vector<Kept<T>>& list) {
  json::array out;
  for (const auto& kept : list) out.push_back(of(kept));
  return out;
}

template <class T>
json::value of(const Shared<std::vector<Kept<T>>>& list) { return of(list.get()); }
template <class T>
json::value of(const History<Kept<T>>& list) { return of(std::vector<Kept<T>>(list.begin(), list.end())); }

json::value of(const Enquiry& e) {
  auto out = to_json(e).as_object();
  out.emplace("set", to_json(e.set));
  out.emplace("finished", to_json(e.finished));
  return out;
}

json::value enquiries_of(const Episode& e) {
  json::array out;
  for (const auto& enquiry : e.enquiries) out.push_back(of(enquiry));
  return out;
}

json::value of(const Episode& e) {
  return {{"id", e.id.text()},
          {"opened", to_json(e.opened)},
          {"report", to_json(e.report)},
          {"owner", to_json(e.owner)},
          {"facts", of(e.facts)},
          {"assessments", of(e.assessments)},
          {"mentions", of(e.mentions)},
          {"enquiries", enquiries_of(e)},
          {"sightings", of(e.sightings)},
          {"deployments", of(e.deployments)},
          {"arrived", to_json(e.arrived)},
          {"activities", of(e.activities)},
          {"informant_contacts", of(e.informant_contacts)},
          {"reviews", of(e.reviews)},
          {"handover", of(e.handover)},
          {"returned", of(e.returned)},
          {"reopened", of(e.reopened)},
          {"held", of(e.interview.held)},
          {"mode_agreed", of(e.interview.mode_agreed)},
          {"questions", to_json(e.interview.questions)},
          {"actions", of(e.actions)},
          {"return_interview_offer", of(e.return_interview_offer)},
          {"return_interviews", of(e.return_interviews)},
          {"clocks", to_json(e.clocks)},
          {"closed", of(e.closed)},
          {"last_activity", to_json(e.last_activity)},
          {"last_activity_word", e.last_activity_word}};
}

json::value of(const std::optional<Restriction>& restriction) {
  if (!restriction) return nullptr;
  return {{"set", of(restriction->set)}, {"broken", of(restriction->broken)}};
}

}  // namespace

const policy::Policies& test_rules() {
  static const policy::Policies rules = [] {
    const auto files = policy::read_rule_files(LAPWING_RULES_DIR);
    if (!files) throw std::runtime_error(files.error());
    auto loaded = policy::load(*files);
    if (!loaded) throw std::runtime_error(fmt::format("{}", fmt::join(loaded.error(), "\n")));
    return std::move(*loaded);
  }();
  return rules;
}

Actor actor(Role role, std::string name, std::uint64_t id_seed) {
  return {SeededIds(id_seed).next<UserId>(), std::move(name), role};
}
Actor call_handler() { return actor(Role::call_handler, "Asha Malik", 101); }
Actor officer() { return actor(Role::officer, "PC Tom Reed", 102); }
Actor supervisor() { return actor(Role::supervisor, "Sgt Jo Hall", 103); }
Actor supervisor_two() { return actor(Role::supervisor, "Sgt Lee Ward", 104); }
Actor service() { return {std::nullopt, "Lapwing", Role::system}; }
Person person(const Actor& actor) { return {actor.user, actor.name}; }

ReportMissing plain_report(std::string given, std::string family) {
  ReportMissing report;
  report.details.given_name = std::move(given);
  report.details.family_name = std::move(family);
  report.details.age_about = 15;
  report.informant = {"Dawn Marsh", "07700 900123", "mother"};
  return report;
}

Simulation::Simulation(std::uint64_t seed, Instant start)
    : now(start), by(call_handler()), rules(&test_rules()), ids_(seed) {
  held_.id = ids_.next<ChildId>();
}

Decided Simulation::submit(const Command& command, std::optional<EpisodeId> episode, std::optional<std::uint64_t> seen) {
  return as(by, command, episode, seen);
}

Decided Simulation::as(const Actor& who, const Command& command, std::optional<EpisodeId> episode,
                       std::optional<std::uint64_t> seen) {
  Context context{now, who, *rules, ids_, fmt::format("M-2026-{:06}", references_ + 1)};
  auto decided = decide(held_, command, episode, seen, context);
  if (decided) record(*decided, who);
  return decided;
}

void Simulation::record(const std::vector<NewEvent>& events, const Actor& who) {
  for (const auto& e : events) {
    if (std::holds_alternative<EpisodeOpened>(e.event)) ++references_;
    recorded.push_back({Stamp{++index_, now, who}, e.episode, e.event});
    evolve(held_, recorded.back());
  }
}

std::vector<NewEvent> Simulation::must(const Command& command, std::optional<EpisodeId> episode) {
  auto decided = submit(command, episode);
  if (decided) return std::move(*decided);
  ADD_FAILURE() << command_name(command) << " was refused: " << decided.error().message
                << (decided.error().fields.empty() ? "" : " at " + decided.error().fields.front().path);
  return {};
}

Refusal Simulation::refused(const Command& command, std::optional<EpisodeId> episode, std::optional<std::uint64_t> seen) {
  auto decided = submit(command, episode, seen);
  if (!decided) return std::move(decided.error());
  ADD_FAILURE() << command_name(command) << " was accepted";
  return {};
}

EpisodeId Simulation::report(const ReportMissing& report) {
  for (const auto& e : must(report))
    if (e.episode) return *e.episode;
  ADD_FAILURE() << "no episode was opened";
  return {};
}

const Episode& Simulation::episode(EpisodeId id) const {
  static const Episode none;
  const auto* found = held_.episode(id);
  if (!found) ADD_FAILURE() << "there is no such episode";
  return found ? *found : none;
}

void Simulation::run_until(Instant until) {
  while (true) {
    std::optional<std::pair<Instant, EpisodeId>> next;
    for (const auto& e : held_.episodes)
      if (const auto due = next_deadline(*e); due && (!next || *due < next->first)) next.emplace(*due, e->id);
    if (!next || next->first > until) break;
    now = std::max(now, next->first);
    const auto before = index_;
    as(service(), RaiseAlarms{}, next->second);
    if (index_ == before) {
      ADD_FAILURE() << "a deadline came round at " << to_rfc3339(now) << " and nothing was said";
      break;
    }
  }
  now = std::max(now, until);
}

std::string dump(const Case& held) {
  json::object changed;
  for (const auto& [aspect, change] : held.changed) changed.emplace(aspect, to_json(change));
  json::array episodes;
  for (const auto& e : held.episodes) episodes.push_back(of(*e));
  json::object out{{"id", held.id.text()},
                   {"registered", to_json(held.registered)},
                   {"details", to_json(held.details)},
                   {"ethnicity", of(held.ethnicity)},
                   {"observed_ethnicity", of(held.observed_ethnicity)},
                   {"nationality", of(held.nationality)},
                   {"advance_information", of(held.advance_information)},
                   {"concerns", of(held.concerns)},
                   {"restriction", of(held.restriction)},
                   {"historic", of(held.historic)},
                   {"references", to_json(held.references)},
                   {"episodes", std::move(episodes)},
                   {"version", held.version},
                   {"changed", std::move(changed)},
                   {"events", held.events}};
  return json::serialize(out);
}

std::string dump_risk(const Episode& e) { return json::serialize(json::value{of(e.facts), of(e.assessments)}); }
std::string dump_clocks(const Episode& e) { return json::serialize(to_json(e.clocks)); }
std::string dump_enquiries(const Episode& e) { return json::serialize(enquiries_of(e)); }
std::string dump_questions(const Episode& e) { return json::serialize(to_json(e.interview.questions)); }

Case replay(ChildId child, const std::vector<Recorded>& recorded) {
  Case held;
  held.id = child;
  for (const auto& r : recorded) {
    const auto back = decode(encode({r.event, r.episode, r.stamp.by, {}, {}}));
    if (!back) {
      ADD_FAILURE() << back.error();
      continue;
    }
    evolve(held, {Stamp{r.stamp.index, r.stamp.at, back->by}, back->episode, back->event});
  }
  return held;
}

bool names_field(const Refusal& refusal, std::string_view path) {
  return std::any_of(refusal.fields.begin(), refusal.fields.end(), [&](const auto& f) { return f.path == path; });
}

}  // namespace lapwing::casework
