#include "desk/report_register.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <mutex>

namespace lapwing::desk {

namespace {

constexpr int withdrawal_depth_max = 32;   // of reports that take back reports that take back reports

std::uint64_t hash_of(std::string_view number) { return std::hash<std::string_view>{}(number); }
std::uint64_t hash_of(std::string_view number, const ContentDigest& digest) {
  return hash_of(number) ^ std::hash<ReportId>{}(ReportId{digest});
}

// "R-2026-000123", a number that this service gave: its year and its number.
std::optional<std::pair<int, std::uint32_t>> own_number(std::string_view number) {
  if (number.size() < 13 || number.size() > 16 || !number.starts_with("R-") || number[6] != '-') return std::nullopt;
  int year = 0;
  std::uint32_t count = 0;
  const auto* end = number.data() + number.size();
  if (std::from_chars(number.data() + 2, number.data() + 6, year).ptr != number.data() + 6) return std::nullopt;
  if (std::from_chars(number.data() + 7, end, count).ptr != end) return std::nullopt;
  return std::pair(year, count);
}

bool contains_in_any_case(std::string_view text, std::string_view part) {
  const auto same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
  return !std::ranges::search(text, part, same).empty() || part.empty();
}

}  // namespace

std::uint16_t ReportRegister::agency_number(const std::string& agency) {
  const auto [found, fresh] = agency_numbers_.try_emplace(agency, static_cast<std::uint16_t>(agencies_.size()));
  if (!fresh) return found->second;
  // A feed that never writes its name the same way twice must not fill the table: what is beyond it is listed under no agency.
  if (agencies_.size() >= UINT16_MAX) {
    agency_numbers_.erase(found);
    return 0;
  }
  agencies_.push_back(agency);
  return found->second;
}

std::uint32_t ReportRegister::first_of(std::string_view number) const {
  const auto found = by_number_.find(hash_of(number));
  for (auto at = found == by_number_.end() ? nowhere : found->second; at != nowhere; at = lines_[at].next)
    if (!lines_[at].erased && lines_[at].number == number) return at;
  return nowhere;
}

void ReportRegister::put(const ReportLine& line) {
  const std::unique_lock lock(mutex_);
  if (agencies_.empty()) agency_number("");
  const auto position = static_cast<std::uint32_t>(lines_.size());
  const auto first = first_of(line.number);
  lines_.push_back({line.id, line.number, line.received_at, line.recorded_at, line.index, line.digest, first == nowhere ? position : first,
                    nowhere, agency_number(line.agency), line.kind, line.erased});
  by_id_.try_emplace(line.id, position);
  const auto [chain, fresh] = by_number_.try_emplace(hash_of(line.number), position);
  if (!fresh) {   // behind the first of the chain, so that a number sent a million times costs no more each time
    auto& head = lines_[first == nowhere ? chain->second : first];
    lines_[position].next = head.next;
    head.next = position;
  }
  by_content_.try_emplace(hash_of(line.number, line.digest), position);
  if (line.reads.size() > 0) reads_.try_emplace(position, line.reads);
  if (!line.withdraws.empty()) {
    withdraws_.try_emplace(position, line.withdraws);
    withdrawals_[line.withdraws].push_back(position);
  }
  if (const auto own = own_number(line.number)) {
    auto& last = last_number_[own->first];
    last = std::max(last, own->second);
  }
}

void ReportRegister::erase(ReportId id) {
  const std::unique_lock lock(mutex_);
  const auto found = by_id_.find(id);
  if (found == by_id_.end()) return;
  auto& kept = lines_[found->second];
  // The number stays in its place in the chain of its hash; nothing that the report said does.
  kept.erased = true;
  by_content_.erase(hash_of(kept.number, kept.digest));
  reads_.erase(found->second);
  kept.agency = 0;
  kept.kind = reports::ReportKind::other;
  kept.digest = {};
  if (const auto taken = withdraws_.find(found->second); taken != withdraws_.end()) {
    std::erase(withdrawals_[taken->second], found->second);
    withdraws_.erase(taken);
  }
}

void ReportRegister::put_read(ReportId id, std::uint64_t index) {
  const std::unique_lock lock(mutex_);
  if (const auto found = by_id_.find(id); found != by_id_.end()) reads_[found->second].push_back(index);
}

void ReportRegister::put_ruling(std::uint64_t index) {
  const std::unique_lock lock(mutex_);
  rulings_.push_back(index);
}

ReportLine ReportRegister::line_of(const Kept& kept) const {
  const auto position = by_id_.at(kept.id);
  const auto taken = withdraws_.find(position);
  ReportLine line{kept.id, kept.number, agencies_[kept.agency], taken == withdraws_.end() ? std::string() : taken->second,
                  kept.received_at, kept.recorded_at, kept.index, kept.kind, kept.digest, {}, {}, kept.erased};
  if (const auto reads = reads_.find(position); reads != reads_.end()) line.reads = reads->second;
  if (kept.first != position && !lines_[kept.first].erased) line.beside = lines_[kept.first].id;
  return line;
}

std::optional<ReportLine> ReportRegister::find(ReportId id) const {
  const std::shared_lock lock(mutex_);
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? std::nullopt : std::optional(line_of(lines_[found->second]));
}

std::vector<ReportLine> ReportRegister::by_number(std::string_view number) const {
  const std::shared_lock lock(mutex_);
  std::vector<ReportLine> out;
  for (auto at = first_of(number); at != nowhere; at = lines_[at].next)
    if (lines_[at].number == number && !lines_[at].erased) out.push_back(line_of(lines_[at]));
  return out;
}

bool ReportRegister::holds(std::string_view number) const {
  const std::shared_lock lock(mutex_);
  return first_of(number) != nowhere;
}

std::optional<ReportId> ReportRegister::first_held(std::string_view number) const {
  const std::shared_lock lock(mutex_);
  const auto first = first_of(number);
  return first == nowhere ? std::nullopt : std::optional(lines_[first].id);
}

std::optional<ReportId> ReportRegister::same(std::string_view number, const ContentDigest& digest) const {
  const std::shared_lock lock(mutex_);
  const auto found = by_content_.find(hash_of(number, digest));
  if (found == by_content_.end()) return std::nullopt;
  const auto& kept = lines_[found->second];
  return kept.number == number && kept.digest == digest ? std::optional(kept.id) : std::nullopt;
}

// Which of two that take each other back stands must not hang on which came in first: the one received later does.
std::optional<ReportId> ReportRegister::withdrawing(const Kept& kept, std::optional<Instant> until, int depth) const {
  const auto found = withdrawals_.find(kept.number);
  if (found == withdrawals_.end() || depth > withdrawal_depth_max) return std::nullopt;
  for (const auto position : found->second) {
    const auto& by = lines_[position];
    if (by.number == kept.number || (until && by.recorded_at > *until)) continue;
    const bool later = depth == 0 || std::pair(by.received_at, std::string_view(by.number)) > std::pair(kept.received_at, std::string_view(kept.number));
    if (later && !withdrawing(by, until, depth + 1)) return by.id;
  }
  return std::nullopt;
}

std::optional<ReportId> ReportRegister::withdrawn_by(const ReportLine& line, std::optional<Instant> until) const {
  const std::shared_lock lock(mutex_);
  const auto found = by_id_.find(line.id);
  return found == by_id_.end() ? std::nullopt : withdrawing(lines_[found->second], until, 0);
}

std::vector<ReportId> ReportRegister::withdrawn() const {
  const std::shared_lock lock(mutex_);
  std::vector<ReportId> out;
  for (const auto& [number, by] : withdrawals_)
    if (const auto first = first_of(number); first != nowhere && withdrawing(lines_[first], {}, 0)) out.push_back(lines_[first].id);
  return out;
}

bool ReportRegister::shows(const Kept& kept, const ReportFilter& filter) const {
  return !kept.erased && (!filter.kind || *filter.kind == kept.kind) && (!filter.from || kept.received_at >= *filter.from) &&
         (!filter.to || kept.received_at < *filter.to) && (!filter.known_at || kept.recorded_at <= *filter.known_at) &&
         (filter.agency.empty() || agencies_[kept.agency] == filter.agency) && contains_in_any_case(kept.number, filter.number);
}

std::vector<ReportLine> ReportRegister::newest(const ReportFilter& filter, std::size_t limit, std::optional<std::uint64_t> before) const {
  const std::shared_lock lock(mutex_);
  auto at = before ? std::ranges::lower_bound(lines_, *before, {}, &Kept::index) : lines_.end();
  std::vector<ReportLine> out;
  while (at != lines_.begin() && out.size() < limit)
    if (shows(*--at, filter)) out.push_back(line_of(*at));
  return out;
}

std::vector<std::string> ReportRegister::agencies() const {
  const std::shared_lock lock(mutex_);
  std::vector<std::string> out;
  for (const auto& agency : agencies_)
    if (!agency.empty()) out.push_back(agency);
  std::ranges::sort(out);
  return out;
}

std::string ReportRegister::number_after_last(int year, std::uint32_t skip) const {
  const std::shared_lock lock(mutex_);
  const auto last = last_number_.find(year);
  return fmt::format("R-{:04}-{:06}", year, (last == last_number_.end() ? 0 : last->second) + skip + 1);
}

std::size_t ReportRegister::size() const {
  const std::shared_lock lock(mutex_);
  return lines_.size();
}

std::vector<std::uint64_t> ReportRegister::entries() const {
  const std::shared_lock lock(mutex_);
  std::vector<std::uint64_t> reports, all;
  for (const auto& kept : lines_)
    if (!kept.erased) reports.push_back(kept.index);
  std::ranges::merge(reports, rulings_.values(), std::back_inserter(all));
  return all;
}

std::optional<ReportId> ReportRegister::at_entry(std::uint64_t index) const {
  const std::shared_lock lock(mutex_);
  const auto found = std::ranges::lower_bound(lines_, index, {}, &Kept::index);
  return found != lines_.end() && found->index == index ? std::optional(found->id) : std::nullopt;
}

EntryList ReportRegister::rulings() const {
  const std::shared_lock lock(mutex_);
  return rulings_;
}

std::vector<ReportLine> ReportRegister::part(std::size_t from, std::size_t count) const {
  const std::shared_lock lock(mutex_);
  std::vector<ReportLine> out;
  for (auto at = from; at < lines_.size() && out.size() < count; ++at) out.push_back(line_of(lines_[at]));
  return out;
}

// ---- bytes for a snapshot ---------------------------------------------------------------------------------------------------

std::string pack(const ReportLine& line) {
  Packer out;
  out.bytes(line.id.bytes);
  out.text(line.number);
  out.text(line.agency);
  out.text(line.withdraws);
  out.instant(line.received_at);
  out.instant(line.recorded_at);
  out.number(line.index);
  out.number(static_cast<std::uint64_t>(line.kind));
  out.bytes(line.digest);
  line.reads.pack(out);
  return out.take();
}

std::optional<ReportLine> unpack_report(std::string_view bytes) {
  Unpacker in(bytes);
  ReportLine line;
  line.id.bytes = in.bytes();
  line.number = in.text();
  line.agency = in.text();
  line.withdraws = in.text();
  line.received_at = in.instant();
  line.recorded_at = in.instant();
  line.index = in.number();
  line.kind = static_cast<reports::ReportKind>(in.number());
  line.digest = in.bytes();
  line.reads = EntryList::unpack(in);
  if (!in.finished()) return std::nullopt;
  return line;
}

}  // namespace lapwing::desk
