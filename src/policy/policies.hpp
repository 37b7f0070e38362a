// The rules in force, read from rules/*.toml into types. Policy is data: minutes, thresholds, wording, code lists and who may do
// what are in those files, each with its source; a force edits a file, not the code. The digest (SHA-256 over the files' names and
// bytes, sorted by name) goes into every decision made under them.
//
// Immutable once loaded: share it freely between threads.
#pragma once
#include <expected>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/ids.hpp"
#include "domain/time.hpp"
#include "domain/words.hpp"

namespace lapwing::policy {

// rules/clocks.toml
struct ClockRule {
  int due_minutes = 0;                       // from what starts the clock
  int warn_minutes = 0;                      // before it is due
  std::vector<std::pair<Rung, int>> ladder;  // minutes after due at which each rung hears, in order; the first at 0
  std::string source;                        // "local policy", or the publication
};
struct ClockPolicy {
  std::map<ClockKind, std::map<RiskLevel, ClockRule>> rules;   // a kind or level absent: no such clock
  std::map<RiskLevel, int> acknowledge_minutes_max;            // how long an acknowledgement may silence
  std::map<RiskLevel, int> linked_group_review_minutes;        // from when a linked group is noted; a level absent: no sooner
  std::optional<ClockRule> plan_action;                        // an action of the improvement plan; due_minutes after the day it is due. Absent: no clock
  const ClockRule* find(ClockKind kind, RiskLevel level) const;
};

// rules/risk.toml
struct RiskQuestion {
  std::string id, text, hint, theme;     // "Is there any sign that the child was taken, or made to go?"; yes is the worrying answer
  std::string source;
  bool harm = false;                     // a harm indicator
  bool exploitation = false;             // counts as an exploitation indicator for the overrides
  int ask_order = 0;                     // lower is asked first
};
struct RiskCondition { std::string question; Answer answer = Answer::yes; };   // not_known also holds while not asked
struct RiskRule {
  std::string id, why, source;
  RiskLevel level = RiskLevel::low;           // the least level it points to
  std::vector<RiskCondition> all;             // every one must hold
  std::vector<RiskCondition> any;             // at least one must hold (when not empty)
  std::optional<int> under_age;               // and the child is younger than this many years (a floor: or of unknown age)
  bool learning_disability = false;           // and the child is recorded as learning-disabled
  std::optional<int> exploitation_at_least;   // and at least this many exploitation indicators are answered yes
  std::optional<int> unknown_at_least;        // and at least this many questions are not asked or not known
  bool floor = false;                         // an override: no decision may go below `level`
  bool harm = false;
};
struct RiskPolicy {
  std::string scheme;                         // "college-of-policing-2024"
  std::string rules_digest;                   // of all the rule files, for the assessments made under these rules
  std::vector<RiskQuestion> questions;        // in ask order
  std::vector<RiskRule> rules;
  std::vector<std::string> concern_kinds;
  RiskLevel when_nothing_known = RiskLevel::medium;   // unknown never reads as safe
  const RiskQuestion* question(std::string_view id) const;
  const RiskRule* rule(std::string_view id) const;
};

// rules/enquiries.toml
struct EnquiryRule {
  std::string id, text, why, source;
  RiskLevel from_level = RiskLevel::very_low;   // for this level and above
  std::vector<RiskCondition> when;              // risk answers that call for it (all); empty: always
  bool looked_after = false;                    // only for a child in care
  bool has_phone = false;                       // only when a phone number is held
  bool has_named_people = false, has_named_places = false;
  bool earlier_episodes = false;
};
struct EnquiryPolicy { std::vector<EnquiryRule> rules; };

// rules/interview.toml
struct InterviewRule {
  std::string id, text, source;                 // text may hold {label}
  std::optional<MentionKind> about;             // none: a general question, asked once
  bool asks_safety = false;
  bool linked = false;                          // asked about what others linked to the same group were found at, not about what was named
};
struct InterviewPolicy {
  std::vector<InterviewRule> rules;
  std::map<std::string, int> action_minutes;    // "disclosure", "non_answer", "not_safe": when the action that follows is due
  int default_action_minutes = 1440;
};

// rules/ethnicity.toml
struct EthnicityCode { std::string code, label, group; };
struct EthnicityPolicy {
  std::string list_version;
  std::vector<EthnicityCode> self_defined;                        // 18+1 (and any code a later list added)
  std::vector<EthnicityCode> observed;                            // IC1 … IC9
  std::map<std::string, std::string> from_ssda903;                // WBRI -> W1; an ambiguous code is absent
  std::map<std::string, std::string> not_stated_from_ssda903;     // REFU -> declined, NOBT -> not_yet_seen
  const EthnicityCode* find(std::string_view code) const;
  const EthnicityCode* find_observed(std::string_view code) const;
};

// rules/access.toml
struct RoleAccess {
  std::string label;
  std::set<std::string, std::less<>> commands;    // command names, "assess-risk"
  std::set<std::string, std::less<>> reads;       // "board", "child", "episode", "audit", "accounts", "ledger", "alerts"
  bool names = true;                              // false: reads with names and identifying detail left out
  std::vector<Rung> rungs;                        // whose alarms reach this role
};
struct AccessPolicy {
  std::map<Role, RoleAccess> roles;
  int break_glass_minutes = 60;
  bool may_command(Role role, std::string_view command) const;
  bool may_read(Role role, std::string_view what) const;
};

// rules/force.toml
struct Shift { std::string name; int starts_hour = 7, starts_minute = 0; };   // local time; each ends where the next starts
struct ForcePolicy {
  std::string name, default_area, default_team;
  std::vector<std::string> areas, teams;
  std::vector<Shift> shifts;
  int session_idle_minutes = 30, session_hours_max = 12, password_length_min = 12;
  int sign_in_refusals_max = 5, lock_minutes = 15;
};

// rules/workforce.toml
struct AccreditationKind {
  std::string id, label, source;
  std::optional<int> valid_months;           // none: it does not run out
};
struct WorkforcePolicy {
  std::vector<AccreditationKind> accreditations;
  std::map<RiskLevel, std::vector<std::string>> offered_to;   // who may be offered an episode at this level: any of these kinds, in date
  std::vector<std::string> offered_with_harm;                 // and any of these besides, once a harm indicator is answered yes
  // What one open episode weighs in an officer's caseload, in points: what it is and who the child is never count, only what work it is.
  std::map<RiskLevel, int> level_points;
  int harm_points = 0, linked_group_points = 0, in_care_points = 0, open_action_points = 0;
  int full_time_points_max = 0;              // what one full-time officer should hold at once
  int within_clock_percent = 0;              // of first deployments, that the establishment is worked out for
  int episode_minutes = 0;                   // of an officer's time, that an episode takes on average
  const AccreditationKind* find(std::string_view id) const;
};

struct Policies {
  std::string digest;                                            // hexadecimal SHA-256
  std::vector<std::pair<std::string, std::string>> files;        // name, text: what the digest is of
  ClockPolicy clocks;
  RiskPolicy risk;
  EnquiryPolicy enquiries;
  InterviewPolicy interview;
  EthnicityPolicy ethnicity;
  AccessPolicy access;
  ForcePolicy force;
  WorkforcePolicy workforce;
};

// Every problem found, as "clocks.toml line 12: …", so that all can be put right at once.
using Problems = std::vector<std::string>;
using RuleTexts = std::vector<std::pair<std::string, std::string>>;   // (file name, text)

std::expected<RuleTexts, std::string> read_rule_files(const std::filesystem::path& directory);   // every *.toml directly in it
std::expected<Policies, Problems> load(const RuleTexts& files);
// The rules built into the binary (rules/ as it was at build time).
const RuleTexts& built_in_rules();

}  // namespace lapwing::policy
