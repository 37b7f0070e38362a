#include "web/render/assets.hpp"

#include <algorithm>

namespace lapwing::render {

std::optional<Asset> find_asset(std::string_view path) {
  const auto found = std::ranges::find(assets(), path, &Asset::path);
  return found == assets().end() ? std::nullopt : std::optional(*found);
}

std::string_view asset_path(std::string_view name) {
  const auto found = std::ranges::find(assets(), name, &Asset::name);
  return found == assets().end() ? std::string_view{} : found->path;
}

}  // namespace lapwing::render
