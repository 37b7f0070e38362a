// Record linkage: how good on the two published tables, how fast pairs are scored, and how long one new record takes against a million
// people with the clusters kept.
//
//   bench_linkage [--data DIR] [--people N]      DIR holds historical_people_dev.csv and febrl3.csv
#include <fmt/format.h>
#include <time.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <random>
#include <regex>
#include <thread>

#include "exchange/csv.hpp"
#include "figures.hpp"
#include "links/linkage/link.hpp"
#include "links/linkage/measure.hpp"
#include "links/linkage/model.hpp"
#include "links/linkage/resolver.hpp"
#include "policy/linking.hpp"

#ifndef LAPWING_RULES_DIR
#define LAPWING_RULES_DIR "rules"
#endif

namespace {

using namespace lapwing;
using Random = std::mt19937_64;

std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string trimmed(const std::string& text) {
  const auto from = text.find_first_not_of(' ');
  return from == std::string::npos ? std::string() : text.substr(from, text.find_last_not_of(' ') - from + 1);
}

linkage::Table read_table(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  exchange::CsvReader reader(in);
  exchange::CsvRecord record;
  linkage::Table table;
  while (bench::must(reader.next(record))) {
    for (auto& field : record.fields) field = trimmed(field);
    if (table.columns.empty()) table.columns = record.fields;
    else table.rows.push_back(record.fields);
  }
  return table;
}

void row(std::string_view what, const std::string& reached, std::string_view wanted) { fmt::print("{:<58}{:>16}   {}\n", what, reached, wanted); }

linkage::Measures link_and_measure(const linkage::Table& table, const policy::LinkSpec& spec, const policy::NameForms& forms) {
  const auto result = bench::must(linkage::link(table, nullptr, spec, forms, {}));
  const auto column = static_cast<std::size_t>(std::ranges::find(table.columns, spec.truth) - table.columns.begin());
  const std::regex pattern(spec.truth_pattern.empty() ? ".*" : spec.truth_pattern);
  std::vector<std::string> truth;
  for (const auto at : result.row) {
    std::smatch found;
    truth.push_back(std::regex_search(table.rows[at][column], found, pattern) ? found[0].str() : "");
  }
  return linkage::measure(truth, result.file, result.across_only, result.pairs, result.probability, result.cluster, 0.5);
}

// Of all threads, so that what else the machine is doing does not count.
double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

void score_speed(const linkage::Table& table, const policy::LinkSpec& spec, const policy::NameForms& forms) {
  const auto prepared = bench::must(linkage::prepare(table, nullptr, spec, linkage::NameForms(forms)));
  linkage::learn_chance(prepared, 1);
  const auto pairs = linkage::find_candidates(prepared, {});
  const auto model = linkage::learn(prepared, linkage::compare_all(prepared, pairs), pairs.size());
  std::vector<double> rates;
  for (int round = 0; round < 7; ++round) {
    const double before = processor_seconds();
    const auto odds = linkage::score_all(prepared, model, pairs);
    rates.push_back(static_cast<double>(odds.size()) / (processor_seconds() - before) * std::thread::hardware_concurrency() / 1e6);
  }
  row("pairs scored a second of all cores (median of 7)", fmt::format("{:.1f} million", bench::spread(rates).p50), "5 million");
}

void published_tables(const std::filesystem::path& data, const policy::NameForms& forms) {
  const std::filesystem::path specs = std::filesystem::path(LAPWING_RULES_DIR).parent_path() / "docs/link";
  const auto people_file = data / "historical_people_dev.csv", febrl_file = data / "febrl3.csv";
  if (!std::filesystem::exists(people_file) || !std::filesystem::exists(febrl_file)) {
    fmt::print("The published tables are not in {}: --data says where they are.\n", data.string());
    return;
  }
  const auto people_spec = bench::must(policy::parse_link_spec(read_text(specs / "historical_people.toml")));
  const auto febrl_spec = bench::must(policy::parse_link_spec(read_text(specs / "febrl3.toml")));
  const auto people = read_table(people_file);
  const bench::Stopwatch watch;
  const auto m = link_and_measure(people, people_spec, forms);
  const double took = watch.seconds();
  row("historical people, clustered pairwise F1", fmt::format("{:.4f}", m.clustered.f1), "0.88");
  row("  before clustering", fmt::format("{:.4f}", m.pairwise.f1), "0.85");
  row("  candidate recall", fmt::format("{:.4f}", m.candidate_recall), "0.93");
  row("  candidate pairs, of " + std::to_string(people.rows.size()) + " records", std::to_string(m.candidate_pairs), "1.5 million (3 for 50,000)");
  row("  calibration error, 0.1 to 0.9", fmt::format("{:.4f}", m.calibration_error), "0.05");
  row("  the whole run", fmt::format("{:.1f} s", took), "");
  row("FEBRL 3, best F1", fmt::format("{:.4f}", link_and_measure(read_table(febrl_file), febrl_spec, forms).best_f1), "0.997");
  score_speed(people, people_spec, forms);
}

// Invented people whose names follow a power law, as names do.
class Town {
 public:
  explicit Town(const policy::NameForms& forms) {
    for (const auto& [form, full] : forms.nicknames) given_.push_back(full);
    for (const auto& [form, full] : forms.spellings) given_.push_back(full), given_.push_back(form);
    std::ranges::sort(given_);
    given_.erase(std::unique(given_.begin(), given_.end()), given_.end());
    std::ranges::shuffle(given_, random_);
    constexpr std::size_t families = 60'000, streets = 9'000;
    for (std::size_t i = 0; i < families; ++i) family_.push_back(word(2 + below(2)));
    for (std::size_t i = 0; i < streets; ++i) street_.push_back(word(2) + (below(2) ? " Road" : " Street"));
  }
  linkage::PersonRecord person(linkage::RecordId id) {
    linkage::PersonRecord out;
    out.id = id;
    out.name = given_[popular(given_.size())] + " " + family_[popular(family_.size())];
    if (below(10) < 8) out.born = linkage::PartialDate{1950 + static_cast<int>(below(70)), 1 + static_cast<int>(below(12)), 1 + static_cast<int>(below(28))};
    else out.age = linkage::AgeAbout{static_cast<int>(10 + below(50)), 2026};
    out.sex = below(2) ? linkage::Sex::female : linkage::Sex::male;
    if (below(10) < 6) out.phones.push_back(fmt::format("07{:09}", below(900'000'000)));
    if (below(10) < 7) {
      const auto at = below(street_.size());
      out.address = fmt::format("{} {}, TS{} {}{}{}", 1 + below(120), street_[at], 1 + at % 29, at / 29 % 10, letter(at / 290), letter(at / 7540 + at));
    }
    return out;
  }
  // The same person told of again, with less and with slips.
  linkage::PersonRecord again(linkage::PersonRecord record, linkage::RecordId id) {
    record.id = id;
    if (below(3) == 0) record.born.reset();
    if (below(3) == 0) record.phones.clear();
    if (below(3) == 0) record.address.clear();
    if (below(3) == 0 && record.name.size() > 6) record.name.erase(1 + below(record.name.size() - 2), 1);
    return record;
  }
  std::size_t below(std::size_t n) { return random_() % n; }

 private:
  static char letter(std::size_t n) { return static_cast<char>('A' + n % 26); }
  std::size_t popular(std::size_t n) {
    const double u = static_cast<double>(random_() >> 11) / 9007199254740992.0;
    return std::min(n - 1, static_cast<std::size_t>(std::pow(static_cast<double>(n), u)) - 1);
  }
  std::string word(std::size_t syllables) {
    static const std::vector<std::string> starts{"B", "br", "c", "ch", "d", "f", "g", "h", "j", "k", "l", "m", "n", "p", "r", "s", "sh", "t", "th", "v", "w"};
    static const std::vector<std::string> ends{"a", "en", "ol", "ir", "us", "em", "at", "ock", "ing", "ad", "eth", "ay", "oo", "y"};
    std::string out;
    for (std::size_t i = 0; i < syllables; ++i) out += starts[below(starts.size())] + ends[below(ends.size())];
    return out;
  }
  Random random_{20260303};
  std::vector<std::string> given_, family_, street_;
};

void resolve(std::size_t people, const policy::NameForms& forms) {
  Town town(forms);
  linkage::Resolver resolver(policy::built_in_linking(), forms);
  std::vector<linkage::PersonRecord> known;
  linkage::RecordId id = 0;
  constexpr std::size_t kept = 20'000, measured = 20'000;
  const bench::Stopwatch filling;
  while (resolver.record_count() < people) {
    auto person = town.person(++id);
    if (known.size() < kept && town.below(20) == 0) known.push_back(person);
    bench::must(resolver.add(person));
  }
  const double filled = filling.seconds();
  std::vector<double> millis;
  std::size_t joined = 0;
  for (std::size_t i = 0; i < measured; ++i) {
    const auto record = town.below(2) ? town.again(known[town.below(known.size())], ++id) : town.person(++id);
    const bench::Stopwatch watch;
    const auto found = resolver.add(record);
    millis.push_back(watch.seconds() * 1e3);
    joined += found->joined;
  }
  const auto s = bench::spread(millis);
  row(fmt::format("one new record against {} people, clusters kept", people), fmt::format("{:.3f} ms", s.p50), "p50 0.5 ms");
  row("", fmt::format("{:.3f} ms", s.p99), "p99 2 ms");
  row("", fmt::format("{:.3f} ms", s.max), "max");
  row("  filled in", fmt::format("{:.0f} s", filled), "");
  row("  of the new records, joined to somebody", fmt::format("{:.1f} %", 100.0 * static_cast<double>(joined) / measured), "half are of people known");
}

}  // namespace

int main(int argc, char** argv) {
  std::filesystem::path data = std::filesystem::path(LAPWING_RULES_DIR).parent_path().parent_path() / "shared/data/link";
  std::size_t people = 1'000'000;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::string_view(argv[i]) == "--data") data = argv[i + 1];
    else if (std::string_view(argv[i]) == "--people") people = std::strtoull(argv[i + 1], nullptr, 10);
  }
  const auto forms = bench::must(policy::load_nicknames(std::filesystem::path(LAPWING_RULES_DIR) / "nicknames.toml"));
  fmt::print("{:<58}{:>16}   {}\n", "", "reached", "to reach");
  published_tables(data, forms);
  if (people > 0) resolve(people, forms);
  return 0;
}
