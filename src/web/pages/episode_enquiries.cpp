// The enquiries: what is to be found out, why, who is doing it, and what came of it.
#include <algorithm>

#include <fmt/format.h>

#include "views/sentences.hpp"
#include "web/pages/episode_pages.hpp"

namespace lapwing::web {

using namespace render;
using casework::Enquiry;

namespace {

constexpr int mention_rows_shown = 2;

json::object finish_form(const EpisodeView& view, const Enquiry& enquiry, std::size_t number) {
  static const Choices outcomes{{"done", "Done"}, {"nothing_found", "Nothing found"}, {"could_not_do", "Could not be done"},
                                {"not_needed", "Not needed"}};
  auto form = view.form(fmt::format("finish-{}", number));
  form.hidden("enquiry", enquiry.id.text())
      .radios({.name = "outcome", .legend = "What came of it", .items = outcomes, .in_line = true, .small = true})
      .textarea({.name = "result", .label = "Result, or why not", .rows = 2});
  mention_rows(form, "mentions", "Named in the answer", mention_rows_shown);
  return form.folded("Record the result: " + enquiry.text, view.action("finish-enquiry"), "Record the result", view.held().version);
}

json::object mine_form(const EpisodeView& view, const Enquiry& enquiry, std::size_t number) {
  auto form = view.form(fmt::format("mine-{}", number));
  form.hidden("enquiry", enquiry.id.text()).hidden("to.user", view.visit.visitor.actor.user->text());
  return form.done(view.action("assign-enquiry"), "I will do this", view.held().version, "secondary");
}

void add_open(json::array& out, const EpisodeView& view, const Enquiry& enquiry, std::size_t number) {
  out.push_back(heading(enquiry.text, "s"));
  out.push_back(paragraph(fmt::format("{}{}", enquiry.why ? views::capital(*enquiry.why) + (enquiry.why->ends_with('.') ? " " : ". ") : "",
                                      enquiry.assigned_to ? "With " + enquiry.assigned_to->name + "." : "Nobody has this yet.")));
  const auto& me = view.visit.visitor.actor.user;
  if (!enquiry.assigned_to && me && view.may_work("assign-enquiry")) out.push_back(mine_form(view, enquiry, number));
  if (view.may_work("finish-enquiry")) out.push_back(finish_form(view, enquiry, number));
}

json::object give_form(const EpisodeView& view) {
  Choices open;
  for (const auto& enquiry : view.episode().enquiries)
    if (!enquiry.outcome) open.push_back({enquiry.id.text(), enquiry.text});
  auto form = view.form("give");
  form.select({.name = "enquiry", .label = "Enquiry", .items = open}).person("to", "Who will do it");
  return form.done(view.action("assign-enquiry"), "Give it to them", view.held().version, "secondary");
}

json::object add_form(const EpisodeView& view) {
  auto form = view.form("add");
  form.textarea({.name = "text", .label = "What is to be found out, and how", .rows = 2}).person("assign_to", "Who will do it");
  return form.done(view.action("set-enquiry"), "Add the enquiry", view.held().version, "secondary");
}

std::string outcome_word(casework::EnquiryOutcome outcome) {
  return for_people(std::string_view(boost::describe::enum_to_string(outcome, "")));
}

json::object finished_list(const EpisodeView& view) {
  std::vector<Moment> moments;
  for (const auto& enquiry : view.episode().enquiries) {
    if (!enquiry.outcome || !enquiry.finished) continue;
    moments.push_back({enquiry.text, to_rfc3339(enquiry.finished->at), view.when(enquiry.finished->at),
                       views::who(enquiry.finished->by),
                       fmt::format("{}. {}", outcome_word(*enquiry.outcome), enquiry.result.value_or("")), {}});
  }
  std::ranges::sort(moments, std::ranges::greater{}, &Moment::when);
  return timeline(moments);
}

}  // namespace

EpisodePage enquiries_page(const EpisodeView& view) {
  const auto& enquiries = view.episode().enquiries;
  const auto open = std::ranges::count_if(enquiries, [](const Enquiry& e) { return !e.outcome; });
  const auto done = static_cast<std::ptrdiff_t>(enquiries.size()) - open;
  EpisodePage page{.title = "Enquiries", .main = {heading(fmt::format("To do ({})", open))}, .aside = {}};
  if (open == 0) page.main.push_back(paragraph("Nothing is waiting to be done."));
  for (std::size_t i = 0; i < enquiries.size(); ++i)
    if (!enquiries[i].outcome) add_open(page.main, view, enquiries[i], i + 1);
  page.main.push_back(heading(fmt::format("Finished ({})", done)));
  page.main.push_back(done == 0 ? paragraph("No enquiry has a result yet.") : finished_list(view));
  if (view.may_work("set-enquiry")) move_into(page.aside, {heading("Add an enquiry"), add_form(view)});
  if (open > 0 && view.may_work("assign-enquiry")) move_into(page.aside, {heading("Give an enquiry to someone"), give_form(view)});
  return page;
}

}  // namespace lapwing::web
