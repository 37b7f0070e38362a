// import population: the number of children of each ethnicity in the force's area, from a file of its own.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <fstream>

#include "cli/verbs.hpp"
#include "desk/desk.hpp"
#include "exchange/population_file.hpp"

namespace lapwing::cli {

namespace {

int fail(const std::string& message) {
  fmt::print(stderr, "{}\n", message);
  return Exit::failure;
}

// "rows[3].code" is of the file's line for that row.
std::string place_of(const std::string& path, const exchange::PopulationFile& file) {
  constexpr std::string_view rows = "rows";
  if (path == rows) return "the file";
  if (!path.starts_with(rows)) return "--" + path;
  std::size_t at = 0;
  std::from_chars(path.data() + rows.size() + 1, path.data() + path.size(), at);
  return at < file.lines.size() ? fmt::format("line {}", file.lines[at]) : path;
}

}  // namespace

int import_population(const ImportPopulationArguments& arguments) {
  std::ifstream in(arguments.file, std::ios::binary);
  if (!in || std::filesystem::is_directory(arguments.file))
    return fail(fmt::format("{} cannot be read. Check its name, and that you may open it.", arguments.file.string()));
  const auto file = exchange::read_population(in);
  if (!file) return fail(fmt::format("{} was not brought in:\n  {}", arguments.file.filename().string(), fmt::join(file.error(), "\n  ")));
  desk::Options options;
  options.data = arguments.data;
  options.keys = arguments.keys;
  auto desk = desk::Desk::open(std::move(options));
  if (!desk) return fail(desk.error());
  const casework::Actor importer{{}, "import", Role::system};
  const auto done = (*desk)->submit(desk::SentOnForce{importer, casework::SetPopulation{arguments.source, arguments.year, file->rows}, {}, {}});
  const auto closed = (*desk)->close();
  if (!done) {
    auto message = fmt::format("{} was not brought in: {}", arguments.file.filename().string(), done.error().message);
    for (const auto& field : done.error().fields) message += fmt::format("\n  {}: {}", place_of(field.path, *file), field.message);
    return fail(message);
  }
  if (!closed) return fail(closed.error());
  std::uint64_t children = 0;
  for (const auto& row : file->rows) children += row.children;
  fmt::print("{}: {} children in {} groups, for {}.\n", done->count == 0 ? "Held already" : "Recorded", children, file->rows.size(), arguments.year);
  return Exit::done;
}

}  // namespace lapwing::cli
