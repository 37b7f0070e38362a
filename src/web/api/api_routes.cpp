#include "web/api/calls.hpp"

namespace lapwing::web {

const api::Calls& api::all_calls() {
  static const Calls calls = [] {
    Calls all;
    for (auto* part : {children_calls, episode_calls, command_calls, report_calls, group_calls, link_calls, board_calls, language_calls, measure_calls, force_calls, about_calls})
      for (auto& call : part()) all.push_back(std::move(call));
    return all;
  }();
  return calls;
}

Routes api_routes() {
  Routes routes;
  for (const auto& call : api::all_calls()) routes.push_back(call.route);
  return routes;
}

}  // namespace lapwing::web
