// rules/groups.toml: what each tie between a child and an adult, car, house or phone weighs when groups are looked for, what ordinary
// standings leave of it, and from what score a group is shown. Weights are natural-log likelihood ratios (the file has them in
// hundredths); shares are 0 to 1 (percent in the file). Immutable once read; any thread.
#pragma once
#include <expected>
#include <map>
#include <string>
#include <string_view>

namespace lapwing::policy {

struct PlaceRule {
  double share = 0;             // of a tie's weight that a meeting at such a place keeps
  double more = 0;              // added to what is told of a child and a grown-up there
  double usual_children = 1;    // more than this and the place is one that everyone goes to
};

struct StandingRules {
  double professional = 1, own_child_along = 1, parent = 1, family_home = 1, transport = 1, one_venue = 1, many_children = 1, same_home = 1, kindness = 1, friends_night = 1;
  double usual_children_of_adult = 1;
};

struct GroupTimeRules {
  int window_days = 0;                      // two children share a car, a house or a phone when told of within this
  int same_incident_hours = 0;              // one child, one kind of thing: one incident told twice
  int same_incident_received_hours = 0;     // the same for reports that do not say when it happened
  double school_hours_less = 0, night_more = 0;
};

struct GroupSearchRules {
  double same_least = 1;                    // probability from which two people who are not joined are taken for one in a group
  std::size_t nodes_max = 0;                // in one group's search; a larger tangle is searched by stronger ties only
  std::size_t facts_max = 0;                // a person or thing told of more often is a hub and leads nowhere
  double edge_least = 0, edge_growth = 1;   // the tie followed at each level is least * growth^level
  int edge_levels = 1;
};

struct GroupScoreRules {
  double again = 1;                         // each further incident of a child weighs this share of the one before
  double same_again = 1;                    // and this share of that when it was through the same person or thing
  double linked = 1;                        // of the weight when two children are joined only through linked things (a car and its driver)
  double child_cost = 0, child_least = 0, child_most = 0;
  double kind_more = 0, second_adult_more = 0, several_adults_more = 0, lone_adult_less = 0, no_adult_less = 0, kindness_only_less = 0, one_concern_less = 0;
  double start = 0;                         // taken off: how rare groups are
  double rank_at = 0, show_at = 0;          // scores
  double slope = 1, offset = 0;             // probability = 1 / (1 + exp(-(slope * score + offset)))
};

struct GroupRules {
  std::map<std::string, double, std::less<>> links, things, belongings, grading;
  std::map<std::string, PlaceRule, std::less<>> places;
  StandingRules standing;
  GroupTimeRules time;
  GroupSearchRules search;
  GroupScoreRules score;
};

// The error names the line or the key at fault.
std::expected<GroupRules, std::string> parse_group_rules(std::string_view toml);
// The rules built into the binary.
const GroupRules& built_in_group_rules();

}  // namespace lapwing::policy
