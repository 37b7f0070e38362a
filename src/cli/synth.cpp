// synth: writes an invented force to a folder, with its truth beside it.
#include <fmt/format.h>

#include <fstream>

#include "cli/progress.hpp"
#include "cli/verbs.hpp"
#include "synth/force.hpp"

namespace lapwing::cli {

namespace {

int fail(int exit, const std::string& message) {
  fmt::print(stderr, "{}\n", message);
  return exit;
}

// A file of the force, with a buffer large enough that the disk is asked seldom.
class OutputFile {
 public:
  explicit OutputFile(std::filesystem::path path) : path_(std::move(path)), buffer_(1 << 20) {
    stream.rdbuf()->pubsetbuf(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    stream.open(path_, std::ios::binary | std::ios::trunc);
  }
  bool closed_well() {
    stream.close();
    return !stream.fail();
  }
  const std::filesystem::path& path() const { return path_; }
  std::ofstream stream;

 private:
  std::filesystem::path path_;
  std::vector<char> buffer_;
};

}  // namespace

int synth(const SynthArguments& arguments) {
  if (arguments.episodes == 0 || arguments.episodes > synth::episodes_max)
    return fail(Exit::usage, fmt::format("--episodes: give a number from 1 to {}.", synth::episodes_max));
  std::error_code failed;
  std::filesystem::create_directories(arguments.out, failed);
  if (failed) return fail(Exit::failure, fmt::format("{} cannot be made: {}", arguments.out.string(), failed.message()));
  OutputFile reports(arguments.out / "reports.jsonl"), mentions(arguments.out / "mentions.csv"), groups(arguments.out / "groups.json");
  for (const auto* file : {&reports, &mentions, &groups})
    if (!file->stream) return fail(Exit::failure, fmt::format("{} cannot be written.", file->path().string()));
  synth::ForceSummary summary;
  {
    Progress progress("Inventing a force");
    summary = synth::write_force(arguments.episodes, arguments.seed, {reports.stream, mentions.stream, groups.stream},
                                 [&](std::uint64_t done, std::uint64_t total) { progress(done, total); });
  }
  for (auto* file : {&reports, &mentions, &groups})
    if (!file->closed_well()) return fail(Exit::failure, fmt::format("{} could not be written whole. Is the disk full?", file->path().string()));
  fmt::print("{} reports of {} missing episodes and {} children, in {}. Everyone is invented.\n", summary.reports, arguments.episodes,
             summary.children, arguments.out.string());
  return Exit::done;
}

}  // namespace lapwing::cli
