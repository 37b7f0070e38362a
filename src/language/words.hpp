// The words that a pattern's short forms stand for: a verb's or a noun's inflections, and named classes such as {self}. Filled from
// rules/language/words.toml and a force's own files, before any pattern is read. Pure.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lapwing::language {

class Words {
 public:
  // forms: every inflection that the rules of spelling do not give, the base not among them.
  void add_irregular(const std::string& base, std::vector<std::string> forms) {
    for (const auto& form : forms) bases_[form] = base;
    irregular_[base] = std::move(forms);
  }
  // of: the inside of braces, as "himself|herself".
  void add_class(const std::string& name, const std::string& of) { classes_[name] = of; }

  std::vector<std::string> verb(const std::string& base) const;   // go: go, goes, going, went, gone
  std::vector<std::string> noun(const std::string& base) const;   // child: child, children
  const std::string* base_of(const std::string& form) const;      // of an irregular form; null: it is none
  const std::string* class_of(const std::string& name) const;     // null: there is none

 private:
  std::map<std::string, std::vector<std::string>> irregular_;
  std::map<std::string, std::string> bases_;                      // by irregular form
  std::map<std::string, std::string> classes_;
};

}  // namespace lapwing::language
