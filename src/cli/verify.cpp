#include "ledger/verify.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "cli/progress.hpp"
#include "cli/verbs.hpp"
#include "ledger/bytes.hpp"

namespace lapwing::cli {

namespace json = boost::json;

static json::object as_json(const ledger::Report& report) {
  json::object out{{"ok", report.ok}, {"entries", report.entries}, {"bytes", report.bytes}, {"root", ledger::to_hex(report.root)},
                   {"origin", report.origin}, {"witness_checked", report.witness_checked},
                   {"checkpoint_checked", report.checkpoint_checked}};
  if (report.problem) {
    json::object problem{{"what", ledger::name(report.problem->what)}, {"message", report.problem->message}};
    if (report.problem->first) problem["first"] = *report.problem->first;
    if (report.problem->last) problem["last"] = *report.problem->last;
    out["problem"] = std::move(problem);
  }
  return out;
}

int verify(const VerifyArguments& arguments) {
  ledger::VerifyOptions options;
  options.keys_dir = arguments.keys;
  options.deep = arguments.deep;
  if (!arguments.checkpoint.empty()) {
    std::ifstream file(arguments.checkpoint, std::ios::binary);
    if (!file) {
      fmt::print(stderr, "The checkpoint {} cannot be read.\n", arguments.checkpoint.string());
      return Exit::failure;
    }
    std::ostringstream text;
    text << file.rdbuf();
    options.checkpoint = text.str();
  }
  Progress progress("Verifying");
  options.progress = [&](std::uint64_t done, std::uint64_t total) { progress(done, total); };
  const auto report = ledger::verify(arguments.data, options);
  if (!report) {
    fmt::print(stderr, "{}\n", report.error().message);
    return Exit::failure;
  }
  if (arguments.json) {
    fmt::print("{}\n", json::serialize(as_json(*report)));
  } else if (report->ok) {
    fmt::print("Proved: {} entries, {} bytes, root {}.{}\n", report->entries, report->bytes, ledger::to_hex(report->root),
               report->checkpoint_checked ? " The checkpoint fits." : "");
  } else {
    fmt::print("Broken: {}\n{} entries before it are proved.\n", report->problem->message, report->entries);
  }
  return report->ok ? Exit::done : Exit::findings;
}

}  // namespace lapwing::cli
