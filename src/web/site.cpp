#include "web/site.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "language/checker.hpp"
#include "measures/inspection/criteria.hpp"
#include "web/access/kept_form.hpp"
#include "web/access/origin.hpp"
#include "web/access/secrets.hpp"
#include "web/access/session_cookie.hpp"
#include "web/api/problem.hpp"
#include "web/pages/layout.hpp"

namespace lapwing::web {

namespace {

// Nothing inline, nothing from elsewhere, no framing, no referrer to others; pages about children stay out of caches (OWASP ASVS 5, V3).
void harden(Response& response, bool secure) {
  static constexpr std::string_view policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
      "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  response.set("Content-Security-Policy", std::string(policy));
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Referrer-Policy", "same-origin");   // "no-referrer" would make the browser hide Origin from us as well
  response.set("Cross-Origin-Opener-Policy", "same-origin");
  response.set("Cross-Origin-Resource-Policy", "same-origin");
  response.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()");
  if (secure) response.set("Strict-Transport-Security", "max-age=63072000");
  const auto has_cache = std::ranges::any_of(response.headers, [](const auto& header) { return header.first == "Cache-Control"; });
  if (!has_cache) response.set("Cache-Control", "no-store");
}

// Compared in full, whatever the first difference, so that time tells nothing.
bool same_secret(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned char difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned char>(a[i] ^ b[i]);
  return difference == 0;
}

// Whoever has a password that another person knows may only change it, or leave.
bool is_open_before_password_change(const Route& route) {
  return route.pattern == "/account/password" || route.pattern == "/sign-out" || route.pattern == "/account/stay";
}

bool is_form(const Request& request) {
  const auto type = request.header("Content-Type").value_or("");
  return type.starts_with("application/x-www-form-urlencoded");
}

Response ask_to_sign_in(const Visit& visit) {
  const auto& request = visit.request;
  if (followed_link_from_elsewhere(request)) {
    const auto target = local_path(request.target);
    auto response = visit.page("message", visit.head("Opening the page"),
                               {{"heading", "Opening the page"},
                                {"text", "If it does not open by itself, use the link."},
                                {"lines", json::array{render::link("Open the page", target)}}});
    response.set("Refresh", "0;url=" + target);
    return response;
  }
  if (request.method != "GET" && is_form(request) && request.path != "/sign-out") return ask_to_sign_in_keeping_form(visit);
  return visit.redirect(request.method == "GET" ? "/sign-in?next=" + transport::percent_encode(request.target) : "/sign-in");
}

}  // namespace

// Made once, however many sites there are.
static std::shared_ptr<const language::Checker> built_in_checker() {
  static const auto checker = std::make_shared<const language::Checker>(language::Checker::make(language::built_in_rules()).value());
  return checker;
}
static std::shared_ptr<const measures::Criteria> built_in_criteria() {
  static const auto criteria = std::make_shared<const measures::Criteria>(measures::load_criteria(measures::built_in_rules()).value());
  return criteria;
}

Site::Site(desk::Desk& desk, SiteOptions options)
    : desk(desk), options(std::move(options)), wording(this->options.wording ? this->options.wording : built_in_checker()),
      criteria(this->options.criteria ? this->options.criteria : built_in_criteria()),
      sessions(desk.rules().force.session_idle_minutes, desk.rules().force.session_hours_max), board_stream(desk, sessions) {
  sessions.when_ended([this] { board_stream.reconsider(); });
}

Site::~Site() = default;

Response Site::handle(const Request& request) {
  Visit visit(*this, request);
  visit.is_api = request.path.starts_with("/api/");
  Response response;
  try {
    auto found = find_route(request.method, request.path);
    const auto* route = found.route;
    auto refused = receive(visit, std::move(found));
    response = refused ? std::move(*refused) : route->handler(visit);
  } catch (const std::exception& unexpected) {   // our own mistake: logged whole, told as little as is useful
    spdlog::error("request {} {} {}: {}", request.id, request.method, request.path, unexpected.what());
    response = visit.problem(500, "Something went wrong",
                             fmt::format("Nothing was changed. Try again; if it happens again, tell your administrator the "
                                         "request number {}.", request.id));
  }
  harden(response, options.secure_cookies);
  return response;
}

std::optional<Response> Site::answer_at_once(const Request& request) {
  if (request.method != "GET") return std::nullopt;
  auto found = find_route(request.method, request.path);
  const auto* route = found.route;
  if (!route || !route->at_once) return std::nullopt;
  Visit visit(*this, request);
  visit.is_api = request.path.starts_with("/api/");
  if (receive(visit, std::move(found))) return std::nullopt;   // a refusal is worth a worker
  auto response = route->at_once(visit);
  if (response) harden(*response, options.secure_cookies);
  return response;
}

std::optional<Response> Site::receive(Visit& visit, Found found) {
  const auto& request = visit.request;
  auto query = transport::decode_form(request.query);
  if (!query) return visit.problem(400, "Bad address", query.error());
  visit.query = std::move(*query);
  know_visitor(visit);
  if (!found.route) {
    if (found.allowed.empty()) return visit.not_found("There is no such page. Check the address.");
    auto response = visit.problem(405, "Not allowed here", "This address takes " + found.allowed + ".");
    response.set("Allow", found.allowed);
    return response;
  }
  visit.params = std::move(found.params);
  return admit(visit, *found.route);
}

void Site::know_visitor(Visit& visit) {
  const auto now = desk.now();
  const auto become = [&](const desk::Staff::Held& account) {
    if (!account || account->closed) return false;
    const auto role = desk.rules().access.roles.find(account->role);
    if (role == desk.rules().access.roles.end()) return false;
    visit.visitor.actor = {account->id, account->name, account->role};
    visit.visitor.access = &role->second;
    visit.visitor.team = account->team;
    visit.visitor.must_change_password = account->must_change;
    return true;
  };
  if (const auto bearer = visit.request.header("Authorization"); bearer && bearer->starts_with("Bearer ")) {
    const auto token = desk.staff().by_token_hash(secret_hash(bearer->substr(7)));
    if (token && (!token->token.expires || now < *token->token.expires)) visit.visitor.by_token = become(token->account);
    return;
  }
  const std::string cookie(visit.request.cookies().get(session_cookie()));
  if (cookie.empty()) return;
  const auto session = sessions.find(cookie, arrival_of(visit.request));
  if (session && become(desk.staff().find(session->user))) visit.visitor.csrf = session->csrf;
}

std::optional<Response> Site::admit(Visit& visit, const Route& route) {
  const auto& request = visit.request;
  if (request.method != "GET" && !visit.visitor.by_token && is_from_elsewhere(request))
    return visit.problem(403, "This was sent by another site", "Nothing was changed. Open Lapwing itself and do it there.");
  if (request.method != "GET" && is_form(request)) {
    auto form = transport::decode_form(request.body);
    if (!form) return visit.problem(400, "The form cannot be read", form.error());
    visit.form = std::move(*form);
  }
  if (route.need.kind != Need::Kind::anyone && !visit.visitor.signed_in()) {
    if (visit.is_api) {
      auto response = visit.problem(401, "Sign in", "Send a token: Authorization: Bearer …");
      response.set("WWW-Authenticate", "Bearer");
      return response;
    }
    return ask_to_sign_in(visit);
  }
  if (visit.visitor.must_change_password && !visit.visitor.by_token && route.need.kind != Need::Kind::anyone &&
      !is_open_before_password_change(route)) {
    if (!visit.is_api) return visit.redirect("/account/password");
    return visit.problem(403, "Choose a new password first",
                         "Someone else knows your password. Nothing was done. Open Lapwing in the browser and choose a new one.");
  }
  const bool may = route.need.kind == Need::Kind::reads  ? visit.visitor.may_read(route.need.what)
                   : route.need.kind == Need::Kind::does ? visit.visitor.may_do(route.need.what)
                   : route.need.kind == Need::Kind::writes ? !visit.visitor.access->commands.empty()
                                                         : true;
  if (!may)
    return visit.problem(403, "Your role may not open this",
                         fmt::format("You are signed in as {}. Ask a supervisor or an administrator.",
                                     visit.visitor.access ? visit.visitor.access->label : "nobody"));
  // A cookie is sent by the browser whoever made the form, so what it does needs the session's own token too. (Signing in does
  // nothing with the session there may be; that its form is our own was checked above.)
  if (request.method != "GET" && route.need.kind != Need::Kind::anyone && !visit.visitor.by_token) {
    const auto sent = request.header("X-CSRF-Token").value_or(visit.form.get("csrf"));
    if (!same_secret(sent, visit.visitor.csrf))
      return visit.problem(403, "This form is out of date",
                           "Nothing was changed. Go back, load the page again and send it once more.");
  }
  if (const auto at = visit.query.get("as_known_at"); !at.empty()) {
    auto time = parse_rfc3339(at);
    if (!time) time = parse_london(at);
    if (!time) return visit.problem(400, "The time cannot be read", "as_known_at: " + time.error());
    if (*time > desk.now()) return visit.problem(400, "That time is still to come", "Choose a time that has passed.");
    if (request.method != "GET") return visit.problem(409, "Nothing can be changed in the past", "Leave out as_known_at.");
    visit.as_known_at = *time;
  }
  return std::nullopt;
}

Response Site::on_transport_error(int status, const std::string& detail, const std::string& path, const std::string& id) const {
  Response response;
  if (path.starts_with("/api/")) {
    response = problem_document(status, std::string(transport::reason_phrase(status)), detail, path);
  } else {
    response = transport::text_response(status, "text/plain; charset=utf-8", fmt::format("{}\nRequest {}\n", detail, id));
  }
  harden(response, options.secure_cookies);
  return response;
}

}  // namespace lapwing::web
