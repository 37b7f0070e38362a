#include "measures/facts/fact_table.hpp"

#include <algorithm>

namespace lapwing::measures {

namespace {

constexpr std::size_t pending_rows_max = 4096;   // beyond these the writer takes them in itself, if nobody is scanning

struct WrittenKey {
  UserId author;
  MonthNumber month = 0;
  bool operator==(const WrittenKey&) const = default;
};
struct WrittenKeyHash {
  std::size_t operator()(const WrittenKey& key) const { return std::hash<UserId>{}(key.author) + 0x9E3779B97F4A7C15ull * static_cast<std::size_t>(key.month); }
};

// Grows by a quarter: doubling a hundred megabytes would hold twice what it needs.
template <class Row>
void grow(std::vector<Row>& rows, std::size_t size) {
  if (size > rows.capacity()) rows.reserve(std::max(size, rows.capacity() + rows.capacity() / 4));
  rows.resize(size);
}

template <class Row>
void take(std::vector<Row>& rows, boost::unordered_flat_map<std::uint32_t, Row>& waiting, std::size_t size) {
  grow(rows, size);
  for (auto& [place, row] : waiting) rows[place] = std::move(row);
  waiting.clear();
}

template <class Map>
std::size_t map_bytes(const Map& map) { return map.bucket_count() * (sizeof(typename Map::value_type) + 1); }

}  // namespace

// What was put and is not in the lists yet.
struct FactTable::Pending {
  boost::unordered_flat_map<std::uint32_t, EpisodeFacts> episodes;
  boost::unordered_flat_map<std::uint32_t, ChildFacts> children;
  boost::unordered_flat_map<std::uint32_t, AdultFacts> adults;
  boost::unordered_flat_map<std::uint32_t, PlaceFacts> places;
  boost::unordered_flat_map<std::uint32_t, WrittenRow> written;   // to be added
  std::uint32_t episode_count = 0, child_count = 0, adult_count = 0, place_count = 0, written_count = 0;   // with those
  boost::unordered_flat_map<WrittenKey, std::uint32_t, WrittenKeyHash> written_rows;      // of all rows, as below for the others
  std::uint64_t counted_to = 0;                                   // of what is written
  bool any = false;

  std::size_t rows() const { return episodes.size() + children.size() + adults.size() + places.size() + written.size(); }
};

std::uint16_t FactTable::Names::number(std::string_view name) {
  if (name.empty()) return 0;
  const auto [found, fresh] = numbers.try_emplace(std::string(name), static_cast<std::uint16_t>(given.size()));
  if (!fresh) return found->second;
  if (given.size() > UINT16_MAX) {   // names that never repeat must not fill the table
    numbers.erase(found);
    return 0;
  }
  given.emplace_back(name);
  return found->second;
}

FactTable::FactTable() : pending_(std::make_unique<Pending>()) {
  teams_.names = {"No team"};
  areas_.names = {"No area"};
  agencies_.names = {"No agency"};
  sectors_.names = {"No postcode given"};
  for (auto* names : {&teams_, &areas_, &agencies_, &sectors_}) names->given = {""};
}

FactTable::~FactTable() = default;

FactTable::Scan FactTable::scan() const {
  const std::lock_guard gate(gate_);
  bool any = false;
  {
    const std::lock_guard lock(pending_mutex_);
    any = pending_->any;
  }
  if (any) {
    const std::unique_lock rows(rows_mutex_);
    const std::lock_guard lock(pending_mutex_);
    take_pending();
  }
  return Scan(*this);
}

void FactTable::take_pending() const {
  auto& waiting = *pending_;
  if (waiting.rows() > 0) ++version_;
  take(episodes_, waiting.episodes, waiting.episode_count);
  take(children_, waiting.children, waiting.child_count);
  take(adults_, waiting.adults, waiting.adult_count);
  take(places_, waiting.places, waiting.place_count);
  grow(written_.rows, waiting.written_count);
  for (const auto& [place, more] : waiting.written) {
    auto& row = written_.rows[place];
    row.author = more.author;
    row.month = more.month;
    row.words += more.words;
    row.findings += more.findings;
    row.texts += more.texts;
  }
  waiting.written.clear();
  for (auto* names : {&teams_, &areas_, &agencies_, &sectors_})
    for (auto at = names->names.size(); at < names->given.size(); ++at) names->names.push_back(names->given[at]);
  written_.counted_to = waiting.counted_to;
  waiting.any = false;
}

void FactTable::keep_pending_short() {
  pending_->any = true;
  if (pending_->rows() < pending_rows_max) return;
  // The other way round than a scan takes them, so it must not wait.
  const std::unique_lock rows(rows_mutex_, std::try_to_lock);
  if (rows) take_pending();
}

// ---- putting ---------------------------------------------------------------------------------------------------------------

TeamNumber FactTable::team(std::string_view name) {
  const std::lock_guard lock(pending_mutex_);
  return teams_.number(name);
}

AreaNumber FactTable::area(std::string_view name) {
  const std::lock_guard lock(pending_mutex_);
  return areas_.number(name);
}

AgencyNumber FactTable::agency(std::string_view name) {
  const std::lock_guard lock(pending_mutex_);
  return agencies_.number(name);
}

SectorNumber FactTable::sector(std::string_view name) {
  const std::lock_guard lock(pending_mutex_);
  return sectors_.number(name);
}

ChildRow FactTable::put_child(const ChildFacts& row) {
  const std::lock_guard lock(pending_mutex_);
  const auto [found, fresh] = child_rows_.try_emplace(row.id, pending_->child_count);
  if (fresh) ++pending_->child_count;
  const auto place = found->second;
  pending_->children.insert_or_assign(place, row);
  keep_pending_short();
  return place;
}

EpisodeRow FactTable::put_episode(const EpisodeFacts& row) { return put_episode(EpisodeFold{row, {}, {}}, row.child); }

EpisodeRow FactTable::put_episode(const EpisodeFold& fold, ChildRow child) {
  const std::lock_guard lock(pending_mutex_);
  const auto [found, fresh] = episode_rows_.try_emplace(fold.row.id, pending_->episode_count);
  if (fresh) ++pending_->episode_count;
  const auto place = found->second;
  auto& row = pending_->episodes[place];
  row = fold.row;
  row.child = child;
  if (fold.answers.empty()) answers_.erase(place);
  else answers_.insert_or_assign(place, fold.answers);
  if (fold.followed.empty()) followed_.erase(place);
  else followed_.insert_or_assign(place, fold.followed);
  keep_pending_short();
  return place;
}

void FactTable::put_adult(const AdultFacts& row) {
  const std::lock_guard lock(pending_mutex_);
  const auto place = pending_->adult_count++;
  ++adult_rows_.try_emplace(row.report, RowsOfReport{place, 0}).first->second.count;
  pending_->adults.insert_or_assign(place, row);
  keep_pending_short();
}

void FactTable::put_place(const PlaceFacts& row) {
  const std::lock_guard lock(pending_mutex_);
  const auto place = pending_->place_count++;
  ++place_rows_.try_emplace(row.report, RowsOfReport{place, 0}).first->second.count;
  pending_->places.insert_or_assign(place, row);
  keep_pending_short();
}

void FactTable::add_written(std::span<const WrittenRow> rows, std::uint64_t counted_to) {
  const std::lock_guard lock(pending_mutex_);
  for (const auto& more : rows) {
    const auto [found, fresh] = pending_->written_rows.try_emplace({more.author, more.month}, pending_->written_count);
    if (fresh) ++pending_->written_count;
    auto& row = pending_->written[found->second];
    row = {more.author, more.month, row.words + more.words, row.findings + more.findings, row.texts + more.texts};
  }
  pending_->counted_to = counted_to;
  keep_pending_short();
}

void FactTable::put_written(WrittenFacts facts) {
  const std::unique_lock rows(rows_mutex_);
  const std::lock_guard lock(pending_mutex_);
  written_ = std::move(facts);
  auto& waiting = *pending_;
  waiting.written.clear();
  waiting.written_rows.clear();
  waiting.counted_to = written_.counted_to;
  waiting.written_count = static_cast<std::uint32_t>(written_.rows.size());
  for (std::uint32_t place = 0; place < waiting.written_count; ++place)
    waiting.written_rows.try_emplace({written_.rows[place].author, written_.rows[place].month}, place);
  ++version_;
}

// ---- erasing ---------------------------------------------------------------------------------------------------------------

// A place stays for good, so that no other row's number moves.
void FactTable::erase(ChildId child) {
  const std::lock_guard lock(pending_mutex_);
  const auto found = child_rows_.find(child);
  if (found == child_rows_.end()) return;
  const auto place = found->second;
  child_rows_.erase(found);
  ChildFacts blank;
  blank.erased = true;
  pending_->children.insert_or_assign(place, blank);
  EpisodeFacts no_episode;
  no_episode.child = place;
  no_episode.erased = true;
  const auto erase_episode = [&](EpisodeRow at, EpisodeId id) {
    episode_rows_.erase(id);
    answers_.erase(at);
    followed_.erase(at);
  };
  std::vector<EpisodeRow> gone;
  for (const auto& [at, row] : pending_->episodes)
    if (row.child == place && !row.erased) gone.push_back(at), erase_episode(at, row.id);
  for (EpisodeRow at = 0; at < episodes_.size(); ++at)
    if (episodes_[at].child == place && !episodes_[at].erased) gone.push_back(at), erase_episode(at, episodes_[at].id);
  for (const auto at : gone) pending_->episodes.insert_or_assign(at, no_episode);
  keep_pending_short();
}

void FactTable::erase(ReportId report) {
  const std::lock_guard lock(pending_mutex_);
  const auto blank_rows = [&](ByReport& rows, auto& waiting, auto blank) {
    const auto found = rows.find(report);
    if (found == rows.end()) return;
    blank.erased = true;
    for (std::uint32_t i = 0; i < found->second.count; ++i) waiting.insert_or_assign(found->second.first + i, blank);
    rows.erase(found);
  };
  blank_rows(adult_rows_, pending_->adults, AdultFacts{});
  blank_rows(place_rows_, pending_->places, PlaceFacts{});
  keep_pending_short();
}

// ---- looking one up ----------------------------------------------------------------------------------------------------------

std::optional<ChildFacts> FactTable::child(ChildId id) const {
  const std::lock_guard lock(pending_mutex_);
  const auto found = child_rows_.find(id);
  if (found == child_rows_.end()) return std::nullopt;
  const auto waiting = pending_->children.find(found->second);
  return waiting != pending_->children.end() ? waiting->second : children_[found->second];
}

std::optional<EpisodeFold> FactTable::episode(EpisodeId id) const {
  const std::lock_guard lock(pending_mutex_);
  const auto found = episode_rows_.find(id);
  if (found == episode_rows_.end()) return std::nullopt;
  const auto waiting = pending_->episodes.find(found->second);
  EpisodeFold fold{waiting != pending_->episodes.end() ? waiting->second : episodes_[found->second], {}, {}};
  if (const auto answers = answers_.find(found->second); answers != answers_.end()) fold.answers = answers->second;
  if (const auto followed = followed_.find(found->second); followed != followed_.end()) fold.followed = followed->second;
  return fold;
}

namespace {

template <class ByReport, class Row>
std::vector<Row> rows_of(ReportId id, const ByReport& by_report, const boost::unordered_flat_map<std::uint32_t, Row>& waiting, const std::vector<Row>& taken) {
  std::vector<Row> out;
  const auto found = by_report.find(id);
  if (found == by_report.end()) return out;
  for (auto at = found->second.first; at < found->second.first + found->second.count; ++at) {
    const auto one = waiting.find(at);
    out.push_back(one != waiting.end() ? one->second : taken[at]);
  }
  return out;
}

}  // namespace

std::vector<AdultFacts> FactTable::adults(ReportId id) const {
  const std::lock_guard lock(pending_mutex_);
  return rows_of(id, adult_rows_, pending_->adults, adults_);
}

std::vector<PlaceFacts> FactTable::places(ReportId id) const {
  const std::lock_guard lock(pending_mutex_);
  return rows_of(id, place_rows_, pending_->places, places_);
}

WrittenFacts FactTable::written() const {
  const std::lock_guard lock(pending_mutex_);
  auto all = written_;
  all.rows.resize(pending_->written_count);
  all.counted_to = pending_->counted_to;
  for (const auto& [place, more] : pending_->written) {
    auto& row = all.rows[place];
    row = {more.author, more.month, row.words + more.words, row.findings + more.findings, row.texts + more.texts};
  }
  return all;
}

std::string FactTable::team_name(TeamNumber number) const {
  const std::lock_guard lock(pending_mutex_);
  return teams_.given[number];
}

std::string FactTable::area_name(AreaNumber number) const {
  const std::lock_guard lock(pending_mutex_);
  return areas_.given[number];
}

std::string FactTable::agency_name(AgencyNumber number) const {
  const std::lock_guard lock(pending_mutex_);
  return agencies_.given[number];
}

std::string FactTable::sector_name(SectorNumber number) const {
  const std::lock_guard lock(pending_mutex_);
  return sectors_.given[number];
}

std::size_t FactTable::bytes() const {
  const std::lock_guard lock(pending_mutex_);
  return episodes_.capacity() * sizeof(EpisodeFacts) + children_.capacity() * sizeof(ChildFacts) + adults_.capacity() * sizeof(AdultFacts) +
         places_.capacity() * sizeof(PlaceFacts) + map_bytes(place_rows_) +
         written_.rows.capacity() * sizeof(WrittenRow) + map_bytes(episode_rows_) + map_bytes(child_rows_) + map_bytes(adult_rows_) +
         map_bytes(answers_) + map_bytes(pending_->episodes) + map_bytes(pending_->children);
}

}  // namespace lapwing::measures
