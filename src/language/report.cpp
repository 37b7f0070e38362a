#include "language/report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "language/normal_text.hpp"

namespace lapwing::language {
namespace {

constexpr std::size_t excerpt_bytes = 80;

bool in_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '\'' || static_cast<unsigned char>(c) >= 0x80;
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Whole characters on one line.
std::string excerpt(const Document& document, std::size_t from, std::size_t until) {
  const auto& text = document.text;
  while (from < until && continues(text[from])) ++from;
  while (until > from && until < text.size() && continues(text[until])) --until;
  auto out = document.shown(from, until);
  std::ranges::replace_if(out, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return out;
}

std::string csv_field(std::string_view text) {
  std::string out = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos) out += '\'';   // no formula
  for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
  return out + '"';
}

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '&') out += "&amp;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

std::string for_people(Exemption exemption) {
  switch (exemption) {
    case Exemption::quoted: return "quoted: not counted";
    case Exemption::reported: return "somebody's account: not counted";
    case Exemption::discussed: return "spoken of as a wording: not counted";
    case Exemption::none: break;
  }
  return "";
}

double per_thousand(std::uint64_t count, std::uint64_t words) {
  return words == 0 ? 0 : 1000.0 * static_cast<double>(count) / static_cast<double>(words);
}

constexpr std::string_view head = R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Wording in documents</title><style>
body{font:16px/1.4 Arial,sans-serif;margin:2rem;max-width:75rem}table{border-collapse:collapse;width:100%;margin-bottom:2rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #b1b4b6}td.n,th.n{text-align:right}
mark{background:#fff7bf}.not{color:#505a5f}</style></head><body>
<h1>Wording in documents</h1>
)";

std::string files_table(const std::vector<FileReport>& files) {
  std::string out = "<h2>Files</h2><table><thead><tr><th>File</th><th class=\"n\">Words</th><th class=\"n\">Findings</th>"
                    "<th class=\"n\">For each 1,000 words</th></tr></thead><tbody>\n";
  for (const auto& file : files) {
    if (!file.problem.empty())
      out += fmt::format("<tr><td>{}</td><td colspan=\"3\">{}</td></tr>\n", html_text(file.file), html_text(file.problem));
    else
      out += fmt::format("<tr><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{:.2f}</td></tr>\n", html_text(file.file),
                         file.words, file.counted(), per_thousand(file.counted(), file.words));
  }
  return out + "</tbody></table>\n";
}

std::string findings_table(const FileReport& file) {
  std::string out = fmt::format("<h2>{}</h2><table><thead><tr><th class=\"n\">Line</th><th>Wording</th><th>Why it harms</th>"
                                "<th>What could be written</th></tr></thead><tbody>\n", html_text(file.file));
  for (const auto& line : file.lines) {
    const auto note = for_people(line.exemption);
    std::string suggestions;
    for (const auto& each : line.rule->suggestions) suggestions += (suggestions.empty() ? "" : "<br>") + html_text(each);
    out += fmt::format("<tr{}><td class=\"n\">{}</td><td>…{}<mark>{}</mark>{}…{}</td><td><strong>{}</strong>: {} <span class=\"not\">{}</span></td>"
                       "<td>{}</td></tr>\n",
                       note.empty() ? "" : " class=\"not\"", line.line, html_text(line.excerpt_before), html_text(line.text),
                       html_text(line.excerpt_after), note.empty() ? "" : "<br>(" + note + ")", word_for(line.severity), html_text(line.why),
                       html_text(line.rule->source), suggestions);
  }
  return out + "</tbody></table>\n";
}

}  // namespace

std::uint64_t FileReport::counted() const {
  return static_cast<std::uint64_t>(std::ranges::count(lines, Exemption::none, &ReportLine::exemption));
}

std::uint64_t count_words(std::string_view text) {
  std::uint64_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool now = in_word(c) && c != nothing_byte;
    words += now && !inside;
    inside = now || (inside && c == nothing_byte);
  }
  return words;
}

FileReport report_on(const std::string& file, const Document& document, const Checker& checker, const Facts& facts) {
  FileReport out{file, count_words(document.text), {}, {}};
  std::size_t at = 0, line = 1;
  for (const auto& finding : checker.check(document.text, facts)) {
    for (; at < finding.start; ++at) line += document.text[at] == '\n';
    ReportLine each;
    each.line = line;
    each.start = finding.start;
    each.end = finding.end;
    each.start_character = finding.start_character;
    each.end_character = finding.end_character;
    each.text = document.shown(finding.start, finding.end);
    each.excerpt_before = excerpt(document, finding.start - std::min(finding.start, excerpt_bytes), finding.start);
    each.excerpt_after = excerpt(document, finding.end, std::min(document.text.size(), finding.end + excerpt_bytes));
    each.rule = finding.rule;
    each.severity = finding.severity;
    each.why = finding.why;
    each.exemption = finding.exemption;
    out.lines.push_back(std::move(each));
  }
  return out;
}

std::string as_csv(const std::vector<FileReport>& files, const Checker& checker) {
  std::string out = "file,line,start,end,text,rule,family,severity,counted,exempt,why,source,suggestions,words,rules\r\n";
  const auto version = csv_field(checker.version());
  for (const auto& file : files)
    for (const auto& line : file.lines)
      out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\r\n", csv_field(file.file), line.line, line.start, line.end,
                         csv_field(line.text), csv_field(line.rule->id), csv_field(line.rule->family), word_for(line.severity),
                         line.exemption == Exemption::none, word_for(line.exemption), csv_field(line.why), csv_field(line.rule->source),
                         csv_field(fmt::format("{}", fmt::join(line.rule->suggestions, " / "))), file.words, version);
  return out;
}

std::string as_html(const std::vector<FileReport>& files, const Checker& checker) {
  std::uint64_t words = 0, counted = 0;
  for (const auto& file : files) words += file.words, counted += file.counted();
  std::string out(head);
  out += fmt::format("<p>{} findings in {} words of {} files: {:.2f} for each 1,000 words. Rules: version {}.</p>\n", counted, words, files.size(),
                     per_thousand(counted, words), html_text(checker.version()));
  out += "<p>The checker shows wording that may harm a child; a person decides. Wording that is quoted, somebody's account, or spoken of as a "
         "wording is shown in grey and not counted.</p>\n";
  out += files_table(files);
  for (const auto& file : files)
    if (!file.lines.empty()) out += findings_table(file);
  return out + "</body></html>\n";
}

}  // namespace lapwing::language
