// The prevention interview: what is known, the questions grouped by the person, place or thing they are about, and how it was held.
#include <fmt/format.h>

#include <algorithm>

#include "casework/interview.hpp"
#include "web/pages/interview_parts.hpp"

namespace lapwing::web {

using namespace render;
using namespace casework;

namespace {

std::string mode_word(InterviewMode mode) {
  return mode == InterviewMode::in_person ? "In person" : mode == InterviewMode::phone ? "By phone" : "Through someone else";
}

const Choices& mode_choices() {
  static const Choices choices{{"in_person", "In person"}, {"phone", "By phone"}, {"third_party", "Through someone else"}};
  return choices;
}

std::vector<QuestionGroup> groups_of(const Episode& episode) {
  std::vector<QuestionGroup> groups;
  QuestionGroup general;   // of every child: asked last on the page, after what this child named
  for (const auto& question : episode.interview.questions) {
    auto* group = &general;
    if (question.mention) {
      const auto same = [&](const QuestionGroup& other) { return other.questions.front()->mention == question.mention; };
      const auto found = std::ranges::find_if(groups, same);
      group = found == groups.end() ? &groups.emplace_back() : &*found;
    }
    group->questions.push_back(&question);
  }
  if (!general.questions.empty()) groups.push_back(std::move(general));
  return groups;
}

void what_is_known(const EpisodeView& view, const std::vector<QuestionGroup>& groups, json::array& main) {
  auto rows = found_rows(view);
  std::string named;
  for (const auto& group : groups) {
    const auto& first = *group.questions.front();
    if (first.mention) named += fmt::format("{}{}: {}", named.empty() ? "" : "\n", first.about, first.because);
  }
  if (!named.empty()) rows.push_back({"Named", {named}});
  main.push_back(heading("What is known"));
  main.push_back(summary_list(rows));
}

// ---- how it was held ----

json::object held_summary(const EpisodeView& view, const InterviewHeldState& interview) {
  const auto& held = interview.held->what;
  std::vector<SummaryRow> rows{{"Held", {fmt::format("{}, {}", mode_word(held.mode), view.when(held.at))}},
                               {"By", {held.officer.name}}};
  if (held.where) rows.push_back({"Where", {*held.where}});
  if (held.present) rows.push_back({"Who was present", {*held.present}});
  if (held.not_in_person_reason && !held.not_in_person_reason->empty())
    rows.push_back({"Why it was not in person", {*held.not_in_person_reason}});
  if (interview.mode_agreed)
    rows.push_back({"A supervisor agreed", {fmt::format("{}, {}: {}", interview.mode_agreed->stamp.by.name,
                                                       view.when(interview.mode_agreed->stamp.at), interview.mode_agreed->what.reason)}});
  return summary_list(rows);
}

void held_fields(const EpisodeView& view, Form& form) {
  const auto staff = staff_choices(view.visit, "Whoever records this");
  const auto& actor = view.visit.visitor.actor;
  form.radios({.name = "mode", .legend = "How was it held?", .items = mode_choices(),
               .hint = "Face to face, unless there is a good reason"});
  form.textarea({.name = "not_in_person_reason", .label = "If it was not in person, why not?", .rows = 2});
  form.when("at", "When?", "Leave it all empty for now.");
  form.select({.name = "officer.user", .label = "Who held it?", .items = staff, .chosen = actor.user ? actor.user->text() : ""});
  form.input({.name = "where", .label = "Where?"});
  form.input({.name = "present", .label = "Who was present?", .hint = "A parent, a carer, a social worker, nobody"});
}

void how_it_was_held(const EpisodeView& view, json::array& main) {
  const auto& interview = view.episode().interview;
  main.push_back(heading("How the interview was held", "m", "held"));
  if (interview.held) main.push_back(held_summary(view, interview));
  else main.push_back(inset(fmt::format("Nobody has recorded speaking to {} since the return.", child_word(view))));
  const bool to_agree = interview.held && interview.held->what.mode != InterviewMode::in_person && !interview.mode_agreed;
  if (to_agree && view.may_work("agree-interview-mode")) {
    auto form = view.form("agree");
    form.textarea({.name = "reason", .label = "Why this was right for the child", .rows = 2});
    main.push_back(heading("A supervisor's agreement", "s"));
    main.push_back(paragraph("It was not in person. A supervisor other than the one who held it must agree before the episode can close."));
    main.push_back(form.done(view.action("agree-interview-mode"), "Agree", view.held().version));
  } else if (to_agree) {
    main.push_back(inset("It was not in person. A supervisor other than the one who held it must agree before the episode can close."));
  }
  if (!view.may_work("hold-interview")) return;
  auto form = view.form("held");
  held_fields(view, form);
  if (interview.held)
    main.push_back(form.folded("Record that it was held again, or put this right", view.action("hold-interview"), "Save how it was held",
                               view.held().version));
  else
    main.push_back(form.done(view.action("hold-interview"), "Save how it was held", view.held().version));
}

}  // namespace

EpisodePage interview_page(const EpisodeView& view) {
  EpisodePage page{.title = "Prevention interview", .main = {}, .aside = {}};
  if (!view.episode().returned) {
    page.main.push_back(inset("The interview is built from the return, and nobody has recorded one yet."));
    page.main.push_back(link("Record the return", page_href(view, "return")));
    return page;
  }
  page.main.push_back(link("Everything that follows from the return", page_href(view, "return")));
  const auto groups = groups_of(view.episode());
  what_is_known(view, groups, page.main);
  page.main.push_back(heading("Questions", "m", "questions"));
  page.main.push_back(paragraph(words_of(progress_of(view.episode())) + "."));
  questions_part(view, groups, page.main);
  how_it_was_held(view, page.main);
  return page;
}

}  // namespace lapwing::web
