// How far the return has come, in words: what has been answered, what somebody owns, and what is left.
#include <fmt/format.h>

#include <algorithm>

#include "casework/interview.hpp"
#include "casework/subjects.hpp"
#include "web/pages/return_pages.hpp"

namespace lapwing::web {

using namespace casework;
using render::Task;

namespace {

constexpr const char* not_yet_word = "Cannot start yet";

std::string things(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

Task return_task(const EpisodeView& view) {
  const auto& returned = view.episode().returned;
  if (returned) return {"Return", "", "", "Recorded: " + view.when(returned->what.at)};
  return {"Return", view.may_work("record-return") ? "#return-form" : "", "", "Not recorded", "blue"};
}

Task interview_task(const EpisodeView& view) {
  const auto& episode = view.episode();
  Task task{"Prevention interview", page_href(view, "interview") + "#held", "", "Not held", "blue"};
  if (!episode.returned) return {task.title, "", "", not_yet_word, "grey"};
  const auto& held = episode.interview.held;
  if (!held || held->what.at < episode.returned->what.at) return task;
  const bool in_person = held->what.mode == InterviewMode::in_person;
  task.status = "Held: " + view.when(held->what.at);
  task.colour.clear();
  if (!in_person && !episode.interview.mode_agreed) task.status = "A supervisor must agree", task.colour = "yellow";
  task.hint = in_person ? "" : "Not in person";
  return task;
}

Task questions_task(const EpisodeView& view) {
  Task task{"Questions", page_href(view, "interview"), "", "", ""};
  if (!view.episode().returned) return {task.title, "", "", not_yet_word, "grey"};
  const auto progress = progress_of(view.episode());
  task.hint = words_of(progress);
  task.status = progress.left() == 0 ? "Completed" : fmt::format("{} left", progress.left());
  task.colour = progress.left() == 0 ? "" : "blue";
  return task;
}

Task actions_task(const EpisodeView& view) {
  const auto now = view.visit.now();
  std::size_t open = 0, late = 0;
  for (const auto& kept : view.episode().actions) {
    if (kept.what.result) continue;
    ++open;
    late += kept.what.due <= now ? 1 : 0;
  }
  Task task{"Actions", page_href(view, "actions"), "", "None set", ""};
  if (!view.episode().actions.empty()) task.status = "All done";
  if (open != 0) task.status = fmt::format("{} to do", open), task.colour = "blue";
  if (late != 0) task.status += fmt::format(", {} late", late), task.colour = "red";
  return task;
}

Task return_interview_task(const EpisodeView& view) {
  Task task{"Return home interview", page_href(view, "return-interview"), "", "Not offered", "blue"};
  const auto count = return_interview_count(view.episode());
  if (!count) return {task.title, "", "", not_yet_word, "grey"};
  task.hint = fmt::format("By the local authority, within {} hours: by {}", return_interview_hours, view.when(count->within));
  if (count->completed_at) task.status = "Completed", task.colour.clear();
  else if (count->refused_at) task.status = "Refused", task.colour.clear();
  else if (count->accepted_at) task.status = "Accepted, not held yet";
  else if (count->offer) task.status = "Offered";
  return task;
}

Task close_task(const EpisodeView& view) {
  Task task{"Close the episode", page_href(view, "close"), "", "", ""};
  if (!view.episode().is_open()) return task.status = "Closed", task;
  const auto missing = missing_before_closing(view.held(), view.episode()).size();
  task.status = missing == 0 ? "Ready to close" : things(missing, "thing missing", "things missing");
  task.colour = missing == 0 ? "green" : "yellow";
  return task;
}

}  // namespace

Progress progress_of(const Episode& episode, const std::vector<const Question*>& questions) {
  Progress progress;
  for (const auto* question : questions) {
    ++progress.questions;
    if (question->outcome == QuestionOutcome::answered) ++progress.answered;
    else if (is_covered(episode, question->id)) ++progress.owned;
  }
  return progress;
}

Progress progress_of(const Episode& episode) {
  std::vector<const Question*> questions;
  for (const auto& question : episode.interview.questions) questions.push_back(&question);
  return progress_of(episode, questions);
}

std::string words_of(const Progress& progress) {
  auto words = fmt::format("{} of {} answered", progress.answered, progress.questions);
  if (progress.owned != 0) words += fmt::format(", {} owned by an action", progress.owned);
  if (progress.left() != 0 && progress.answered + progress.owned != 0) words += fmt::format(", {} left", progress.left());
  return words;
}

std::optional<ReturnInterviewCount> return_interview_count(const Episode& episode) {
  if (!episode.returned) return std::nullopt;
  const auto since = episode.returned->what.at;
  ReturnInterviewCount count{.offer = {}, .outcomes = {}, .accepted_at = {}, .refused_at = {}, .completed_at = {},
                             .within = since + std::chrono::hours(return_interview_hours)};
  if (const auto& offer = episode.return_interview_offer; offer && offer->what.at >= since) count.offer = offer->what;
  for (const auto& kept : episode.return_interviews) {
    const auto& e = kept.what;
    if (e.at < since) continue;
    count.outcomes.push_back(kept);
    auto& first = e.outcome == ReturnInterviewOutcome::refused     ? count.refused_at
                  : e.outcome == ReturnInterviewOutcome::completed ? count.completed_at
                                                                   : count.accepted_at;
    first = std::min(first.value_or(e.at), e.at);
  }
  return count;
}

json::object return_tasks(const EpisodeView& view) {
  return render::task_list({return_task(view), interview_task(view), questions_task(view), actions_task(view),
                            return_interview_task(view), close_task(view)});
}

}  // namespace lapwing::web
