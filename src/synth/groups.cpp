#include "synth/groups.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lapwing::synth {

namespace {

constexpr std::array<double, 5> adults_weights = {30, 30, 20, 12, 8};                              // two to six
constexpr std::array<double, 11> children_weights = {22, 20, 16, 12, 9, 7, 5, 4, 2, 2, 1};        // two to twelve
constexpr int tries_max = 40;

template <class T>
std::string quoted(const std::vector<T>& entities) {
  std::string out;
  for (const auto& one : entities) out += (out.empty() ? "\"" : ",\"") + one + "\"";
  return out;
}

}  // namespace

Groups::Groups(Cast& cast, std::uint64_t seed, Span span, std::uint64_t count, std::ostream& truth)
    : cast_(cast), chance_(Random::branch(seed, "groups")), span_(span), count_(count), truth_(truth) {
  truth_ << "[";
}

void Groups::finish() { truth_ << "\n]\n"; }

// Spread from a tenth into the span, when there are children to choose from, to most of the way through.
void Groups::begin_before(Instant at, const std::vector<std::uint32_t>& lately_missing, Outbox& outbox) {
  const auto length = span_.until - span_.from;
  while (begun_ < count_) {
    const auto share = 0.1 + 0.7 * (static_cast<double>(begun_) + 0.5) / static_cast<double>(count_);
    const auto begins = span_.from + std::chrono::duration_cast<std::chrono::seconds>(length * share);
    if (begins >= at) return;
    ++begun_;
    auto group = begin(begins, lately_missing);
    if (group.children.size() < 2) continue;
    write_truth(group);
    for (const auto child : group.children) of_child_.emplace(child, groups_.size());
    for (auto& report : scattered_reports(cast_, group, chance_)) outbox.put(std::move(report));
    groups_.push_back(std::move(group));
  }
}

Group Groups::begin(Instant at, const std::vector<std::uint32_t>& lately_missing) {
  Group group;
  group.number = begun_;
  group.from = at;
  group.until = std::min(span_.until, at + std::chrono::days{chance_.between(60, 300)});
  const auto adults = 2 + chance_.weighted(adults_weights), children = 2 + chance_.weighted(children_weights);
  for (std::size_t i = 0; i < adults; ++i) group.adults.push_back(cast_.next_adult());
  for (int tries = 0; tries < tries_max && group.children.size() < children && !lately_missing.empty(); ++tries) {
    const std::uint64_t child = lately_missing[chance_.below(lately_missing.size())];
    if (!of_child_.contains(child) && std::ranges::find(group.children, child) == group.children.end()) group.children.push_back(child);
  }
  for (int houses = chance_.between(1, 2); houses > 0; --houses) group.houses.push_back(invented_home(chance_));
  group.out = invented_spot(chance_, chance_.chance(0.6) ? "takeaway" : "hotel");
  for (std::size_t i = 0; i < std::min<std::size_t>(adults, 3); ++i) group.vehicles.push_back(cast_.vehicle_of(group.adults[i]));
  for (int phones = chance_.between(1, 4); phones > 0; --phones) group.phones.push_back(invented_phone(chance_));
  return group;
}

const Group* Groups::of(std::uint64_t child, Instant at) const {
  const auto found = of_child_.find(child);
  if (found == of_child_.end()) return nullptr;
  const auto& group = groups_[found->second];
  return group.from <= at && at < group.until ? &group : nullptr;
}

Report Groups::told_by(const Group& group, std::uint64_t child, Instant at, Random& chance) const {
  return told_after(cast_, group, child, group.adults[chance.below(group.adults.size())], at, chance);
}

void Groups::write_truth(const Group& group) {
  std::vector<std::string> adults, children;
  for (const auto adult : group.adults) adults.push_back(cast_.adult(adult).entity);
  for (const auto child : group.children) children.push_back(cast_.child(child).entity);
  truth_ << (groups_.empty() ? "\n" : ",\n")
         << fmt::format(R"({{"group":"G-{:04}","adults":[{}],"children":[{}]}})", group.number, quoted(adults), quoted(children));
}

}  // namespace lapwing::synth
