// How reviews of an episode, and wordings that were kept, are told.
#include <fmt/format.h>

#include "views/story.hpp"

namespace lapwing::views {

using namespace casework;

Telling tell(const WordingKept& e, const Teller& t) {
  Telling out{TimelineKind::activity, fmt::format("{} kept the wording \"{}\".", t.By(), e.text)};
  add(out.details, "Reason", e.reason.empty() ? "none given" : e.reason);
  add(out.details, "Rule", e.rule);
  return out;
}

Telling tell(const CaseReviewed& e, const Teller& t) {
  Telling out{TimelineKind::activity, fmt::format("{} reviewed how the episode was handled.", t.By())};
  add(out.details, "Review", e.text);
  if (e.learning) add(out.details, "To be done otherwise", *e.learning);
  return out;
}

}  // namespace lapwing::views
