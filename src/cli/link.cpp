// link: record linkage on any table, from a spec. Writes every pair compared and, when asked, the clusters; where the spec names a
// column that holds the truth, says how good the linkage was.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <fstream>
#include <regex>
#include <unistd.h>

#include "cli/verbs.hpp"
#include "exchange/csv.hpp"
#include "links/linkage/link.hpp"
#include "links/linkage/measure.hpp"
#include "policy/policies.hpp"

namespace lapwing::cli {

namespace json = boost::json;

namespace {

constexpr std::size_t refused_shown_max = 20;

int fail(int exit, const std::string& message) {
  fmt::print(stderr, "{}\n", message);
  return exit;
}

std::string trimmed(const std::string& text) {
  const auto from = text.find_first_not_of(" \t");
  return from == std::string::npos ? std::string() : text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

struct Read {
  linkage::Table table;
  std::vector<std::string> refused;   // lines that could not be read, and why
};

std::expected<Read, std::string> read_table(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::unexpected(fmt::format("{} cannot be read.", path.string()));
  exchange::CsvReader reader(in);
  exchange::CsvRecord record;
  Read out;
  for (;;) {
    const auto more = reader.next(record);
    if (!more) {
      out.refused.push_back(fmt::format("{} line {}: {}", path.string(), more.error().line, more.error().message));
      continue;
    }
    if (!*more) break;
    for (auto& field : record.fields) field = trimmed(field);
    if (out.table.columns.empty()) out.table.columns = record.fields;
    else if (record.fields.size() == out.table.columns.size()) out.table.rows.push_back(record.fields);
    else
      out.refused.push_back(fmt::format("{} line {}: {} values where the header has {}", path.string(), record.line, record.fields.size(),
                                        out.table.columns.size()));
  }
  if (out.table.columns.empty()) return std::unexpected(fmt::format("{} is empty: it needs a header line.", path.string()));
  return out;
}

std::expected<std::string, std::string> read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::unexpected(fmt::format("{} cannot be read.", path.string()));
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::expected<policy::NameForms, std::string> built_in_name_forms() {
  for (const auto& [name, text] : policy::built_in_rules())
    if (name == "nicknames.toml") return policy::parse_nicknames(text);
  return std::unexpected("nicknames.toml is not among the built-in rules.");
}

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

bool write_pairs(const std::filesystem::path& path, const linkage::LinkResult& result, const policy::LinkSpec& spec, double probability_min) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  fmt::memory_buffer text;
  const auto to = std::back_inserter(text);
  fmt::format_to(to, "left,right,probability");
  for (const auto& field : spec.fields) fmt::format_to(to, ",{}", csv_field(field.column));
  fmt::format_to(to, "\n");
  std::vector<std::string> ids;
  for (const auto& id : result.ids) ids.push_back(csv_field(id));
  constexpr std::size_t written_at_once = 1 << 20;
  for (std::size_t p = 0; p < result.pairs.size(); ++p) {
    if (static_cast<double>(result.probability[p]) < probability_min) continue;
    fmt::format_to(to, "{},{},{:.6f}", ids[result.pairs[p].first], ids[result.pairs[p].second], result.probability[p]);
    for (const auto& field : result.contribution) fmt::format_to(to, ",{:.3f}", field[p] == 0 ? 0.0F : field[p]);
    text.push_back('\n');
    if (text.size() > written_at_once) out.write(text.data(), static_cast<std::streamsize>(text.size())), text.clear();
  }
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  return !out.fail();
}

bool write_clusters(const std::filesystem::path& path, const linkage::LinkResult& result) {
  std::vector<std::pair<std::string, std::string>> rows;
  for (std::size_t i = 0; i < result.ids.size(); ++i) rows.emplace_back(result.ids[i], result.ids[result.cluster[i]]);
  std::ranges::sort(rows);
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << "id,cluster\n";
  for (const auto& [id, cluster] : rows) out << csv_field(id) << ',' << csv_field(cluster) << '\n';
  out.close();
  return !out.fail();
}

// The truth is read here, after linking, and nowhere else.
std::expected<std::vector<std::string>, std::string> read_truth(const policy::LinkSpec& spec, const linkage::LinkResult& result,
                                                                const std::vector<Read>& tables) {
  const std::regex pattern(spec.truth_pattern);
  std::vector<std::size_t> column;
  for (const auto& read : tables) {
    const auto at = std::ranges::find(read.table.columns, spec.truth);
    if (at == read.table.columns.end()) return std::unexpected(fmt::format("There is no column {} (the truth).", spec.truth));
    column.push_back(static_cast<std::size_t>(at - read.table.columns.begin()));
  }
  std::vector<std::string> truth(result.ids.size());
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const auto& said = tables[result.file[i]].table.rows[result.row[i]][column[result.file[i]]];
    std::smatch found;
    if (spec.truth_pattern.empty()) truth[i] = said;
    else if (std::regex_search(said, found, pattern)) truth[i] = found.size() > 1 ? found[1].str() : found[0].str();
  }
  return truth;
}

json::object as_json(const linkage::Agreement& one) { return {{"precision", one.precision}, {"recall", one.recall}, {"f1", one.f1}}; }

json::object as_json(const linkage::Measures& m) {
  return {{"true_pairs", m.true_pairs}, {"candidate_recall", m.candidate_recall}, {"pairwise", as_json(m.pairwise)},
          {"best_f1", m.best_f1}, {"best_threshold", m.best_threshold}, {"clustered", as_json(m.clustered)},
          {"calibration_error", m.calibration_error}, {"calibration_pairs", m.calibration_pairs}};
}

void print(const linkage::Measures& m) {
  fmt::print("\nAgainst the truth ({} true pairs)\n", m.true_pairs);
  fmt::print("{:<34}{:>10.4f}\n", "Candidate recall", m.candidate_recall);
  fmt::print("{:<34}{:>10}{:>10}{:>10}\n", "", "precision", "recall", "F1");
  fmt::print("{:<34}{:>10.4f}{:>10.4f}{:>10.4f}\n", "Pairs, before clustering", m.pairwise.precision, m.pairwise.recall, m.pairwise.f1);
  fmt::print("{:<34}{:>10.4f}{:>10.4f}{:>10.4f}\n", "Clusters", m.clustered.precision, m.clustered.recall, m.clustered.f1);
  fmt::print("{:<34}{:>30.4f}  (at {:.3f})\n", "Best F1 of pairs", m.best_f1, m.best_threshold);
  fmt::print("{:<34}{:>30.4f}  ({} pairs)\n", "Calibration error, 0.1 to 0.9", m.calibration_error, m.calibration_pairs);
}

std::uint64_t count_clusters(const linkage::LinkResult& result) {
  std::uint64_t count = 0;
  for (std::uint32_t i = 0; i < result.cluster.size(); ++i) count += result.cluster[i] == i;
  return count;
}

}  // namespace

int link(const LinkArguments& arguments) {
  if (arguments.tables.empty() || arguments.tables.size() > 2) return fail(Exit::usage, "Give one table, to find those that are the same in it, or two.");
  if (!(arguments.threshold > 0 && arguments.threshold < 1)) return fail(Exit::usage, "--threshold: give a probability between 0 and 1.");
  const auto spec_text = read_text(arguments.spec);
  if (!spec_text) return fail(Exit::failure, spec_text.error());
  const auto spec = policy::parse_link_spec(*spec_text);
  if (!spec) return fail(Exit::usage, fmt::format("{}: {}", arguments.spec.string(), spec.error()));
  const auto forms = built_in_name_forms();
  if (!forms) return fail(Exit::failure, forms.error());
  std::vector<Read> tables;
  std::vector<std::string> refused;
  for (const auto& path : arguments.tables) {
    auto read = read_table(path);
    if (!read) return fail(Exit::failure, read.error());
    refused.insert(refused.end(), read->refused.begin(), read->refused.end());
    tables.push_back(std::move(*read));
  }
  linkage::LinkOptions options;
  options.threshold = arguments.threshold;
  const bool terminal = ::isatty(STDERR_FILENO) == 1;
  options.stage = [&](std::string_view what) {
    if (terminal) fmt::print(stderr, "\r\033[K{} …", what);
  };
  const auto result = linkage::link(tables[0].table, tables.size() > 1 ? &tables[1].table : nullptr, *spec, *forms, options);
  if (terminal) fmt::print(stderr, "\r\033[K");
  if (!result) return fail(Exit::failure, fmt::format("The tables do not fit the spec: {}.", result.error()));
  if (!write_pairs(arguments.out, *result, *spec, arguments.probability_min))
    return fail(Exit::failure, fmt::format("{} could not be written whole. Is the disk full?", arguments.out.string()));
  if (arguments.clusters && !write_clusters(*arguments.clusters, *result))
    return fail(Exit::failure, fmt::format("{} could not be written whole. Is the disk full?", arguments.clusters->string()));
  std::optional<linkage::Measures> measures;
  if (!spec->truth.empty()) {
    const auto truth = read_truth(*spec, *result, tables);
    if (!truth) return fail(Exit::failure, truth.error());
    measures = linkage::measure(*truth, result->file, result->across_only, result->pairs, result->probability, result->cluster, arguments.threshold);
  }
  if (arguments.json) {
    json::object out{{"records", result->ids.size()}, {"pairs", result->pairs.size()}, {"clusters", count_clusters(*result)},
                     {"threshold", arguments.threshold}, {"refused_rows", refused.size()}};
    if (measures) out["measures"] = as_json(*measures);
    fmt::print("{}\n", json::serialize(out));
  } else {
    fmt::print("{} records, {} pairs compared, {} clusters.\n", result->ids.size(), result->pairs.size(), count_clusters(*result));
    if (measures) print(*measures);
  }
  for (std::size_t i = 0; i < std::min(refused.size(), refused_shown_max); ++i) fmt::print(stderr, "{}\n", refused[i]);
  if (refused.size() > refused_shown_max) fmt::print(stderr, "and {} more lines that could not be read\n", refused.size() - refused_shown_max);
  return refused.empty() ? Exit::done : Exit::findings;
}

}  // namespace lapwing::cli
