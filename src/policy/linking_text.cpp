#include <fmt/format.h>

#include "policy/linking.hpp"

namespace lapwing::policy {
namespace {

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return out + '"';
}

// The shortest that reads as a number with a point: 0.95, 1.0, 0.00000123.
std::string number(double value) {
  auto text = fmt::format("{:.9f}", value);
  while (text.ends_with('0') && !text.ends_with(".0")) text.pop_back();
  return text;
}

}  // namespace

std::string linking_text(const LinkingPolicy& policy) {
  auto out = fmt::format("# When are two mentions the same person? What each line means is told in the rules as they come with Lapwing.\nsource = {}\n\n",
                         in_quotes(policy.source));
  for (const auto& [key, value] : {std::pair{"merge_at", policy.merge_at}, {"propose_at", policy.propose_at}, {"show_at", policy.show_at},
                                   {"prior_same", policy.prior_same}, {"prior_relative", policy.prior_relative}})
    out += fmt::format("{} = {}\n", key, number(value));
  for (const auto& [evidence, levels] : policy.odds) {
    out += fmt::format("\n[evidence.{}]\n", evidence);
    for (const auto& [level, odds] : levels)
      out += fmt::format("{} = {{ same = {}, other = {}, relative = {} }}\n", level, number(odds.same), number(odds.other), number(odds.relative));
  }
  return out;
}

}  // namespace lapwing::policy
