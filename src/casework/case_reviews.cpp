#include "casework/case_reviews.hpp"

#include "casework/subjects.hpp"

namespace lapwing::casework {

Decided decide_on(const Case&, const Episode& episode, const WriteCaseReview& command, Context&) {
  if (command.text.find_first_not_of(" \t\r\n") == std::string::npos) return std::unexpected(invalid("text", "Write the review."));
  return on(episode.id, {CaseReviewed{command.text, command.learning}});
}

}  // namespace lapwing::casework
