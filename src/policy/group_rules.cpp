#include "policy/group_rules.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "policy/section.hpp"

namespace lapwing::policy {

namespace {

constexpr std::string_view file_name = "groups.toml";
constexpr int hundredths_most = 5000;

double hundredths(Section& in, std::string_view key) { return in.number(key, -hundredths_most, hundredths_most) / 100.0; }
double share(Section& in, std::string_view key, int most = 200) { return in.number(key, 0, most) / 100.0; }

// A table of weights: every key but `source`.
void read_weights(Section& file, std::string_view name, std::map<std::string, double, std::less<>>& out) {
  auto in = file.section(name);
  if (!in) return file.problem(fmt::format("there must be a [{}]", name));
  in->text("source");
  for (const auto& key : in->keys())
    if (key != "source") out[key] = hundredths(*in, key);
  in->finish();
}

void read_places(Section& file, GroupRules& rules) {
  auto in = file.section("places");
  if (!in) return file.problem("there must be a [places.home] and so on");
  for (const auto& key : in->keys()) {
    auto place = in->section(key);
    if (!place) continue;
    rules.places[key] = {share(*place, "percent"), place->optional_number("more", 0, hundredths_most).value_or(0) / 100.0,
                         static_cast<double>(place->number("usual_children", 1, 10000))};
    place->finish();
  }
  in->finish();
}

void read_standing(Section& in, StandingRules& out) {
  in.text("source");
  out.professional = share(in, "professional_percent");
  out.own_child_along = share(in, "own_child_along_percent");
  out.parent = share(in, "parent_percent");
  out.family_home = share(in, "family_home_percent");
  out.transport = share(in, "transport_percent");
  out.one_venue = share(in, "one_venue_percent");
  out.many_children = share(in, "many_children_percent");
  out.same_home = share(in, "same_home_percent");
  out.kindness = share(in, "kindness_percent");
  out.friends_night = share(in, "friends_night_percent");
  out.usual_children_of_adult = in.number("usual_children_of_adult", 1, 10000);
  in.finish();
}

void read_time(Section& in, GroupTimeRules& out) {
  in.text("source");
  out.window_days = in.number("window_days", 1, 3660);
  out.same_incident_hours = in.number("same_incident_hours", 0, 240);
  out.same_incident_received_hours = in.number("same_incident_received_hours", 0, 2400);
  out.school_hours_less = hundredths(in, "school_hours_less");
  out.night_more = hundredths(in, "night_more");
  in.finish();
}

void read_search(Section& in, GroupSearchRules& out) {
  in.text("source");
  out.same_least = share(in, "same_least_percent", 100);
  out.nodes_max = static_cast<std::size_t>(in.number("nodes_max", 4, 128));
  out.facts_max = static_cast<std::size_t>(in.number("facts_max", 10, 100000));
  out.edge_least = hundredths(in, "edge_least");
  out.edge_growth = share(in, "edge_growth_percent", 1000);
  out.edge_levels = in.number("edge_levels", 1, 20);
  in.finish();
}

void read_score(Section& in, GroupScoreRules& out) {
  in.text("source");
  out.again = share(in, "again_percent");
  out.same_again = share(in, "same_again_percent", 100);
  out.linked = share(in, "linked_percent");
  out.child_cost = hundredths(in, "child_cost");
  out.child_least = hundredths(in, "child_least");
  out.child_most = hundredths(in, "child_most");
  out.kind_more = hundredths(in, "kind_more");
  out.second_adult_more = hundredths(in, "second_adult_more");
  out.several_adults_more = hundredths(in, "several_adults_more");
  out.lone_adult_less = hundredths(in, "lone_adult_less");
  out.no_adult_less = hundredths(in, "no_adult_less");
  out.kindness_only_less = hundredths(in, "kindness_only_less");
  out.one_concern_less = hundredths(in, "one_concern_less");
  out.start = hundredths(in, "start");
  out.rank_at = hundredths(in, "rank_at");
  out.show_at = hundredths(in, "show_at");
  out.slope = hundredths(in, "slope");
  out.offset = hundredths(in, "offset");
  in.finish();
}

template <class Part>
void read_part(Section& file, std::string_view name, void (*read)(Section&, Part&), Part& out) {
  if (auto in = file.section(name)) read(*in, out);
  else file.problem(fmt::format("there must be a [{}]", name));
}

}  // namespace

std::expected<GroupRules, std::string> parse_group_rules(std::string_view toml) {
  Problems problems;
  GroupRules rules;
  const std::string name(file_name);
  const auto document = parse_document(name, std::string(toml), problems);
  if (problems.empty()) {
    Section file(name, document, problems);
    file.text("source");
    read_weights(file, "links", rules.links);
    read_weights(file, "things", rules.things);
    read_weights(file, "belongings", rules.belongings);
    for (const auto* needed : {"at", "in_car", "associates", "has_phone", "same_plate", "same_person"})
      if (!rules.belongings.contains(needed)) file.problem(fmt::format("[belongings] must say what \"{}\" weighs", needed));
    read_weights(file, "grading", rules.grading);
    read_places(file, rules);
    read_part(file, "standing", read_standing, rules.standing);
    read_part(file, "time", read_time, rules.time);
    read_part(file, "search", read_search, rules.search);
    read_part(file, "score", read_score, rules.score);
    file.finish();
  }
  if (!problems.empty()) return std::unexpected(fmt::format("{}", fmt::join(problems, "\n")));
  return rules;
}

const GroupRules& built_in_group_rules() {
  static const GroupRules rules = [] {
    for (const auto& [name, text] : built_in_rules())
      if (name == "groups.toml") {
        auto read = parse_group_rules(text);
        if (!read) throw std::runtime_error(read.error());
        return std::move(*read);
      }
    throw std::runtime_error("groups.toml was not built in");
  }();
  return rules;
}

}  // namespace lapwing::policy
