// bench_force [--episodes N] [--long-rules] [--in FOLDER] [--keep]: a force with a long past. Fills one with 10,000 closed episodes and one with N
// (default 100,000) through real commands, beside 200 open ones, and says how fast that went, how long starting takes with a snapshot
// and without, how much memory a closed episode costs, and what the board and a child's page cost: the same at both sizes, or a
// page's cost grows with the past. A page of figures counts the past: each is asked for as by a browser, over the twelve months
// in which all of these episodes fall.
//
// Every figure is taken in a process of its own. The first-hour enquiries and the interview's questions are cut to one of each kind, so that a
// million episodes fit a laptop's disk; --long-rules keeps the shipped ones (about three times the events).
//
// bench_force --data FOLDER: starts a force that was filled before and kept with --keep, and asks for its pages; filling a million takes longer
// than a machine stays quiet.
#include <fmt/format.h>
#include <malloc.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <fstream>
#include <functional>

#include "cli/progress.hpp"
#include "figures.hpp"
#include "synth/fill.hpp"
#include "synth/random.hpp"
#include "web/access/secrets.hpp"
#include "web/pages/measures/measure_pages.hpp"
#include "web/site.hpp"

namespace {

using namespace lapwing;
using bench::must;
using bench::Stopwatch;

constexpr std::uint64_t open_episodes = 200, small_force_episodes = 10'000;
constexpr int pages_asked = 300, figures_asked = 9;
constexpr std::size_t most_figure_pages = 24;

double resident_megabytes() {
  ::malloc_trim(0);
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::atof(line.c_str() + 6) / 1024;
  return 0;
}

// Runs `work` in a process of its own and gives back what it found.
template <class Figures>
Figures apart(const std::function<Figures()>& work) {
  int pipe_ends[2];
  if (::pipe(pipe_ends) != 0) std::exit(3);
  const auto child = ::fork();
  if (child == 0) {
    const auto figures = work();
    const bool told = ::write(pipe_ends[1], &figures, sizeof figures) == static_cast<ssize_t>(sizeof figures);
    std::_Exit(told ? 0 : 3);
  }
  ::close(pipe_ends[1]);
  Figures figures{};
  const auto got = ::read(pipe_ends[0], &figures, sizeof figures);
  ::close(pipe_ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (got != static_cast<ssize_t>(sizeof figures) || status != 0) std::exit(3);
  return figures;
}

// ---- rules ----
// Only those blocks that begin with `[[name]]` and have one of the ids.
std::string only(const std::string& text, const std::string& name, const std::vector<std::string_view>& ids) {
  const auto start = "\n[[" + name + "]]";
  std::string out = text.substr(0, text.find(start));
  for (auto at = text.find(start); at != text.npos;) {
    const auto next = text.find(start, at + 1);
    const auto block = text.substr(at, next == text.npos ? text.npos : next - at);
    const auto is = [&](std::string_view id) { return block.find(fmt::format("id = \"{}\"", id)) != block.npos; };
    if (std::ranges::any_of(ids, is)) out += block;
    at = next;
  }
  return out + "\n";
}

void write_short_rules(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  for (const auto& [name, text] : policy::built_in_rules()) {
    std::ofstream file(folder / name);
    if (name == "enquiries.toml") file << only(text, "enquiry", {"call-child"});
    else if (name == "interview.toml")
      file << only(text, "question", {"general-safe-now", "person-safe", "place-safe", "thing-from", "phone-safe", "vehicle-safe"});
    else file << text;
  }
}

// ---- the steps ----
struct FillFigures {
  synth::Filled filled;
  double seconds = 0;
  std::uint64_t events = 0;
};

FillFigures fill(const std::filesystem::path& data, std::uint64_t episodes) {
  desk::Options options;
  options.data = data;
  const auto now = desk::MachineTime(Instant{}).now();
  const auto time = std::make_shared<desk::ManualTime>(now - synth::time_to_fill(episodes));
  options.time = time;
  const auto desk = must(desk::Desk::open(std::move(options)));
  Stopwatch watch;
  FillFigures figures;
  {
    cli::Progress progress(fmt::format("Filling {} episodes", episodes));
    figures.filled = must(synth::fill_force(*desk, *time, episodes, open_episodes, 1, [&](std::uint64_t done, std::uint64_t total) { progress(done, total); }));
  }
  figures.seconds = watch.seconds();
  figures.events = desk->sequence();
  if (const auto closed = desk->close(); !closed) std::exit(3);
  return figures;
}

struct PageFigures { double p50_ms = 0, p99_ms = 0; };
struct StartFigures {
  double seconds = 0, megabytes = 0;
  PageFigures board, board_page, child, child_again;
  std::array<PageFigures, most_figure_pages> figure_pages;  // in the order of figure_paths()
};

transport::Request get(const std::string& path, const std::string& token) {
  transport::Request request;
  request.method = "GET";
  request.target = request.path = path;
  request.headers = {{"Host", "127.0.0.1"}, {"Authorization", "Bearer " + token}};
  return request;
}

PageFigures ask(web::Site& site, const std::vector<std::string>& paths, const std::string& token) {
  std::vector<double> took;
  for (const auto& path : paths) {
    const auto request = get(path, token);
    Stopwatch watch;
    const auto response = site.handle(request);
    took.push_back(watch.seconds() * 1000);
    if (response.status != 200) {
      fmt::print(stderr, "{}: {} {}\n", path, response.status, response.body.view());
      std::exit(3);
    }
  }
  const auto spread = bench::spread(took);
  return {spread.p50, spread.p99};
}

std::vector<std::string> figure_paths() {
  std::vector<std::string> paths{"/measures"};
  for (const auto& page : web::measure_pages()) paths.push_back("/measures/" + std::string(page.path));
  paths.resize(std::min(paths.size(), most_figure_pages));
  return paths;
}

std::string token_of_new(desk::Desk& desk, Role role) {
  const auto added = must(desk.submit(desk::SentOnAccount{
      casework::Actor{}, {}, casework::AddAccount{fmt::format("bench{}", desk.sequence()), "A. Okafor", role, {}, {}, {}, false}}));
  auto token = web::random_secret();
  must(desk.submit(desk::SentOnAccount{casework::Actor{}, added.user, casework::IssueToken{"bench", web::secret_hash(token), {}}}));
  return token;
}

void ask_pages(desk::Desk& desk, StartFigures& figures) {
  const auto token = token_of_new(desk, Role::supervisor), superintendent = token_of_new(desk, Role::superintendent);
  web::Site site(desk, {});
  std::vector<ChildId> closed;
  desk.children().each([&](const desk::ChildLine& line) {
    if (!line.is_live()) closed.push_back(line.id);
  });
  synth::Random chance(7);
  std::vector<std::string> children;
  for (int i = 0; i < pages_asked; ++i) children.push_back("/api/v1/children/" + closed[chance.below(closed.size())].text());
  figures.child = ask(site, children, token);
  figures.child_again = ask(site, children, token);
  figures.board = ask(site, std::vector<std::string>(pages_asked, "/api/v1/board"), token);
  figures.board_page = ask(site, std::vector<std::string>(pages_asked, "/now"), token);
  const auto paths = figure_paths();
  for (std::size_t i = 0; i < paths.size(); ++i)
    figures.figure_pages[i] = ask(site, std::vector<std::string>(figures_asked, paths[i]), superintendent);
}

StartFigures start(const std::filesystem::path& data, bool with_pages) {
  const double before = resident_megabytes();
  desk::Options options;
  options.data = data;
  Stopwatch watch;
  StartFigures figures;
  {
    cli::Progress progress("Starting");
    options.progress = [&](std::uint64_t done, std::uint64_t total) { progress(done, total); };
    const auto desk = must(desk::Desk::open(std::move(options)));
    figures.seconds = watch.seconds();
    figures.megabytes = resident_megabytes() - before;
    if (with_pages) ask_pages(*desk, figures);
    if (const auto closed = desk->close(); !closed) std::exit(3);
  }
  return figures;
}

double fdatasync_ms(const std::filesystem::path& folder) {
  const auto path = folder / "fdatasync";
  std::FILE* file = std::fopen(path.c_str(), "wb");
  std::vector<double> took;
  char page[4096] = {};
  for (int i = 0; i < 100; ++i) {
    std::fwrite(page, 1, sizeof page, file);
    std::fflush(file);
    Stopwatch watch;
    ::fdatasync(::fileno(file));
    took.push_back(watch.seconds() * 1000);
  }
  std::fclose(file);
  return bench::spread(took).p50;
}

struct Whole {
  FillFigures fill;
  StartFigures with_snapshot, without;
  double gigabytes = 0;
};

Whole measure(const std::filesystem::path& data, std::uint64_t episodes, bool long_rules) {
  std::filesystem::create_directories(data);
  if (!long_rules) write_short_rules(data / "rules");
  Whole whole;
  whole.fill = apart<FillFigures>([&] { return fill(data, episodes); });
  whole.gigabytes = static_cast<double>(std::filesystem::file_size(data / "ledger.db")) / 1e9;
  whole.with_snapshot = apart<StartFigures>([&] { return start(data, true); });
  std::filesystem::remove_all(data / "snapshots");
  whole.without = apart<StartFigures>([&] { return start(data, false); });
  return whole;
}

std::string spread(const PageFigures& p) { return fmt::format("{:.2f} / {:.2f} ms", p.p50_ms, p.p99_ms); }

void print_pages(const StartFigures& figures) {
  const auto row = [](std::string_view what, const PageFigures& page) { fmt::print("| {} | {} |\n", what, spread(page)); };
  fmt::print("| started in {:.2f} s, {:.0f} MB | p50 / p99 |\n|---|--:|\n", figures.seconds, figures.megabytes);
  row("the board", figures.board);
  row("the board as a page", figures.board_page);
  row("a child with a past, first look", figures.child);
  row("the same child again", figures.child_again);
  const auto paths = figure_paths();
  for (std::size_t i = 0; i < paths.size(); ++i) row(paths[i], figures.figure_pages[i]);
}

void print(const Whole& small, const Whole& large, double sync_ms) {
  const auto episodes = [](const Whole& w) { return static_cast<double>(w.fill.filled.closed); };
  const auto row = [&](std::string_view what, auto figure) { fmt::print("| {} | {} | {} |\n", what, figure(small), figure(large)); };
  fmt::print("| a force with | {} closed episodes | {} closed episodes |\n|---|--:|--:|\n", small.fill.filled.closed, large.fill.filled.closed);
  row("children", [](const Whole& w) { return w.fill.filled.children; });
  row("events, events an episode", [&](const Whole& w) { return fmt::format("{}, {:.1f}", w.fill.events, static_cast<double>(w.fill.events) / episodes(w)); });
  row("ledger", [](const Whole& w) { return fmt::format("{:.2f} GB", w.gigabytes); });
  row("filled at", [&](const Whole& w) { return fmt::format("{:.0f} commands/s, {:.0f} events/s", static_cast<double>(w.fill.filled.commands) / w.fill.seconds, static_cast<double>(w.fill.events) / w.fill.seconds); });
  row("start from a snapshot", [](const Whole& w) { return fmt::format("{:.2f} s", w.with_snapshot.seconds); });
  row("start without one", [](const Whole& w) { return fmt::format("{:.2f} s", w.without.seconds); });
  row("memory once started", [](const Whole& w) { return fmt::format("{:.0f} MB", w.with_snapshot.megabytes); });
  row("the board, p50 / p99", [](const Whole& w) { return spread(w.with_snapshot.board); });
  row("the board as a page", [](const Whole& w) { return spread(w.with_snapshot.board_page); });
  row("a child with a past, first look", [](const Whole& w) { return spread(w.with_snapshot.child); });
  row("the same child again", [](const Whole& w) { return spread(w.with_snapshot.child_again); });
  const auto paths = figure_paths();
  for (std::size_t i = 0; i < paths.size(); ++i)
    row(paths[i], [&](const Whole& w) { return spread(w.with_snapshot.figure_pages[i]); });
  const double more = episodes(large) - episodes(small);
  if (more > 0)
    fmt::print("\nEach further closed episode costs {:.0f} bytes of memory. A first look is in the ledger before it is answered: fdatasync here takes {:.2f} ms.\n",
               (large.with_snapshot.megabytes - small.with_snapshot.megabytes) * 1024 * 1024 / more, sync_ms);
}

}  // namespace

int main(int count, char** words) {
  std::uint64_t episodes = 100'000;
  bool long_rules = false;
  std::filesystem::path base = std::filesystem::temp_directory_path(), filled_before;
  bool keep = false;
  for (int i = 1; i < count; ++i) {
    if (std::strcmp(words[i], "--long-rules") == 0) long_rules = true;
    else if (std::strcmp(words[i], "--episodes") == 0 && i + 1 < count) episodes = std::strtoull(words[++i], nullptr, 10);
    else if (std::strcmp(words[i], "--in") == 0 && i + 1 < count) base = words[++i];
    else if (std::strcmp(words[i], "--keep") == 0) keep = true;
    else if (std::strcmp(words[i], "--data") == 0 && i + 1 < count) filled_before = words[++i];
    else return fmt::print(stderr, "bench_force [--episodes N] [--long-rules] [--in FOLDER] [--keep] | --data FOLDER\n"), 2;
  }
  if (!filled_before.empty()) return print_pages(start(filled_before, true)), 0;
  const double sync_ms = fdatasync_ms(base);
  const bench::Folder folder(base);
  const auto small = measure(folder.path() / "small", small_force_episodes, long_rules);
  const auto kept = base / fmt::format("force-of-{}", episodes);
  const auto large = measure(keep ? kept : folder.path() / "large", episodes, long_rules);
  print(small, large, sync_ms);
  if (keep) fmt::print("\nKept: bench_force --data {}\n", kept.string());
  return 0;
}
