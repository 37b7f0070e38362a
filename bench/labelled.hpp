// Sentences that somebody has labelled by hand, and how well the language checker tells them apart. A harmful sentence is found when at
// least one finding in it counts; any other sentence is wrongly flagged when one does.
#pragma once
#include <fmt/format.h>

#include <boost/json.hpp>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "language/checker.hpp"

namespace lapwing::bench {

struct Labelled {
  std::string text, kind, family;   // kind: harmful, neutral, quoted, negated, discussed, suspect, lookalike, reported
};

// One JSON object a line. Throws on what is no such file.
inline std::vector<Labelled> read_labelled(const std::filesystem::path& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error(fmt::format("{} cannot be read", path.string()));
  std::vector<Labelled> out;
  for (std::string line; std::getline(in, line);) {
    const auto object = boost::json::parse(line).as_object();
    const auto text = [&](const char* key) { return std::string(object.at(key).as_string()); };
    out.push_back({text("text"), text("kind"), text("family")});
  }
  return out;
}

struct Share {
  std::uint64_t hits = 0, of = 0;
  double value() const { return of == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(of); }
  // Wilson's interval at 95 %.
  std::pair<double, double> interval() const {
    if (of == 0) return {0, 1};
    constexpr double z = 1.959963985;
    const double n = static_cast<double>(of), p = value(), middle = p + z * z / (2 * n);
    const double spread = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n)), below = 1 + z * z / n;
    return {(middle - spread) / below, (middle + spread) / below};
  }
};

inline std::string in_words(const Share& share) {
  const auto [least, most] = share.interval();
  return fmt::format("{:.3f} ({:.3f} to {:.3f}; {} of {})", share.value(), least, most, share.hits, share.of);
}

struct Judged {
  std::map<std::string, Share> found;      // by family, of harmful sentences
  std::map<std::string, Share> left_alone; // by kind, of the others
  Share recall, precision;
};

inline Judged judge(const language::Checker& checker, const std::vector<Labelled>& sentences, bool tell) {
  Judged out;
  for (const auto& sentence : sentences) {
    std::string flagged;
    for (const auto& finding : checker.check(sentence.text))
      if (finding.counted()) flagged += fmt::format(" [{}: {}]", finding.rule->id, finding.text);
    const bool harmful = sentence.kind == "harmful", hit = !flagged.empty();
    auto& share = harmful ? out.found[sentence.family] : out.left_alone[sentence.kind];
    ++share.of;
    share.hits += hit == harmful;
    if (harmful) ++out.recall.of, out.recall.hits += hit;
    if (hit) ++out.precision.of, out.precision.hits += harmful;
    if (tell && hit != harmful) fmt::print("  {} {}: {}{}\n", hit ? "wrongly flagged" : "not found", sentence.family, sentence.text, flagged);
  }
  return out;
}

inline void print(const Judged& judged) {
  fmt::print("recall    {}\nprecision {}\n\n", in_words(judged.recall), in_words(judged.precision));
  for (const auto& [family, share] : judged.found) fmt::print("found, {:<20} {}\n", family, in_words(share));
  for (const auto& [kind, share] : judged.left_alone) fmt::print("left alone, {:<15} {}\n", kind, in_words(share));
}

}  // namespace lapwing::bench
