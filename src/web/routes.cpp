#include <algorithm>

#include "web/route.hpp"

namespace lapwing::web {

using Params = std::map<std::string, std::string, std::less<>>;

const Routes& all_routes() {
  static const Routes routes = [] {
    Routes all;
    for (auto* part : {sign_in_routes, account_routes, api_routes, operations_routes, now_routes, report_routes, reports_routes, group_routes, link_routes, children_routes,
                       episode_routes, return_routes, review_routes, measure_routes, audit_routes})
      for (auto& route : part()) all.push_back(std::move(route));
    return all;
  }();
  return routes;
}

static std::string_view take_part(std::string_view& path) {
  path.remove_prefix(1);   // the slash
  const auto part = path.substr(0, path.find('/'));
  path.remove_prefix(part.size());
  return part;
}

// The parameters when the path is one of the pattern; a part in braces takes any part that is not empty.
static std::optional<Params> match(std::string_view pattern, std::string_view path) {
  Params params;
  while (!pattern.empty() && !path.empty()) {
    const auto wanted = take_part(pattern), given = take_part(path);
    if (wanted.starts_with('{')) {
      if (given.empty()) return std::nullopt;
      params.emplace(wanted.substr(1, wanted.size() - 2), given);
    } else if (wanted != given) {
      return std::nullopt;
    }
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return params;
}

// What tells most patterns from a path at a glance; looking closely at every one of them costs more than the rest of a quick answer.
struct Outline {
  std::string_view fixed;   // the pattern up to its first parameter
  std::ptrdiff_t parts = 0;
  explicit Outline(std::string_view pattern) : fixed(pattern.substr(0, pattern.find('{'))), parts(std::ranges::count(pattern, '/')) {}
};

static const std::vector<Outline>& outlines() {
  static const auto all = [] {
    std::vector<Outline> made;
    for (const auto& route : all_routes()) made.emplace_back(route.pattern);
    return made;
  }();
  return all;
}

Found find_route(std::string_view method, std::string_view path) {
  Found found;
  const auto parts = std::ranges::count(path, '/');
  for (std::size_t i = 0; i < all_routes().size(); ++i) {
    const auto& outline = outlines()[i];
    if (outline.parts != parts || !path.starts_with(outline.fixed)) continue;
    const auto& route = all_routes()[i];
    auto params = match(route.pattern, path);
    if (!params) continue;
    if (route.method == method) {
      // A literal part beats a parameter: /children/new is not the child called "new".
      if (!found.route || params->size() < found.params.size()) {
        found.route = &route;
        found.params = std::move(*params);
      }
    } else if (found.allowed.find(route.method) == std::string::npos) {
      found.allowed += (found.allowed.empty() ? "" : ", ") + route.method;
    }
  }
  return found;
}

}  // namespace lapwing::web
