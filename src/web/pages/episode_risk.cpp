// The risk page: what the facts point to now and why, what is still to ask, the decision, and every decision and answer before.
#include <algorithm>

#include <fmt/format.h>

#include "casework/risk_answers.hpp"
#include "casework/subjects.hpp"
#include "views/sentences.hpp"
#include "web/pages/board_rows.hpp"
#include "web/pages/episode_pages.hpp"

namespace lapwing::web {

using namespace render;
using casework::RiskPointer;

namespace {

RiskPointer points_to(const EpisodeView& view) {
  return casework::point_to(view.visit.rules().risk, view.held().details, view.episode().facts, view.visit.now());
}

std::string question_words(const EpisodeView& view, const std::string& id) {
  const auto* question = view.visit.rules().risk.question(id);
  return question ? question->text : id;
}

std::string reason_line(const EpisodeView& view, const casework::RiskReason& reason) {
  const casework::RiskAnswers answers(view.episode().facts);
  std::string line = fmt::format("{} Points to {}.", reason.why, lowered(views::risk_word(reason.level)));
  std::size_t told = 0;
  for (const auto& id : reason.questions) {
    const auto* fact = answers.fact(id);
    if (!fact || ++told > 3) continue;
    line += fmt::format("\n{} {}{}, said {} at {}.", question_words(view, id), views::capital(views::answer_word(fact->what.answer)),
                        fact->what.detail ? ": " + *fact->what.detail : "", fact->what.supplied_by, view.when(fact->what.known_at));
  }
  return line;
}

json::array pointing_part(const EpisodeView& view, const RiskPointer& pointed) {
  json::array out{heading("What the facts point to now", "m", "points-to")};
  out.push_back(tag(views::risk_word(pointed.level), risk_colour(pointed.level)));
  std::vector<std::string> harm, risk;
  for (const auto& reason : pointed.reasons) (reason.harm ? harm : risk).push_back(reason_line(view, reason));
  if (!harm.empty()) {
    out.push_back(warning("There are signs of harm. Act on them now, whatever the rest says."));
    out.push_back(heading("Signs of harm", "s"));
    out.push_back(bullets(harm));
  }
  if (!risk.empty()) {
    out.push_back(heading("Signs of risk", "s"));
    out.push_back(bullets(risk));
  }
  if (pointed.reasons.empty()) out.push_back(paragraph("No answer so far points above very low."));
  if (!pointed.still_to_ask.empty())
    out.push_back(paragraph(fmt::format("Questions not asked or not known: {}. None of them counts as safe.",
                                        pointed.still_to_ask.size())));
  if (pointed.floor > RiskLevel::very_low)
    out.push_back(inset(fmt::format("It cannot be decided below {}, whatever the reason.", lowered(views::risk_word(pointed.floor)))));
  return out;
}

json::object assess_form(const EpisodeView& view) {
  auto form = view.form("assess");
  form.level("level", "The risk is")
      .textarea({.name = "lower_reason", .label = "If lower than the facts point to, say why", .rows = 3});
  return form.done(view.action("assess-risk"), "Decide the risk", view.held().version);
}

const Choices& answer_choices() {
  static const Choices choices{{"yes", "Yes"}, {"no", "No"}, {"not_known", "Not known"}, {"not_asked", "Not asked"}};
  return choices;
}

// Every question that nobody has answered, by theme. One left as it stands is not sent on.
json::object answers_form(const EpisodeView& view, const RiskPointer& pointed) {
  auto form = view.form("ask");
  const casework::RiskAnswers answers(view.episode().facts);
  std::string theme;
  for (std::size_t i = 0; i < pointed.still_to_ask.size(); ++i) {
    const auto* question = view.visit.rules().risk.question(pointed.still_to_ask[i]);
    if (!question) continue;
    if (question->theme != theme) form.add(heading(theme = question->theme, "s"));
    const auto row = fmt::format("answers[{}].", i);
    const auto answer = row + "answer";
    form.hidden(row + "question", question->id)
        .radios({.name = answer, .legend = question->text, .items = answer_choices(),
                 .chosen = boost::describe::enum_to_string(answers.answer(question->id), "not_asked"), .hint = question->hint,
                 .in_line = true, .small = true})
        .add(more_about(form, row, "you"));
  }
  return form.done(view.action("record-risk-facts"), "Record the answers", view.held().version);
}

// A new answer to a question that was answered before; the earlier one stays in the history.
json::object again_form(const EpisodeView& view) {
  Choices questions;
  for (const auto& question : view.visit.rules().risk.questions) questions.push_back({question.id, question.text});
  auto form = view.form("again");
  form.select({.name = "answers[0].question", .label = "Question", .items = questions})
      .radios({.name = "answers[0].answer", .legend = "Answer", .items = answer_choices(), .in_line = true, .small = true})
      .input({.name = "answers[0].detail", .label = "Details"})
      .input({.name = "answers[0].supplied_by", .label = "Who told us"})
      .input({.name = "answers[0].supplier_contact", .label = "How to reach them"});
  return form.folded("Answer a question again, or say who told us", view.action("record-risk-facts"), "Record the answer",
                     view.held().version);
}

json::object decisions(const EpisodeView& view) {
  std::vector<Moment> moments;
  const auto& all = view.episode().assessments;
  for (auto at = all.rbegin(); at != all.rend(); ++at) {
    const auto& [stamp, decided] = *at;
    auto text = fmt::format("The facts pointed to {}.", lowered(views::risk_word(decided.pointed_to.level)));
    if (decided.lower_reason) text += "\nReason: " + *decided.lower_reason;
    moments.push_back({decided.provisional ? views::risk_word(decided.level) + ", provisional" : views::risk_word(decided.level),
                       to_rfc3339(stamp.at), view.when(stamp.at),
                       decided.provisional ? "the rules; nobody had decided" : views::who(stamp.by), std::move(text), {}});
  }
  return timeline(moments);
}

json::object answers_given(const EpisodeView& view) {
  const std::vector<Column> columns{{"Question"}, {"Answer"}, {"Who told us"}, {"When"}};
  std::vector<std::vector<Cell>> rows;
  const auto& facts = view.episode().facts;
  for (auto at = facts.rbegin(); at != facts.rend(); ++at) {
    const auto& fact = at->what;
    rows.push_back({{{question_words(view, fact.question)}},
                    {{views::capital(views::answer_word(fact.answer)) + (fact.detail ? ": " + *fact.detail : "")}},
                    {{fact.supplied_by + (fact.supplier_contact ? ", " + *fact.supplier_contact : "")}},
                    {{view.when(fact.known_at)}}});
  }
  return table({.caption = "Answers, newest first", .columns = columns, .rows = rows, .empty = "No question has been answered yet."});
}

}  // namespace

json::object more_about(Form row, const std::string& name, std::string_view if_not) {
  row.take_fields();
  const auto detail = name + "detail", from = name + "supplied_by";
  const bool open = !row.value(detail).empty() || !row.value(from).empty();
  const auto who = fmt::format("Who told us, if not {}", if_not);
  row.input({.name = detail, .label = "Details"}).input({.name = from, .label = who, .width = "20"});
  auto out = details("Details", row.take_fields());
  out["open"] = open;
  return out;
}

std::string lowered(std::string text) {
  if (!text.empty()) text.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(text.front())));
  return text;
}

std::vector<std::string> questions_to_ask(const EpisodeView& view) {
  std::vector<std::string> out;
  for (const auto& id : points_to(view).still_to_ask) out.push_back(question_words(view, id));
  return out;
}

EpisodePage risk_page(const EpisodeView& view) {
  const auto pointed = points_to(view);
  EpisodePage page{.title = "Risk", .main = pointing_part(view, pointed), .aside = {}};
  if (view.may_work("assess-risk")) {
    page.main.push_back(heading("Decide", "m", "decide"));
    page.main.push_back(assess_form(view));
  }
  page.main.push_back(heading("Still to ask", "m", "answers"));
  if (pointed.still_to_ask.empty()) page.main.push_back(paragraph("Every question has been answered."));
  if (view.may_work("record-risk-facts")) {
    if (!pointed.still_to_ask.empty()) page.main.push_back(answers_form(view, pointed));
    page.main.push_back(again_form(view));
  } else {
    page.main.push_back(bullets(questions_to_ask(view)));
  }
  page.aside = {heading("Decisions", "m", "decisions"), decisions(view)};
  page.main.push_back(answers_given(view));
  return page;
}

}  // namespace lapwing::web
