// The wording of what people write on pages. A posted form whose free text carries findings comes back once, before it is final, with the
// reason and what could be written instead; sending it again records it, and a wording that was kept is recorded beside it with the
// author's reason. Nothing is rewritten, and nobody is stopped. What is urgent is never held back: it is recorded at once, and the next page
// says what to look at.
//
// In a browser with scripts the prompt comes while the author writes (web/src/wording_prompt.ts) and sends its answers in the same fields:
// "_keep|FIELD|RULE|WORDING" carries the reason. Plain functions; any worker thread.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "casework/case_reviews.hpp"
#include "language/rules.hpp"
#include "web/visit.hpp"

namespace lapwing::web {

struct Wording {
  std::string field, text;              // where it stands, and the words
  const language::Rule* rule = nullptr; // of the site's checker
  language::Severity severity = language::Severity::blames;
  std::string why;
  std::string keep_name;                // of the field that says why it is kept
  std::string reason;                   // what that field said
};

// The findings that count in what was posted, one for each wording of a field. `age` is the child's, where it is known.
std::vector<Wording> wordings_posted(const Visit& visit, std::optional<int> age);

// Whether the form must come back before it is recorded: something is unanswered, it was not asked about before, and the command can wait.
bool asks_first(const Visit& visit, std::string_view command, const std::vector<Wording>& wordings);
// The form as it was posted, with the prompts beside its fields; posting it again records it.
Response asked_first(const Visit& visit, const std::vector<Wording>& wordings);
// Both at once, for a form about a report or a group: the form again when it must come back first, nothing when it may be recorded.
std::optional<Response> asked_about_wording(const Visit& visit, std::string_view command);
// What is recorded beside the command.
std::vector<casework::WordingKept> kept_of(const Visit& visit, std::string_view command, const std::vector<Wording>& wordings);
// For the page after something urgent was recorded: what to look at, in a line; empty when there is nothing.
std::string look_again(const Visit& visit, const std::vector<Wording>& wordings);

// What was answered and asked already, as hidden fields for a form that is shown again for another reason.
json::array answers_carried(const transport::Fields& form);

std::string_view severity_words(language::Severity severity);   // "puts blame on the child"

}  // namespace lapwing::web
