// The batch's part in facts: folding what was decided into rows, and publishing them once it is durable.
#include "casework/written_text.hpp"
#include "desk/batch.hpp"

namespace lapwing::desk {

using namespace casework;

void Batch::fold_facts(WorkingCase& work, ChildId child, const Recorded& recorded) {
  if (!work.facts) work.facts = std::make_unique<WorkingFacts>(child);
  work.facts->take(recorded, desk_.facts);
  if (std::holds_alternative<EpisodeReopened>(recorded.event) && recorded.episode)
    if (const auto* episode = work.held->episode(*recorded.episode)) work.facts->take_answers(*episode, desk_.facts);
  const auto& stamp = recorded.stamp;
  if (!desk_.written || !stamp.by.user || !may_hold_text(event_name(recorded.event))) return;
  const auto& born = work.line->born;
  const auto age = born ? age_in_years(*born, london_date(stamp.at)) : std::nullopt;
  each_written_text(recorded, [&](std::string_view, std::string_view text) {
    texts_.push_back({*stamp.by.user, stamp.at, age, std::string(text)});
  });
}

void Batch::publish_facts() {
  for (auto& [child, work] : cases_)
    if (work.facts) work.facts->put(desk_.facts);
  for (const auto& report : new_reports_) desk_.put_report_facts(report.line.id, report.read->read.report, report.line.beside.has_value());
  if (desk_.written) desk_.written->hand_over(std::move(texts_), desk_.sequence, next_);
}

void DeskState::put_report_facts(ReportId id, const reports::Report& report, bool is_beside) {
  for (auto row : measures::adult_facts(id, report)) {
    row.agency = facts.agency(report.agency);
    row.team = facts.team(report.team);
    facts.put_adult(row);
  }
  if (is_beside) return;
  for (auto& [sector, row] : measures::place_facts(id, report)) {
    row.sector = facts.sector(sector);
    facts.put_place(row);
  }
}

}  // namespace lapwing::desk
