// What every call of the API does in the same way: its answers, its pages of a list, and reading what was sent.
//
// Plain functions of the visit; any worker thread. A Response in an error is a problem document, ready to be given back.
#pragma once
#include <expected>
#include <memory>
#include <string>

#include "web/visit.hpp"

namespace lapwing::web::api {

inline constexpr std::size_t body_bytes_max = 256 * 1024;       // of one command
inline constexpr std::size_t page_items_default = 50, page_items_max = 200;
inline constexpr std::size_t idempotency_key_bytes_max = 200;

Response answer(int status, const json::value& document);
Response answer(int status, std::shared_ptr<const std::string> serialized);
std::string etag_of(std::uint64_t version);                     // "\"1234\"": what If-Match takes back

// ---- lists ----
struct Page {
  std::size_t limit = page_items_default;
  std::string cursor;                                           // empty: from the start
};
std::expected<Page, Response> page_of(const Visit& visit, std::size_t limit_default = page_items_default);
// {"items":[…],"next":…}; `next` is null after the last page.
json::object list(json::array items, const std::string& next);
// A cursor that is an index of the ledger; nothing when there is none, a problem when it is not one.
std::expected<std::optional<std::uint64_t>, Response> index_cursor(const Visit& visit, const Page& page);

// For what has no past to be shown as it was known: refuses ?as_known_at= and does not pass over it in silence.
std::optional<Response> refuse_past(const Visit& visit);

// ---- what was sent ----
// The body of a POST as a JSON object: 415 for another type, 413 when too large, 400 with the byte at which it stops being JSON,
// 422 when it is JSON and not an object.
std::expected<json::object, Response> posted_object(const Visit& visit);
// The version named by If-Match; nothing when there is none or it is "*".
std::expected<std::optional<std::uint64_t>, Response> version_seen(const Visit& visit);
std::optional<Response> refuse_key(const Visit& visit);         // an Idempotency-Key that is too long or not plain text

}  // namespace lapwing::web::api
