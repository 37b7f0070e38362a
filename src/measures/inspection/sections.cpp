#include "measures/inspection/sections.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "measures/cells.hpp"

namespace lapwing::measures {

namespace {

constexpr std::string_view not_judged = "not enough to say";

std::string grade_text(std::optional<Grade> grade) { return std::string(grade ? words(*grade) : not_judged); }

Cell grade_cell(std::optional<Grade> grade) {
  if (!grade) return cells::nothing();
  return {.text = std::string(words(*grade)), .value = static_cast<double>(*grade)};
}

std::string figure_text(const Figure& figure) {
  if (figure.of == 0) return std::string(not_judged);
  if (figure.per_thousand_words)
    return fmt::format("{:.1f} per 1,000 words", 1000.0 * static_cast<double>(figure.met) / static_cast<double>(figure.of));
  return fmt::format("{} ({} of {})", cells::per_cent(static_cast<double>(figure.met) / static_cast<double>(figure.of)), cells::grouped(figure.met),
                     cells::grouped(figure.of));
}

std::string interval_text(const StatementJudgement& one) {
  if (!one.interval) return std::string(not_judged);
  if (one.figure.per_thousand_words) return fmt::format("{:.1f} to {:.1f}", one.interval->lower, one.interval->upper);
  return fmt::format("{} to {}", cells::per_cent(one.interval->lower), cells::per_cent(one.interval->upper));
}

std::string how_sure(const StatementJudgement& one) {
  if (!one.grade) return std::string(not_judged);
  const auto [low, high] = std::minmax(*one.at_least, *one.at_most);
  return low == high ? "Clear" : fmt::format("Could be {} to {}", words(low), words(high));
}

std::size_t open_actions(const casework::ForceRecord& force, std::string_view about) {
  return static_cast<std::size_t>(std::ranges::count_if(force.plan, [&](const auto& action) { return !action.done && action.set.what.about == about; }));
}

const TopicJudgement* same_topic(const SelfAssessment& in, const TopicJudgement& topic) {
  const auto found = std::ranges::find(in.topics, topic.topic, &TopicJudgement::topic);
  return found == in.topics.end() ? nullptr : &*found;
}

Table topics_table(const AssessedPeriod& now, const std::vector<AssessedPeriod>& before) {
  Table out{.id = "topics", .caption = fmt::format("The five topics, {}", now.name), .says = {}, .columns = {{"Topic"}, {"Grade"}, {"Why"}}};
  std::size_t good = 0, judged = 0;
  for (const auto& earlier : before) out.columns.push_back({earlier.name});
  for (const auto& topic : now.assessment.topics) {
    std::vector<Cell> row{cells::label(topic.topic->title, "#" + topic.topic->id), grade_cell(topic.grade), cells::label(topic.because)};
    for (const auto& earlier : before) {
      const auto* then = same_topic(earlier.assessment, topic);
      row.push_back(grade_cell(then ? then->grade : std::nullopt));
    }
    judged += topic.grade.has_value();
    good += topic.grade && *topic.grade >= Grade::good;
    out.rows.push_back(std::move(row));
  }
  out.says = fmt::format("{} of {} topics are judged Good or better; {} cannot be judged yet.", good, now.assessment.topics.size(),
                         now.assessment.topics.size() - judged);
  return out;
}

Table causes_table(const SelfAssessment& assessment, const casework::ForceRecord& force) {
  Table out{.id = "causes-of-concern",
            .caption = "Causes of concern",
            .says = {},
            .note = "Adequate or better on each statement that would show it put right.",
            .columns = {{"Cause of concern"}, {"Statements adequate or better", Kind::count}, {"Statements judged", Kind::count}, {"Statements", Kind::count},
                        {"Actions still open", Kind::count}, {"Named by"}}};
  std::size_t right = 0;
  for (const auto& cause : assessment.causes) {
    auto open = open_actions(force, cause.cause->id);
    for (const auto& statement : cause.cause->statements) open += open_actions(force, statement);
    right += cause.adequate_or_better == cause.statements;
    out.rows.push_back({cells::label(cause.cause->text), cells::count(cause.adequate_or_better), cells::count(cause.judged), cells::count(cause.statements),
                        cells::count(open), cells::label(cause.cause->source)});
  }
  out.says = fmt::format("{} of {} causes of concern are put right on every statement.", right, assessment.causes.size());
  return out;
}

Table statements_table(const TopicJudgement& topic, const casework::ForceRecord& force) {
  Table out{.id = topic.topic->id,
            .caption = fmt::format("{}: statements", topic.topic->title),
            .says = {},
            .note = fmt::format("Intervals are 95 %. Source: {}.", topic.topic->source),
            .columns = {{"Statement"}, {"Figure"}, {"Interval"}, {"Counted"}, {"Grade"}, {"How sure"}, {"To the next grade"}, {"What would raise it"}, {"Open actions", Kind::count}}};
  std::vector<std::string> weak;
  for (const auto& one : topic.statements) {
    const auto& statement = *one.statement;
    Cell figure{.text = figure_text(one.figure), .cases = one.figure.cases_query};
    out.rows.push_back({cells::label(statement.essential ? statement.text + " (essential)" : statement.text), std::move(figure),
                        cells::label(interval_text(one)), cells::label(one.figure.counted), grade_cell(one.grade), cells::label(how_sure(one)),
                        cells::label(one.next), cells::label(statement.raise), cells::count(open_actions(force, statement.id))});
    if (one.grade && *one.grade < Grade::adequate) weak.push_back(statement.text);
  }
  out.says = weak.empty() ? "No statement that could be judged is below Adequate." : fmt::format("Below Adequate: {}.", fmt::join(weak, "; "));
  return out;
}

Table trend_table(const TopicJudgement& topic, const AssessedPeriod& now, const std::vector<AssessedPeriod>& before) {
  Table out{.id = topic.topic->id + "-trend",
            .caption = fmt::format("{}: trend", topic.topic->title),
            .says = {},
            .note = "Each figure with its grade then.",
            .columns = {{"Statement"}}};
  for (const auto& earlier : before) out.columns.push_back({earlier.name});
  out.columns.push_back({now.name});
  std::size_t better = 0, worse = 0;
  for (std::size_t at = 0; at < topic.statements.size(); ++at) {
    std::vector<Cell> row{cells::label(topic.statements[at].statement->text)};
    std::optional<Grade> first;
    const auto add = [&](const StatementJudgement& one) {
      row.push_back(cells::label(one.grade ? fmt::format("{}, {}", figure_text(one.figure), words(*one.grade)) : std::string(not_judged)));
      if (!first) first = one.grade;
    };
    for (const auto& earlier : before)
      if (const auto* then = same_topic(earlier.assessment, topic)) add(then->statements[at]);
    add(topic.statements[at]);
    if (const auto last = topic.statements[at].grade; first && last) better += *last > *first, worse += *last < *first;
    out.rows.push_back(std::move(row));
  }
  out.says = fmt::format("Of {} statements, risen by a grade or more: {}; fallen: {}.", topic.statements.size(), better, worse);
  return out;
}

}  // namespace

std::vector<Section> inspection_sections(const Criteria& criteria, const AssessedPeriod& now, const std::vector<AssessedPeriod>& before,
                                         const casework::ForceRecord& force, Date today) {
  std::vector<Section> out;
  const auto topics = topics_table(now, before);
  const auto late = std::ranges::count_if(force.plan, [&](const auto& action) { return action.is_late(today); });
  out.push_back({.id = "overall",
                 .title = "How the force judges itself",
                 .says = criteria.label,
                 .tables = {topics, causes_table(now.assessment, force)},
                 .points = {late == 0 ? "No action of the plan is late." : fmt::format("{} {} of the plan {} late.", late, late == 1 ? "action" : "actions", late == 1 ? "is" : "are")},
                 .links = {{"The plan", "/measures/inspection/plan"}, {"Files audited", "/measures/inspection/samples"}, {"All of it as a pack", "/measures/inspection/pack"}},
                 .headline = topics.says});
  for (const auto& topic : now.assessment.topics)
    out.push_back({.id = topic.topic->id,
                   .title = topic.topic->title,
                   .says = fmt::format("{}. {}.", grade_text(topic.grade), topic.because),
                   .tables = {statements_table(topic, force), trend_table(topic, now, before)}});
  return out;
}

Table plan_table(const Criteria& criteria, const casework::ForceRecord& force, Date today) {
  Table out{.id = "plan",
            .caption = "The improvement plan",
            .says = {},
            .columns = {{"Action"}, {"For"}, {"Owner"}, {"Due", Kind::date}, {"State"}, {"Moved", Kind::count}, {"Result"}},
            .empty = "There is no action yet."};
  std::vector<const casework::PlanAction*> actions;
  for (const auto& action : force.plan) actions.push_back(&action);
  std::ranges::stable_sort(actions, {}, [](const auto* action) { return std::pair(action->done.has_value(), action->due()); });
  std::size_t late = 0, open = 0;
  for (const auto* action : actions) {
    const auto days = (std::chrono::sys_days(today) - std::chrono::sys_days(action->due())).count();
    const auto state = action->done ? fmt::format("Done on {}", for_people(london_date(action->done->stamp.at)))
                       : days > 0   ? fmt::format("{} {} late", days, days == 1 ? "day" : "days")
                       : days == 0  ? std::string("Due today")
                                    : fmt::format("Due in {} {}", -days, days == -1 ? "day" : "days");
    const auto* statement = criteria.find(action->set.what.about);
    const auto cause = std::ranges::find(criteria.causes, action->set.what.about, &CauseOfConcern::id);
    const auto about = statement ? statement->text : cause != criteria.causes.end() ? cause->text : action->set.what.about;
    out.rows.push_back({cells::label(action->set.what.text, "/measures/inspection/plan/actions/" + action->id().text()), cells::label(about),
                        cells::label(action->owner().name), cells::day(action->due()), cells::label(state), cells::count(action->moved.size()),
                        cells::label(action->done ? action->done->what.result : "")});
    open += !action->done;
    late += action->is_late(today);
  }
  out.says = fmt::format("{} {} open, {} of them late.", open, open == 1 ? "action is" : "actions are", late);
  return out;
}

Table audit_table(const Criteria& criteria, const casework::FileSample& sample) {
  Table out{.id = "audited",
            .caption = "What the files showed",
            .says = {},
            .note = "A file to which a statement does not apply is not counted for it.",
            .columns = {{"Statement"}, {"Met", Kind::count}, {"Partly", Kind::count}, {"Not met", Kind::count}, {"Does not apply", Kind::count}}};
  for (const auto& topic : criteria.topics)
    for (const auto& statement : topic.statements) {
      if (statement.evidence != "files") continue;
      std::array<std::uint64_t, 4> found{};
      for (const auto& audit : sample.audits)
        for (const auto& finding : audit.what.findings)
          if (finding.statement == statement.id) ++found[static_cast<std::size_t>(finding.grade)];
      out.rows.push_back({cells::label(statement.text), cells::count(found[0]), cells::count(found[1]), cells::count(found[2]), cells::count(found[3])});
    }
  out.says = fmt::format("{} of {} files have been audited.", sample.audits.size(), sample.drawn.what.episodes.size());
  return out;
}

}  // namespace lapwing::measures
