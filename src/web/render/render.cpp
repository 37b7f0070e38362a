#include "web/render/render.hpp"

#include <fmt/format.h>

#include <map>
#include <stdexcept>

#include "web/render/assets.hpp"
#include "web/render/mustache.hpp"

namespace lapwing::render {
namespace {

// Every template, parsed at first use; a mistake in any of them shows then and not on the page that first needs it.
const std::map<std::string_view, Mustache>& parsed() {
  static const auto all = [] {
    std::map<std::string_view, Mustache> map;
    for (const auto& [name, text] : templates()) {
      try {
        map.emplace(name, Mustache(text));
      } catch (const std::logic_error& mistake) {
        throw std::logic_error(fmt::format("{}.mustache: {}", name, mistake.what()));
      }
    }
    return map;
  }();
  return all;
}

const Mustache& named(std::string_view name) {
  const auto found = parsed().find(name);
  if (found == parsed().end()) throw std::logic_error(fmt::format("there is no template {}", name));
  return found->second;
}

}  // namespace

std::string render(std::string_view name, const boost::json::value& model) {
  std::string out;
  out.reserve(16 * 1024);
  named(name).render(model, named, out);
  return out;
}

std::string page(std::string_view name, boost::json::object model) {
  static const boost::json::object asset{{"css", asset_path("app.css")},
                                         {"js", asset_path("app.js")},
                                         {"chart", asset_path("chart.js")},
                                         {"measures", asset_path("measures.js")},
                                         {"mark", asset_path("lapwing.svg")},
                                         {"icon", asset_path("favicon.svg")}};
  model["asset"] = asset;
  boost::json::value whole(std::move(model));
  auto content = render(name, whole);
  whole.as_object()["content"] = std::move(content);
  return render("layout", whole);
}

}  // namespace lapwing::render
