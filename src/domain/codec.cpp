#include "domain/codec.hpp"

#include <fmt/format.h>

namespace lapwing::codec {

std::string join_path(const std::string& path, std::string_view name) {
  return path.empty() ? std::string(name) : fmt::format("{}.{}", path, name);
}

std::string join_path(const std::string& path, std::size_t index) { return fmt::format("{}[{}]", path, index); }

void fail_type(Walk& walk, const std::string& path, const char* wanted) {
  walk.fail(path, FieldFault::wrong_type, fmt::format("must be {}", wanted));
}

}  // namespace lapwing::codec
