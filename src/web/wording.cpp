#include "web/wording.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "language/checker.hpp"
#include "web/site.hpp"

namespace lapwing::web {

namespace {

constexpr std::string_view keep_prefix = "_keep|", asked_name = "_wording";
constexpr std::size_t reason_bytes_max = 400;

// Codes and identifiers that a list or a hidden field sends; prose has a space or a capital letter in it.
bool is_code(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; });
}

bool is_prose(std::string_view name, std::string_view text) {
  return name != "csrf" && name != "seen" && !name.starts_with('_') && !is_code(text);
}

// One wording asks one question of a field, however often and however it stands there. The same in web/src/wording.ts.
std::string keep_name_of(std::string_view field, std::string_view rule, std::string_view text) {
  std::string name = fmt::format("{}{}|{}|", keep_prefix, field, rule);
  bool space = false;
  for (const unsigned char c : text) {
    if (std::isspace(c)) {
      space = true;
      continue;
    }
    if (space) name += ' ';
    space = false;
    name += static_cast<char>(std::tolower(c));
  }
  return name;
}

std::string trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r\n");
  if (from == text.npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(" \t\r\n") + 1 - from));
}

std::string label_of(std::string_view field) {
  auto word = field;
  if (word.ends_with(".text") || word.ends_with(".name")) word.remove_suffix(5);
  word = word.substr(word.find_last_of('.') + 1);
  return word == "text" ? "What you wrote" : for_people(word);
}

json::object prompt_of(std::string_view field, const std::vector<Wording>& wordings) {
  json::array findings;
  for (const auto& each : wordings) {
    if (each.field != field) continue;
    json::array instead;
    for (const auto& suggestion : each.rule->suggestions) instead.emplace_back(suggestion);
    findings.push_back(json::object{{"text", each.text}, {"severity", severity_words(each.severity)}, {"why", each.why},
                                    {"source", each.rule->source}, {"instead", std::move(instead)}, {"name", each.keep_name},
                                    {"id", render::field_id(each.keep_name)}, {"value", each.reason}});
  }
  return {{"kind", "components/wording"}, {"of", render::field_id(field)}, {"label", label_of(field)}, {"findings", std::move(findings)}};
}

}  // namespace

std::string_view severity_words(language::Severity severity) {
  switch (severity) {
    case language::Severity::blames: return "puts blame on the child";
    case language::Severity::minimises: return "makes it smaller than it was";
    case language::Severity::obscures: return "hides a crime or a risk";
    case language::Severity::labels: return "labels the child";
  }
  return "";
}

std::vector<Wording> wordings_posted(const Visit& visit, std::optional<int> age) {
  std::vector<Wording> out;
  const language::Facts facts{age};
  for (const auto& [name, text] : visit.form) {
    if (!is_prose(name, text)) continue;
    for (const auto& finding : visit.site.wording->check(text, facts)) {
      if (!finding.counted()) continue;
      auto keep = keep_name_of(name, finding.rule->id, finding.text);
      if (std::ranges::find(out, keep, &Wording::keep_name) != out.end()) continue;
      auto reason = trimmed(visit.form.get(keep)).substr(0, reason_bytes_max);
      out.push_back({name, std::string(finding.text), finding.rule, finding.severity, std::string(finding.why), std::move(keep), std::move(reason)});
    }
  }
  return out;
}

bool asks_first(const Visit& visit, std::string_view command, const std::vector<Wording>& wordings) {
  const auto& urgent = visit.site.wording->rules().never_held_back;
  if (std::ranges::find(urgent, command) != urgent.end()) return false;
  return !visit.form.has(asked_name) && std::ranges::any_of(wordings, [](const auto& each) { return each.reason.empty(); });
}

Response asked_first(const Visit& visit, const std::vector<Wording>& wordings) {
  constexpr std::size_t row_bytes = 60, rows_min = 3, rows_max = 15;
  json::array fields;
  const auto flagged = [&](std::string_view name) { return std::ranges::find(wordings, name, &Wording::field) != wordings.end(); };
  for (const auto& [name, text] : visit.form) {
    if (name == asked_name || name.starts_with(keep_prefix) || name == "csrf") continue;
    if (!flagged(name)) {
      fields.push_back(render::hidden(name, text));
      continue;
    }
    const auto rows = std::clamp(text.size() / row_bytes + 1, rows_min, rows_max);
    fields.push_back(render::textarea({.name = name, .label = label_of(name), .value = text, .rows = static_cast<int>(rows)}));
    fields.push_back(prompt_of(name, wordings));
  }
  fields.push_back(render::csrf(visit.visitor.csrf));
  fields.push_back(render::hidden(asked_name, "yes"));
  fields.push_back(render::button({.text = "Record it"}));
  return visit.page("wording", visit.head("Before this is recorded"), {{"action", visit.request.target}, {"fields", std::move(fields)}}, 422);
}

std::optional<Response> asked_about_wording(const Visit& visit, std::string_view command) {
  const auto wordings = wordings_posted(visit, {});
  if (!asks_first(visit, command, wordings)) return {};
  return asked_first(visit, wordings);
}

std::vector<casework::WordingKept> kept_of(const Visit& visit, std::string_view command, const std::vector<Wording>& wordings) {
  std::vector<casework::WordingKept> kept;
  const bool asked = visit.form.has(asked_name);
  for (const auto& each : wordings)
    if (asked || !each.reason.empty())
      kept.push_back({std::string(command), each.field, each.text, each.rule->id, std::string(language::word_for(each.severity)), each.reason,
                      visit.site.wording->rules().digest});
  return kept;
}

std::string look_again(const Visit& visit, const std::vector<Wording>& wordings) {
  if (visit.form.has(asked_name)) return {};
  const auto open = std::ranges::find_if(wordings, [](const auto& each) { return each.reason.empty(); });
  if (open == wordings.end()) return {};
  auto line = fmt::format("It is recorded as you wrote it. Next time, look at \"{}\": it {}.", open->text, severity_words(open->severity));
  if (!open->rule->suggestions.empty()) line += fmt::format(" You could write \"{}\".", open->rule->suggestions.front());
  return line;
}

json::array answers_carried(const transport::Fields& form) {
  json::array fields;
  for (const auto& [name, text] : form)
    if (name == asked_name || name.starts_with(keep_prefix)) fields.push_back(render::hidden(name, text));
  return fields;
}

}  // namespace lapwing::web
