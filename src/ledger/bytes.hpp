// Small conversions that several files of this room need; not for use outside it. Pure: any thread.
#pragma once
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ledger/types.hpp"

namespace lapwing::ledger {

inline std::string_view view(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline const std::uint8_t* raw(std::string_view bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

inline void put_u64(char* out, std::uint64_t value) {
  for (int i = 7; i >= 0; --i, value >>= 8) out[i] = static_cast<char>(value & 0xff);
}
inline std::uint64_t get_u64(const char* in) {
  std::uint64_t value = 0;
  for (int i = 0; i < 8; ++i) value = value << 8 | static_cast<std::uint8_t>(in[i]);
  return value;
}
inline void put_u32(char* out, std::uint32_t value) {
  for (int i = 3; i >= 0; --i, value >>= 8) out[i] = static_cast<char>(value & 0xff);
}
inline std::uint32_t get_u32(const char* in) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | static_cast<std::uint8_t>(in[i]);
  return value;
}

std::string to_hex(std::span<const std::uint8_t> bytes);
std::string to_base64(std::string_view bytes);
// Standard alphabet with padding; nothing if it is not what to_base64 would write.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace lapwing::ledger
