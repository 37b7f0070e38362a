#include <fmt/format.h>

#include <algorithm>

#include "policy/readers.hpp"

namespace lapwing::policy {
namespace {

constexpr int valid_months_max = 240, points_max = 1000, minutes_max = 60 * 24 * 28;

std::vector<std::string> read_kinds(Section& from, std::string_view key, const WorkforcePolicy& workforce) {
  auto kinds = from.texts(key);
  for (const auto& kind : kinds)
    if (!workforce.find(kind)) from.problem(key, fmt::format("there is no accreditation \"{}\"", kind));
  return kinds;
}

void read_offered(Section& from, WorkforcePolicy& workforce) {
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<RiskLevel>>([&](auto described) {
    workforce.offered_to[described.value] = read_kinds(from, described.name, workforce);
  });
  workforce.offered_with_harm = read_kinds(from, "with_harm", workforce);
  from.text("source");
  from.finish();
}

void read_caseload(Section& from, WorkforcePolicy& workforce) {
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<RiskLevel>>(
      [&](auto described) { workforce.level_points[described.value] = from.number(described.name, 0, points_max); });
  workforce.harm_points = from.number("harm", 0, points_max);
  workforce.linked_group_points = from.number("linked_group", 0, points_max);
  workforce.in_care_points = from.number("in_care", 0, points_max);
  workforce.open_action_points = from.number("open_action", 0, points_max);
  workforce.full_time_points_max = from.number("full_time_points_max", 1, points_max);
  from.text("source");
  from.finish();
}

void read_establishment(Section& from, WorkforcePolicy& workforce) {
  workforce.within_clock_percent = from.number("within_clock_percent", 1, 99);
  workforce.episode_minutes = from.number("episode_minutes", 1, minutes_max);
  from.text("source");
  from.finish();
}

}  // namespace

void read_workforce(Section& file, WorkforcePolicy& workforce) {
  file.text("source");
  UniqueIds ids;
  for (auto& from : file.sections("accreditation")) {
    AccreditationKind kind;
    kind.id = from.text("id");
    ids.add(from, "id", kind.id);
    kind.label = from.text("label");
    kind.valid_months = from.optional_number("valid_months", 1, valid_months_max);
    kind.source = from.text("source");
    from.finish();
    workforce.accreditations.push_back(std::move(kind));
  }
  if (workforce.accreditations.empty()) file.problem("there are no accreditations");
  using Part = std::pair<std::string_view, void (*)(Section&, WorkforcePolicy&)>;
  for (const auto& [name, read] : {Part{"offered_to", read_offered}, Part{"caseload", read_caseload}, Part{"establishment", read_establishment}}) {
    auto part = file.section(name);
    if (part) read(*part, workforce);
    else file.problem(fmt::format("there must be a [{}]", name));
  }
  file.finish();
}

const AccreditationKind* WorkforcePolicy::find(std::string_view id) const {
  const auto at = std::ranges::find(accreditations, id, &AccreditationKind::id);
  return at == accreditations.end() ? nullptr : &*at;
}

}  // namespace lapwing::policy
