// The overview: what must happen, what is still to ask, what was reported, who and what was named, and the work under way.
#include <algorithm>

#include <fmt/format.h>

#include "views/sentences.hpp"
#include "web/pages/episode_pages.hpp"
#include "web/pages/groups_pages.hpp"

namespace lapwing::web {

using namespace render;
using casework::ClockPhase;

namespace {

constexpr std::size_t questions_shown_max = 5;

std::string clock_line(const EpisodeView& view, const views::BoardClock& clock) {
  auto words = views::capital(clock.words);
  if (clock.action) words += fmt::format(": {} ({})", *clock.action, clock.action_owner ? clock.action_owner->name : "nobody");
  if (clock.phase == ClockPhase::silenced)
    words += fmt::format(". {} said: {}", clock.silenced_by ? clock.silenced_by->name : "Someone",
                         clock.silenced_reason.value_or("nothing"));
  return words + fmt::format(" ({})", view.when(clock.due));
}

// Times to choose from, none later than the rules let an alarm be quiet.
Choices until_choices(const EpisodeView& view, RiskLevel level, const std::string& typed) {
  const auto& most = view.visit.rules().clocks.acknowledge_minutes_max;
  const auto longest = most.contains(level) ? most.at(level) : 0;
  const auto now = view.visit.now();
  Choices out;
  for (const int minutes : {15, 30, 45, 60, 120, 240}) {
    if (minutes > longest) break;
    const Instant at = std::chrono::floor<std::chrono::seconds>(now + Minutes(minutes));
    out.push_back({to_rfc3339(at), fmt::format("{}, in {}", view.when(at), duration_for_people(Minutes(minutes)))});
  }
  if (const auto at = parse_rfc3339(typed); at && std::ranges::find(out, typed, &Choice::value) == out.end())
    out.insert(out.begin(), Choice{typed, view.when(*at)});
  return out;
}

json::object acknowledge_form(const EpisodeView& view, const views::BoardRow& row) {
  auto form = view.form("ack");
  Choices clocks;
  for (const auto& clock : row.alarms) clocks.push_back({clock.id.text(), views::capital(clock.words)});
  const auto until = until_choices(view, row.risk.level, form.value("until"));
  form.select({.name = "clock", .label = "Which alarm", .items = clocks})
      .input({.name = "what_will_happen", .label = "What will happen", .hint = "Who will do what. The alarm speaks again if it is not done."})
      .radios({.name = "until", .legend = "By when", .items = until, .in_line = true, .small = true});
  return form.folded("Acknowledge an alarm", view.action("acknowledge-clock"), "Acknowledge", view.held().version);
}

// Where what a clock waits for is done: a page of the episode, or a part of this one.
struct Doing { ClockKind kind; std::string_view page, part, words; };

constexpr Doing doings[] = {
    {ClockKind::first_deployment, "", "#officers", "Send an officer"},
    {ClockKind::review, "review", "", "Review this episode"},
    {ClockKind::reassessment, "risk", "", "Assess the risk again"},
    {ClockKind::handover, "", "#handover", "The handover"},
    {ClockKind::prevention_interview, "interview", "", "The interview's questions"},
    {ClockKind::return_interview_offer, "return-interview", "", "Record the offer"},
    {ClockKind::return_interview, "return-interview", "", "Record what came of it"},
    {ClockKind::action, "actions", "", "The actions"},
};

LinkedLine clock_item(const EpisodeView& view, const views::BoardClock& clock) {
  LinkedLine line{clock_line(view, clock), {}, {}};
  const auto* doing = std::ranges::find(doings, clock.kind, &Doing::kind);
  if (doing == std::end(doings)) return line;
  line.link = doing->words;
  line.href = doing->page.empty() ? std::string(doing->part) : href_of(view.visit, view.episode(), doing->page);
  return line;
}

json::array must_happen(const EpisodeView& view, const views::BoardRow& row) {
  json::array out{heading("What must happen", "m", "must-happen")};
  if (row.clocks.empty()) out.push_back(paragraph("No clock is running."));
  std::vector<LinkedLine> late, soon;
  for (const auto& clock : row.clocks) (clock.phase == ClockPhase::breached ? late : soon).push_back(clock_item(view, clock));
  if (!late.empty()) {
    out.push_back(warning(late.size() == 1 ? "One thing is late." : fmt::format("{} things are late.", late.size())));
    out.push_back(bullets(late));
  }
  if (!soon.empty()) out.push_back(bullets(soon));
  if (view.may("acknowledge-clock") && !row.alarms.empty()) out.push_back(acknowledge_form(view, row));
  return out;
}

json::array still_to_ask(const EpisodeView& view) {
  auto questions = questions_to_ask(view);
  json::array out{heading("Still to ask", "m", "still-to-ask")};
  if (questions.empty()) {
    out.push_back(paragraph("Every risk question has been answered."));
    return out;
  }
  const auto total = questions.size();
  questions.resize(std::min(total, questions_shown_max));
  out.push_back(bullets(questions));
  out.push_back(link(fmt::format("Ask and answer all {}", total), href_of(view.visit, view.episode(), "risk") + "#answers"));
  return out;
}

std::string joined(std::initializer_list<std::optional<std::string>> parts) {
  std::string out;
  for (const auto& part : parts)
    if (part && !part->empty()) out += (out.empty() ? "" : ", ") + *part;
  return out;
}

void add_row(std::vector<SummaryRow>& rows, std::string key, std::string text) {
  if (!text.empty()) rows.push_back({std::move(key), {std::move(text)}});
}
void add_row(std::vector<SummaryRow>& rows, std::string key, const std::optional<std::string>& text) {
  add_row(rows, std::move(key), text.value_or(""));
}

json::array reported_part(const EpisodeView& view) {
  const auto& report = view.episode().report;
  const auto& seen = report.last_seen;
  std::vector<SummaryRow> rows;
  add_row(rows, "Reported", view.when(report.reported_at));
  add_row(rows, "What happened", report.circumstances);
  add_row(rows, "Why worried", report.why_worried);
  add_row(rows, "Last seen", joined({seen.at ? std::optional(view.when(*seen.at)) : std::nullopt,
                                     seen.place ? std::optional(seen.place->text) : std::nullopt}));
  add_row(rows, "Seen by", seen.by_whom);
  add_row(rows, "With", seen.with);
  add_row(rows, "Clothing", seen.clothing);
  add_row(rows, "Carrying", seen.carrying);
  add_row(rows, "Caller", joined({report.informant.name, report.informant.relationship, report.informant.phone}));
  add_row(rows, "Area and team", joined({report.area, report.team}));
  return {heading("The report", "m", "report"), summary_list(rows)};
}

json::array child_part(const EpisodeView& view) {
  const auto& child = view.held().details;
  std::vector<SummaryRow> rows;
  add_row(rows, "Description", child.description);
  add_row(rows, "Health and medicines", child.medical_needs);
  add_row(rows, "Communication", child.communication_needs);
  add_row(rows, "Phones", fmt::format("{}", fmt::join(child.phones, "\n")));
  add_row(rows, "Accounts", fmt::format("{}", fmt::join(child.online_accounts, "\n")));
  add_row(rows, "Address", child.address);
  add_row(rows, "Lives at", child.placement);
  add_row(rows, "School", child.school);
  if (const auto& advance = view.held().advance_information) {
    const auto& known = advance->what.information;
    add_row(rows, "Usually wears", known.clothing_usually_worn);
    add_row(rows, "Friends", known.friends);
    add_row(rows, "Places they go", known.places_they_go);
    add_row(rows, "Earlier episodes", known.earlier_episodes);
    add_row(rows, "What helps", known.what_helps);
  }
  json::array out{heading("What is held about the child", "m", "held")};
  std::vector<std::string> concerns;
  for (const auto& concern : view.held().concerns)
    concerns.push_back(fmt::format("Concern, {}: {}", for_people(std::string_view(concern.what.kind)), concern.what.text));
  if (!concerns.empty()) out.push_back(bullets(concerns));
  out.push_back(rows.empty() ? paragraph("Nothing more is held.") : summary_list(rows));
  return out;
}

json::array named_part(const EpisodeView& view) {
  json::array out{heading("People, places and things named", "m", "named")};
  std::vector<std::string> lines;
  for (const auto& [stamp, mention] : view.episode().mentions)
    lines.push_back(fmt::format("{} ({}){}{}, {}", mention.label, views::mention_word(mention.kind),
                                mention.detail ? ": " + *mention.detail : "",
                                mention.said_by ? ". Said by " + *mention.said_by : "", view.when(stamp.at)));
  if (lines.empty()) out.push_back(paragraph("Nobody and nothing has been named yet."));
  else out.push_back(bullets(lines));
  if (!view.may("record-mention")) return out;
  const auto kinds = mention_choices();
  auto form = view.form("named");
  form.select({.name = "mention.kind", .label = "Kind", .items = kinds})
      .input({.name = "mention.label", .label = "Who or what"})
      .input({.name = "mention.detail", .label = "What is known", .hint = "Relationship, age, address, number plate."})
      .input({.name = "mention.said_by", .label = "Who said so"});
  out.push_back(form.folded("Add someone or something named", view.action("record-mention"), "Add", view.held().version));
  return out;
}

}  // namespace

EpisodePage overview_page(const EpisodeView& view) {
  const auto row = told(view.visit, view.opened);
  EpisodePage page{.title = "Overview", .main = must_happen(view, row), .aside = owner_part(view)};
  if (view.may("record-activity")) page.main.push_back(note_form(view, "quick"));
  if (view.episode().is_missing()) move_into(page.main, still_to_ask(view));
  if (view.episode().is_missing()) move_into(page.main, try_first_part(view.visit, view.held().id));
  move_into(page.main, reported_part(view));
  move_into(page.main, named_part(view));
  move_into(page.main, child_part(view));
  move_into(page.aside, officers_part(view));
  if (view.may_work("record-review"))
    page.aside.push_back(button({.text = "Review this episode", .href = view.action("review"), .style = "secondary"}));
  move_into(page.aside, handover_part(view));
  return page;
}

}  // namespace lapwing::web
