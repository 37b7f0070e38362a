// The files built into the binary: styles, scripts, images (served) and templates (rendered). Fixed at build time,
// so everything here is immutable, lives as long as the program and may be used from any thread.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace lapwing::render {

struct Asset {
  std::string_view path;          // "/assets/app-3f2a9c01.css": the name carries the content's hash
  std::string_view name;          // "app.css": what templates and code call it
  std::string_view bytes;
  std::string_view content_type;
  std::string_view etag;          // quoted, fit for an ETag header
};

// Hashed paths never change their bytes: serve them with this.
inline constexpr std::string_view immutable_cache_control = "public, max-age=31536000, immutable";

std::optional<Asset> find_asset(std::string_view path);  // by path, as a browser asks
std::string_view asset_path(std::string_view name);      // by name: "app.css" -> its path; "" when there is none
std::span<const Asset> assets();

struct Template {
  std::string_view name;  // "layout" for web/templates/layout.mustache
  std::string_view text;
};
std::span<const Template> templates();

}  // namespace lapwing::render
