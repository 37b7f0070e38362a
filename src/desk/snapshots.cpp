// Snapshots: the register, the accounts and what is known of the service, as of one place in the ledger, so that a start reads
// only what came after. They are a convenience: a damaged or foreign one is passed over and everything is folded again.
#include <spdlog/spdlog.h>

#include "desk/facts_pack.hpp"
#include "desk/reading.hpp"
#include "desk/state.hpp"
#include "domain/codec.hpp"
#include "domain/pack.hpp"
#include "ledger/snapshot.hpp"

namespace lapwing::desk {

namespace json = boost::json;

namespace {

constexpr char child_mark = 'c', account_mark = 'a', report_mark = 'r', service_mark = 's', link_mark = 'l';
constexpr std::uint64_t events_without_links_max = 50'000;   // see worth_a_snapshot()

std::string pack_account(const casework::Account& account, const std::vector<std::uint64_t>& entries) {
  Packer out;
  out.text(json::serialize(codec::to_json(account)));
  out.ascending(entries);
  return out.take();
}

// The writer goes on while a snapshot is written: what came after its place in the ledger will be read from the ledger.
ReportLine before(ReportLine line, std::uint64_t position) {
  EntryList reads;
  for (const auto index : line.reads.values())
    if (index < position) reads.push_back(index);
  line.reads = std::move(reads);
  return line;
}

// Two packed things as one record, and back.
std::string together(std::string_view first, std::string_view second) {
  Packer out;
  out.text(first);
  out.text(second);
  return out.take();
}
std::pair<std::string, std::string> in_two(std::string_view bytes) {
  Unpacker in(bytes);
  std::pair<std::string, std::string> parts;
  parts.first = in.text();
  parts.second = in.text();
  return parts;
}

void pack_done(Packer& out, const Done& done) {
  out.bytes(done.child.bytes);
  out.bytes(done.episode ? done.episode->bytes : IdBytes{});
  out.bytes(done.user.bytes);
  out.number(done.version);
  out.number(done.first);
  out.number(done.count);
  out.bytes(done.report.bytes);
  out.bytes(done.item.bytes);
}

Done unpack_done(Unpacker& in) {
  Done done;
  done.child.bytes = in.bytes();
  const EpisodeId episode{in.bytes()};
  if (!episode.is_nil()) done.episode = episode;
  done.user.bytes = in.bytes();
  done.version = in.number();
  done.first = in.number();
  done.count = in.number();
  done.report.bytes = in.bytes();
  done.item.bytes = in.bytes();
  return done;
}

}  // namespace

std::string DeskState::pack_service() const {
  Packer out;
  out.text(service.rules_digest);
  out.number(service.exercise.has_value());
  if (service.exercise) out.text(json::serialize(codec::to_json(*service.exercise)));
  reports.rulings().pack(out);
  force.entries().pack(out);
  out.text(pack(facts.written()));
  std::uint64_t kept = 0;
  requests.each([&](const auto&, const auto&) { ++kept; });
  out.number(kept);
  requests.each([&](const std::string& key, const Requests::Answered& answered) {
    out.text(key);
    out.text(answered.body);
    out.instant(answered.at);
    pack_done(out, answered.done);
  });
  return out.take();
}

// The force's record is small: a snapshot says where its events are, and they are folded again.
bool DeskState::refold_force(const std::vector<std::uint64_t>& entries) {
  if (entries.empty()) return true;
  const auto events = read_events(*ledger, entries);
  if (!events) return false;
  auto record = std::make_shared<casework::ForceRecord>();
  for (const auto& event : *events) casework::evolve_force(*record, event);
  force.put(std::move(record), entries);
  return true;
}

bool DeskState::unpack_service(std::string_view bytes) {
  Unpacker in(bytes);
  service.rules_digest = in.text();
  if (in.number()) {
    json::error_code failed;
    const auto value = json::parse(in.text(), failed);
    auto exercise = codec::from_json<casework::ExerciseStarted>(value, codec::Reading::recorded);
    if (failed || !exercise) return false;
    service.exercise = *exercise;
  }
  for (const auto index : EntryList::unpack(in).values()) reports.put_ruling(index);
  if (!refold_force(EntryList::unpack(in).values())) return false;
  auto counted = unpack_written(in.text());
  if (!counted) return false;
  facts.put_written(std::move(*counted));
  for (auto left = in.count(); left > 0; --left) {
    const auto key = in.text();
    Requests::Answered answered;
    answered.body = in.text();
    answered.at = in.instant();
    answered.done = unpack_done(in);
    requests.keep(key, std::move(answered));
  }
  return in.finished();
}

std::uint64_t DeskState::load_snapshot() {
  std::vector<std::string> refused;
  auto reader = ledger::SnapshotReader::newest(*ledger, snapshot_format, &refused);
  for (const auto& why : refused) spdlog::warn("A snapshot was passed over: {}", why);
  if (!reader) return 0;
  const auto position = read_snapshot(*reader);
  if (options.links) hand_on_links(position);
  return position.value_or(0);
}

// Under other rules the same reports come to other groups.
void DeskState::hand_on_links(std::optional<std::uint64_t> position) {
  auto& follower = *options.links;
  if (!position || !snapshot_has_links || service.rules_digest != rules.digest) return follower.parts_dropped();
  const auto rulings = read_events(*ledger, reports.rulings().values());   // few
  if (!rulings) return follower.parts_dropped();
  follower.parts_taken(*position, *rulings, [this](ChildId child, std::uint64_t before) {
    std::vector<casework::Recorded> out;
    const auto line = children.find(child);
    if (!line) return out;
    auto entries = line->entries.values();
    std::erase_if(entries, [&](auto index) { return index >= before; });
    auto events = read_events(*ledger, entries);
    if (!events) spdlog::error("What was recorded earlier cannot be read: {}", events.error());
    else out = std::move(*events);
    std::erase_if(out, [](const auto& recorded) { return !is_followed(casework::event_name(recorded.event)); });
    return out;
  });
}

// Its position; nothing when it could not be read to its end.
std::optional<std::uint64_t> DeskState::read_snapshot(ledger::SnapshotReader& reader) {
  ledger::SnapshotRecord record;
  while (true) {
    const auto more = reader.next(record);
    if (!more) {
      spdlog::warn("The snapshot could not be read: {}", more.error().message);
      return std::nullopt;
    }
    if (!*more) return reader.position();
    if (!record.erased && !record.bytes.empty() && !take_record(record)) return std::nullopt;
  }
}

bool DeskState::take_record(const ledger::SnapshotRecord& record) {
  const std::string_view bytes = std::string_view(record.bytes).substr(1);
  switch (record.bytes[0]) {
    case child_mark: {
      const auto parts = in_two(bytes);
      auto line = unpack(parts.first);
      if (!line || !unpack_facts(parts.second, facts)) return false;
      children.put(std::make_shared<ChildLine>(std::move(*line)));
      return true;
    }
    case account_mark: {
      Unpacker in(bytes);
      json::error_code failed;
      const auto value = json::parse(in.text(), failed);
      auto account = codec::from_json<casework::Account>(value, codec::Reading::recorded);
      const auto entries = in.ascending();
      if (failed || !account || !in.finished()) return false;
      staff.put(std::make_shared<casework::Account>(std::move(*account)), entries);
      return true;
    }
    case report_mark: {
      const auto parts = in_two(bytes);
      const auto line = unpack_report(parts.first);
      if (!line || !unpack_report_facts(parts.second, line->id, facts)) return false;
      reports.put(*line);
      return true;
    }
    case link_mark:
      snapshot_has_links = true;
      if (options.links) options.links->take_part({record.subject, std::string(bytes)});
      return true;
    default: return unpack_service(bytes);
  }
}

std::expected<void, std::string> DeskState::write_snapshot(std::uint64_t position, const std::vector<Register::Line>& lines,
                                                           const std::string& service_line, LinkParts* links) {
  auto writer = ledger::SnapshotWriter::create(*ledger, position, snapshot_format);
  if (!writer) return std::unexpected(writer.error().message);
  const auto add = [&](const ledger::Subject& subject, char mark, const std::string& bytes) -> std::expected<void, std::string> {
    const auto added = writer->add(subject, std::string(1, mark) + bytes);
    if (!added && added.error().kind != ledger::Fault::Kind::erased) return std::unexpected(added.error().message);
    return {};
  };
  if (auto added = add(ledger::no_subject, service_mark, service_line); !added) return added;
  for (const auto& account : staff.all())
    if (auto added = add(account->id.bytes, account_mark, pack_account(*account, staff.entries(account->id))); !added) return added;
  for (const auto& line : lines)
    if (auto added = add(line->id.bytes, child_mark, together(pack(*line), pack_facts(facts, *line))); !added) return added;
  constexpr std::size_t reports_at_once = 4096;
  for (std::size_t from = 0;; from += reports_at_once) {
    const auto part = reports.part(from, reports_at_once);
    for (const auto& line : part)
      if (line.index < position && !line.erased)
        if (auto added = add(line.id.bytes, report_mark, together(pack(before(line, position)), pack_report_facts(facts, line.id))); !added) return added;
    if (part.size() < reports_at_once || part.back().index >= position) break;
  }
  for (LinkPart part; links && links->next(part);)
    if (auto added = add(part.subject, link_mark, part.bytes); !added) return added;
  if (const auto done = writer->commit(); !done) return std::unexpected(done.error().message);
  return {};
}

// While nobody writes.
std::expected<void, std::string> DeskState::write_snapshot_now() {
  const auto links = options.links ? options.links->parts() : nullptr;
  auto written = write_snapshot(sequence, children.all(), pack_service(), links.get());
  if (written) snapshot_at = sequence;
  return written;
}

// A verb that adds an account or a few reports keeps no links, and a snapshot of its own would take the place of one that holds them:
// the service reads its few entries sooner than it works the links out anew.
bool DeskState::worth_a_snapshot() const {
  const auto since = sequence - snapshot_at;
  return since > 0 && (options.links || !snapshot_has_links || since > events_without_links_max);
}

// The lines are immutable and accounts few, so the writer only copies the list and goes on; the rest is done beside it.
void DeskState::snapshot_in_background() {
  if (snapshotting.exchange(true)) return;
  if (snapshotter.joinable()) snapshotter.join();
  snapshot_at = sequence;
  std::shared_ptr<LinkParts> links = options.links ? options.links->parts() : nullptr;
  snapshotter = std::thread([this, position = sequence.load(), lines = children.all(), packed = pack_service(), links] {
    if (const auto done = write_snapshot(position, lines, packed, links.get()); !done) spdlog::warn("No snapshot: {}", done.error());
    snapshotting = false;
  });
}

}  // namespace lapwing::desk
