// What the language checker reaches: how fast it finds candidates beside bare Vectorscan, how fast it checks notes and how long one note
// takes, how often it flags neutral notes, and how well it tells labelled sentences apart.
//
// Processor time of the one thread, so that what else the machine is doing does not count.
//
//   bench_language [--tell]      --tell also prints each sentence judged wrongly
#include <fmt/format.h>
#include <hs.h>
#include <time.h>

#include <algorithm>
#include <string_view>

#include "figures.hpp"
#include "labelled.hpp"
#include "language/checker.hpp"
#include "language/report.hpp"
#include "notes.hpp"

#ifndef LAPWING_LABELLED_DIR
#define LAPWING_LABELLED_DIR "tests/language/labelled"
#endif

namespace {

using namespace lapwing;

constexpr std::size_t corpus_bytes = 16u << 20, note_bytes = 2048;
constexpr int rounds = 5, notes_timed = 4000;

double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// The best of a few rounds, in bytes a second.
template <class Work>
double speed(std::size_t bytes, Work&& work) {
  double best = 0;
  for (int i = 0; i < rounds; ++i) {
    const double start = thread_seconds();
    work();
    best = std::max(best, static_cast<double>(bytes) / (thread_seconds() - start));
  }
  return best;
}

// Five hundred caseless whole-word phrases, as somebody without a checker would look for them: expressions, with where each ends.
class BareVectorscan {
 public:
  explicit BareVectorscan(const language::RuleSet& rules) {
    std::vector<std::string> phrases;
    for (const auto& rule : rules.rules)
      for (const auto& phrase : rule.phrases) {
        std::string words;   // the phrase's example without its first and last word
        const auto first = phrase.example.find(' '), last = phrase.example.rfind(' ');
        if (first == std::string::npos || last <= first) continue;
        for (const char c : phrase.example.substr(first + 1, last - first - 1))
          if (std::isalnum(static_cast<unsigned char>(c)) || c == ' ') words += c;
        if (words.size() > 6 && phrases.size() < 500) phrases.push_back("\\b" + words + "\\b");
      }
    std::vector<const char*> texts;
    std::vector<unsigned> flags(phrases.size(), HS_FLAG_CASELESS), ids;
    for (const auto& phrase : phrases) texts.push_back(phrase.c_str()), ids.push_back(static_cast<unsigned>(ids.size()));
    hs_compile_error_t* wrong = nullptr;
    if (hs_compile_multi(texts.data(), flags.data(), ids.data(), static_cast<unsigned>(texts.size()), HS_MODE_BLOCK, nullptr, &database_, &wrong) != HS_SUCCESS ||
        hs_alloc_scratch(database_, &scratch_) != HS_SUCCESS) {
      fmt::print(stderr, "Vectorscan: {}\n", wrong ? wrong->message : "no memory");
      std::exit(3);
    }
    count_ = phrases.size();
  }
  ~BareVectorscan() {
    hs_free_scratch(scratch_);
    hs_free_database(database_);
  }
  BareVectorscan(const BareVectorscan&) = delete;
  BareVectorscan& operator=(const BareVectorscan&) = delete;

  std::size_t scan(std::string_view text) {
    std::size_t found = 0;
    const auto on_match = [](unsigned, unsigned long long, unsigned long long, unsigned, void* context) {
      ++*static_cast<std::size_t*>(context);
      return 0;
    };
    hs_scan(database_, text.data(), static_cast<unsigned>(text.size()), 0, scratch_, on_match, &found);
    return found;
  }
  std::size_t count() const { return count_; }

 private:
  hs_database_t* database_ = nullptr;
  hs_scratch_t* scratch_ = nullptr;
  std::size_t count_ = 0;
};

void print_speed(const language::Checker& checker, const std::string& name, const std::string& corpus) {
  BareVectorscan bare(checker.rules());
  std::size_t found = 0, candidates = 0, findings = 0;
  const double bare_speed = speed(corpus.size(), [&] { found = bare.scan(corpus); });
  const double candidate_speed = speed(corpus.size(), [&] { candidates = checker.candidates(corpus); });
  const double check_speed = speed(corpus.size(), [&] { findings = checker.check(corpus).size(); });
  fmt::print("{} ({} MiB)\n", name, corpus.size() >> 20);
  fmt::print("  bare Vectorscan, {} phrases   {:8.0f} MB/s   {} matches\n", bare.count(), bare_speed / 1e6, found);
  fmt::print("  candidates                    {:8.0f} MB/s   {} places, {:.2f} of bare\n", candidate_speed / 1e6, candidates, candidate_speed / bare_speed);
  fmt::print("  whole check                   {:8.0f} MB/s   {} findings\n", check_speed / 1e6, findings);
}

void print_one_note(const language::Checker& checker, const std::vector<std::string>& notes) {
  std::vector<double> micros;
  for (int i = 0; i < notes_timed; ++i) {
    const auto& note = notes[static_cast<std::size_t>(i) % notes.size()];
    const double start = thread_seconds();
    checker.check(note);
    micros.push_back((thread_seconds() - start) * 1e6);
  }
  const auto took = bench::spread(std::move(micros));
  fmt::print("one note of 2 KiB: p50 {:.1f} µs, p99 {:.1f} µs, max {:.1f} µs\n", took.p50, took.p99, took.max);
}

// Well-worded entries as people type them, short and long: what is found in them is wrongly found.
void print_plain_notes(const language::Checker& checker, std::string_view file, const std::vector<bench::Labelled>& notes, bool tell) {
  std::uint64_t words = 0, wrong = 0;
  for (const auto& note : notes) {
    words += language::count_words(note.text);
    for (const auto& finding : checker.check(note.text))
      if (finding.counted()) {
        ++wrong;
        if (tell) fmt::print("  {}: {}\n", finding.rule->id, note.text);
      }
  }
  fmt::print("\n{}: {} false findings in {} words of {} entries, {:.1f} in 10,000\n", file, wrong, words, notes.size(),
             1e4 * static_cast<double>(wrong) / static_cast<double>(words));
}

}  // namespace

int main(int count, char** arguments) {
  const bool tell = count > 1 && std::string_view(arguments[1]) == "--tell";
  const double start = thread_seconds();
  auto made = language::Checker::make(language::built_in_rules());
  if (!made) {
    for (const auto& problem : made.error()) fmt::print(stderr, "{}\n", problem);
    return 3;
  }
  const auto& checker = *made;
  fmt::print("Rules {}: {} rules, {} phrases, ready in {:.0f} ms\n\n", checker.version(), checker.rules().rules.size(), checker.rules().phrase_count(),
             (thread_seconds() - start) * 1000);

  const auto labelled = std::filesystem::path(LAPWING_LABELLED_DIR);
  std::vector<bench::Labelled> harmful;
  for (const char* file : {"labelled.jsonl", "unseen.jsonl", "later.jsonl"})
    for (auto& sentence : bench::read_labelled(labelled / file))
      if (sentence.kind == "harmful") harmful.push_back(std::move(sentence));

  bench::NoteWriter writer(20261124);
  const auto neutral = writer.corpus(corpus_bytes);
  print_speed(checker, "neutral notes", neutral);
  // One sentence in twenty harmful, which is far more than a reviewer meets.
  std::string mixed;
  std::vector<std::string> notes;
  for (std::size_t i = 0; mixed.size() < corpus_bytes; ++i) {
    std::string note;
    while (note.size() < note_bytes) {
      for (int sentence = 0; sentence < 19; ++sentence) note += writer.sentence() + " ";
      note += harmful[i++ % harmful.size()].text + "\n";
    }
    note.resize(note_bytes, ' ');
    if (notes.size() < 1000) notes.push_back(note);
    mixed += note;
  }
  print_speed(checker, "notes with one sentence in twenty harmful", mixed);
  print_one_note(checker, notes);

  const auto words = language::count_words(neutral);
  std::uint64_t wrong = 0;
  std::map<std::string, int> which;
  for (const auto& finding : checker.check(neutral))
    if (finding.counted()) ++wrong, ++which[fmt::format("{}: {}", finding.rule->id, finding.text)];
  fmt::print("neutral notes: {} false findings in {} words, {:.2f} in 10,000\n", wrong, words, 1e4 * static_cast<double>(wrong) / static_cast<double>(words));
  if (tell)
    for (const auto& [what, times] : which) fmt::print("  {} × {}\n", times, what);

  for (const char* file : {"unseen.jsonl", "labelled.jsonl", "later.jsonl", "fresh.jsonl", "another_hand.jsonl", "fourth_hand.jsonl", "sixth_hand.jsonl",
                           "eighth_hand.jsonl", "ninth_hand.jsonl"}) {
    fmt::print("\n{}\n", file);
    bench::print(bench::judge(checker, bench::read_labelled(labelled / file), tell));
  }
  // No author of the rules has read these: they are counted and never told.
  for (const char* file : {"fifth_hand.jsonl", "seventh_hand.jsonl", "tenth_hand.jsonl"}) {
    fmt::print("\n{}\n", file);
    bench::print(bench::judge(checker, bench::read_labelled(labelled / file), false));
  }
  print_plain_notes(checker, "held_notes.jsonl", bench::read_labelled(labelled / "held_notes.jsonl"), false);
  for (const char* file : {"plain_notes.jsonl", "duty_notes.jsonl"}) print_plain_notes(checker, file, bench::read_labelled(labelled / file), tell);
}
