// What two people can change at once without noticing, named as aspects: "details", "risk:<episode>", "question:<id>".
//
// Each event touches the aspects it changes; each command names those it would change. A command made from a version older than
// the last change of one of them is refused with what is held, who recorded it and when. What only adds (an activity, a
// sighting, a fact) names none, so two people adding never refuse each other. Pure; for casework's use only.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "casework/command.hpp"

namespace lapwing::casework {

// Counts the event, and notes what it changed. Called once for each event, after it has been folded in.
void note_change(Case& held, const Recorded& recorded);

std::vector<std::string> aspects_of(const Command& command, std::optional<EpisodeId> episode);

// The refusal when something this command changes has changed since version `seen`.
std::optional<Refusal> stale(const Case& held, const Command& command, std::optional<EpisodeId> episode, std::uint64_t seen, Instant now);

}  // namespace lapwing::casework
