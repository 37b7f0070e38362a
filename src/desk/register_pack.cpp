#include "desk/register.hpp"
#include "domain/pack.hpp"

namespace lapwing::desk {

namespace {

void pack_optional(Packer& out, const std::optional<Instant>& at) {
  out.number(at.has_value());
  if (at) out.instant(*at);
}
std::optional<Instant> unpack_instant(Unpacker& in) { return in.number() ? std::optional(in.instant()) : std::nullopt; }

void pack_texts(Packer& out, const std::vector<std::string>& texts) {
  out.number(texts.size());
  for (const auto& text : texts) out.text(text);
}
std::vector<std::string> unpack_texts(Unpacker& in) {
  std::vector<std::string> texts(in.count());
  for (auto& text : texts) text = in.text();
  return texts;
}

void pack_episode(Packer& out, const EpisodeLine& episode) {
  out.bytes(episode.id.bytes);
  out.text(episode.reference);
  out.instant(episode.reported_at);
  out.instant(episode.opened_at);
  pack_optional(out, episode.returned_at);
  pack_optional(out, episode.closed_at);
  out.number(static_cast<std::uint64_t>(episode.level));
}
EpisodeLine unpack_episode(Unpacker& in) {
  EpisodeLine episode;
  episode.id.bytes = in.bytes();
  episode.reference = in.text();
  episode.reported_at = in.instant();
  episode.opened_at = in.instant();
  episode.returned_at = unpack_instant(in);
  episode.closed_at = unpack_instant(in);
  episode.level = static_cast<RiskLevel>(in.number());
  return episode;
}

}  // namespace

std::string pack(const ChildLine& line) {
  Packer out;
  out.bytes(line.id.bytes);
  out.text(line.given_name);
  out.text(line.family_name);
  pack_texts(out, line.also_known_as);
  pack_texts(out, line.phones);
  out.number(line.address.has_value());
  if (line.address) out.text(*line.address);
  out.number(line.born.has_value());
  if (line.born) out.text(to_iso(*line.born));
  out.number(static_cast<std::uint64_t>(line.sex));
  out.number(static_cast<std::uint64_t>(line.looked_after));
  out.number(line.restricted);
  out.number(line.episodes.size());
  for (const auto& episode : line.episodes) pack_episode(out, episode);
  out.number(line.historic_periods);
  out.number(line.references.size());
  for (const auto& [scheme, value] : line.references) out.text(scheme), out.text(value);
  out.number(line.running_clocks.size());
  for (const auto& clock : line.running_clocks) out.bytes(clock.bytes);
  line.entries.pack(out);
  line.read_entries.pack(out);
  return out.take();
}

std::optional<ChildLine> unpack(std::string_view bytes) {
  Unpacker in(bytes);
  ChildLine line;
  line.id.bytes = in.bytes();
  line.given_name = in.text();
  line.family_name = in.text();
  line.also_known_as = unpack_texts(in);
  line.phones = unpack_texts(in);
  if (in.number()) line.address = in.text();
  if (in.number()) {
    const auto date = parse_iso_date(in.text());
    if (!date) return std::nullopt;
    line.born = *date;
  }
  line.sex = static_cast<Sex>(in.number());
  line.looked_after = static_cast<Answer>(in.number());
  line.restricted = in.number() != 0;
  line.episodes.resize(in.count());
  for (auto& episode : line.episodes) episode = unpack_episode(in);
  line.historic_periods = static_cast<std::uint32_t>(in.number());
  line.references.resize(in.count());
  for (auto& [scheme, value] : line.references) scheme = in.text(), value = in.text();
  line.running_clocks.resize(in.count());
  for (auto& clock : line.running_clocks) clock.bytes = in.bytes();
  line.entries = EntryList::unpack(in);
  line.read_entries = EntryList::unpack(in);
  if (!in.finished()) return std::nullopt;
  return line;
}

}  // namespace lapwing::desk
