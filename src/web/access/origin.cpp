#include "web/access/origin.hpp"

#include <algorithm>

namespace lapwing::web {

bool is_from_elsewhere(const transport::Request& request) {
  if (const auto site = request.header("Sec-Fetch-Site")) return *site != "same-origin" && *site != "none";
  const auto origin = request.header("Origin");
  if (!origin) return false;
  // Only host and port are compared: behind a proxy that speaks TLS for us, the scheme we see is not the browser's.
  const auto after_scheme = origin->find("://");
  if (after_scheme == std::string_view::npos) return true;   // "null"
  return origin->substr(after_scheme + 3) != request.header("Host").value_or("");
}

bool followed_link_from_elsewhere(const transport::Request& request) {
  return request.method == "GET" && request.header("Sec-Fetch-Site") == "cross-site" && request.header("Sec-Fetch-Mode") == "navigate";
}

std::string local_path(std::string_view next) {
  const bool is_path = next.starts_with('/') && !next.starts_with("//") && !next.starts_with("/\\");
  const bool is_plain = std::ranges::none_of(next, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  return is_path && is_plain ? std::string(next) : "/";
}

}  // namespace lapwing::web
