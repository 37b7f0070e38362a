// Names made mechanically from type names, so that no list of names can disagree with the types: RiskAssessed is
// "risk_assessed" as an event, AssessRisk is "assess-risk" as a command.
#pragma once
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lapwing::casework {

// The type's own name without its namespace, from the compiler (g++ and clang write it after "T = ").
template <class T>
constexpr std::string_view type_name() {
  std::string_view whole = __PRETTY_FUNCTION__;
  whole.remove_prefix(whole.find("T = ") + 4);
  whole = whole.substr(0, whole.find_first_of(";]"));
  return whole.substr(whole.rfind(':') + 1);
}

// "RiskAssessed" -> "risk_assessed" with separator '_'.
inline std::string separated(std::string_view type, char separator) {
  std::string out;
  for (char c : type) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital && !out.empty()) out += separator;
    out += capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

// The names of a variant's alternatives, in its order.
template <class Variant>
std::vector<std::string> names_of(char separator) {
  return []<class... T>(const std::variant<T...>*, char s) {
    return std::vector<std::string>{separated(type_name<T>(), s)...};
  }(static_cast<const Variant*>(nullptr), separator);
}

}  // namespace lapwing::casework
