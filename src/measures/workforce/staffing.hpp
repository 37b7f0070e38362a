// Who could take work: what each officer is accredited for on a day, when they work and whether they are away. Read from accounts as they
// are; pure, any thread. Days are London days; a shift belongs to the day on which it starts.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/accounts.hpp"
#include "policy/policies.hpp"

namespace lapwing::measures::workforce {

using Officer = std::shared_ptr<const casework::Account>;
using Officers = std::vector<Officer>;

// Those who take casework: open accounts of officers, supervisors and missing coordinators.
Officers officers_among(const Officers& accounts);

std::string team_of(const casework::Account& officer);                    // "No team" when there is none
double full_time_share(const casework::Account& officer);                 // 1 when nobody has said

// ---- accreditation ----
// The accreditation of this kind that lasts longest, in date or not; null when there never was one.
const casework::Accreditation* latest_of(const casework::Account& officer, std::string_view kind);
// The last day on which an accreditation counts; none: it does not run out.
std::optional<Date> last_day(const casework::Accreditation& accreditation);

struct Need {
  RiskLevel level = RiskLevel::medium;
  bool harm = false;                                                      // a harm indicator is answered yes
};
// The kinds that answer the need and are in date, the one that lasts longest first; empty when the officer may not be offered it.
std::vector<const casework::Accreditation*> in_date_for(const casework::Account& officer, const Need& need, const policy::WorkforcePolicy& rules, Date on);
// In date for an episode of some level, without signs of harm.
bool in_date_for_any(const casework::Account& officer, const policy::WorkforcePolicy& rules, Date on);
std::string short_label(const policy::WorkforcePolicy& rules, std::string_view kind);   // "SCAIDP", "PIP 2"

// ---- shifts ----
struct ShiftNow {
  std::size_t index = 0;                                                  // in policy::ForcePolicy::shifts
  Date started_on{};
  Instant ends{};
};
std::optional<ShiftNow> shift_at(const policy::ForcePolicy& force, Instant at);   // none: there are no shifts
// Which shift is on in each hour of a day, and whether it began the day before. 24 of them; empty without shifts.
struct HourShift {
  std::size_t index = 0;
  bool from_yesterday = false;
};
std::vector<HourShift> shifts_by_hour(const policy::ForcePolicy& force);
double shift_hours(const policy::ForcePolicy& force, std::size_t index);

enum class Duty { no_pattern, off, away, on };
Duty duty_of(const casework::Account& officer, std::string_view shift, Date on);
const casework::Absence* absence_on(const casework::Account& officer, Date on);   // null: not away
// How likely the officer is to be on this one of their shifts: a full-time officer works `shifts_a_week`, and their pattern may name more.
double expected_on_shift(const casework::Account& officer, double shifts_a_week);

}  // namespace lapwing::measures::workforce
