// Whole names and birth dates: two mentions of one name are one person unless their birth dates, or a ruling, say otherwise.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "links/graph/derive.hpp"
#include "links/graph/people.hpp"

namespace lapwing::links {

namespace {

// Natural-log likelihood ratios of a pair drawn from one force: what agreeing or differing is worth.
constexpr double start_weight = -9, same_name = 8.5, same_given_name = 4, other_name = -5, same_birth_date = 7, other_birth_date = -6, same_phone = 8,
                 same_address = 3, near_age = 1, far_age = -4, same_sex = 0.6, other_sex = -5;
constexpr double shown_from = -2;
constexpr int near_years = 4;

struct Record {
  std::string name, key, given;
  std::optional<Date> born;
  std::optional<int> age;
  Sex sex = Sex::unknown;
  std::vector<std::string> phones;
  std::string address;
};

class ByName final : public People {
 public:
  Placed add(RecordId id, const reports::Report&, const reports::Person& person) override {
    Record record;
    record.name = person.name;
    const auto plain = plain_words(person.name);
    record.given = plain.substr(0, plain.find(' '));
    if (plain.find(' ') != std::string::npos) record.key = plain;
    record.born = person.dob;
    record.age = person.age_about;
    record.sex = person.sex;
    for (const auto& phone : person.phones) record.phones.push_back(digits(phone));
    record.address = plain_words(person.address);
    if (!record.key.empty()) named_[record.key].insert(id);
    if (!record.given.empty()) given_[record.given].insert(id);
    records_.emplace(id, std::move(record));
    auto changed = cluster_around(id);
    const auto& mine = clusters_.at(of_.at(id));
    if (mine.size() == 1) return {id, std::move(changed)};
    // Those who were one person before and only gained this record have not changed.
    std::erase_if(changed, [&](const auto& one) { return std::ranges::find(one, id) != one.end() && joined_ == 1; });
    return {mine.front() == id ? mine[1] : mine.front(), std::move(changed)};
  }

  std::vector<std::vector<RecordId>> withdraw(RecordId id) override {
    const auto found = records_.find(id);
    if (found == records_.end()) return {};
    auto family = family_of(id);
    named_[found->second.key].erase(id);
    given_[found->second.given].erase(id);
    records_.erase(found);
    std::erase_if(rulings_, [&](const auto& one) { return one.first.first == id || one.first.second == id; });
    family.erase(id);
    forget(id);
    return cluster(family);
  }

  std::vector<std::vector<RecordId>> rule(RecordId a, RecordId b, bool same) override {
    rulings_[std::minmax(a, b)] = same;
    auto family = family_of(a);
    family.merge(family_of(b));
    return cluster(family);
  }

  std::vector<std::vector<RecordId>> lift(RecordId a, RecordId b) override {
    auto family = family_of(a);
    family.merge(family_of(b));
    rulings_.erase(std::minmax(a, b));
    return cluster(family);
  }

  std::optional<Explained> explain(RecordId a, RecordId b) const override {
    const auto one = records_.find(a), other = records_.find(b);
    if (one == records_.end() || other == records_.end()) return std::nullopt;
    return compared(one->second, other->second);
  }

  std::vector<std::pair<RecordId, RecordId>> proposed(std::size_t most) const override {
    std::vector<std::tuple<double, RecordId, RecordId>> found;
    for (const auto& [given, ids] : given_) {
      if (ids.size() > 200) continue;   // a name so common proposes nobody
      for (auto a = ids.begin(); a != ids.end(); ++a)
        for (auto b = std::next(a); b != ids.end(); ++b) {
          if (of_.at(*a) == of_.at(*b) || rulings_.contains({*a, *b})) continue;
          const auto weight = total(compared(records_.at(*a), records_.at(*b)));
          if (weight >= shown_from) found.emplace_back(-weight, *a, *b);
        }
    }
    std::ranges::sort(found);
    std::vector<std::pair<RecordId, RecordId>> out;
    for (const auto& [weight, a, b] : found)
      if (out.size() < most) out.emplace_back(a, b);
    return out;
  }

 private:
  static std::string digits(std::string_view text) {
    std::string out;
    for (const char c : text)
      if (c >= '0' && c <= '9') out += c;
    return out.starts_with("44") ? "0" + out.substr(2) : out;
  }

  static double total(const Explained& explained) {
    double sum = explained.start;
    for (const auto& bar : explained.bars) sum += bar.weight;
    return sum;
  }

  static Explained compared(const Record& a, const Record& b) {
    Explained out;
    out.start = start_weight;
    const auto bar = [&](std::string what, std::string why, double weight) { out.bars.push_back({std::move(what), std::move(why), weight}); };
    if (!a.key.empty() && a.key == b.key) bar("Name", fmt::format("both are called {}", a.name), same_name);
    else if (!a.given.empty() && a.given == b.given)
      bar("Name", fmt::format("{} and {}: the same first name", a.name, b.name), a.key.empty() || b.key.empty() ? same_given_name : 0);
    else if (!a.name.empty() && !b.name.empty()) bar("Name", fmt::format("{} and {}: different names", a.name, b.name), other_name);
    if (a.born && b.born) bar("Birth date", a.born == b.born ? "the same birth date" : "different birth dates", a.born == b.born ? same_birth_date : other_birth_date);
    if (a.age && b.age)
      bar("Age", fmt::format("about {} and about {}", *a.age, *b.age), std::abs(*a.age - *b.age) <= near_years ? near_age : far_age);
    if (a.sex != Sex::unknown && b.sex != Sex::unknown) bar("Sex", a.sex == b.sex ? "the same" : "different", a.sex == b.sex ? same_sex : other_sex);
    if (std::ranges::find_first_of(a.phones, b.phones) != a.phones.end()) bar("Phone", "the same phone number", same_phone);
    if (!a.address.empty() && a.address == b.address) bar("Address", "the same address", same_address);
    out.probability = 1 / (1 + std::exp(-total(out)));
    return out;
  }

  // Everybody whose cluster could turn on this record: of the same name, and by rulings onwards.
  std::set<RecordId> family_of(RecordId id) const {
    std::set<RecordId> out;
    std::vector<RecordId> work{id};
    while (!work.empty()) {
      const auto one = work.back();
      work.pop_back();
      const auto record = records_.find(one);
      if (record == records_.end() || !out.insert(one).second) continue;
      if (!record->second.key.empty())
        for (const auto other : named_.at(record->second.key)) work.push_back(other);
      for (const auto& [pair, same] : rulings_)
        if (pair.first == one || pair.second == one) work.push_back(pair.first == one ? pair.second : pair.first);
    }
    return out;
  }

  void forget(RecordId id) {
    const auto at = of_.find(id);
    if (at == of_.end()) return;
    auto& cluster = clusters_[at->second];
    std::erase(cluster, id);
    if (cluster.empty()) clusters_.erase(at->second);
    of_.erase(at);
  }

  std::vector<std::vector<RecordId>> cluster_around(RecordId id) { return cluster(family_of(id), id); }

  // The clusters of a family from nothing; gives those that are not what they were.
  std::vector<std::vector<RecordId>> cluster(const std::set<RecordId>& family, RecordId added = 0) {
    std::map<RecordId, RecordId> root;
    for (const auto id : family) root[id] = id;
    const auto find = [&](RecordId id) {
      while (root[id] != id) id = root[id];
      return id;
    };
    const auto join = [&](RecordId a, RecordId b) { root[std::max(find(a), find(b))] = std::min(find(a), find(b)); };
    std::map<std::pair<std::string, std::string>, RecordId> first;   // name, birth date ("" for not said)
    std::map<std::string, std::set<std::string>> dates;
    for (const auto id : family) {
      const auto& record = records_.at(id);
      if (record.key.empty()) continue;
      const auto born = record.born ? to_iso(*record.born) : std::string();
      if (!born.empty()) dates[record.key].insert(born);
      if (const auto [at, is_new] = first.try_emplace({record.key, born}, id); !is_new) join(id, at->second);
    }
    for (const auto& [key, born] : dates)
      if (const auto unsaid = first.find({key, ""}); unsaid != first.end() && born.size() == 1) join(unsaid->second, first.at({key, *born.begin()}));
    for (const auto& [pair, same] : rulings_)
      if (same && root.contains(pair.first) && root.contains(pair.second)) join(pair.first, pair.second);
    std::set<RecordId> apart;
    for (const auto& [pair, same] : rulings_)
      if (!same && root.contains(pair.first) && root.contains(pair.second) && find(pair.first) == find(pair.second)) apart.insert(pair.second);
    std::map<RecordId, std::vector<RecordId>> now;
    for (const auto id : family) now[apart.contains(id) ? id ^ 1ull << 63 : find(id)].push_back(id);

    std::vector<std::vector<RecordId>> changed;
    std::set<std::vector<RecordId>> before;
    for (const auto id : family)
      if (const auto at = of_.find(id); at != of_.end()) before.insert(clusters_.at(at->second));
    for (const auto id : family) forget(id);
    for (auto& [unused, members] : now) {
      if (added != 0 && std::ranges::find(members, added) != members.end())
        joined_ = static_cast<int>(std::ranges::count_if(before, [&](const auto& old) { return std::ranges::find_first_of(old, members) != old.end(); }));
      const auto name = ++last_cluster_;
      for (const auto id : members) of_[id] = name;
      if (!before.contains(members) && !(members.size() == 1 && members.front() == added)) changed.push_back(members);
      clusters_[name] = members;
    }
    return changed;
  }

  std::map<RecordId, Record> records_;
  std::map<std::string, std::set<RecordId>> named_, given_;
  std::map<std::pair<RecordId, RecordId>, bool> rulings_;
  std::map<RecordId, std::uint64_t> of_;
  std::map<std::uint64_t, std::vector<RecordId>> clusters_;
  std::uint64_t last_cluster_ = 0;
  int joined_ = 0;   // how many clusters the added record's was before
};

}  // namespace

std::unique_ptr<People> people_by_name() { return std::make_unique<ByName>(); }

}  // namespace lapwing::links
