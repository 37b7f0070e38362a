#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "policy/digest.hpp"
#include "policy/readers.hpp"

namespace lapwing::policy {
namespace {

constexpr std::uintmax_t file_bytes_max = 4 << 20;

struct RuleFile {
  std::string_view name;
  void (*read)(Section&, Policies&);
};

// In the order they must be read: enquiries name risk questions.
constexpr std::array<RuleFile, 8> rule_files = {{
    {"clocks.toml", [](Section& file, Policies& p) { read_clocks(file, p.clocks); }},
    {"risk.toml", [](Section& file, Policies& p) { read_risk(file, p.risk); }},
    {"enquiries.toml", [](Section& file, Policies& p) { read_enquiries(file, p.risk, p.enquiries); }},
    {"interview.toml", [](Section& file, Policies& p) { read_interview(file, p.interview); }},
    {"ethnicity.toml", [](Section& file, Policies& p) { read_ethnicity(file, p.ethnicity); }},
    {"access.toml", [](Section& file, Policies& p) { read_access(file, p.access); }},
    {"force.toml", [](Section& file, Policies& p) { read_force(file, p.force); }},
    {"workforce.toml", [](Section& file, Policies& p) { read_workforce(file, p.workforce); }},
}};

}  // namespace

std::expected<Policies, Problems> load(const RuleTexts& files) {
  Policies policies;
  Problems problems;
  policies.files = files;
  std::sort(policies.files.begin(), policies.files.end());
  for (const auto& [name, read] : rule_files) {
    const auto file = std::find_if(files.begin(), files.end(), [&, &wanted = name](const auto& f) { return f.first == wanted; });
    if (file == files.end()) {
      problems.push_back(fmt::format("{} is missing", name));
      continue;
    }
    const auto before = problems.size();
    const auto document = parse_document(file->first, file->second, problems);
    if (problems.size() > before) continue;   // not TOML: its contents cannot be judged
    Section top(file->first, document, problems);
    read(top, policies);
  }
  if (!problems.empty()) return std::unexpected(std::move(problems));
  policies.digest = digest_of(policies.files);
  policies.risk.rules_digest = policies.digest;
  return policies;
}

std::expected<RuleTexts, std::string> read_rule_files(const std::filesystem::path& directory) {
  std::error_code failed;
  RuleTexts out;
  for (std::filesystem::directory_iterator at(directory, failed), end; !failed && at != end; at.increment(failed)) {
    if (at->path().extension() != ".toml" || !at->is_regular_file(failed)) continue;
    if (at->file_size(failed) > file_bytes_max)
      return std::unexpected(fmt::format("{} is larger than {} MiB: is it a rule file?", at->path().string(), file_bytes_max >> 20));
    std::ifstream in(at->path(), std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(in)), {});
    if (!in) return std::unexpected(fmt::format("{} cannot be read", at->path().string()));
    out.emplace_back(at->path().filename().string(), std::move(text));
  }
  if (failed) return std::unexpected(fmt::format("the rules in {} cannot be read: {}", directory.string(), failed.message()));
  if (out.empty()) return std::unexpected(fmt::format("there are no rule files (*.toml) in {}", directory.string()));
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace lapwing::policy
