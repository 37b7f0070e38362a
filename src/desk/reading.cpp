#include "desk/reading.hpp"

#include <fmt/format.h>

namespace lapwing::desk {

std::string_view peek_name(std::string_view payload) {
  constexpr std::string_view start = R"({"e":")";   // always the first field
  if (!payload.starts_with(start)) return {};
  payload.remove_prefix(start.size());
  return payload.substr(0, payload.find('"'));
}

// A quotation mark within a text is written with a backslash, so these patterns stand in no text; "by" comes before the event's own fields.
std::optional<PeekedEpisode> peek_episode(std::string_view payload) {
  constexpr std::string_view episode = R"(","ep":")", role = R"("role":")", system = "system\"";
  constexpr std::size_t uuid_characters = 36;
  const auto at = payload.find(episode);
  const auto id = at == payload.npos ? std::nullopt : EpisodeId::parse(payload.substr(at + episode.size(), uuid_characters));
  const auto by = payload.find(role);
  if (!id || by == payload.npos) return std::nullopt;
  return PeekedEpisode{*id, !payload.substr(by + role.size()).starts_with(system)};
}

using casework::Recorded;

std::expected<Recorded, std::string> to_recorded(const ledger::Entry& entry) {
  auto envelope = casework::decode(entry.payload);
  if (!envelope)
    return std::unexpected(fmt::format("Entry {} of the ledger cannot be read: {}", entry.index, envelope.error()));
  return Recorded{{entry.index, entry.at, std::move(envelope->by)}, envelope->episode, std::move(envelope->event)};
}

std::expected<std::vector<Recorded>, std::string> read_events(const ledger::Ledger& ledger,
                                                              std::span<const std::uint64_t> ascending,
                                                              std::optional<Instant> until) {
  std::vector<Recorded> events;
  events.reserve(ascending.size());
  std::optional<std::string> wrong;
  const auto read = ledger.read(ascending, [&](const ledger::Entry& entry) {
    if (until && entry.at > *until) return false;
    if (entry.erased) return true;
    auto recorded = to_recorded(entry);
    if (!recorded) wrong = recorded.error();
    else events.push_back(std::move(*recorded));
    return !wrong;
  });
  if (!read) return std::unexpected(read.error().message);
  if (wrong) return std::unexpected(*wrong);
  return events;
}

casework::Case fold(ChildId child, std::span<const Recorded> events) {
  casework::Case held;
  held.id = child;
  for (const auto& event : events) casework::evolve(held, event);
  return held;
}

}  // namespace lapwing::desk
