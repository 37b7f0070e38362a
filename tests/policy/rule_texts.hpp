// The shipped rules with one thing broken, and what the loader says of it.
#pragma once
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "policy/policies.hpp"

namespace lapwing::policy::testing {

inline std::string& text_of(RuleTexts& files, std::string_view name) {
  for (auto& [file, text] : files)
    if (file == name) return text;
  throw std::out_of_range(std::string(name));
}

inline RuleTexts with_change(std::string_view name, std::string_view from, std::string_view to) {
  auto files = built_in_rules();
  auto& text = text_of(files, name);
  const auto at = text.find(from);
  if (at == std::string::npos) throw std::out_of_range("not in the file: " + std::string(from));
  text.replace(at, from.size(), to);
  return files;
}

inline RuleTexts with_added(std::string_view name, std::string_view more) {
  auto files = built_in_rules();
  text_of(files, name) += more;
  return files;
}

// Line (from 1) of the first place `what` stands in a file.
inline int line_of(const RuleTexts& files, std::string_view name, std::string_view what) {
  auto copy = files;
  const auto& text = text_of(copy, name);
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find(what)), '\n'));
}

inline Problems problems_of(const RuleTexts& files) {
  auto loaded = load(files);
  return loaded ? Problems{} : loaded.error();
}

inline std::string joined(const Problems& problems) {
  std::string out;
  for (const auto& p : problems) out += p + "\n";
  return out;
}

}  // namespace lapwing::policy::testing
