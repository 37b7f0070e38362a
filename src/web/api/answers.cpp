#include "web/api/answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "web/api/problem.hpp"

namespace lapwing::web::api {

Response answer(int status, const json::value& document) {
  return transport::text_response(status, "application/json", json::serialize(document));
}

Response answer(int status, std::shared_ptr<const std::string> serialized) {
  return transport::text_response(status, "application/json", std::move(serialized));
}

std::string etag_of(std::uint64_t version) { return fmt::format("\"{}\"", version); }

static std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && read.ec == std::errc{} && read.ptr == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

// ---- lists -----------------------------------------------------------------------------------------------------------------

std::expected<Page, Response> page_of(const Visit& visit, std::size_t limit_default) {
  Page page{limit_default, std::string(visit.query.get("cursor"))};
  if (const auto asked = visit.query.find("limit")) {
    const auto limit = whole_number(*asked);
    if (!limit || *limit < 1 || *limit > page_items_max)
      return std::unexpected(visit.problem(400, "The page cannot be given", fmt::format("limit: a number from 1 to {}.", page_items_max)));
    page.limit = *limit;
  }
  return page;
}

json::object list(json::array items, const std::string& next) {
  return {{"items", std::move(items)}, {"next", next.empty() ? json::value(nullptr) : json::value(next)}};
}

std::expected<std::optional<std::uint64_t>, Response> index_cursor(const Visit& visit, const Page& page) {
  if (page.cursor.empty()) return std::nullopt;
  const auto index = whole_number(page.cursor);
  if (!index) return std::unexpected(visit.problem(400, "The page cannot be given", "cursor: give back what \"next\" said."));
  return index;
}

std::optional<Response> refuse_past(const Visit& visit) {
  if (!visit.as_known_at) return std::nullopt;
  return visit.problem(400, "This has no past to show", "Leave out as_known_at: this is always given as it is now.");
}

// ---- what was sent ---------------------------------------------------------------------------------------------------------

static bool is_json_type(std::string_view type) {
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ')) type.remove_suffix(1);
  constexpr std::string_view wanted = "application/json";
  return std::ranges::equal(type, wanted, [](unsigned char a, char b) { return std::tolower(a) == b; });
}

static Response not_json(const Visit& visit, std::size_t at, const std::string& why) {
  return visit.problem(400, "The body is not JSON", fmt::format("At byte {}: {}.", at, why));
}

std::expected<json::object, Response> posted_object(const Visit& visit) {
  const auto& body = visit.request.body;
  if (!is_json_type(visit.request.header("Content-Type").value_or("")))
    return std::unexpected(visit.problem(415, "Send JSON", "Content-Type must be application/json."));
  if (body.size() > body_bytes_max)
    return std::unexpected(visit.problem(413, "The body is too large", fmt::format("At most {} bytes.", body_bytes_max)));
  if (body.empty()) return std::unexpected(not_json(visit, 0, "the body is empty; send {} when there is nothing to say"));
  json::parser parser;
  json::error_code failed;
  const auto read = parser.write_some(body, failed);
  if (failed) return std::unexpected(not_json(visit, read, failed.message()));
  const auto more = body.find_first_not_of(" \t\r\n", read);
  if (more != std::string::npos) return std::unexpected(not_json(visit, more, "there is more after the end of the value"));
  auto value = parser.release();
  if (auto* object = value.if_object()) return std::move(*object);
  return std::unexpected(problem_of({casework::RefusalKind::invalid, "The body must be an object.",
                                     {{"", FieldFault::wrong_type, "must be an object"}}}, visit.request.path));
}

std::expected<std::optional<std::uint64_t>, Response> version_seen(const Visit& visit) {
  const auto header = visit.request.header("If-Match");
  if (!header || *header == "*") return std::nullopt;
  const auto version = visit.seen();
  if (!version)
    return std::unexpected(visit.problem(400, "The version cannot be read", "If-Match: give back the ETag of the record, as \"1234\"."));
  return version;
}

std::optional<Response> refuse_key(const Visit& visit) {
  const auto key = visit.request.header("Idempotency-Key");
  if (!key) return std::nullopt;
  const bool plain = std::ranges::all_of(*key, [](char c) { return c > ' ' && c <= '~'; });
  if (plain && !key->empty() && key->size() <= idempotency_key_bytes_max) return std::nullopt;
  return visit.problem(400, "The Idempotency-Key cannot be used",
                       fmt::format("Send 1 to {} letters, digits and signs, without spaces: a fresh UUID for each thing to be done.",
                                   idempotency_key_bytes_max));
}

}  // namespace lapwing::web::api
