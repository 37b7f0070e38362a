// checkpoint and export ledger: what others may keep or read, without taking the folder from a running service.
#include <fmt/format.h>

#include <boost/json.hpp>

#include "cli/progress.hpp"
#include "cli/verbs.hpp"
#include "domain/ids.hpp"
#include "domain/time.hpp"
#include "ledger/bytes.hpp"
#include "ledger/ledger.hpp"

namespace lapwing::cli {

namespace json = boost::json;

static ledger::Result<std::unique_ptr<ledger::Ledger>> open_to_read(const DataArguments& arguments) {
  ledger::Options options;
  options.access = ledger::Access::read;
  options.keys_dir = arguments.keys;
  return ledger::Ledger::open(arguments.data, options);
}

static int failed(const ledger::Fault& fault) {
  fmt::print(stderr, "{}\n", fault.message);
  return fault.kind == ledger::Fault::Kind::corrupt ? Exit::findings : Exit::failure;
}

int checkpoint(const DataArguments& arguments) {
  const auto ledger = open_to_read(arguments);
  if (!ledger) return failed(ledger.error());
  const auto text = (*ledger)->checkpoint();
  if (!text) return failed(text.error());
  fmt::print("{}", *text);
  return Exit::done;
}

static json::object line_of(const ledger::Entry& entry, const ledger::Hash& leaf) {
  json::object line{{"index", entry.index}, {"at", to_rfc3339(entry.at)}, {"subject", uuid_text(entry.subject)},
                    {"leaf", ledger::to_hex(leaf)}};
  if (entry.erased) {
    line["erased"] = true;
    return line;
  }
  json::error_code not_json;
  auto payload = json::parse(entry.payload, not_json);
  line["payload"] = not_json ? json::value(entry.payload) : std::move(payload);
  return line;
}

int export_ledger(const DataArguments& arguments) {
  const auto ledger = open_to_read(arguments);
  if (!ledger) return failed(ledger.error());
  auto cursor = (*ledger)->scan(0);
  if (!cursor) return failed(cursor.error());
  Progress progress("Exporting");
  const auto total = (*ledger)->head().size;
  ledger::Entry entry;
  while (true) {
    const auto more = cursor->next(entry);
    if (!more) return failed(more.error());
    if (!*more) return Exit::done;
    fmt::print("{}\n", json::serialize(line_of(entry, cursor->leaf())));
    progress(entry.index, total);
  }
}

}  // namespace lapwing::cli
