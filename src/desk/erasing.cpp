// Erasing what is held about one person, or in one report: noted in the ledger, then the key is destroyed, then it is forgotten here.
#include "desk/batch.hpp"
#include "desk/desk.hpp"
#include "desk/reading.hpp"

namespace lapwing::desk {

using namespace casework;

namespace {

// On the writer's thread. `subject`: a ChildId or a ReportId.
template <class Subject>
std::expected<void, std::string> destroy_noted(DeskState& state, Subject subject, const Actor& by, const std::string& reason) {
  Batch noting(state, state.now());
  noting.note_service_event(PersonErased{subject.text(), reason}, by);
  if (!state.commit(noting)) return std::unexpected(*state.failed);
  if (const auto gone = state.ledger->destroy_key(subject.bytes); !gone) return std::unexpected(gone.error().message);
  return {};
}

}  // namespace

std::expected<void, std::string> Desk::erase(const Actor& by, ChildId child, const std::string& reason) {
  std::expected<void, std::string> result;
  const auto done = state_->post(Job::Pause{[&] {
                      result = destroy_noted(*state_, child, by, reason);
                      if (!result) return;
                      if (const auto held = state_->shelf->get(child); held && *held)
                        for (const auto& episode : (*held)->episodes) {
                          state_->board.gone(episode->id, state_->sequence);
                          state_->deadlines.set({child, episode->id}, std::nullopt);
                        }
                      state_->search->remove(child);
                      state_->shelf->forget(child);
                      auto line = std::make_shared<ChildLine>();
                      line->id = child;
                      line->erased = true;
                      state_->children.put(std::move(line));
                      state_->facts.erase(child);
                      if (state_->options.links) state_->options.links->child_erased(child);
                    }}).get();
  if (!done) return std::unexpected(done.error().message);
  return result;
}

// Somebody has taken on a group for reasons that this report is one of. Dismissing the group, or taking that decision back, frees it.
std::expected<std::vector<std::string>, std::string> Desk::groups_resting_on(ReportId report) const {
  const auto line = state_->reports.find(report);
  if (!line || line->erased) return std::vector<std::string>{};
  const auto rulings = read_events(*state_->ledger, state_->reports.rulings().values());   // few
  if (!rulings) return std::unexpected(rulings.error());
  std::vector<std::pair<std::string, std::uint64_t>> standing;   // a group, and where in the ledger it was taken on
  for (const auto& recorded : *rulings) {
    if (const auto* taken = std::get_if<GroupTakenOn>(&recorded.event)) {
      if (std::ranges::find(taken->evidence, line->number) != taken->evidence.end()) standing.emplace_back(taken->group, recorded.stamp.index);
    } else if (const auto* dismissed = std::get_if<GroupDismissed>(&recorded.event)) {
      std::erase_if(standing, [&](const auto& one) { return one.first == dismissed->group; });
    } else if (const auto* lifted = std::get_if<GroupRulingLifted>(&recorded.event)) {
      std::erase_if(standing, [&](const auto& one) { return one.second == lifted->ruling; });
    }
  }
  std::vector<std::string> out;
  for (auto& [group, index] : standing)
    if (std::ranges::find(out, group) == out.end()) out.push_back(std::move(group));
  return out;
}

std::expected<void, std::string> Desk::erase(const Actor& by, ReportId report, const std::string& reason) {
  std::expected<void, std::string> result;
  const auto done = state_->post(Job::Pause{[&] {
                      result = destroy_noted(*state_, report, by, reason);
                      if (!result) return;
                      state_->reports.erase(report);
                      state_->facts.erase(report);
                      if (state_->options.links) state_->options.links->report_erased(report);
                    }}).get();
  if (!done) return std::unexpected(done.error().message);
  return result;
}

}  // namespace lapwing::desk
