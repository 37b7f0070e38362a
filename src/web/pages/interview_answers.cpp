// Taking the interview's answers from the page. Fields are named by the question ("q.ID.outcome"), so that a question added
// meanwhile moves nothing; the command has them as a list, and its messages are put back beside the question they are about.
#include <fmt/format.h>

#include <charconv>

#include "web/pages/return_pages.hpp"

namespace lapwing::web {

namespace {

struct Answers {
  json::array rows;
  std::vector<std::string> questions;   // whose each row is
};

// A typed name may be an account's: naming the account's field asks for that.
void ask_for_accounts(Visit& visit) {
  std::vector<std::string> names;
  for (const auto& [name, text] : visit.form)
    if (name.ends_with(".action.owner.name") && !text.empty()) names.push_back(name.substr(0, name.size() - 4) + "user");
  for (auto& name : names) visit.form.add(std::move(name), "");
}

Answers answers_in(json::object body) {
  Answers answers;
  for (auto& [question, value] : body) {
    auto* row = value.if_object();
    if (!row || row->empty()) continue;
    (*row)["question"] = question;
    answers.questions.emplace_back(question);
    answers.rows.push_back(std::move(*row));
  }
  return answers;
}

// "answers[2].action.owner" as "q.ID.action.owner.name", and words a person can act on.
render::FieldError beside_question(render::FieldError error, const std::vector<std::string>& questions) {
  static constexpr std::string_view start = "answers[";
  if (!error.name.starts_with(start)) return {"", error.message};
  std::size_t row = 0;
  const auto* end = error.name.data() + error.name.size();
  const auto read = std::from_chars(error.name.data() + start.size(), end, row);
  if (read.ec != std::errc{} || row >= questions.size()) return {"", error.message};
  std::string_view rest(read.ptr + 1, end);   // after the bracket
  const auto field = [&](std::string_view name) { return fmt::format("q.{}{}", questions[row], name); };
  if (rest == ".outcome" || rest == ".question")
    return {field(".outcome"), rest == ".outcome" ? "Choose whether this was answered" : error.message};
  if (rest == ".action.text") return {field(rest), "Say what must be done"};
  if (rest.starts_with(".action.owner")) return {field(".action.owner.name"), "Say who will do it"};
  return {field(rest), std::move(error.message)};
}

std::string notice_of(std::size_t answers, std::size_t actions) {
  auto notice = answers == 1 ? std::string("One answer was recorded.") : fmt::format("{} answers were recorded.", answers);
  if (actions != 0) notice += actions == 1 ? " It leaves one thing that somebody must now do: see the actions."
                                           : fmt::format(" They leave {} things that somebody must now do: see the actions.", actions);
  return notice;
}

}  // namespace

Response post_answers(Visit& visit) {
  auto opened = visit.open_case("the prevention interview, to record answers");
  if (!opened) return std::move(opened.error());
  const auto& episode = *opened->episode;
  ask_for_accounts(visit);
  auto answers = answers_in(without_blanks(body_of(visit, "q")));
  const auto again = [&](const Refused& refused) {
    Refused shown{.errors = {}, .status = refused.status};
    for (const auto& error : refused.errors) shown.errors.push_back(beside_question(error, answers.questions));
    return show_page(visit, *opened, interview_page, &shown);
  };
  const Posting posting{"answer-questions", opened->held->id, episode.id, href_of(visit, episode, "interview"), {}, {}};
  const auto done = send_body(visit, posting, json::object{{"answers", answers.rows}}, again);
  if (!done) return std::move(done.error());
  const auto after = visit.desk().case_of(opened->held->id);
  const auto* now = after && *after ? (*after)->episode(episode.id) : nullptr;
  const auto actions = now ? now->actions.size() - episode.actions.size() : 0;
  return visit.redirect(posting.back, notice_of(answers.questions.size(), actions));
}

}  // namespace lapwing::web
