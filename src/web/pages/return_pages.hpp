// The pages of a child's return, for return*.cpp, interview*.cpp, actions.cpp and closing.cpp only: the return itself, the prevention
// interview, the actions that follow, the return home interview and closing. Each is built from the case as it was opened, with the
// form that was refused filled in as it was typed. Pure: what is sent is in return.cpp and interview_answers.cpp.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "web/pages/episode_pages.hpp"

namespace lapwing::web {

EpisodePage return_page(const EpisodeView& view);
EpisodePage interview_page(const EpisodeView& view);
EpisodePage actions_page(const EpisodeView& view);
EpisodePage return_interview_page(const EpisodeView& view);
EpisodePage closing_page(const EpisodeView& view);

// Answers a GET or a refused POST with the page, status and messages included.
using BuildPage = EpisodePage (*)(const EpisodeView&);
Response show_page(const Visit& visit, const OpenedCase& opened, BuildPage build, const Refused* refused);

// interview_answers.cpp: any number of answers, the actions set with them and whom they name.
Response post_answers(Visit& visit);
// closing.cpp: closes, or shows on the same page what is missing.
Response post_close(Visit& visit);

// ---- return_progress.cpp: how far the return has come, in words ----
struct Progress {
  int questions = 0, answered = 0;   // answered: the child said something
  int owned = 0;                     // not answered, and somebody has an action about it
  int left() const { return questions - answered - owned; }
};
Progress progress_of(const casework::Episode& episode);
Progress progress_of(const casework::Episode& episode, const std::vector<const casework::Question*>& questions);
std::string words_of(const Progress& progress);   // "12 of 31 answered, 4 owned by an action, 15 left"

// The return home interview as it is counted, each thing apart (statutory guidance: offered every time, within 72 hours).
struct ReturnInterviewCount {
  std::optional<casework::ReturnInterviewOffered> offer;        // since the return
  std::vector<casework::Kept<casework::ReturnInterviewRecorded>> outcomes;
  std::optional<Instant> accepted_at, refused_at, completed_at;
  Instant within{};                                             // the end of the 72 hours
};
inline constexpr int return_interview_hours = 72;               // from the return
std::optional<ReturnInterviewCount> return_interview_count(const casework::Episode& episode);   // none before the return

json::object return_tasks(const EpisodeView& view);             // the task list of the whole return

// ---- what the pages share (return_found.cpp) ----
std::string child_word(const EpisodeView& view);                // "Amy"; "the child" for a role that reads without names
std::string page_href(const EpisodeView& view, std::string_view page, std::string_view query = {});   // query: "question=…"
std::vector<render::SummaryRow> found_rows(const EpisodeView& view);   // when, how, where, with whom, what was brought back
// One row for a person, place or thing named: FIELD.kind, .label, .detail.
json::object named_row(const EpisodeView& view, const std::string& part, const std::string& field, std::string_view legend);

// ---- what their posts share (return.cpp) ----
// Without the fields nobody filled in, so that what may be absent is.
json::object without_blanks(json::object body);
// Rows left empty were not sent: moves each message about a row to the row it was typed in.
Refused with_rows_as_typed(const Visit& visit, Refused refused);

}  // namespace lapwing::web
