// groups --data and export links: the fold of a folder's own ledger. The ledger is only read, so a running service is not disturbed.
#include <fmt/format.h>

#include <fstream>

#include "cli/groups.hpp"
#include "cli/progress.hpp"
#include "desk/link_keeper.hpp"
#include "ledger/ledger.hpp"
#include "links/writing.hpp"

namespace lapwing::cli {

namespace {

int fail(int exit, const std::string& message) {
  fmt::print(stderr, "{}\n", message);
  return exit;
}

// Everything the folder's ledger holds, of what had been received by `as_of`.
std::expected<std::shared_ptr<desk::LinkKeeper>, std::string> keeper_of(const DataArguments& data, std::optional<Instant> as_of) {
  ledger::Options options;
  options.access = ledger::Access::read;
  options.keys_dir = data.keys;
  const auto ledger = ledger::Ledger::open(data.data, options);
  if (!ledger) return std::unexpected(ledger.error().message);
  const auto texts = desk::rule_texts(data.data, {});
  if (!texts) return std::unexpected(texts.error());
  auto keeper = desk::link_keeper(*texts);
  if (!keeper) return keeper;
  if (as_of) (*keeper)->only_received_by(*as_of);
  if (const auto warmed = (*ledger)->warm_keys(); !warmed) return std::unexpected(warmed.error().message);
  Progress progress("Reading the ledger");
  const auto told = desk::tell_from(**ledger, **keeper, {}, [&](std::uint64_t done, std::uint64_t total) { progress(done, total); });
  if (!told) return std::unexpected(told.error());
  return keeper;
}

int write_file(const std::filesystem::path& path, const std::function<void(std::ostream&)>& write) {
  std::ofstream out(path, std::ios::binary);
  write(out);
  out.flush();
  return out ? Exit::done : fail(Exit::failure, fmt::format("{} could not be written.", path.string()));
}

}  // namespace

int groups_of_data(const GroupsArguments& arguments, std::optional<Instant> as_of) {
  const auto keeper = keeper_of(arguments.data, as_of);
  if (!keeper) return fail(Exit::failure, keeper.error());
  std::vector<links::Group> found;
  (*keeper)->with_links([&](const links::Links& links) { found = links.groups(); });
  return print_groups(found, arguments.json, Exit::done);
}

int export_links(const ExportLinksArguments& arguments) {
  std::optional<Instant> as_of;
  if (!arguments.as_of.empty()) {
    const auto at = parse_rfc3339(arguments.as_of);
    if (!at) return fail(Exit::usage, fmt::format("--as-of {}", at.error()));
    as_of = *at;
  }
  const auto keeper = keeper_of(arguments.data, as_of);
  if (!keeper) return fail(Exit::failure, keeper.error());
  int exit = Exit::done;
  (*keeper)->with_links([&](const links::Links& links) {
    const auto all = links::whole(links);
    if (arguments.format == "graphml") exit = write_file(arguments.out, [&](auto& out) { links::write_graphml(out, links, all); });
    else if (arguments.format == "gexf") exit = write_file(arguments.out, [&](auto& out) { links::write_gexf(out, links, all); });
    else {
      exit = write_file(arguments.out.string() + "-entities.csv", [&](auto& out) { links::write_entities_csv(out, links, all); });
      if (exit == Exit::done) exit = write_file(arguments.out.string() + "-links.csv", [&](auto& out) { links::write_links_csv(out, links, all); });
    }
  });
  return exit;
}

}  // namespace lapwing::cli
