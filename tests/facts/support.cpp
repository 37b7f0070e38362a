#include "facts/support.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace lapwing::measures {

namespace {

template <class Enum>
int number(const std::optional<Enum>& value) { return value ? static_cast<int>(*value) : -1; }

}  // namespace

std::string dump(const EpisodeFacts& r) {
  const std::vector<ElapsedSeconds> times{r.deployed, r.deployment_due, r.reviewed, r.review_due, r.returned, r.closed, r.last_activity,
                                          r.interviewed, r.interview_due, r.rhi_offered, r.rhi_accepted, r.rhi_completed, r.rhi_refused,
                                          r.last_idle_due, r.longest_idle};
  const std::vector<int> numbers{r.team, r.area, static_cast<int>(r.first_level), static_cast<int>(r.level), static_cast<int>(r.highest_level),
                                 number(r.how_found), number(r.interview_mode), r.clocks_set, r.clocks_met, r.clocks_breached,
                                 r.clocks_acknowledged, r.idle_breaches, r.questions, r.questions_answered, r.questions_unsafe,
                                 r.actions_set, r.actions_done, r.assessed, r.reopened, r.erased};
  return fmt::format("{} {} {} [{}] [{}]", r.id.text(), r.folded_to, to_rfc3339(r.reported_at), fmt::join(times, " "), fmt::join(numbers, " "));
}

std::string dump(const ChildFacts& r) {
  return fmt::format("{} {} {} {} {} {}/{}/{} {} {} {} {}", r.id.text(), r.folded_to, r.born ? to_iso(*r.born) : "-", static_cast<int>(r.sex),
                     static_cast<int>(r.looked_after), r.self_defined, r.observed, r.nationality, number(r.not_stated_reason), r.restricted,
                     r.erased, r.episodes);
}

}  // namespace lapwing::measures
