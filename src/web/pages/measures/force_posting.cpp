#include "web/pages/measures/force_posting.hpp"

namespace lapwing::web {

using casework::Refusal;
using casework::RefusalKind;

Response post_on_force(Visit& visit, const ForcePosting& posting, json::object body, const Again& again) {
  auto command = casework::parse_force_command(posting.command, json::serialize(body), codec::Reading::form);
  if (!command) return again(refused_by(visit, posting.part, Refusal{RefusalKind::invalid, {}, command.error()}));
  const auto outcome = visit.desk().submit(desk::SentOnForce{visit.visitor.actor, std::move(*command), {}, {}});
  if (outcome) return visit.redirect(posting.back, posting.notice);
  const auto kind = outcome.error().kind;
  if (kind == RefusalKind::invalid || kind == RefusalKind::not_yet) return again(refused_by(visit, posting.part, outcome.error()));
  return visit.refusal(outcome.error());
}

}  // namespace lapwing::web
