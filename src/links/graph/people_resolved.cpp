// The resolver of people (src/links/linkage) as the graph's answer to who somebody is.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "domain/pack.hpp"
#include "links/graph/people.hpp"
#include "links/graph/person_record.hpp"
#include "links/linkage/resolver.hpp"
#include "policy/policies.hpp"

namespace lapwing::links {

namespace {

constexpr double may_be_least = 0.2;   // below it nothing is to be gained from following the chance

class Resolved final : public People {
 public:
  Resolved(const policy::LinkingPolicy& rules, const policy::NameForms& forms) : rules_(rules), forms_(forms), resolver_(rules, forms) {}

  Placed add(RecordId record, const reports::Report& report, const reports::Person& person) override {
    const auto added = resolver_.add(person_record(record, report, person));
    if (!added) return {record, {}};   // the number is held: the same mention again
    Placed out{record, lists(added->made)};
    for (const auto& match : added->matches)
      if (match.cluster != added->cluster && match.probability >= rules_.propose_at) proposed_.insert_or_assign(std::minmax(record, match.record), match.probability);
    if (added->joined) out.with = another(*added, record);
    for (const auto& match : added->matches)
      if (match.cluster != added->cluster && match.probability >= may_be_least) out.may_be.emplace_back(match.record, match.probability);
    return out;
  }

  std::vector<std::vector<RecordId>> withdraw(RecordId record) override {
    std::vector<linkage::Change> changes;
    resolver_.withdraw(record, &changes);
    std::erase_if(proposed_, [&](const auto& one) { return one.first.first == record || one.first.second == record; });
    return lists(changes);
  }

  std::vector<std::vector<RecordId>> rule(RecordId a, RecordId b, bool same) override {
    auto changes = same ? resolver_.must_link(a, b) : resolver_.cannot_link(a, b);
    return changes ? lists(*changes) : std::vector<std::vector<RecordId>>();
  }

  std::vector<std::vector<RecordId>> lift(RecordId a, RecordId b) override { return lists(resolver_.lift(a, b)); }

  std::optional<Explained> explain(RecordId a, RecordId b) const override {
    const auto explanation = resolver_.explain(a, b);
    if (!explanation) return std::nullopt;
    Explained out{explanation->prior_weight, explanation->probability, {}};
    for (const auto& bar : explanation->contributions) out.bars.push_back({std::string(linkage::word_for(bar.evidence)), bar.why, bar.weight});
    return out;
  }

  std::vector<std::pair<RecordId, RecordId>> proposed(std::size_t most) const override {
    std::vector<std::tuple<double, RecordId, RecordId>> found;
    for (const auto& [pair, probability] : proposed_)
      if (resolver_.cluster_of(pair.first) != resolver_.cluster_of(pair.second)) found.emplace_back(-probability, pair.first, pair.second);
    std::ranges::sort(found);
    std::vector<std::pair<RecordId, RecordId>> out;
    for (const auto& [unlikely, a, b] : found)
      if (out.size() < most) out.emplace_back(a, b);
    return out;
  }

  bool can_be_packed() const override { return true; }
  std::unique_ptr<People> fresh() const override { return std::make_unique<Resolved>(rules_, forms_); }

  void recall(RecordId record, const reports::Report& report, const reports::Person& person) override { resolver_.recall(person_record(record, report, person)); }

  void pack(Packer& out) const override {
    resolver_.pack(out);
    out.number(proposed_.size());
    for (const auto& [pair, probability] : proposed_) out.whole(pair.first), out.whole(pair.second), out.real(probability);
  }

  bool unpack(Unpacker& in) override {
    if (!resolver_.unpack(in)) return false;
    for (auto left = in.count(); left > 0; --left) {
      const auto one = in.whole(), other = in.whole();
      proposed_.emplace_hint(proposed_.end(), std::pair(one, other), in.real());
    }
    return in.ok();
  }

 private:
  RecordId another(const linkage::Resolved& added, RecordId record) const {
    for (const auto& match : added.matches)
      if (match.cluster == added.cluster && match.record != record) return match.record;
    for (const auto member : resolver_.members(added.cluster))
      if (member != record) return member;
    return record;
  }

  std::vector<std::vector<RecordId>> lists(const std::vector<linkage::Change>& changes) const {
    std::set<linkage::ClusterId> clusters;
    for (const auto& change : changes) clusters.insert(change.to.begin(), change.to.end());
    std::vector<std::vector<RecordId>> out;
    for (const auto cluster : clusters)
      if (auto members = resolver_.members(cluster); !members.empty()) out.push_back(std::move(members));
    return out;
  }

  const policy::LinkingPolicy rules_;
  const policy::NameForms forms_;
  linkage::Resolver resolver_;
  std::map<std::pair<RecordId, RecordId>, double> proposed_;   // as they arrived: those joined since are passed over
};

}  // namespace

std::unique_ptr<People> people_resolved(const policy::LinkingPolicy& rules, const policy::NameForms& forms) {
  return std::make_unique<Resolved>(rules, forms);
}

std::unique_ptr<People> people_resolved() {
  policy::NameForms forms;
  for (const auto& [name, text] : policy::built_in_rules())
    if (name == "nicknames.toml")
      if (auto read = policy::parse_nicknames(text)) forms = std::move(*read);
  return people_resolved(policy::built_in_linking(), forms);
}

}  // namespace lapwing::links
