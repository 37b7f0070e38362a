// The timeline: every event of the episode as a dated sentence, and what is said to the caller when a report has been taken.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "views/sentences.hpp"
#include "views/timeline.hpp"
#include "web/pages/episode_pages.hpp"

namespace lapwing::web {

using namespace render;
using views::TimelineKind;

namespace {

constexpr std::pair<std::string_view, std::string_view> filters[] = {
    {"", "Everything"}, {"report", "Report"}, {"risk", "Risk"}, {"clock", "Alarms and clocks"}, {"activity", "Activity"},
    {"enquiry", "Enquiries"}, {"handover", "Owner and handover"}, {"found", "Found"}, {"interview", "Interview"},
    {"action", "Actions"}, {"details", "Details"}, {"closing", "Closing"}, {"read", "Who looked"}};

json::object filter_links(const EpisodeView& view, std::string_view chosen, bool with_reads) {
  const auto base = href_of(view.visit, view.episode(), "timeline");
  const auto joint = base.find('?') == base.npos ? "?" : "&";
  std::vector<NavItem> items;
  for (const auto& [kind, text] : filters) {
    if (kind == "read" && !with_reads) continue;
    items.push_back({std::string(text), kind.empty() ? base : fmt::format("{}{}kind={}", base, joint, kind), kind == chosen});
  }
  return sub_navigation("What to show", items);
}

Moment moment(const EpisodeView& view, const views::TimelineItem& item) {
  Moment out{item.title, to_rfc3339(item.at), view.when(item.at), {}, fmt::format("{}", fmt::join(item.details, "\n")), {}};
  if (item.happened_at) out.when_text += ", of " + view.when(*item.happened_at);
  return out;
}

}  // namespace

std::expected<EpisodePage, std::string> timeline_page(const EpisodeView& view) {
  const auto& visit = view.visit;
  const bool with_reads = visit.visitor.may_read("audit");
  const auto history = visit.desk().history(view.held().id, visit.as_known_at, with_reads);
  if (!history) return std::unexpected(history.error());
  const auto items = views::timeline(*history, visit.rules(),
                                     {.episode = view.episode().id, .until = visit.as_known_at, .reads = with_reads,
                                      .names = visit.visitor.sees_names(), .newest_first = true});
  const auto kind = visit.query.get("kind");
  std::vector<Moment> moments;
  for (const auto& item : items)
    if (kind.empty() || kind == boost::describe::enum_to_string(item.kind, "")) moments.push_back(moment(view, item));
  EpisodePage page{.title = "Timeline", .main = {filter_links(view, kind, with_reads)}, .aside = {}};
  page.main.push_back(moments.empty() ? paragraph("Nothing of this kind has happened.") : timeline(moments));
  return page;
}

// ---- after the report ------------------------------------------------------------------------------------------------------

namespace {

std::string clock_promise(const EpisodeView& view, const views::BoardClock& clock) {
  const auto by = view.when(clock.due);
  switch (clock.kind) {
    case ClockKind::first_deployment: return fmt::format("A named officer will be sent by {}.", by);
    case ClockKind::review: return fmt::format("A supervisor will look at everything by {}.", by);
    case ClockKind::reassessment: return fmt::format("The risk will be looked at again by {}.", by);
    default: return {};
  }
}

std::vector<std::string> first_enquiries(const EpisodeView& view) {
  std::vector<std::string> lines;
  for (const auto& enquiry : view.episode().enquiries)
    if (!enquiry.outcome) lines.push_back(enquiry.text);
  return lines;
}

// There is nothing left to promise the caller.
EpisodePage reported_and_found(const EpisodeView& view) {
  const auto& episode = view.episode();
  EpisodePage page{.title = "The child was found", .main = {}, .aside = {}};
  page.main.push_back(inset(fmt::format("The report was recorded with the number {}. The child was found at {}.", episode.report.reference,
                                        view.when(episode.returned->what.at))));
  page.main.push_back(link("What was recorded of the return", href_of(view.visit, episode, "return")));
  page.main.push_back(link("Go to the episode", href_of(view.visit, episode)));
  return page;
}

}  // namespace

EpisodePage reported_page(const EpisodeView& view) {
  if (view.episode().returned) return reported_and_found(view);
  const auto row = told(view.visit, view.opened);
  EpisodePage page{.title = "What happens now", .main = {}, .aside = {}};
  std::vector<std::string> promises;
  auto clocks = row.clocks;
  std::ranges::sort(clocks, {}, &views::BoardClock::due);
  for (const auto& clock : clocks)
    if (auto line = clock_promise(view, clock); !line.empty()) promises.push_back(std::move(line));
  page.main.push_back(heading("Read this to the caller"));
  page.main.push_back(inset(fmt::format("The report is recorded. Its number is {}.", row.reference)));
  page.main.push_back(bullets(promises));
  page.main.push_back(paragraph(row.owner ? fmt::format("{} owns this.", row.owner->name)
                                          : fmt::format("{} is dealing with this now.",
                                                        row.team)));
  page.main.push_back(paragraph("Ring us at once if the child comes home, rings, or is seen, or if you remember anything more."));
  page.main.push_back(heading("What will be done first"));
  page.main.push_back(bullets(first_enquiries(view)));
  if (auto questions = questions_to_ask(view); !questions.empty()) {
    page.main.push_back(heading("Still to ask"));
    page.main.push_back(paragraph("While the caller is on the line, ask these first. Not knowing is never a sign that a child is safe."));
    page.main.push_back(bullets(questions));
    page.main.push_back(button({.text = "Answer these", .href = href_of(view.visit, view.episode(), "risk") + "#answers"}));
  }
  page.main.push_back(link("Go to the episode", href_of(view.visit, view.episode())));
  return page;
}

}  // namespace lapwing::web
