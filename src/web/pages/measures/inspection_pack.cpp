// The self-assessment to be handed over: every judgement, the plan and every audit on one page that prints, and in one workbook; with
// the place in the ledger that it was drawn from, so that whoever holds a checkpoint can tell that nothing was changed behind it.
#include <fmt/format.h>

#include "ledger/ledger.hpp"
#include "web/pages/measures/inspection_pages.hpp"

namespace lapwing::web {

using namespace measures;

namespace {

Section plan_section(const Visit& visit) {
  auto table = plan_table(inspection_criteria(visit), *visit.desk().force_record(), london_date(visit.now()));
  return {.id = "the-plan", .title = "The improvement plan", .says = table.says, .tables = {std::move(table)}};
}

Section audits_section(const Visit& visit) {
  Section out{.id = "the-audits", .title = "Files audited", .says = {}, .tables = {}};
  const auto force = visit.desk().force_record();
  std::size_t audited = 0;
  for (std::size_t at = 0; at < force->samples.size(); ++at) {
    const auto& sample = force->samples[at];
    auto table = audit_table(inspection_criteria(visit), sample);
    table.id = fmt::format("audited-{}", at + 1);
    table.caption = fmt::format("{}, drawn with seed {} from {} to {}", sample.drawn.what.why, sample.drawn.what.seed, for_people(sample.drawn.what.from),
                                for_people(sample.drawn.what.to));
    audited += sample.audits.size();
    out.tables.push_back(std::move(table));
  }
  out.says = fmt::format("{} files have been audited, from {} {}.", audited, force->samples.size(), force->samples.size() == 1 ? "sample" : "samples");
  return out;
}

}  // namespace

MeasureAnswer pack_body(Visit& visit, const MeasureAsked& asked) {
  auto body = inspection_body(visit, asked);
  if (!body) return body;
  const auto checkpoint = visit.desk().ledger().checkpoint();
  if (!checkpoint) return std::unexpected(visit.problem(503, "The ledger cannot be read", checkpoint.error().message));
  auto& first = body->sections.front();
  first.links = {{"Every table in one workbook", fmt::format("/measures/inspection/pack/all.xlsx?{}", measure_query(asked))}};
  first.points.push_back(fmt::format("Drawn at {} from the ledger as it then was. Its checkpoint, to be kept with this pack, is below.", for_people(visit.now(), {})));
  body->sections.push_back(plan_section(visit));
  body->sections.push_back(audits_section(visit));
  body->after.push_back(render::heading("The ledger's checkpoint", "m", "checkpoint"));
  body->after.push_back(render::inset(*checkpoint));
  return body;
}

}  // namespace lapwing::web
