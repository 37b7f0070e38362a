// The parts of the prevention interview's page, for interview*.cpp only.
#pragma once
#include "web/pages/return_pages.hpp"

namespace lapwing::web {

// The questions about one person, place or thing; or those asked of every child.
struct QuestionGroup {
  std::vector<const casework::Question*> questions;   // never empty
};

// A browser's form is refused beyond transport::form_fields_max fields, and a question has a dozen: more than this many open
// questions are answered in turns. Nothing is hidden: the page says how many wait.
inline constexpr int questions_at_once_max = 120;

// interview_questions.cpp: every group folded, with what was answered and the fields for what was not, in one form.
void questions_part(const EpisodeView& view, const std::vector<QuestionGroup>& groups, json::array& main);

}  // namespace lapwing::web
