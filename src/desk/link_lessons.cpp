#include "desk/link_lessons.hpp"

#include <map>
#include <unordered_map>

#include "desk/link_keeper.hpp"
#include "links/graph/person_record.hpp"

namespace lapwing::desk {

namespace {

using links::RecordId;

// Takes down who is told of, and leaves everybody apart: nothing is resolved on the way.
class Listener final : public links::People {
 public:
  struct Told {
    linkage::PersonRecord said;
    std::string report, ref;
  };

  links::Placed add(RecordId record, const reports::Report& report, const reports::Person& person) override {
    told.insert_or_assign(record, Told{links::person_record(record, report, person), report.number, person.ref});
    return {record, {}};
  }
  std::vector<std::vector<RecordId>> withdraw(RecordId record) override {
    told.erase(record);
    return {};
  }
  std::vector<std::vector<RecordId>> rule(RecordId a, RecordId b, bool same) override {
    ruled.insert_or_assign(std::minmax(a, b), same);
    return {};
  }
  std::vector<std::vector<RecordId>> lift(RecordId a, RecordId b) override {
    ruled.erase(std::minmax(a, b));
    return {};
  }

  std::map<RecordId, Told> told;
  std::map<std::pair<RecordId, RecordId>, bool> ruled;   // the lower first
};

}  // namespace

std::expected<LinkLessons, std::string> link_lessons(const ledger::Ledger& ledger, const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  auto listener = std::make_unique<Listener>();
  auto& heard = *listener;
  LinkKeeper keeper(policy::built_in_group_rules(), std::move(listener));
  LinkLessons out;
  out.entries = ledger.head().size;
  if (const auto told = tell_from(ledger, keeper, {}, progress); !told) return std::unexpected(told.error());
  std::unordered_map<ChildId, std::uint32_t> number_of;
  std::unordered_map<RecordId, std::uint32_t> origin_of;
  for (auto& [record, told] : heard.told) {
    // A child's own record says who the child is in the same words each time.
    std::uint32_t origin = 0;
    if (told.ref == "p1")
      if (const auto child = keeper.child_with_report(told.report))
        origin = number_of.try_emplace(*child, static_cast<std::uint32_t>(number_of.size() + 1)).first->second;
    origin_of.emplace(record, origin);
    out.from.origin.push_back(origin);
    out.from.records.push_back(std::move(told.said));
  }
  for (const auto& [pair, same] : heard.ruled) {
    const auto a = origin_of.find(pair.first), b = origin_of.find(pair.second);
    if (a == origin_of.end() || b == origin_of.end() || (a->second != 0 && a->second == b->second)) continue;
    out.from.ruled.push_back({pair.first, pair.second, same});
  }
  return out;
}

}  // namespace lapwing::desk
