// Alerts: which late or warning clocks concern one person, grouped by episode so that nobody is flooded (EEMUA 191 and
// ISA-18.2 put the load one operator can bear at six alarms an hour). Acknowledged ones stand apart and come back by
// themselves when the acknowledgement expires. Worked out from the board's rows; pure, safe on any thread.
#pragma once
#include "casework/force_record.hpp"
#include "views/board.hpp"

namespace lapwing::views {

struct Alert {
  BoardClock clock;
  std::string words;        // "review 22 min late, with duty inspector"
  std::string why_me;       // "You own this", "Told as duty inspector", "Your action", "You are offered the handover"
};
BOOST_DESCRIBE_STRUCT(Alert, (), (clock, words, why_me))

struct AlertGroup {
  EpisodeId episode;
  ChildId child;
  std::string reference, name;
  std::optional<int> age;
  BoardRisk risk;
  std::string area, team;
  std::optional<casework::Person> owner;
  bool own_team = false;              // the viewer's team
  bool breached = false;              // at least one of `alerts` is late
  std::string summary;                // "2 late, 1 due soon"
  std::vector<Alert> alerts;          // most pressing first
  std::string pressing;
};
BOOST_DESCRIBE_STRUCT(AlertGroup, (),
                      (episode, child, reference, name, age, risk, area, team, owner, own_team, breached, summary, alerts, pressing))

// An action of the improvement plan that is late or nearly so.
struct PlanAlert {
  ItemId action;
  std::string text, owner;            // what will be done, and who owns it
  Instant due{};
  bool late = false;
  std::string words;                  // "2 days 4 hours late, with duty inspector", "due in 3 hours"
  std::string why_me;                 // "You own this", "Told as duty inspector"
};
BOOST_DESCRIBE_STRUCT(PlanAlert, (), (action, text, owner, due, late, words, why_me))

struct Alerts {
  std::vector<AlertGroup> now;            // own team first, then most pressing
  std::vector<AlertGroup> acknowledged;   // silenced by a named person, with what will happen and until when
  std::vector<PlanAlert> plan;            // of the improvement plan, the longest late first
  int count = 0;                          // groups in `now`, and actions of the plan, with something late: the number on the bar
  int alarms = 0;                         // alarms in `now`, late or warning
};
BOOST_DESCRIBE_STRUCT(Alerts, (), (now, acknowledged, plan, count, alarms))

// The alerts of one viewer at `now`. A rung reaches the roles that rules/access.toml names for it; the owner's rung reaches
// the owner, and the supervisors of its team while nobody owns the episode; an action's clock reaches the action's owner first.
// Rows are shown as `seen_by` allows.
Alerts alerts_for(const BoardSnapshot& board, const Viewer& viewer, const policy::Policies& rules, Instant now);
// Adds those of the force's plan: an action's clock reaches its owner first, then whoever its rungs name. It is silenced only by being done or
// moved, so none stands acknowledged.
void add_plan_alerts(Alerts& alerts, const casework::ForceRecord& force, const Viewer& viewer, const policy::Policies& rules, Instant now);

// Someone read past a restriction this viewer set: the owner is told.
struct GlassNotice {
  ChildId child;
  Instant at{}, until{};
  std::string by, reason;
};
BOOST_DESCRIBE_STRUCT(GlassNotice, (), (child, at, until, by, reason))
std::vector<GlassNotice> broken_glass(const casework::Case& held, UserId owner);   // newest first; empty unless they own it

}  // namespace lapwing::views
