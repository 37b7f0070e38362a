// The local authority's return home interview: offered, then accepted, refused or completed, each counted apart, within 72 hours.
#include <fmt/format.h>

#include "views/sentences.hpp"
#include "web/pages/return_pages.hpp"

namespace lapwing::web {

using namespace render;
using casework::ReturnInterviewOutcome;

namespace {

constexpr int named_rows = 2;

const Choices& outcome_choices() {
  static const Choices choices{{"accepted", "Accepted: it is still to be held"},
                               {"refused", "Refused: the child did not want it"},
                               {"completed", "Completed: it was held"}};
  return choices;
}

std::string outcome_word(ReturnInterviewOutcome outcome) {
  return outcome == ReturnInterviewOutcome::accepted ? "Accepted" : outcome == ReturnInterviewOutcome::refused ? "Refused" : "Completed";
}

std::string after_return(Instant at, Instant returned) { return duration_for_people(at - returned) + " after the return"; }

Value within_value(const EpisodeView& view, const ReturnInterviewCount& count, Instant returned) {
  const auto now = view.visit.now();
  if (count.completed_at) {
    const bool in_time = *count.completed_at <= count.within;
    return {fmt::format("{}: {}", in_time ? "Yes" : "No", after_return(*count.completed_at, returned))};
  }
  if (now <= count.within) return {fmt::format("Not yet: {} left, until {}", duration_for_people(count.within - now), view.when(count.within))};
  return {"No: the time ran out at " + view.when(count.within)};
}

json::object counted(const EpisodeView& view, const ReturnInterviewCount& count) {
  const auto returned = view.episode().returned->what.at;
  const auto yes = [&](Instant at) { return fmt::format("Yes, {}, {}", view.when(at), after_return(at, returned)); };
  std::vector<SummaryRow> rows;
  rows.push_back({"Offered", {count.offer ? yes(count.offer->at) : "Not yet"}});
  if (count.offer) {
    rows.push_back({"Offered by", {count.offer->provider}});
    if (count.offer->offered_to) rows.push_back({"Offered to", {*count.offer->offered_to}});
  }
  const auto accepted = count.accepted_at ? count.accepted_at : count.completed_at;
  rows.push_back({"Accepted", {accepted            ? yes(*accepted)
                               : count.refused_at ? "No: it was refused, " + view.when(*count.refused_at)
                                                  : "Not known yet"}});
  rows.push_back({"Completed", {count.completed_at ? yes(*count.completed_at) : "Not yet"}});
  rows.push_back({fmt::format("Within {} hours", return_interview_hours), within_value(view, count, returned)});
  return summary_list(rows);
}

void clocks(const EpisodeView& view, json::array& main) {
  for (const auto& clock : told(view.visit, view.opened).clocks)
    if (clock.kind == ClockKind::return_interview_offer || clock.kind == ClockKind::return_interview)
      main.push_back(paragraph(views::capital(clock.words) + "."));
}

void recorded(const EpisodeView& view, const ReturnInterviewCount& count, json::array& main) {
  for (const auto& kept : count.outcomes) {
    const auto& e = kept.what;
    std::vector<SummaryRow> rows{{"When", {view.when(e.at)}}};
    if (e.by) rows.push_back({"Held by", {*e.by}});
    if (e.outcome == ReturnInterviewOutcome::completed)
      rows.push_back({"Independent of the child's care", {e.independent ? "Yes" : "Not recorded"}});
    if (e.summary) rows.push_back({"What was said", {*e.summary}});
    if (e.refusal_reason) rows.push_back({"Why it was refused", {*e.refusal_reason}});
    if (e.outcome == ReturnInterviewOutcome::refused) rows.push_back({"Carers were asked", {e.carers_asked ? "Yes" : "Not yet"}});
    rows.push_back({"Recorded by", {fmt::format("{}, {}", views::who(kept.stamp.by), view.when(kept.stamp.at))}});
    main.push_back(heading(outcome_word(e.outcome), "s"));
    main.push_back(summary_list(rows));
  }
}

json::object offer_form(const EpisodeView& view) {
  auto form = view.form("offer");
  form.when("at", "When was it offered?", "Leave it all empty for now.");
  form.input({.name = "provider", .label = "Who offers it?", .hint = "The local authority's service, or whoever it asked to"});
  form.input({.name = "offered_to", .label = "To whom was it offered?", .hint = "The child, a parent, a carer"});
  const auto action = view.action("offer-return-interview");
  if (view.episode().return_interview_offer) return form.folded("Record another offer", action, "Record the offer", view.held().version);
  return form.done(action, "Record the offer", view.held().version);
}

json::object outcome_form(const EpisodeView& view) {
  auto form = view.form("outcome");
  form.radios({.name = "outcome", .legend = "What came of the offer?", .items = outcome_choices()});
  form.when("at", "When?", "Leave it all empty for now.");
  form.add(heading("If it was held", "s"));
  form.input({.name = "by", .label = "Who held it?"});
  form.checkbox("independent", "They are independent of the child's care");
  form.textarea({.name = "summary", .label = "What did the child say?",
                 .hint = "Before: what made them want to be away, who or what they went to. While missing: where, with whom, how they "
                         "travelled, what they were given. After: how they feel, how they came back, what would help.",
                 .rows = 6});
  for (int i = 0; i < named_rows; ++i)
    form.add(named_row(view, "outcome", fmt::format("mentions[{}]", i), fmt::format("Somebody or something the child named {}", i + 1)));
  form.add(heading("If the child did not want it", "s"));
  form.textarea({.name = "refusal_reason", .label = "Why not, or that no reason was given", .rows = 2});
  form.checkbox("carers_asked", "Those who care for the child were asked what they know");
  return form.done(view.action("record-return-interview"), "Record what came of it", view.held().version);
}

}  // namespace

EpisodePage return_interview_page(const EpisodeView& view) {
  EpisodePage page{.title = "Return home interview", .main = {}, .aside = {}};
  page.main.push_back(link("Everything that follows from the return", page_href(view, "return")));
  const auto count = return_interview_count(view.episode());
  if (!count) {
    page.main.push_back(inset("It is offered once the child has been found, and nobody has recorded the return yet."));
    return page;
  }
  page.main.push_back(paragraph(fmt::format("The local authority offers it every time, within {} hours of the return, by someone "
                                            "independent of the child's care. It is not the prevention interview, which is by police.",
                                            return_interview_hours)));
  clocks(view, page.main);
  page.main.push_back(counted(view, *count));
  recorded(view, *count, page.main);
  if (view.may("offer-return-interview")) {
    page.main.push_back(heading("Offer"));
    page.main.push_back(offer_form(view));
  }
  if (count->offer && view.may("record-return-interview")) {
    page.main.push_back(heading("What came of it"));
    page.main.push_back(outcome_form(view));
  }
  return page;
}

}  // namespace lapwing::web
