#include <algorithm>

#include "web/route.hpp"

namespace lapwing::web {

using Params = std::map<std::string, std::string, std::less<>>;

const Routes& all_routes() {
  static const Routes routes = [] {
    Routes all;
    for (auto* part : {sign_in_routes, account_routes, api_routes, operations_routes, now_routes, report_routes, children_routes,
                       episode_routes, return_routes, audit_routes})
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

Found find_route(std::string_view method, std::string_view path) {
  Found found;
  for (const auto& route : all_routes()) {
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
