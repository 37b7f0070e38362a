#include "desk/register.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <mutex>

namespace lapwing::desk {

using namespace casework;

namespace {

EpisodeLine* line_of(ChildLine& line, const std::optional<EpisodeId>& id) {
  if (!id) return nullptr;
  const auto found = std::ranges::find(line.episodes, *id, &EpisodeLine::id);
  return found == line.episodes.end() ? nullptr : &*found;
}

void take_details(ChildLine& line, const ChildDetails& details) {
  line.given_name = details.given_name;
  line.family_name = details.family_name;
  line.also_known_as = details.also_known_as;
  line.phones = details.phones;
  line.address = details.address;
  line.born = details.born;
  line.sex = details.sex;
  line.looked_after = details.looked_after;
}

struct LineFold {
  ChildLine& line;
  const Recorded& recorded;
  EpisodeLine* episode() const { return line_of(line, recorded.episode); }

  void operator()(const ChildRegistered& e) const { take_details(line, e.details); }
  void operator()(const ChildDetailsChanged& e) const { take_details(line, e.details); }
  void operator()(const RecordRestricted&) const { line.restricted = true; }
  void operator()(const RestrictionLifted&) const { line.restricted = false; }
  void operator()(const HistoricPeriodRecorded&) const { ++line.historic_periods; }
  void operator()(const ExternalReferenceAdded& e) const { line.references.emplace_back(e.scheme, e.value); }
  void operator()(const EpisodeOpened& e) const {
    if (!recorded.episode) return;
    line.episodes.push_back({*recorded.episode, e.reference, e.reported_at, recorded.stamp.at, {}, {}, RiskLevel::medium});
  }
  void operator()(const RiskAssessed& e) const {
    if (auto* held = episode()) held->level = e.level;
  }
  void operator()(const ReturnRecorded& e) const {
    if (auto* held = episode()) held->returned_at = e.at;
  }
  void operator()(const EpisodeClosed&) const {
    if (auto* held = episode()) held->closed_at = recorded.stamp.at;
  }
  void operator()(const EpisodeReopened&) const {
    auto* held = episode();
    if (!held) return;
    if (held->open()) held->returned_at.reset();   // it was recorded in error
    held->closed_at.reset();
  }
  void operator()(const ClockSet& e) const { line.running_clocks.push_back(e.clock); }
  void operator()(const ClockMet& e) const { std::erase(line.running_clocks, e.clock); }
  void operator()(const ClockStopped& e) const { std::erase(line.running_clocks, e.clock); }
  void operator()(const auto&) const {}
};

std::optional<std::uint64_t> reference_key(std::string_view reference) {   // "M-2026-000123"
  if (reference.size() < 8 || !reference.starts_with("M-") || reference[6] != '-') return std::nullopt;
  std::uint64_t year = 0, number = 0;
  const auto* end = reference.data() + reference.size();
  if (std::from_chars(reference.data() + 2, reference.data() + 6, year).ec != std::errc{}) return std::nullopt;
  const auto read = std::from_chars(reference.data() + 7, end, number);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return year << 32 | number;
}

}  // namespace

bool line_needs(std::string_view name) {
  static constexpr std::string_view needed[] = {
      "child_registered", "child_details_changed", "record_restricted", "restriction_lifted", "historic_period_recorded",
      "external_reference_added", "episode_opened", "risk_assessed", "return_recorded", "episode_closed", "episode_reopened",
      "clock_set", "clock_met", "clock_stopped"};
  return std::ranges::find(needed, name) != std::end(needed);
}

void evolve_line(ChildLine& line, const Recorded& recorded) {
  auto& indexes = std::holds_alternative<RecordRead>(recorded.event) ? line.read_entries : line.entries;
  indexes.push_back(recorded.stamp.index);
  std::visit(LineFold{line, recorded}, recorded.event);
}

void Register::put(std::shared_ptr<ChildLine> line) {
  const std::unique_lock lock(mutex_);
  for (const auto& episode : line->episodes) {
    if (!episodes_.try_emplace(episode.id, line->id).second) continue;
    if (const auto key = reference_key(episode.reference)) {
      references_.try_emplace(*key, episode.id);
      auto& last = last_number_[static_cast<int>(*key >> 32)];
      last = std::max(last, static_cast<std::uint32_t>(*key));
    }
  }
  for (const auto& reference : line->references) externals_.try_emplace(reference, line->id);
  if (line->restricted) restricted_.insert(line->id);
  else restricted_.erase(line->id);
  if (!line->is_live()) line->running_clocks.shrink_to_fit();   // it will stay so for years
  lines_.insert_or_assign(line->id, std::move(line));
}

Register::Line Register::find(ChildId id) const {
  const std::shared_lock lock(mutex_);
  const auto found = lines_.find(id);
  return found == lines_.end() ? nullptr : found->second;
}

std::optional<ChildId> Register::child_of(EpisodeId episode) const {
  const std::shared_lock lock(mutex_);
  const auto found = episodes_.find(episode);
  return found == episodes_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<EpisodeId> Register::by_reference(const std::string& reference) const {
  const auto key = reference_key(reference);
  if (!key) return std::nullopt;
  const std::shared_lock lock(mutex_);
  const auto found = references_.find(*key);
  return found == references_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<ChildId> Register::by_external(const std::string& scheme, const std::string& value) const {
  const std::shared_lock lock(mutex_);
  const auto found = externals_.find({scheme, value});
  return found == externals_.end() ? std::nullopt : std::optional(found->second);
}

std::string Register::reference_after_last(int year, std::uint32_t skip) const {
  const std::shared_lock lock(mutex_);
  const auto last = last_number_.find(year);
  return fmt::format("M-{:04}-{:06}", year, (last == last_number_.end() ? 0 : last->second) + skip + 1);
}

std::vector<ChildId> Register::restricted() const {
  const std::shared_lock lock(mutex_);
  return {restricted_.begin(), restricted_.end()};
}

std::vector<Register::Line> Register::all() const {
  const std::shared_lock lock(mutex_);
  std::vector<Line> lines;
  lines.reserve(lines_.size());
  for (const auto& [id, line] : lines_) lines.push_back(line);
  return lines;
}

void Register::each(const std::function<void(const ChildLine&)>& visit) const {
  const std::shared_lock lock(mutex_);
  for (const auto& [id, line] : lines_) visit(*line);
}

Register::Totals Register::totals() const {
  const std::shared_lock lock(mutex_);
  return {lines_.size(), episodes_.size()};
}

}  // namespace lapwing::desk
