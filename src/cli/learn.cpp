// learn links: what agreement between two mentions of people is worth, learnt on the force's own record and put into its own rules.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <cmath>
#include <fstream>
#include <optional>

#include "cli/progress.hpp"
#include "cli/verbs.hpp"
#include "desk/link_keeper.hpp"
#include "desk/link_lessons.hpp"
#include "desk/link_rules.hpp"

namespace lapwing::cli {

namespace {

namespace json = boost::json;
using linkage::Learnt;
using linkage::LearntValue;

constexpr std::string_view file_name = "linking.toml", stood = "Elsewhere the values stand as they were: ";

int fail(int exit, const std::string& message) {
  fmt::print(stderr, "{}\n", message);
  return exit;
}

// Where the numbers come from, in the file that holds them. What was said of the values that stand is said of them again.
std::string source_of(const Learnt& learnt, std::uint64_t entries, std::string_view before) {
  if (const auto at = before.rfind(stood); at != before.npos) before.remove_prefix(at + stood.size());
  return fmt::format("Learnt by `lapwing learn links` on the first {} entries of this force's ledger: {} mentions of people, of which {:.0f} were expected to have "
                     "another of the same person; {} pairs ruled on by people. {}{}", entries, learnt.records, learnt.matched, learnt.ruled_same + learnt.ruled_apart,
                     stood, before);
}

json::object value_json(const LearntValue& value) {
  return {{"rule", value.rule}, {"learnt", value.learnt}, {"pairs", std::round(value.pairs)}, {"kept", value.kept}};
}

json::object learnt_json(const Learnt& learnt, std::uint64_t entries, const std::string& written) {
  json::array levels, warnings;
  for (const auto& level : learnt.levels)
    levels.push_back(json::object{{"evidence", level.evidence}, {"level", level.level}, {"same", value_json(level.same)}, {"other", value_json(level.other)},
                                  {"relative", value_json(level.relative)}});
  for (const auto& warning : learnt.warnings) warnings.emplace_back(warning);
  return {{"entries", entries}, {"mentions", learnt.records}, {"mentions_compared", learnt.asked}, {"pairs", learnt.pairs}, {"random_pairs", learnt.random_pairs},
          {"matched", std::round(learnt.matched)}, {"ruled_same", learnt.ruled_same}, {"ruled_apart", learnt.ruled_apart}, {"rounds", learnt.rounds},
          {"prior_same", value_json(learnt.prior_same)}, {"prior_relative", value_json(learnt.prior_relative)}, {"levels", std::move(levels)}, {"warnings", std::move(warnings)},
          {"written", written.empty() ? json::value() : json::value(written)}};
}

std::string shown(const LearntValue& value) {
  return value.kept ? fmt::format("{:>9.6f}   stands  {:>9}", value.rule, "") : fmt::format("{:>9.6f} {:>9.6f} {:>9.0f}", value.rule, value.learnt, value.pairs);
}

void print_table(const Learnt& learnt) {
  fmt::print("{} mentions of people; {} of them compared with those found by what they share, {} pairs; {} pairs at random; {} pairs ruled to be one person and {} to "
             "be two.\nAbout {:.0f} mentions have another of the same person. Settled in {} rounds.\n\n", learnt.records, learnt.asked, learnt.pairs, learnt.random_pairs,
             learnt.ruled_same, learnt.ruled_apart, learnt.matched, learnt.rounds);
  fmt::print("{:<23}|{:^29}  |{:^29}  |{:^29}\n{:<23}|", "", "of one person (same)", "of two strangers (other)", "of one household (relative)", "");
  for (int i = 0; i < 3; ++i) fmt::print("{:>9} {:>9} {:>9}{}", "in force", "learnt", "pairs", i < 2 ? "  |" : "\n");
  for (const auto& level : learnt.levels)
    fmt::print("{:<12} {:<10}|{}  |{}  |{}\n", level.evidence, level.level, shown(level.same), shown(level.other), shown(level.relative));
  fmt::print("\nThat two mentions picked at random are of one person: {:.7f} in force, {:.7f} learnt; of one household: {:.7f} in force, {}.\n", learnt.prior_same.rule,
             learnt.prior_same.learnt, learnt.prior_relative.rule, learnt.prior_relative.kept ? "stands" : fmt::format("{:.7f} learnt", learnt.prior_relative.learnt));
  if (!learnt.warnings.empty()) fmt::print("\nToo little to learn from:\n");
  for (const auto& warning : learnt.warnings) fmt::print("  {}\n", warning);
}

// Whole or not at all: a service that starts meanwhile reads the old file or the new.
std::expected<void, std::string> write_whole(const std::filesystem::path& path, std::string_view text) {
  auto fresh = path;
  fresh += ".new";
  std::error_code failed;
  {
    std::ofstream out(fresh, std::ios::binary);
    out << text;
    if (!out.flush()) return std::unexpected(fmt::format("{} could not be written.", fresh.string()));
  }
  std::filesystem::rename(fresh, path, failed);
  if (failed) return std::unexpected(fmt::format("{} could not be written: {}", path.string(), failed.message()));
  return {};
}

// A folder of rules takes the place of all that are built in, so they go in with it where there are none.
std::expected<std::filesystem::path, std::string> write_rules(const std::filesystem::path& data, const policy::RuleTexts& texts, const std::string& text) {
  const auto folder = data / "rules", path = folder / file_name;
  std::error_code failed;
  if (!std::filesystem::is_directory(folder, failed)) {
    const auto fresh = data / "rules.new";
    std::filesystem::remove_all(fresh, failed);
    if (!std::filesystem::create_directories(fresh, failed)) return std::unexpected(fmt::format("{} could not be made: {}", fresh.string(), failed.message()));
    for (const auto& [name, built_in] : texts)
      if (const auto written = write_whole(fresh / name, name == file_name ? text : built_in); !written) return std::unexpected(written.error());
    std::filesystem::rename(fresh, folder, failed);
    if (failed) return std::unexpected(fmt::format("{} could not be made: {}", folder.string(), failed.message()));
    fmt::print(stderr, "{} did not exist: the rules that are built in were copied there whole, because a folder of rules takes the place of all of them.\n", folder.string());
    return path;
  }
  if (std::filesystem::exists(path, failed)) {
    auto before = path;
    before += ".before";
    std::filesystem::copy_file(path, before, std::filesystem::copy_options::overwrite_existing, failed);
    if (failed) return std::unexpected(fmt::format("{} could not be kept: {}", path.string(), failed.message()));
    fmt::print(stderr, "What {} held is kept in {}.\n", path.string(), before.string());
  }
  if (const auto written = write_whole(path, text); !written) return std::unexpected(written.error());
  return path;
}

std::expected<desk::LinkLessons, std::string> lessons_of(const DataArguments& data) {
  ledger::Options options;
  options.access = ledger::Access::read;
  options.keys_dir = data.keys;
  const auto ledger = ledger::Ledger::open(data.data, options);
  if (!ledger) return std::unexpected(ledger.error().message);
  if (const auto warmed = (*ledger)->warm_keys(); !warmed) return std::unexpected(warmed.error().message);
  Progress progress("Reading the ledger");
  return desk::link_lessons(**ledger, [&](std::uint64_t done, std::uint64_t total) { progress(done, total); });
}

}  // namespace

int learn_links(const LearnLinksArguments& arguments) {
  const auto texts = desk::rule_texts(arguments.data.data, {});
  if (!texts) return fail(Exit::failure, texts.error());
  const auto rules = desk::link_rules(*texts);
  if (!rules) return fail(Exit::failure, rules.error());
  const auto lessons = lessons_of(arguments.data);
  if (!lessons) return fail(Exit::failure, lessons.error());
  std::optional<Progress> progress;
  std::string stage;
  auto learnt = linkage::learn_links(lessons->from, rules->linking, rules->names, {}, [&](std::string_view what, std::uint64_t done, std::uint64_t total) {
    if (what != stage) progress.emplace(stage = what);
    (*progress)(done, total);
  });
  progress.reset();
  if (!learnt) return fail(Exit::findings, learnt.error());
  learnt->policy.source = source_of(*learnt, lessons->entries, rules->linking.source);
  const auto text = policy::linking_text(learnt->policy);
  if (const auto read = policy::parse_linking(text); !read) return fail(Exit::failure, fmt::format("What was learnt cannot be used: {}", read.error()));
  std::string written;
  if (!arguments.dry_run) {
    const auto path = write_rules(arguments.data.data, *texts, text);
    if (!path) return fail(Exit::failure, path.error());
    written = path->string();
  }
  if (arguments.json) fmt::print("{}\n", json::serialize(learnt_json(*learnt, lessons->entries, written)));
  else print_table(*learnt);
  if (written.empty()) fmt::print(stderr, "Nothing was written.\n");
  else fmt::print(stderr, "Written to {}. The service uses it from its next start, and keeps it in the ledger with the digest of the rules.\n", written);
  return Exit::done;
}

}  // namespace lapwing::cli
