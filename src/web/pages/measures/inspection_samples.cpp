// Files for audit: closed episodes drawn at random with a seed that is written down, read by a person, statement by statement. What they
// find counts in the self-assessment.
#include <fmt/format.h>

#include <algorithm>

#include "measures/draw.hpp"
#include "web/pages/form.hpp"
#include "web/pages/measures/force_posting.hpp"
#include "web/pages/measures/inspection_pages.hpp"
#include "web/route.hpp"

namespace lapwing::web {

using namespace render;
using casework::FileSample;

namespace {

constexpr std::string_view samples_path = "/measures/inspection/samples";
const Choices grades{{"met", "Met"}, {"partly", "Partly met"}, {"not_met", "Not met"}, {"does_not_apply", "Does not apply"}};

json::object draw_form(const Visit& visit, const Refused* refused) {
  const auto count = std::to_string(inspection_criteria(visit).sample_files);
  Form form(visit, "draw", refused);
  form.when("from", "Reported from", {}, false)
      .when("to", "Reported to", "Both days are included. Only closed episodes are drawn; restricted records are left out.", false)
      .input({.name = "count", .label = "How many files", .value = count, .width = "3", .inputmode = "numeric"})
      .input({.name = "seed", .label = "Seed", .value = std::to_string(visit.desk().sequence()), .hint = "Any whole number. It is kept, so that anybody can draw the same files again.",
              .width = "10", .inputmode = "numeric"})
      .input({.name = "why", .label = "What this sample is for"});
  return form.folded("Draw files for audit", samples_path, "Draw the files", 0);
}

// By id, so that a draw depends on the seed and on which episodes there are, and on nothing else.
std::vector<EpisodeId> closed_episodes(const Visit& visit, Date from, Date to) {
  std::vector<EpisodeId> out;
  visit.desk().children().each([&](const desk::ChildLine& line) {
    if (line.restricted || line.erased) return;
    for (const auto& episode : line.episodes)
      if (const auto day = london_date(episode.reported_at); episode.closed_at && from <= day && day <= to) out.push_back(episode.id);
  });
  std::ranges::sort(out);
  return out;
}

Response again_on_samples(Visit& visit, const Refused& refused) { return measure_page(visit, *find_measure_page("inspection/samples"), refused); }

Response draw_posted(Visit& visit) {
  auto body = body_of(visit, "draw");
  const auto text = [&](std::string_view key) {
    const auto* value = body.if_contains(key);
    return value && value->is_string() ? std::string(value->as_string()) : std::string();
  };
  Refused refused;
  const auto from = parse_slash_date(text("from")), to = parse_slash_date(text("to"));
  const auto number = [&](std::string_view key) -> std::optional<std::uint64_t> {
    const auto typed = text(key);
    if (typed.empty() || typed.size() > 18 || !std::ranges::all_of(typed, [](unsigned char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
    return std::stoull(typed);
  };
  const auto count = number("count"), seed = number("seed");
  constexpr std::uint64_t files_max = 500;
  if (!from) refused.errors.push_back({"draw.from", "Enter the first day"});
  if (!to) refused.errors.push_back({"draw.to", "Enter the last day"});
  if (from && to && *to < *from) refused.errors.push_back({"draw.to", "The last day is before the first"});
  if (!count || *count < 1 || *count > files_max) refused.errors.push_back({"draw.count", fmt::format("Enter how many files, from 1 to {}", files_max)});
  if (!seed) refused.errors.push_back({"draw.seed", "Enter the seed as a whole number of at most 18 figures"});
  if (!refused.errors.empty()) return again_on_samples(visit, refused);
  const auto all = closed_episodes(visit, *from, *to);
  if (all.empty()) return again_on_samples(visit, {{{"draw.from", "No closed episode was reported on these days. Choose others"}}, 422});
  json::array episodes;
  for (const auto at : measures::draw(all.size(), *seed, *count)) episodes.push_back(json::value(all[at].text()));
  body.erase("count");
  body["seed"] = *seed;
  body["episodes"] = std::move(episodes);
  const auto notice = fmt::format("{} of {} files were drawn.", std::min<std::uint64_t>(*count, all.size()), all.size());
  return post_on_force(visit, {"draw-file-sample", std::string(samples_path), notice, "draw"}, std::move(body),
                       [&](const Refused& again) { return again_on_samples(visit, again); });
}

std::string sample_path(const FileSample& sample) { return fmt::format("{}/of/{}", samples_path, sample.id().text()); }

struct FoundSample {
  std::shared_ptr<const casework::ForceRecord> force;   // keeps the sample
  const FileSample* sample = nullptr;
};
std::optional<FoundSample> sample_asked(const Visit& visit) {
  const auto id = ItemId::parse(visit.param("sample"));
  FoundSample out{visit.desk().force_record()};
  out.sample = id ? out.force->sample(*id) : nullptr;
  return out.sample ? std::optional(std::move(out)) : std::nullopt;
}

// Its reference, unless the record was restricted or erased since: then it is counted and not shown.
std::optional<std::string> reference_of(const Visit& visit, EpisodeId episode) {
  const auto child = visit.desk().children().child_of(episode);
  const auto line = child ? visit.desk().children().find(*child) : nullptr;
  if (!line || line->restricted || line->erased) return std::nullopt;
  const auto found = std::ranges::find(line->episodes, episode, &desk::EpisodeLine::id);
  return found == line->episodes.end() ? std::nullopt : std::optional(found->reference);
}

std::string drawn_words(const Visit& visit, const FileSample& sample) {
  const auto& drawn = sample.drawn;
  return fmt::format("{} files of episodes reported from {} to {}, drawn with seed {} by {}, {}.", drawn.what.episodes.size(), for_people(drawn.what.from),
                     for_people(drawn.what.to), drawn.what.seed, drawn.stamp.by.name, for_people(drawn.stamp.at, visit.now()));
}

Response sample_page(Visit& visit) {
  const auto found = sample_asked(visit);
  if (!found) return visit.not_found("There is no such sample of files.");
  const auto& sample = *found->sample;
  visit.desk().note_list_read(visit.visitor.actor, "a sample of files for audit", visit.as_known_at);
  std::vector<std::vector<Cell>> rows;
  for (const auto episode : sample.drawn.what.episodes) {
    const auto reference = reference_of(visit, episode);
    const auto* audit = sample.audit_of(episode);
    const auto state = audit ? fmt::format("Audited by {}, {}", audit->stamp.by.name, for_people(audit->stamp.at, visit.now())) : std::string("Not yet audited");
    std::vector<Cell> row{{{.text = reference.value_or("A record that is restricted or erased")}}, {{.text = state}}, {{.text = ""}}};
    if (reference) {
      row[0].value.href = "/reviews/" + *reference;
      row[2].value = {.text = audit ? "See what was found" : "Audit this file", .href = fmt::format("{}/{}", sample_path(sample), episode.text())};
    }
    rows.push_back(std::move(row));
  }
  const std::vector<Column> columns{{"File"}, {"State"}, {"Audit"}};
  auto audited = measures::audit_table(inspection_criteria(visit), sample);
  std::vector<std::vector<Cell>> found_rows;
  for (const auto& row : audited.rows) {
    std::vector<Cell> cells;
    for (const auto& cell : row) cells.push_back({{.text = cell.text}});
    found_rows.push_back(std::move(cells));
  }
  std::vector<Column> found_columns;
  for (const auto& column : audited.columns) found_columns.push_back({column.name, column.kind == measures::Kind::count});
  auto head = visit.head(sample.drawn.what.why);
  head.back_href = samples_path;
  head.wide = true;
  return visit.page("measures/parts", head,
                    {{"heading", sample.drawn.what.why},
                     {"says", drawn_words(visit, sample) + " " + audited.says},
                     {"parts", json::array{table({.caption = "Files", .columns = columns, .rows = rows}),
                                           table({.caption = audited.caption, .columns = found_columns, .rows = found_rows})}}});
}

// One statement of one file. `held`: what was found before.
void add_statement(Form& form, std::size_t at, const measures::Statement& statement, const casework::AuditFinding* held) {
  const auto field = [&](std::string_view name) { return fmt::format("findings[{}].{}", at, name); };
  const auto grade = field("grade"), note = field("note");
  const std::string chosen = held ? boost::describe::enum_to_string(held->grade, "") : "";
  const auto noted = held ? held->note.value_or("") : "";
  form.hidden(field("statement"), statement.id)
      .radios({.name = grade, .legend = statement.text, .items = grades, .chosen = chosen, .in_line = true, .small = true, .legend_size = "s"})
      .input({.name = note, .label = "What shows it", .value = noted, .hint = "Do not name the child: this stays when a child is erased."});
}

std::vector<const measures::Statement*> statements_of_files(const measures::Criteria& criteria) {
  std::vector<const measures::Statement*> out;
  for (const auto& topic : criteria.topics)
    for (const auto& statement : topic.statements)
      if (statement.evidence == "files") out.push_back(&statement);
  return out;
}

Response file_page(Visit& visit, const Refused* refused) {
  const auto found = sample_asked(visit);
  const auto episode = EpisodeId::parse(visit.param("episode"));
  if (!found || !episode || std::ranges::find(found->sample->drawn.what.episodes, *episode) == found->sample->drawn.what.episodes.end())
    return visit.not_found("This sample has no such file.");
  const auto reference = reference_of(visit, *episode);
  if (!reference) return visit.not_found("This record was restricted or erased since it was drawn.");
  visit.desk().note_list_read(visit.visitor.actor, "the audit of file " + *reference, visit.as_known_at);
  const auto* audit = found->sample->audit_of(*episode);
  json::array parts{link("Read the file", "/reviews/" + *reference)};
  const auto statements = statements_of_files(inspection_criteria(visit));
  const auto finding_of = [&](const std::string& id) -> const casework::AuditFinding* {
    if (!audit) return nullptr;
    const auto at = std::ranges::find(audit->what.findings, id, &casework::AuditFinding::statement);
    return at == audit->what.findings.end() ? nullptr : &*at;
  };
  if (visit.visitor.may_do("audit-file")) {
    Form form(visit, "audit", refused);
    for (std::size_t at = 0; at < statements.size(); ++at) add_statement(form, at, *statements[at], finding_of(statements[at]->id));
    parts.push_back(form.done(fmt::format("{}/{}", sample_path(*found->sample), episode->text()), "Record what the file shows", 0));
  } else if (audit) {
    std::vector<SummaryRow> rows;
    for (const auto* statement : statements)
      if (const auto* finding = finding_of(statement->id))
        rows.push_back({statement->text, {.text = for_people(std::string_view(boost::describe::enum_to_string(finding->grade, ""))) + (finding->note ? ". " + *finding->note : "")}});
    parts.push_back(summary_list(rows));
  } else {
    parts.push_back(paragraph("This file has not been audited yet."));
  }
  auto head = visit.head("Audit of " + *reference);
  head.back_href = sample_path(*found->sample);
  if (refused) head.errors = refused->errors;
  return visit.page("measures/parts", head, {{"heading", "Audit of " + *reference}, {"parts", std::move(parts)}}, refused ? refused->status : 200);
}

Response show_file(Visit& visit) { return file_page(visit, nullptr); }

Response audit_posted(Visit& visit) {
  const auto found = sample_asked(visit);
  if (!found) return visit.not_found("There is no such sample of files.");
  auto body = body_of(visit, "audit");
  body["sample"] = found->sample->id().text();
  body["episode"] = std::string(visit.param("episode"));
  return post_on_force(visit, {"audit-file", sample_path(*found->sample), "What the file shows was recorded.", "audit"}, std::move(body),
                       [&](const Refused& refused) { return file_page(visit, &refused); });
}

}  // namespace

MeasureAnswer samples_body(Visit& visit, const MeasureAsked& asked) {
  const auto force = visit.desk().force_record();
  measures::Table samples{.id = "samples", .caption = "Samples of files", .says = {}, .columns = {{"Sample"}, {"Drawn", measures::Kind::date}, {"Files", measures::Kind::count}, {"Audited", measures::Kind::count}, {"Seed"}},
                          .empty = "No files have been drawn yet."};
  for (auto at = force->samples.rbegin(); at != force->samples.rend(); ++at) {
    const auto& drawn = at->drawn;
    const auto day = london_date(drawn.stamp.at);
    samples.rows.push_back({{.text = drawn.what.why, .href = sample_path(*at)}, {.text = for_people(day), .iso = to_iso(day)},
                            {.text = std::to_string(drawn.what.episodes.size()), .value = static_cast<double>(drawn.what.episodes.size())},
                            {.text = std::to_string(at->audits.size()), .value = static_cast<double>(at->audits.size())}, {.text = std::to_string(drawn.what.seed)}});
  }
  samples.says = fmt::format("{} {} drawn so far.", samples.rows.size(), samples.rows.size() == 1 ? "sample" : "samples");
  MeasureBody body;
  body.sections.push_back({.id = "drawn", .title = "Files drawn for audit", .says = samples.says, .tables = {std::move(samples)},
                           .links = {{"The self-assessment that they count in", "/measures/inspection"}}});
  if (visit.visitor.may_do("draw-file-sample")) body.after.push_back(draw_form(visit, asked.refused));
  return body;
}

Routes sample_routes() {
  const std::string path(samples_path);
  return {{"POST", path, does("draw-file-sample"), draw_posted, "Draws files for audit"},
          {"GET", path + "/of/{sample}", reads("measures"), sample_page, "One sample of files"},
          {"GET", path + "/of/{sample}/{episode}", reads("measures"), show_file, "The audit of one file"},
          {"POST", path + "/of/{sample}/{episode}", does("audit-file"), audit_posted, "Records what a file shows"}};
}

}  // namespace lapwing::web
