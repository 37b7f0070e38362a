// One request being answered: who asks, for what, as of when; and the few things every page and every API call does the same way.
//
// A handler is a plain function from a Visit to a Response, run on a worker thread. By the time it runs, the visitor is known, the
// route's access rule has been checked, and a posted form carries its session's token. A handler that shows anything of a child
// goes through open_case, which checks the record's restriction, takes the case as known at the time asked for, leaves names out
// for a role that reads without them, and notes the look in the ledger.
#pragma once
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "desk/desk.hpp"
#include "views/viewer.hpp"
#include "web/render/components.hpp"
#include "web/transport/message.hpp"

namespace lapwing::web {

namespace json = boost::json;
using transport::Request;
using transport::Response;

class Site;

struct Visitor {
  casework::Actor actor;                              // no user: not signed in
  const policy::RoleAccess* access = nullptr;         // null: not signed in
  std::optional<std::string> team;
  std::string csrf;                                   // of the session; empty for a token
  bool by_token = false;
  bool must_change_password = false;                  // before anything else

  bool signed_in() const { return access != nullptr; }
  bool may_read(std::string_view what) const { return access && access->reads.contains(what); }
  bool may_do(std::string_view command) const { return access && access->commands.contains(command); }
  bool sees_names() const { return access && access->names; }
  views::Viewer viewer() const { return {actor.user, actor.role, team}; }
};

struct OpenedCase {
  std::shared_ptr<const casework::Case> held;         // as known at the time asked for; names left out where they must be
  const casework::Episode* episode = nullptr;         // the one asked for, when one was
};

class Visit {
 public:
  Visit(Site& site, const Request& request) : site(site), request(request) {}

  Site& site;
  const Request& request;
  Visitor visitor;
  std::map<std::string, std::string, std::less<>> params;   // of the route's pattern: {episode}
  transport::Fields query, form;                      // decoded; `form` only for a posted form
  std::optional<Instant> as_known_at;                 // ?as_known_at=…, RFC 3339 or London local time
  bool is_api = false;
  std::string also_say;                               // after what the next page says was done (web/wording.hpp)

  desk::Desk& desk() const;
  const policy::Policies& rules() const;
  Instant now() const;                                // as_known_at when that was asked for
  std::string_view param(std::string_view name) const;

  // The case of {child} or {episode} (or of the ids given). `what` is what is looked at, in plain words, for the ledger ("the
  // episode's risk page"). The Response is the refusal: not found, or restricted with the way to break the glass.
  std::expected<OpenedCase, Response> open_case(const std::string& what);
  std::expected<OpenedCase, Response> open_case(ChildId child, std::optional<EpisodeId> episode, const std::string& what);

  // The case of {episode} when showing it now takes nothing but memory: it is there, shown as it is now and with its names, and open to
  // this visitor. The look is not yet noted: only desk().note_read_again() may follow. Nothing: open_case() it on a worker.
  std::optional<OpenedCase> case_at_hand() const;

  // Sends a command about the opened record for this visitor. `seen` is the version the visitor had in front of them.
  desk::Outcome send(ChildId child, std::optional<EpisodeId> episode, casework::Command command,
                     std::optional<std::uint64_t> seen = {}, std::vector<casework::WordingKept> kept = {});
  // The posted form as the JSON a command is read from: "a.b" and "a[0].b" are paths; name-day, name-month, name-year and
  // name-time become one text; "csrf", "seen" and names beginning with "_" are left out.
  json::object form_json() const;
  std::optional<std::uint64_t> seen() const;          // the hidden field "seen", or If-Match

  // ---- pages ----
  // What the layout needs for this visitor, ready for a page to add its own keys.
  render::PageHead head(std::string title) const;
  Response page(std::string_view template_name, const render::PageHead& head, json::object model, int status = 200) const;
  Response redirect(std::string location, std::string notice = {}) const;   // 303; the notice is shown once on the next page
  // A page that says what went wrong and what to do; for the API a problem document (RFC 9457).
  Response refusal(const casework::Refusal& refusal) const;
  Response not_found(std::string message) const;
  Response problem(int status, std::string title, std::string detail) const;
};

int status_of(casework::RefusalKind kind);            // invalid 422, not_found 404, not_allowed 403, stale 412, not_yet 409, unavailable 503
// The refusal's fields as the form's errors; a message without a field goes at the top.
render::FieldErrors field_errors(const casework::Refusal& refusal);

}  // namespace lapwing::web
