// Closing: an episode closes when the child has been found, spoken to and asked, and whatever was left is somebody's. There is no
// short cut, for a report made in error either: the refusal lists exactly what is missing.
#include <fmt/format.h>

#include "casework/interview.hpp"
#include "casework/subjects.hpp"

namespace lapwing::casework {
namespace {

using Lines = std::vector<std::string>;

void missing_interview(const Episode& episode, const std::string& child, Lines& missing) {
  const auto& held = episode.interview.held;
  const bool since_return = held && (!episode.returned || held->what.at >= episode.returned->what.at);
  if (!since_return) {
    missing.push_back(fmt::format("Hold the prevention interview: nobody has spoken to {} since the return.", child));
  } else if (held->what.mode != InterviewMode::in_person && !episode.interview.mode_agreed) {
    missing.push_back(fmt::format("A supervisor must agree that the prevention interview was not in person ({}).",
                                  held->what.mode == InterviewMode::phone ? "it was by phone" : "it was through someone else"));
  }
}

// A question nobody has put needs an action of its own; one that was put and not answered, or whose answer left something to do,
// needs the action that followed to be there still.
void missing_answers(const Episode& episode, Lines& missing) {
  for (const auto& question : episode.interview.questions) {
    if (is_covered(episode, question.id)) continue;
    if (!question.outcome) missing.push_back(fmt::format("Nobody has asked: {}", question.text));
    else if (needs_action(*question.outcome, question.safety, question.disclosure))
      missing.push_back(fmt::format("Nobody owns what follows from: {}", question.text));
  }
}

void missing_return_interview(const Episode& episode, const std::string& child, Lines& missing) {
  const auto since = episode.returned ? episode.returned->what.at : Instant::min();
  const auto& offer = episode.return_interview_offer;
  bool recorded = offer && offer->what.at >= since;
  for (const auto& kept : episode.return_interviews) recorded = recorded || kept.what.at >= since;
  if (!recorded) missing.push_back(fmt::format("Offer {} the return home interview, or record that it was refused.", child));
}

// A review confirms the level too: whoever reviewed after the rules pointed has decided.
bool is_risk_confirmed(const Episode& episode) {
  if (episode.assessments.empty()) return false;
  const auto& last = episode.assessments.back();
  if (!last.what.provisional) return true;
  return !episode.reviews.empty() && episode.reviews.back().stamp.index > last.stamp.index;
}

}  // namespace

std::vector<std::string> missing_before_closing(const Case& held, const Episode& episode) {
  Lines missing;
  const auto child = name_of(held.details);
  if (!episode.returned) missing.push_back(fmt::format("Record the return: nobody has recorded that {} was found.", child));
  missing_interview(episode, child, missing);
  missing_answers(episode, missing);
  missing_return_interview(episode, child, missing);
  if (!is_risk_confirmed(episode))
    missing.push_back("Decide the risk: the level is what the rules pointed to, and nobody has confirmed it.");
  if (episode.handover)
    missing.push_back(fmt::format("{} must accept the handover, or another must be offered and accepted.", episode.handover->what.to.name));
  return missing;
}

Decided decide_on(const Case& held, const Episode& episode, const CloseEpisode& command, Context&) {
  if (!episode.is_open()) return std::unexpected(not_yet("This episode is already closed."));
  if (auto missing = missing_before_closing(held, episode); !missing.empty()) {
    auto message = missing.size() == 1 ? std::string("This episode cannot close yet. One thing is missing.")
                                       : fmt::format("This episode cannot close yet. {} things are missing.", missing.size());
    return std::unexpected(not_yet(std::move(message), std::move(missing)));
  }
  if (is_blank(command.outcome)) return std::unexpected(invalid("outcome", "Say how the episode ended."));
  return on(episode.id, {EpisodeClosed{command.outcome}});
}

// Reopening undoes nothing: the return, the interview and the answers stay, and the return may be recorded again.
Decided decide_on(const Case& held, const Episode& episode, const ReopenEpisode& command, Context&) {
  if (is_blank(command.reason) && episode.is_open()) return std::unexpected(invalid("reason", "Say what was wrong."));
  if (episode.is_missing()) return std::unexpected(invalid("episode", "This episode is open, and nobody has recorded a return."));
  if (episode.is_open()) return on(episode.id, {EpisodeReopened{command.reason}});   // the return was recorded in error
  if (held.open_episode()) return std::unexpected(not_yet("Another episode of this child is open. Close that one first.", {}));
  if (is_blank(command.reason)) return std::unexpected(invalid("reason", "Say why it is reopened."));
  return on(episode.id, {EpisodeReopened{command.reason}});
}

}  // namespace lapwing::casework
