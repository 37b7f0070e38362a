// Closing: what is missing, each line a way to put it right; and the button, which is always there and says what is missing when
// it is pressed too soon.
#include <fmt/format.h>

#include <algorithm>

#include "casework/subjects.hpp"
#include "views/sentences.hpp"
#include "web/pages/return_pages.hpp"

namespace lapwing::web {

using namespace render;

namespace {

constexpr std::string_view line_name = "missing-";   // with its number: the name a message is known by, and the line's id

// The page where a line of casework's list is put right.
std::string where_to_put_right(const EpisodeView& view, const std::string& line) {
  if (line.starts_with("Record the return")) return page_href(view, "return");
  if (line.starts_with("Hold the prevention interview") || line.starts_with("A supervisor must agree"))
    return page_href(view, "interview") + "#held";
  if (line.starts_with("Nobody has asked") || line.starts_with("Nobody owns")) {
    for (const auto& question : view.episode().interview.questions)
      if (line.ends_with(": " + question.text))
        return page_href(view, "interview", "question=" + question.id.text()) + "#" + field_id("q." + question.id.text() + ".outcome");
    return page_href(view, "interview");
  }
  if (line.starts_with("Offer ")) return page_href(view, "return-interview");
  if (line.starts_with("Decide the risk")) return page_href(view, "risk");
  return page_href(view, "");   // the handover
}

json::object missing_list(const EpisodeView& view, const std::vector<std::string>& missing) {
  json::array lines;
  for (std::size_t i = 0; i < missing.size(); ++i)
    lines.push_back({{"id", fmt::format("{}{}", line_name, i)}, {"href", where_to_put_right(view, missing[i])}, {"text", missing[i]}});
  return {{"kind", "closing-missing"}, {"lines", std::move(lines)}};
}

void to_take_back(const EpisodeView& view, EpisodePage& page) {
  if (!view.episode().returned || !view.may("reopen-episode")) return;
  auto form = view.form("reopen");
  form.textarea({.name = "reason", .label = "What was wrong?",
                 .hint = "The child is then missing again and every clock runs from now. What was recorded stays on the timeline", .rows = 3});
  page.main.push_back(form.folded("The return was recorded in error", view.action("reopen-episode"), "The child is still missing",
                                  view.held().version));
}

void to_close(const EpisodeView& view, EpisodePage& page) {
  const auto missing = casework::missing_before_closing(view.held(), view.episode());
  page.main.push_back(heading("What is missing"));
  if (missing.empty()) page.main.push_back(paragraph("Nothing. This episode can close."));
  else page.main.push_back(missing_list(view, missing));
  if (!view.may("close-episode")) {
    page.main.push_back(inset("A supervisor closes the episode."));
    return;
  }
  auto form = view.form("");
  form.textarea({.name = "outcome", .label = "How did the episode end?", .hint = "What happened, and what is now in place for the child",
                 .rows = 4});
  page.main.push_back(form.done(view.action("close-episode"), "Close the episode", view.held().version));
  to_take_back(view, page);
}

void to_reopen(const EpisodeView& view, EpisodePage& page) {
  const auto& closed = *view.episode().closed;
  page.main.push_back(summary_list({{"Closed", {view.when(closed.stamp.at)}},
                                    {"By", {views::who(closed.stamp.by)}},
                                    {"How it ended", {closed.what.outcome}}}));
  if (!view.may("reopen-episode")) return;
  auto form = view.form("reopen");
  form.textarea({.name = "reason", .label = "Why must it be open again?",
                 .hint = "Nothing is undone: the return, the interview and the answers stay", .rows = 3});
  page.main.push_back(form.folded("Open this episode again", view.action("reopen-episode"), "Open it again", view.held().version));
}

// What closing was refused with, and everything that is missing whatever else was wrong: each line leads to its place on the page.
Refused told_all(const OpenedCase& opened, const Refused& refused) {
  const auto missing = casework::missing_before_closing(*opened.held, *opened.episode);
  Refused out{.errors = {}, .status = missing.empty() ? refused.status : 409};
  for (const auto& error : refused.errors)
    if (std::ranges::find(missing, error.message) == missing.end())
      out.errors.push_back(error.name == "outcome" ? render::FieldError{error.name, "Say how the episode ended"} : error);
  for (std::size_t i = 0; i < missing.size(); ++i) out.errors.push_back({fmt::format("{}{}", line_name, i), missing[i]});
  return out;
}

}  // namespace

EpisodePage closing_page(const EpisodeView& view) {
  EpisodePage page{.title = view.episode().is_open() ? "Close the episode" : "Closed", .main = {}, .aside = {}};
  page.main.push_back(link("Everything that follows from the return", page_href(view, "return")));
  if (view.episode().is_open()) to_close(view, page);
  else to_reopen(view, page);
  return page;
}

Response post_close(Visit& visit) {
  auto opened = visit.open_case("the episode, to close it");
  if (!opened) return std::move(opened.error());
  const Posting posting{"close-episode", opened->held->id, opened->episode->id, href_of(visit, *opened->episode, "close"),
                        "The episode is closed.", {}};
  return post_command(visit, posting, [&](const Refused& refused) {
    const auto all = told_all(*opened, refused);
    return show_page(visit, *opened, closing_page, &all);
  });
}

}  // namespace lapwing::web
