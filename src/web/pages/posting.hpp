// Posting a form as a command: the fields become the command's JSON, the desk decides, and the visitor is sent on or shown the
// form again with everything they typed. The same few steps for every form of every page. Worker threads; nothing is shared.
//
// What people type is met half way: a time without a date is today's (or the last one gone by), "1805" is 18:05, a person chosen
// from a list brings their name, a typed name that is an account's own brings the account.
#pragma once
#include <functional>
#include <string>

#include "web/visit.hpp"

namespace lapwing::web {

struct Posting {
  std::string command;                        // "assess-risk"
  ChildId child;                              // nil: a child not yet registered
  std::optional<EpisodeId> episode;
  std::string back;                           // where to go once it is recorded
  std::string notice;                         // one line said there: "The note was recorded."
  std::string part = {};                      // the fields' names begin with this and a dot, where a page has several forms
};

// What was refused, for showing the form again: each message beside its field, with the status the page is answered with.
struct Refused {
  render::FieldErrors errors;
  int status = 422;
};
using Again = std::function<Response(const Refused&)>;

// Sends the posted form. Recorded: a redirect to `back`. Something typed is wrong, or something must happen first: `again`. Any other
// refusal (someone changed it meanwhile, not allowed, not found, unavailable) is the page that says so, with both sides where there are two.
Response post_command(Visit& visit, const Posting& posting, const Again& again);

// The same for a caller that decides what follows, or that has changed the body first: the outcome, or the page to answer with.
std::expected<desk::Done, Response> send_body(Visit& visit, const Posting& posting, json::object body, const Again& again);

// A refusal of something sent otherwise, as errors of the form whose fields begin with `part`.
Refused refused_by(const Visit& visit, const std::string& part, const casework::Refusal& refusal);

// The posted form as the command's body: the fields under `part`, dates and people completed. Completes visit.form too, so that a
// form shown again shows what was understood.
json::object body_of(Visit& visit, std::string_view part = {});

}  // namespace lapwing::web
