// The words for clocks, times and people that the board, the alerts and the timeline share, so that one thing is always said
// one way. Plain English, lower case unless a sentence starts here; London times. Pure, safe on any thread.
#pragma once
#include <string>
#include <string_view>

#include "casework/case.hpp"
#include "casework/clocks.hpp"
#include "domain/time.hpp"
#include "domain/words.hpp"

namespace lapwing::views {

std::string clock_label(ClockKind kind);   // "Review", "First deployment", "Return home interview"
std::string rung_word(Rung rung);          // "duty inspector"
std::string role_word(Role role);          // "duty inspector"; for `system`, "Lapwing"
std::string clock_noun(ClockKind kind);    // in a sentence: "review", "return home interview"
std::string risk_word(RiskLevel level);    // "Very low"
std::string answer_word(Answer answer);    // "not asked"
std::string mention_word(MentionKind kind);   // "person"

// "Review", 6 minutes before due: "review due in 6 min". Late: "review 22 min late, with duty inspector" (the last told rung).
// Acknowledged: "review acknowledged until 22:30". `told` is absent when nobody has heard yet.
std::string clock_words(ClockKind kind, casework::ClockPhase phase, Instant due, std::optional<Rung> told,
                        std::optional<Instant> silenced_until, Instant now);
std::string idle_words(Instant last_activity, Instant now);       // "nothing recorded for 48 minutes"
std::string missing_words(Instant missing_since, Instant now);    // "missing for 3 hours 12 minutes"
std::string minutes_in_full(std::chrono::microseconds span);      // "48 minutes", "1 minute", "3 hours 12 minutes"

// What an event is called when it is the last thing that happened: "sighting_recorded" -> "sighting recorded".
std::string activity_word(std::string_view event_name);

// "Amy Fernley"; "Name not known" when neither name is.
std::string child_name(const casework::ChildDetails& details);
// Whole years at `on`: from the birth date when held, else the age said. nullopt when neither is.
std::optional<int> child_age(const casework::ChildDetails& details, Date on);

std::string who(const casework::Actor& by);   // the name; for a record without one, the role: "a supervisor"
std::string capital(std::string text);        // the first letter as a capital

}  // namespace lapwing::views
