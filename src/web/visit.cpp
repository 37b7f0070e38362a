#include "web/visit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "desk/access.hpp"
#include "views/redaction.hpp"
#include "web/api/problem.hpp"
#include "web/pages/layout.hpp"
#include "web/render/render.hpp"
#include "web/site.hpp"

namespace lapwing::web {

using casework::Refusal;
using casework::RefusalKind;

desk::Desk& Visit::desk() const { return site.desk; }
const policy::Policies& Visit::rules() const { return site.desk.rules(); }
Instant Visit::now() const { return as_known_at.value_or(site.desk.now()); }

std::string_view Visit::param(std::string_view name) const {
  const auto found = params.find(name);
  return found == params.end() ? std::string_view() : std::string_view(found->second);
}

// By its id, or by its reference: "M-2026-000123".
static std::optional<EpisodeId> episode_named(std::string_view text, const desk::Desk& desk) {
  const auto id = EpisodeId::parse(text);
  return id ? std::optional(*id) : desk.children().by_reference(std::string(text));
}

std::expected<OpenedCase, Response> Visit::open_case(const std::string& what) {
  if (const auto text = param("episode"); !text.empty()) {
    const auto episode = episode_named(text, desk());
    const auto child = episode ? desk().children().child_of(*episode) : std::nullopt;
    if (!child) return std::unexpected(not_found("There is no such episode. Check the address, or find the child by name."));
    return open_case(*child, episode, what);
  }
  const auto child = ChildId::parse(param("child"));
  if (!child) return std::unexpected(not_found("There is no such child's record. Check the address, or find the child by name."));
  return open_case(*child, std::nullopt, what);
}

std::expected<OpenedCase, Response> Visit::open_case(ChildId child, std::optional<EpisodeId> episode, const std::string& what) {
  // Restriction is judged on the record as it is now: what was open once may be restricted since.
  const auto current = desk().case_of(child);
  if (!current) return std::unexpected(problem(503, "The record cannot be read", current.error()));
  if (!*current) {
    const auto line = desk().children().find(child);
    if (line && line->erased) return std::unexpected(problem(410, "Erased", "Everything held about this person was erased."));
    return std::unexpected(not_found("There is no such child's record. Check the address, or find the child by name."));
  }
  if (!desk::may_see(**current, visitor.actor, desk().now())) return std::unexpected(restricted_page(*this, **current));
  OpenedCase opened{*current, nullptr};
  if (as_known_at) {
    auto then = desk().case_as_known_at(child, *as_known_at);
    if (!then) return std::unexpected(problem(503, "The record cannot be read", then.error()));
    if (!*then)
      return std::unexpected(not_found(fmt::format("Nothing was known of this child at {}.", for_people(*as_known_at, desk().now()))));
    opened.held = std::make_shared<const casework::Case>(std::move(**then));
  }
  if (!visitor.sees_names()) opened.held = std::make_shared<const casework::Case>(views::redact(*opened.held, now(), rules()));
  if (episode) {
    opened.episode = opened.held->episode(*episode);
    if (!opened.episode) return std::unexpected(not_found("This episode had not been reported then."));
  }
  desk().note_read(visitor.actor, child, what, as_known_at);
  return opened;
}

std::optional<OpenedCase> Visit::case_at_hand() const {
  if (as_known_at || !visitor.sees_names()) return std::nullopt;
  const auto episode = episode_named(param("episode"), desk());
  const auto child = episode ? desk().children().child_of(*episode) : std::nullopt;
  auto held = child ? desk().case_at_hand(*child) : nullptr;
  if (!held || !desk::may_see(*held, visitor.actor, desk().now())) return std::nullopt;
  const auto* shown = held->episode(*episode);
  return shown ? std::optional(OpenedCase{std::move(held), shown}) : std::nullopt;
}

desk::Outcome Visit::send(ChildId child, std::optional<EpisodeId> episode, casework::Command command,
                          std::optional<std::uint64_t> seen, std::vector<casework::WordingKept> kept) {
  desk::Sent sent{visitor.actor, child, episode, std::move(command), seen, {}, {}, std::move(kept)};
  if (const auto key = request.header("Idempotency-Key")) {
    sent.request_key = std::string(*key);
    sent.request_body = request.method + " " + request.path + "\n" + request.body;
  } else if (const auto once = form.find("_once"); once && !once->empty()) {
    // A form sent twice does the thing once; a page gone back to and filled in differently is a new thing, never dropped.
    sent.request_key = std::string(*once) + "\n" + request.body;
    sent.request_body = request.path;
  }
  return desk().submit(std::move(sent));
}

// ---- forms -----------------------------------------------------------------------------------------------------------------

namespace {

// Walks to the place that a field's name says, making objects and lists on the way: "a.b", "a[0].b".
json::value* place_of(json::object& root, std::string_view name) {
  json::value* at = nullptr;
  json::object* object = &root;
  while (true) {
    const auto end = name.find_first_of(".[");
    at = &(*object)[name.substr(0, end)];
    if (end == std::string_view::npos) return at;
    name.remove_prefix(end);
    while (name.starts_with('[')) {
      const auto close = name.find(']');
      if (close == std::string_view::npos || close > 5) return nullptr;
      std::size_t index = 0;
      for (const char c : name.substr(1, close - 1)) {
        if (c < '0' || c > '9') return nullptr;
        index = index * 10 + static_cast<std::size_t>(c - '0');
      }
      if (index > 999) return nullptr;
      if (!at->is_array()) at->emplace_array();
      auto& list = at->as_array();
      if (list.size() <= index) list.resize(index + 1, json::object());
      at = &list[index];
      name.remove_prefix(close + 1);
    }
    if (name.empty()) return at;
    if (name.front() != '.') return nullptr;
    name.remove_prefix(1);
    if (!at->is_object()) at->emplace_object();
    object = &at->as_object();
  }
}

bool is_blank_row(const json::value& row) {
  const auto* object = row.if_object();
  if (!object) return false;
  return std::ranges::all_of(*object, [](const auto& field) {
    const auto* text = field.value().if_string();
    return text && (text->empty() || field.key().starts_with("kind"));   // a kind chosen by itself says nothing
  });
}

// Rows nobody filled in are not part of what was sent.
void drop_blank_rows(json::value& value) {
  if (auto* list = value.if_array()) {
    json::array kept;
    for (auto& row : *list)
      if (!is_blank_row(row)) kept.push_back(std::move(row));
    *list = std::move(kept);
    for (auto& row : *list) drop_blank_rows(row);
  } else if (auto* object = value.if_object()) {
    for (auto& [key, field] : *object) drop_blank_rows(field);
  }
}

constexpr std::string_view date_parts[] = {"-day", "-month", "-year", "-time"};

}  // namespace

json::object Visit::form_json() const {
  json::object out;
  std::map<std::string, std::array<std::string, 4>> dates;
  for (const auto& [name, text] : form) {
    if (name == "csrf" || name == "seen" || name.starts_with('_')) continue;
    const auto part = std::ranges::find_if(date_parts, [&](auto suffix) { return std::string_view(name).ends_with(suffix); });
    if (part != std::end(date_parts)) {
      dates[name.substr(0, name.size() - part->size())][part - std::begin(date_parts)] = text;
      continue;
    }
    if (auto* place = place_of(out, name)) {
      if (auto* held = place->if_string(); held && !held->empty()) held->append("\n" + text);   // several boxes of one name
      else *place = text;
    }
  }
  for (const auto& [name, parts] : dates) {
    const auto& [day, month, year, time] = parts;
    if (day.empty() && month.empty() && year.empty() && time.empty()) continue;
    auto text = fmt::format("{:0>2}/{:0>2}/{}", day, month, year);
    if (!time.empty() || form.has(name + "-time")) text += " " + time;
    if (auto* place = place_of(out, name)) *place = text;
  }
  for (auto& [key, value] : out) drop_blank_rows(value);
  return out;
}

std::optional<std::uint64_t> Visit::seen() const {
  std::string_view text = form.get("seen");
  if (const auto header = request.header("If-Match")) text = *header;
  if (text.starts_with("W/")) text.remove_prefix(2);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  std::uint64_t version = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), version);
  return !text.empty() && read.ec == std::errc{} && read.ptr == text.data() + text.size() ? std::optional(version) : std::nullopt;
}

// ---- answers ---------------------------------------------------------------------------------------------------------------

Response Visit::page(std::string_view template_name, const render::PageHead& head, json::object model, int status) const {
  for (auto& [key, value] : render::page_model(head)) model[key] = value;
  return transport::text_response(status, "text/html; charset=utf-8", render::page(template_name, std::move(model)));
}

Response Visit::redirect(std::string location, std::string notice) const {
  if (!also_say.empty()) notice += (notice.empty() ? "" : " ") + also_say;
  if (!notice.empty()) site.sessions.set_notice(std::string(request.cookies().get(site.session_cookie())), std::move(notice));
  Response response;
  response.status = 303;
  response.set("Location", std::move(location));
  return response;
}

int status_of(RefusalKind kind) {
  switch (kind) {
    case RefusalKind::invalid: return 422;
    case RefusalKind::not_found: return 404;
    case RefusalKind::not_allowed: return 403;
    case RefusalKind::stale: return 412;
    case RefusalKind::not_yet: return 409;
    case RefusalKind::unavailable: return 503;
  }
  return 500;
}

render::FieldErrors field_errors(const Refusal& refusal) {
  render::FieldErrors errors;
  for (const auto& field : refusal.fields) errors.push_back({field.path, field.message});
  if (errors.empty()) errors.push_back({"", refusal.message});
  return errors;
}

Response Visit::refusal(const Refusal& refusal) const {
  return is_api ? problem_of(refusal, request.path) : refusal_page(*this, refusal);
}

Response Visit::not_found(std::string message) const { return problem(404, "Not found", std::move(message)); }

Response Visit::problem(int status, std::string title, std::string detail) const {
  if (is_api) return problem_document(status, title, detail, request.path);
  return message_page(*this, status, title, detail);
}

}  // namespace lapwing::web
