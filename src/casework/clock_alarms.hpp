// When a running clock speaks, and to whom: for the clocks' own files only.
//
// A clock says one warning before it is due and then climbs its ladder. The times are computed from the clock alone, so the same
// alarms come out whether they are raised minute by minute or all at once after the service was down.
//
// The ladder has no end. Once the top rung has heard, it hears again after the last gap of the ladder, though never more often
// than hourly; after `repeats_at_full_pace` repeats it hears 24 times less often (hourly becomes daily), so that a duty nobody
// ever does keeps speaking without filling the ledger. The phase stays `breached`, shown to everyone, whatever has been told.
//
// An acknowledgement silences until its own `until`. Then the clock speaks anew: if it is not yet due it warns again at `until`;
// if it is, the first rung hears at `until` and the others after the same gaps as before. `due` and `breached_at` stay.
//
// Pure; safe on any thread.
#pragma once
#include <optional>
#include <vector>

#include "casework/event.hpp"

namespace lapwing::casework {

inline constexpr Minutes repeat_gap_minutes_min{60};
inline constexpr int repeats_at_full_pace = 24;

// The n-th telling of an overdue clock since it was due or, acknowledged, since that ran out. Counts on past the ladder's end.
ClockRung telling(const Clock& clock, int n);

// When the clock still has to warn; nothing once it has, or when nothing would be left between the warning and the due time.
std::optional<Instant> warning_time(const Clock& clock);

// Every warning and rung of these clocks that came round by `now` and was not told, in order of their true times.
std::vector<Event> alarms_due(const std::vector<Clock>& clocks, Instant now);

// Folds one clock event, recorded at `at`, into the running clocks. Any event on any clocks: what does not apply changes nothing.
void apply(std::vector<Clock>& clocks, const Event& event, const Actor& by);

}  // namespace lapwing::casework
