// A rule file as read: plain values that remember their line. Only document.cpp knows the TOML library.
#pragma once
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "policy/policies.hpp"

namespace lapwing::policy {

struct Value;
struct Entry;
using List = std::vector<Value>;
using Table = std::vector<Entry>;

struct Value {
  int line = 0;
  std::variant<std::monostate, std::string, std::int64_t, bool, List, Table> what;   // monostate: a kind no rule uses (a float, a date)
};
struct Entry {
  std::string name;
  Value value;
};

// "clocks.toml line 12: …"
std::string problem_at(const std::string& file, int line, const std::string& message);

// The file's top table. On a syntax error: an empty table, and the error in `problems`.
Value parse_document(const std::string& file, const std::string& text, Problems& problems);

}  // namespace lapwing::policy
