// Ledger entries as casework's events, and cases folded from them.
#pragma once
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "casework/command.hpp"
#include "ledger/ledger.hpp"

namespace lapwing::desk {

// The event's name without parsing the payload; empty when it has none.
std::string_view peek_name(std::string_view payload);

// Of an event on an episode, whose it is and whether a person recorded it, likewise; nothing when it is on none.
struct PeekedEpisode { EpisodeId episode; bool by_person = false; };
std::optional<PeekedEpisode> peek_episode(std::string_view payload);

// The event of an entry with its stamp; the error names the entry. An erased entry has no event: ask `entry.erased` first.
std::expected<casework::Recorded, std::string> to_recorded(const ledger::Entry& entry);

// The events at these ledger indexes, in order, up to and including `until` when it is given. Erased ones are left out.
std::expected<std::vector<casework::Recorded>, std::string> read_events(const ledger::Ledger& ledger,
                                                                        std::span<const std::uint64_t> ascending,
                                                                        std::optional<Instant> until = {});

casework::Case fold(ChildId child, std::span<const casework::Recorded> events);

}  // namespace lapwing::desk
