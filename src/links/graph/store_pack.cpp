#include "links/graph/store_pack.hpp"

#include <algorithm>

#include "domain/pack.hpp"
#include "links/graph/derive.hpp"

namespace lapwing::links {

namespace {

// ---- what a part is made of: the same list packs and unpacks, so that the two cannot disagree ----
struct Packing {
  Packer& out;
  void operator()(const std::string& value) const { out.text(value); }
  void operator()(Instant value) const { out.instant(value); }
  void operator()(bool value) const { out.number(value); }
  void operator()(std::uint8_t value) const { out.number(value); }
  void operator()(std::uint32_t value) const { out.number(value + 1u); }   // none is 0
  void operator()(std::uint64_t value) const { out.whole(value); }
  void operator()(std::int16_t value) const { out.number(static_cast<std::uint64_t>(value + 1)); }   // from -1
  void operator()(Date value) const { out.instant(Instant(std::chrono::sys_days(value))); }
  template <class E>
    requires std::is_enum_v<E>
  void operator()(E value) const { out.number(static_cast<std::uint64_t>(value)); }
  template <class T>
  void operator()(const std::optional<T>& value) const { out.number(value ? static_cast<std::uint64_t>(*value) + 1 : 0); }
};

struct Unpacking {
  Unpacker& in;
  void operator()(std::string& value) const { value = in.text(); }
  void operator()(Instant& value) const { value = in.instant(); }
  void operator()(bool& value) const { value = in.number() != 0; }
  void operator()(std::uint8_t& value) const { value = static_cast<std::uint8_t>(in.number()); }
  void operator()(std::uint32_t& value) const { value = static_cast<std::uint32_t>(in.number()) - 1u; }
  void operator()(std::uint64_t& value) const { value = in.whole(); }
  void operator()(std::int16_t& value) const { value = static_cast<std::int16_t>(static_cast<std::int64_t>(in.number()) - 1); }
  void operator()(Date& value) const { value = Date(std::chrono::floor<std::chrono::days>(in.instant())); }
  template <class E>
    requires std::is_enum_v<E>
  void operator()(E& value) const { value = static_cast<E>(in.number()); }
  template <class T>
  void operator()(std::optional<T>& value) const {
    if (const auto packed = in.number(); packed > 0) value = static_cast<T>(packed - 1);
  }
};

template <class Row, class Each>
void each_of_report(Row& r, const Each& each) {
  each(r.number), each(r.received), each(r.from), each(r.to), each(r.timed), each(r.kind), each(r.content);
  each(r.grading.source), each(r.grading.information), each(r.grading.handling);
}

template <class M, class Each>
void each_of_mention(M& m, const Each& each) {
  each(m.kind), each(m.ref), each(m.name);
  if (m.kind == NodeKind::place) return each(m.place);
  if (m.kind != NodeKind::person) return;
  each(m.role), each(m.sex), each(m.young), each(m.grown), each(m.identified), each(m.age), each(m.age_said), each(m.aliases);
  bool has_born = m.born.ok();
  each(has_born);
  if (has_born) each(m.born);
}

template <class F, class Each>
void each_of_fact(F& f, const Each& each) {   // its mentions counted from the report's first
  each(f.x), each(f.y), each(f.at), each(f.kind), each(f.thing), each(f.flags);
}

constexpr std::string_view kind_marks = "?lvt";   // of Store::by_key_

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

}  // namespace

void Store::grade_anew(const std::function<float(const reports::Grading&)>& grade) {
  for (auto& row : reports_) row.grade = grade(row.grading);
}

StorePack::StorePack(const Store& store) : reports_(store.reports_.size()) {
  Packer out;
  out.number(reports_);
  for (const auto& row : store.reports_) {
    out.number(row.mentions);
    out.number(row.facts);
    out.number(static_cast<std::uint64_t>(row.withdrawn) | static_cast<std::uint64_t>(row.differs) << 1);
  }
  out.number(store.nodes_.size());
  nodes_.reserve(store.mentions_.size());
  for (const auto& mention : store.mentions_) {
    nodes_.push_back(mention.node);
    out.number(mention.node + 1u);
  }
  const auto stands = [&](MentionId id) { return store.mentions_[id].node != none; };
  std::vector<MentionId> unsure;
  for (const auto& [id, others] : store.may_be_)
    if (stands(id)) unsure.push_back(id);
  std::ranges::sort(unsure);
  out.number(unsure.size());
  for (const auto id : unsure) {   // each pair once, with the mention that came later
    std::vector<std::pair<MentionId, float>> earlier;
    for (const auto& one : store.may_be(id))
      if (one.first < id && stands(one.first)) earlier.push_back(one);
    out.number(id);
    out.number(earlier.size());
    for (const auto& [other, probability] : earlier) out.number(other), out.single(probability);
  }
  store.people_->pack(out);
  frame_ = out.take();
  for (const auto& [key, node] : store.by_key_) keys_.emplace(node, key.substr(1));
}

std::string StorePack::part(const Store& store, ReportIx report) const {
  Packer out;
  const auto& row = store.reports_[report];
  out.number(report);
  each_of_report(row, Packing{out});
  out.text(store.agency(row.agency));
  for (std::uint32_t i = 0; i < row.mentions; ++i) {
    const auto id = row.first_mention + i;
    each_of_mention(store.mentions_[id], Packing{out});
    if (store.mentions_[id].kind == NodeKind::person) continue;
    const auto key = keys_.find(nodes_[id]);
    out.text(key == keys_.end() ? std::string() : key->second);
  }
  for (std::uint32_t i = 0; i < row.facts; ++i) {
    auto fact = store.facts_[row.first_fact + i];
    fact.x -= row.first_mention;
    fact.y -= row.first_mention;
    if (fact.at != none) fact.at -= row.first_mention;
    each_of_fact(fact, Packing{out});
  }
  return out.take();
}

std::optional<StorePack> StorePack::begin(Store& store, std::string_view frame) {
  StorePack back;
  Unpacker in(frame);
  back.reports_ = in.count();
  std::size_t mentions = 0, facts = 0;
  for (std::size_t i = 0; i < back.reports_ && in.ok(); ++i) {
    Counts counts;
    counts.mentions = static_cast<std::uint32_t>(in.number());
    counts.facts = static_cast<std::uint32_t>(in.number());
    const auto flags = in.number();
    counts.withdrawn = flags & 1, counts.differs = flags & 2;
    mentions += counts.mentions, facts += counts.facts;
    back.counts_.push_back(counts);
  }
  const auto nodes = in.number();
  if (!in.ok() || mentions > frame.size() || nodes >= none) return std::nullopt;
  for (std::size_t i = 0; i < mentions; ++i) {
    const auto node = static_cast<NodeId>(in.number()) - 1u;
    if (node != none && node >= nodes) return std::nullopt;
    back.nodes_.push_back(node);
  }
  if (!in.ok()) return std::nullopt;
  store.nodes_.resize(nodes);
  store.reports_.reserve(back.reports_);
  store.mentions_.reserve(mentions);
  store.facts_.reserve(facts);
  back.frame_ = frame.substr(frame.size() - in.left());
  return back;
}

// Reports withdrawn, of which nothing is kept: their places stay empty, so that the others keep theirs.
bool StorePack::leave_out_to(Store& store, std::size_t report) {
  while (store.reports_.size() < report) {
    const auto& counts = counts_[store.reports_.size()];
    if (!counts.withdrawn) return false;
    ReportRow row;
    row.withdrawn = true;
    row.first_mention = static_cast<MentionId>(store.mentions_.size());
    row.first_fact = static_cast<FactIx>(store.facts_.size());
    Mention nobody;
    nobody.report = static_cast<ReportIx>(store.reports_.size());
    store.mentions_.insert(store.mentions_.end(), counts.mentions, nobody);
    store.facts_.resize(store.facts_.size() + counts.facts);
    store.reports_.push_back(std::move(row));
  }
  return true;
}

std::optional<std::string> StorePack::take(Store& store, std::string_view part, std::string_view key) {
  Unpacker in(part);
  const auto report = in.number();
  if (report >= reports_ || report < store.reports_.size() || !leave_out_to(store, report)) return std::nullopt;
  const auto& counts = counts_[report];
  ReportRow row;
  each_of_report(row, Unpacking{in});
  row.key = key;
  row.withdrawn = counts.withdrawn;
  row.differs = counts.differs;
  row.agency = store.agency_number(in.text());
  row.first_mention = static_cast<MentionId>(store.mentions_.size());
  row.mentions = counts.mentions;
  row.first_fact = static_cast<FactIx>(store.facts_.size());
  row.facts = counts.facts;
  const auto ix = static_cast<ReportIx>(report);
  const auto number = row.number;
  if (!store.by_number_.emplace(number, ix).second) return std::nullopt;
  store.reports_.push_back(std::move(row));
  for (std::uint32_t i = 0; i < counts.mentions && in.ok(); ++i) {
    auto& mention = store.mentions_.emplace_back();
    each_of_mention(mention, Unpacking{in});
    mention.report = ix;
    mention.ordinal = static_cast<std::uint16_t>(i);
    const auto id = static_cast<MentionId>(store.mentions_.size() - 1);
    const auto node = nodes_[id];
    if (mention.kind == NodeKind::person) mention.plain = plain_words(mention.name);
    else if (const auto thing = in.text(); !thing.empty() && node != none)
      if (store.by_key_.emplace(kind_marks[static_cast<std::size_t>(mention.kind)] + thing, node).second && mention.kind == NodeKind::vehicle)
        store.plates_.add(node, thing);
    if (node == none) continue;
    if (store.nodes_[node].mentions.empty()) store.nodes_[node].kind = mention.kind;
    else if (store.nodes_[node].kind != mention.kind) return std::nullopt;
    store.enter(id, node);
  }
  for (std::uint32_t i = 0; i < counts.facts && in.ok(); ++i) {
    Fact fact;
    each_of_fact(fact, Unpacking{in});
    if (fact.x >= counts.mentions || fact.y >= counts.mentions || (fact.at != none && fact.at >= counts.mentions)) return std::nullopt;
    const auto first = store.reports_[ix].first_mention;
    fact.x += first;
    fact.y += first;
    if (fact.at != none) fact.at += first;
    fact.report = ix;
    const auto at = static_cast<FactIx>(store.facts_.size());
    store.facts_.push_back(fact);
    if (!counts.withdrawn)
      for (const auto node : {store.node_of(fact.x), store.node_of(fact.y)})
        if (node != none) store.nodes_[node].facts.push_back(at);
  }
  if (!in.finished()) return std::nullopt;
  recall(store, ix);
  return number;
}

// The people of a report as it told of them, for whoever resolves.
void StorePack::recall(Store& store, ReportIx ix) {
  const auto& row = store.reports_[ix];
  reports::Report report;
  report.number = row.number;
  report.received_at = row.received;
  for (std::uint32_t i = 0; i < row.mentions; ++i) {
    const auto id = row.first_mention + i;
    const auto& mention = store.mentions_[id];
    if (mention.kind != NodeKind::person || mention.node == none) continue;
    reports::Person person;
    person.ref = mention.ref;
    person.role = mention.role;
    person.name = mention.name;
    person.aliases = lines_of(mention.aliases);
    if (mention.born.ok()) person.dob = mention.born;
    if (mention.age_said >= 0) person.age_about = mention.age_said;
    person.sex = mention.sex;
    for (std::uint32_t j = 0; j < row.mentions; ++j) {   // a person's phones and address go by the person's ref
      const auto& thing = store.mentions_[row.first_mention + j];
      if (thing.ref != mention.ref) continue;
      if (thing.kind == NodeKind::phone) person.phones.push_back(thing.name);
      else if (thing.kind == NodeKind::place) person.address = thing.name;
    }
    const auto record = store.record_for(row.number, mention);
    store.by_record_.emplace(record, id);
    store.record_of_.emplace(id, record);
    store.people_->recall(record, report, person);
  }
}

bool StorePack::end(Store& store) {
  if (!leave_out_to(store, reports_)) return false;
  Unpacker in(frame_);
  for (auto left = in.count(); left > 0 && in.ok(); --left) {
    const auto id = in.number();
    if (id >= nodes_.size()) return false;
    for (auto others = in.count(); others > 0 && in.ok(); --others) {
      const auto other = in.number();
      const auto probability = in.single();
      if (other >= id) return false;
      store.may_be_[static_cast<MentionId>(id)].emplace_back(static_cast<MentionId>(other), probability);
      store.may_be_[static_cast<MentionId>(other)].emplace_back(static_cast<MentionId>(id), probability);
    }
  }
  return in.ok() && store.people_->unpack(in) && in.finished();
}

}  // namespace lapwing::links
