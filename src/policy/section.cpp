#include "policy/section.hpp"

#include <fmt/format.h>

namespace lapwing::policy {
namespace {
const Table no_entries;
}

Section::Section(const std::string& file, const Value& value, Problems& problems)
    : file_(file), line_(value.line), table_(std::get_if<Table>(&value.what)), problems_(&problems) {
  if (table_) return;
  table_ = &no_entries;
  problem("a table was expected here");
}

const Value* Section::find(std::string_view key) const {
  for (const auto& [name, value] : *table_)
    if (name == key) return &value;
  return nullptr;
}

const Value* Section::take(std::string_view key, bool must_be_there) {
  asked_.emplace(key);
  const auto* value = find(key);
  if (!value && must_be_there) problem(fmt::format("{} is missing", key));
  return value;
}

int Section::line_of(std::string_view key) const {
  const auto* value = find(key);
  return value ? value->line : line_;
}

void Section::problem(std::string_view key, const std::string& message) {
  problems_->push_back(problem_at(file_, line_of(key), fmt::format("{}: {}", key, message)));
}

void Section::problem(const std::string& message) { problems_->push_back(problem_at(file_, line_, message)); }

std::string Section::text(std::string_view key) {
  const auto* value = take(key, true);
  if (!value) return {};
  const auto* said = std::get_if<std::string>(&value->what);
  if (said && !said->empty()) return *said;
  problem(key, "must be text that says something");
  return {};
}

std::string Section::optional_text(std::string_view key) {
  asked_.emplace(key);
  return has(key) ? text(key) : std::string();
}

std::optional<int> Section::whole_number(std::string_view key, int least, int most, bool must_be_there) {
  const auto* value = take(key, must_be_there);
  if (!value) return std::nullopt;
  const auto* number = std::get_if<std::int64_t>(&value->what);
  if (number && *number >= least && *number <= most) return static_cast<int>(*number);
  problem(key, fmt::format("must be a whole number from {} to {}", least, most));
  return std::nullopt;
}

int Section::number(std::string_view key, int least, int most) {
  return whole_number(key, least, most, true).value_or(least);
}

std::optional<int> Section::optional_number(std::string_view key, int least, int most) {
  return whole_number(key, least, most, false);
}

bool Section::flag(std::string_view key, bool when_absent) {
  const auto* value = take(key, false);
  if (!value) return when_absent;
  if (const auto* flag = std::get_if<bool>(&value->what)) return *flag;
  problem(key, "must be true or false");
  return when_absent;
}

std::vector<std::string> Section::texts(std::string_view key, bool may_be_absent) {
  const auto* value = take(key, !may_be_absent);
  if (!value) return {};
  const auto* list = std::get_if<List>(&value->what);
  std::vector<std::string> out;
  if (!list || list->empty()) {
    problem(key, "must be a list with something in it");
    return out;
  }
  for (const auto& item : *list) {
    const auto* said = std::get_if<std::string>(&item.what);
    if (!said || said->empty()) {
      problems_->push_back(problem_at(file_, item.line, fmt::format("{}: each must be text that says something", key)));
    } else if (std::find(out.begin(), out.end(), *said) != out.end()) {
      problems_->push_back(problem_at(file_, item.line, fmt::format("{}: \"{}\" is there twice", key, *said)));
    } else {
      out.push_back(*said);
    }
  }
  return out;
}

std::vector<Section> Section::sections(std::string_view key) {
  std::vector<Section> out;
  const auto* value = take(key, false);
  if (!value) return out;
  const auto* list = std::get_if<List>(&value->what);
  if (!list) {
    problem(key, "must be a list of tables");
    return out;
  }
  for (const auto& item : *list) out.emplace_back(file_, item, *problems_);
  return out;
}

std::optional<Section> Section::section(std::string_view key) {
  const auto* value = take(key, true);
  if (!value) return std::nullopt;
  return Section(file_, *value, *problems_);
}

std::vector<std::string> Section::keys() const {
  std::vector<std::string> out;
  for (const auto& [name, unused] : *table_) out.push_back(name);
  return out;
}

void Section::finish() {
  for (const auto& [name, value] : *table_)
    if (!asked_.contains(name))
      problems_->push_back(problem_at(file_, value.line, fmt::format("{} is not a known setting here", name)));
}

void UniqueIds::add(Section& section, std::string_view key, const std::string& id) {
  if (!id.empty() && !seen_.insert(id).second) section.problem(key, fmt::format("\"{}\" is there twice", id));
}

}  // namespace lapwing::policy
