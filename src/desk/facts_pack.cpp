#include "desk/facts_pack.hpp"

#include <algorithm>
#include <bit>

#include "domain/pack.hpp"

namespace lapwing::desk {

using namespace measures;

namespace {

// ---- what rows are made of: the same list packs and unpacks, so that the two cannot disagree ----
struct Packing {
  Packer& out;
  void operator()(ElapsedSeconds value) const {   // 0 for never; else zig-zag, so that small numbers of either sign are short
    const auto wide = static_cast<std::int64_t>(value);
    out.number(value == never_happened ? 0 : (static_cast<std::uint64_t>(wide) << 1 ^ static_cast<std::uint64_t>(wide >> 63)) + 1);
  }
  void operator()(std::uint16_t value) const { out.number(value); }
  void operator()(std::uint64_t value) const { out.number(value); }
  void operator()(Instant value) const { out.instant(value); }
  void operator()(bool value) const { out.number(value); }
  void operator()(double value) const { out.number(std::bit_cast<std::uint64_t>(value)); }
  template <class E>
    requires std::is_enum_v<E>
  void operator()(E value) const { out.number(static_cast<std::uint64_t>(value)); }
  template <class E>
    requires std::is_enum_v<E>
  void operator()(const std::optional<E>& value) const { out.number(value ? static_cast<std::uint64_t>(*value) + 1 : 0); }
  template <std::size_t size>
  void operator()(const char (&code)[size]) const { out.text(code); }
};

struct Unpacking {
  Unpacker& in;
  void operator()(ElapsedSeconds& value) const {
    const auto packed = in.number();
    const auto zigzag = packed - 1;
    value = packed == 0 ? never_happened : static_cast<ElapsedSeconds>(static_cast<std::int64_t>(zigzag >> 1 ^ (~(zigzag & 1) + 1)));
  }
  void operator()(std::uint16_t& value) const { value = static_cast<std::uint16_t>(in.number()); }
  void operator()(std::uint64_t& value) const { value = in.number(); }
  void operator()(Instant& value) const { value = in.instant(); }
  void operator()(bool& value) const { value = in.number() != 0; }
  void operator()(double& value) const { value = std::bit_cast<double>(in.number()); }
  template <class E>
    requires std::is_enum_v<E>
  void operator()(E& value) const { value = static_cast<E>(in.number()); }
  template <class E>
    requires std::is_enum_v<E>
  void operator()(std::optional<E>& value) const {
    const auto packed = in.number();
    if (packed > 0) value = static_cast<E>(packed - 1);
  }
  template <std::size_t size>
  void operator()(char (&code)[size]) const {
    const auto text = in.text();
    if (text.size() >= size) return in.refuse();
    std::ranges::fill(code, '\0');
    std::ranges::copy(text, code);
  }
};

// All but the id, the team, the area and the child's row, which are packed otherwise.
template <class Row, class Each>
void each_field(Row& r, const Each& each) requires std::is_same_v<std::remove_const_t<Row>, EpisodeFacts> {
  each(r.folded_to), each(r.reported_at), each(r.first_level), each(r.level), each(r.highest_level), each(r.how_found), each(r.interview_mode);
  each(r.deployed), each(r.deployment_due), each(r.reviewed), each(r.review_due), each(r.returned), each(r.closed), each(r.last_activity);
  each(r.interviewed), each(r.interview_due), each(r.rhi_offered), each(r.rhi_accepted), each(r.rhi_completed), each(r.rhi_refused);
  each(r.clocks_set), each(r.clocks_met), each(r.clocks_breached), each(r.clocks_acknowledged);
  each(r.idle_breaches), each(r.last_idle_due), each(r.longest_idle);
  each(r.questions), each(r.questions_answered), each(r.questions_unsafe), each(r.actions_set), each(r.actions_done);
  each(r.assessed), each(r.reopened);
}

template <class Row, class Each>
void each_field(Row& r, const Each& each) requires std::is_same_v<std::remove_const_t<Row>, ChildFacts> {
  each(r.folded_to), each(r.sex), each(r.looked_after), each(r.self_defined), each(r.observed), each(r.nationality);
  each(r.not_stated_reason), each(r.restricted), each(r.episodes);
}

template <class Row, class Each>
void each_field(Row& r, const Each& each) requires std::is_same_v<std::remove_const_t<Row>, AdultFacts> {
  each(r.month), each(r.self_defined), each(r.observed), each(r.nationality);
}

template <class Row, class Each>
void each_field(Row& r, const Each& each) requires std::is_same_v<std::remove_const_t<Row>, PlaceFacts> {
  each(r.month), each(r.lat), each(r.lon);
}

template <class Row, class Each>
void each_field(Row& r, const Each& each) requires std::is_same_v<std::remove_const_t<Row>, Followed> {
  each(r.what), each(r.at), each(r.mode);
}

void pack_episode(Packer& out, const FactTable& table, const EpisodeFold& fold) {
  out.bytes(fold.row.id.bytes);
  out.text(table.team_name(fold.row.team));
  out.text(table.area_name(fold.row.area));
  each_field(fold.row, Packing{out});
  out.number(fold.answers.size());
  for (const auto mark : fold.answers) out.number(mark);
  out.number(fold.followed.size());
  for (const auto& one : fold.followed) each_field(one, Packing{out});
}

EpisodeFold unpack_episode(Unpacker& in, FactTable& table) {
  EpisodeFold fold;
  fold.row.id.bytes = in.bytes();
  fold.row.team = table.team(in.text());
  fold.row.area = table.area(in.text());
  each_field(fold.row, Unpacking{in});
  fold.answers.resize(in.count());
  for (auto& mark : fold.answers) mark = in.number();
  fold.followed.resize(in.count());
  for (auto& one : fold.followed) each_field(one, Unpacking{in});
  return fold;
}

}  // namespace

std::string pack_facts(const FactTable& table, const ChildLine& line) {
  Packer out;
  const auto child = table.child(line.id);
  if (!child) return out.take();   // erased meanwhile
  out.bytes(child->id.bytes);
  out.number(child->born.has_value());
  if (child->born) out.text(to_iso(*child->born));
  each_field(*child, Packing{out});
  std::vector<EpisodeFold> episodes;
  for (const auto& episode : line.episodes)
    if (auto fold = table.episode(episode.id)) episodes.push_back(std::move(*fold));
  out.number(episodes.size());
  for (const auto& episode : episodes) pack_episode(out, table, episode);
  return out.take();
}

bool unpack_facts(std::string_view bytes, FactTable& table) {
  if (bytes.empty()) return true;
  Unpacker in(bytes);
  ChildFacts child;
  child.id.bytes = in.bytes();
  if (in.number()) {
    const auto born = parse_iso_date(in.text());
    if (!born) return false;
    child.born = *born;
  }
  each_field(child, Unpacking{in});
  std::vector<EpisodeFold> episodes(in.count());
  for (auto& episode : episodes) episode = unpack_episode(in, table);
  if (!in.finished()) return false;
  const auto row = table.put_child(child);
  for (const auto& episode : episodes) table.put_episode(episode, row);
  return true;
}

std::string pack_report_facts(const FactTable& table, ReportId report) {
  Packer out;
  const auto rows = table.adults(report);
  out.number(rows.size());
  for (const auto& row : rows) {
    out.text(table.agency_name(row.agency));
    out.text(table.team_name(row.team));
    each_field(row, Packing{out});
  }
  const auto places = table.places(report);
  out.number(places.size());
  for (const auto& row : places) {
    out.text(table.sector_name(row.sector));
    each_field(row, Packing{out});
  }
  return out.take();
}

bool unpack_report_facts(std::string_view bytes, ReportId report, FactTable& table) {
  Unpacker in(bytes);
  std::vector<AdultFacts> rows(in.count());
  for (auto& row : rows) {
    row.report = report;
    row.agency = table.agency(in.text());
    row.team = table.team(in.text());
    each_field(row, Unpacking{in});
  }
  std::vector<PlaceFacts> places(in.count());
  for (auto& row : places) {
    row.report = report;
    row.sector = table.sector(in.text());
    each_field(row, Unpacking{in});
  }
  if (!in.finished()) return false;
  for (const auto& row : rows) table.put_adult(row);
  for (const auto& row : places) table.put_place(row);
  return true;
}

std::string pack(const WrittenFacts& facts) {
  Packer out;
  out.number(facts.counted_to);
  out.text(facts.rules_digest);
  out.number(facts.older_rules);
  out.number(facts.rows.size());
  for (const auto& row : facts.rows) {
    out.bytes(row.author.bytes);
    out.number(static_cast<std::uint64_t>(row.month));
    out.number(row.words);
    out.number(row.findings);
    out.number(row.texts);
  }
  return out.take();
}

std::optional<WrittenFacts> unpack_written(std::string_view bytes) {
  Unpacker in(bytes);
  WrittenFacts facts;
  facts.counted_to = in.number();
  facts.rules_digest = in.text();
  facts.older_rules = in.number() != 0;
  facts.rows.resize(in.count());
  for (auto& row : facts.rows) {
    row.author.bytes = in.bytes();
    row.month = static_cast<MonthNumber>(in.number());
    row.words = in.number();
    row.findings = in.number();
    row.texts = in.number();
  }
  if (!in.finished()) return std::nullopt;
  return facts;
}

}  // namespace lapwing::desk
