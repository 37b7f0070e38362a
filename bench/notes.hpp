// Writes police-style notes that hold no wording of harm, from a seed: what a checker must leave alone. Invented names only.
#pragma once
#include <fmt/args.h>
#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "notes_sentences.hpp"

namespace lapwing::bench {

class NoteWriter {
 public:
  explicit NoteWriter(std::uint64_t seed) : random_(seed) {}

  std::string sentence() {
    std::string out;
    const std::string_view form = pick(note_sentences);
    for (std::size_t at = 0; at < form.size();) {
      const auto open = std::min(form.find('{', at), form.size());
      out += form.substr(at, open - at);
      if (open == form.size()) break;
      const auto close = form.find('}', open);
      out += word(form.substr(open + 1, close - open - 1));
      at = close + 1;
    }
    return out;
  }

  // Of about 2 KiB: paragraphs of a few sentences, some lines broken as a terminal breaks them.
  std::string note(std::size_t bytes = 2048) {
    std::string out = fmt::format("{} {}\n", word("time"), word("officer"));
    const bool wrapped = below(3) == 0;
    std::size_t line = 0;
    while (out.size() < bytes) {
      for (auto left = 2 + below(4); left > 0; --left) {
        for (const char c : sentence() + " ") {
          const bool breaks = wrapped && c == ' ' && line > 76;
          out += breaks ? '\n' : c;
          line = breaks ? 0 : line + 1;
        }
      }
      out.back() = '\n';
      if (below(2) == 0) out += '\n';
      line = 0;
    }
    return out;
  }

  std::string corpus(std::size_t bytes) {
    std::string out;
    out.reserve(bytes + 4096);
    while (out.size() < bytes) out += note() + "\n";
    return out;
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }
  template <class List>
  std::string_view pick(const List& list) { return list[below(list.size())]; }

  std::string word(std::string_view slot) {
    if (slot == "time") return fmt::format("{:02}:{:02}", below(24), below(60));
    if (slot == "n") return fmt::format("{}", 2 + below(20));
    if (slot == "age") return fmt::format("{}", 24 + below(50));
    if (slot == "childage") return fmt::format("{}", 10 + below(8));
    if (slot == "ref") return fmt::format("{}/{:05}", 20 + below(7), below(100000));
    if (slot == "phone") return fmt::format("07700 900{:03}", below(1000));
    if (slot == "plate") return fmt::format("N{}{}{} {}AB", static_cast<char>('A' + below(26)), below(10), below(10), static_cast<char>('A' + below(26)));
    if (slot == "name") return fmt::format("{} {}", pick(note_given), pick(note_family));
    if (slot == "first") return std::string(pick(note_given));
    if (slot == "officer") return fmt::format("{} {} {}", pick(note_ranks), 1000 + below(8000), pick(note_family));
    if (slot == "road") return fmt::format("{} {}", pick(note_roads), pick(note_road_kinds));
    if (slot == "day") return std::string(pick(note_days));
    if (slot == "place") return std::string(pick(note_places));
    if (slot == "thing") return std::string(pick(note_things));
    if (slot == "colour") return std::string(pick(note_colours));
    return fmt::format("{}", slot);
  }

  using Random = std::mt19937_64;
  Random random_;
};

}  // namespace lapwing::bench
