#include "views/redaction.hpp"
#include "views/sentences.hpp"
#include "web/api/documents.hpp"
#include "web/api/shapes.hpp"

namespace lapwing::web::api {

using namespace casework;

// Found through the walk's own namespace, so not in the unnamed one.
template <class Out>
void shape(Out& out, const Restriction& restriction) {
  out("set", restriction.set);
  out("broken", restriction.broken);
}

namespace {

BOOST_DEFINE_ENUM_CLASS(EpisodeState, missing, found, closed)   // found: not yet closed

struct ShownLine {
  EpisodeId id;
  ChildId child;
  std::string reference;
  EpisodeState state = EpisodeState::missing;
  RiskLevel level = RiskLevel::medium;
  Instant reported_at{};
  std::optional<Instant> returned_at, closed_at;
};
BOOST_DESCRIBE_STRUCT(ShownLine, (), (id, child, reference, state, level, reported_at, returned_at, closed_at))

ShownLine line_of(ChildId child, const Episode& episode) {
  ShownLine out{episode.id, child, episode.report.reference, EpisodeState::missing, episode.level(), episode.report.reported_at, {}, {}};
  if (episode.returned) out.returned_at = episode.returned->what.at;
  if (episode.closed) out.closed_at = episode.closed->stamp.at;
  out.state = episode.closed ? EpisodeState::closed : episode.returned ? EpisodeState::found : EpisodeState::missing;
  return out;
}

const Case& no_case() {
  static const Case none{};
  return none;
}

struct ShownChild {
  const Case* held = &no_case();
  std::string name;
  std::optional<int> age;
  std::optional<EpisodeId> open_episode;
  std::vector<ShownLine> episodes;
};

template <class Out>
void shape(Out& out, const ShownChild& shown) {
  const auto& held = *shown.held;
  out("id", held.id);
  out("version", held.version);
  out("name", shown.name);
  out("age", shown.age);
  out("registered", held.registered);
  out("details", held.details);
  out("ethnicity", held.ethnicity);
  out("observed_ethnicity", held.observed_ethnicity);
  out("nationality", held.nationality);
  out("advance_information", held.advance_information);
  out("concerns", held.concerns);
  out("restriction", held.restriction);
  out("historic", held.historic);
  out("references", held.references);
  out("open_episode", shown.open_episode);
  out("episodes", shown.episodes);
}

}  // namespace

std::string shown_name(const ChildDetails& details) {
  return details.given_name == views::left_out ? std::string(views::left_out) : views::child_name(details);
}

json::object child_document(const Case& held, Instant now) {
  ShownChild out;
  out.held = &held;
  out.name = shown_name(held.details);
  out.age = views::child_age(held.details, london_date(now));
  if (const auto* open = held.open_episode()) out.open_episode = open->id;
  for (const auto& episode : held.episodes) out.episodes.push_back(line_of(held.id, *episode));
  return std::move(json_of(out).as_object());
}

json::object episode_line(ChildId child, const desk::EpisodeLine& line) {
  const auto state = line.closed_at ? EpisodeState::closed : line.returned_at ? EpisodeState::found : EpisodeState::missing;
  return std::move(json_of(ShownLine{line.id, child, line.reference, state, line.level, line.reported_at, line.returned_at,
                                     line.closed_at}).as_object());
}

json::object episode_line(ChildId child, const Episode& episode) {
  return std::move(json_of(line_of(child, episode)).as_object());
}

json::object child_schema() { return schema_of<ShownChild>(); }
json::object episode_line_schema() { return schema_of<ShownLine>(); }

}  // namespace lapwing::web::api
