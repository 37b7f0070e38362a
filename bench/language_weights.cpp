// Fits rules/language/weights.toml: how much each word, and each two near each other, speak for a sentence being harmful. Logistic
// regression over the labelled sentences, the rules' own examples and neutral notes, by the same reading of words as the checker's.
//
//   bench_language_weights SOURCE_DIR > weights.toml      (the odd lines of fresh.jsonl are never read)
//   bench_language_weights SOURCE_DIR --folds             how well sentences that it was not fitted to are told apart
#include <fmt/format.h>

#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <regex>
#include <set>
#include <sstream>
#include <unordered_map>

#include "labelled.hpp"
#include "language/rules.hpp"
#include "notes.hpp"

namespace {

using namespace lapwing;
using namespace lapwing::language;

constexpr int rounds = 20, neutral_notes = 1500;
constexpr double step = 2, sparse = 0.4, small = 0.1;                 // how boldly it learns, and what it leaves out
constexpr double threshold = 0.2, threshold_of_nobody = 3;
constexpr double importance_of_others = 3;                            // of a labelled sentence that is not harmful

const std::vector<std::string> kinds = {"acting", "doubted", "small", "labelled", "missing", "help", "exploited", "parents"};

// The stems that make a sentence one of a child.
constexpr const char* people =
    "<she> <her> <him> <self> child girl boy lad lass teenager teenag teen youth yp kid daughter son pupil young juvenil youngster victim ip misper female male "
    "resident schoolgirl schoolboy complainant lads kids";

// What each family of the sentences speaks for.
std::string kind_of(const std::string& family) {
  static const std::map<std::string, std::string> known = {
      {"choice", "acting"}, {"consent", "acting"}, {"conduct", "acting"}, {"responsibility", "acting"}, {"resp", "acting"}, {"risk", "acting"},
      {"self_risk", "acting"}, {"thinking", "acting"}, {"think", "acting"}, {"Choice and free will", "acting"}, {"Who is said to act", "acting"},
      {"credibility", "doubted"}, {"cred", "doubted"}, {"manipulation", "doubted"}, {"manip", "doubted"}, {"Belief", "doubted"},
      {"normalising", "small"}, {"banter", "small"}, {"culture", "small"}, {"maturity", "small"}, {"mature", "small"}, {"Making it normal", "small"},
      {"Older than their years", "small"}, {"Doubt and harm made small", "small"}, {"Consent and sex", "small"},
      {"behaviour", "labelled"}, {"promiscuity", "labelled"}, {"promisc", "labelled"}, {"motive", "labelled"}, {"substance", "labelled"},
      {"substances", "labelled"}, {"subst", "labelled"}, {"hardtoreach", "help"}, {"hard", "help"}, {"engagement", "help"}, {"engage", "help"},
      {"missing", "missing"}, {"pattern", "missing"}, {"parents", "parents"}};
  const auto found = known.find(family);
  if (found != known.end()) return found->second;
  for (const auto& [part, kind] : {std::pair{"issing", "missing"}, {"ngag", "help"}, {"ehaviour", "labelled"}, {"abel", "labelled"}, {"ubstance", "labelled"}, {"isk", "acting"}})
    if (family.find(part) != family.npos) return kind;
  return "exploited";
}

struct Sentence {
  std::string text, kind;    // kind: empty when nothing is wrong with it
  double importance = 1;
  bool tried = false;        // labelled by hand: what is learned is tried on it
  std::string label;         // what the hand wrote
};

std::string text_of(const std::filesystem::path& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The project's own prose (comments, messages, pages, documents), in which nobody is blamed.
void add_prose(const std::filesystem::path& source, std::vector<Sentence>& out) {
  constexpr std::size_t words_min = 5;
  constexpr double importance = 0.25;
  static const std::regex prose(R"re("((?:[^"\\\n]|\\.)*)"|//\s?(.*))re"), tags("<[^>]*>|\\{\\{[^}]*\\}\\}|\\{[^}]*\\}|[`*|#]");
  const auto add = [&](std::string text) {
    text = std::regex_replace(text, tags, " ");
    if (std::ranges::count(text, ' ') + 1u >= words_min) out.push_back({std::move(text), "", importance});
  };
  for (const char* folder : {"src", "docs", "web/templates", "rules"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source / folder)) {
      const auto name = entry.path().string(), kind = entry.path().extension().string();
      if (!entry.is_regular_file() || name.find("language") != name.npos) continue;
      const auto text = text_of(entry.path());
      if (kind == ".cpp" || kind == ".hpp" || kind == ".toml") {
        for (std::sregex_iterator at(text.begin(), text.end(), prose), end; at != end; ++at) add((*at)[1].matched ? (*at)[1] : (*at)[2]);
      } else if (kind == ".md" || kind == ".mustache") {
        std::string paragraph;
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
          if (!line.empty()) paragraph += line + " ";
          if (line.empty() || kind == ".mustache") add(std::exchange(paragraph, ""));
        }
        add(paragraph);
      }
    }
}

std::vector<Sentence> sentences_of(const RuleSet& rules, const std::filesystem::path& source) {
  const auto labelled = source / "tests/language/labelled";
  std::vector<Sentence> out;
  add_prose(source, out);
  for (const auto& rule : rules.rules) {
    for (const auto& phrase : rule.phrases) out.push_back({phrase.example, kind_of(rule.family)});
    for (const auto& text : rule.counter_examples) out.push_back({text, "", 1});
    for (const auto& text : rule.suggestions) out.push_back({"She " + text + ".", "", 0.5});
    out.push_back({rule.why, "", 0.5});
    for (const auto& text : rule.examples) out.push_back({text, rule.weighs});
  }
  for (const auto& entry : std::filesystem::directory_iterator(labelled)) {
    if (entry.path().extension() != ".jsonl") continue;
    const bool half = entry.path().filename() == "fresh.jsonl";
    const auto all = bench::read_labelled(entry.path());
    for (std::size_t i = half ? 1 : 0; i < all.size(); i += half ? 2 : 1)
      out.push_back({all[i].text, all[i].kind == "harmful" ? kind_of(all[i].family) : "", all[i].kind == "harmful" ? 1.0 : importance_of_others, true, all[i].kind});
  }
  bench::NoteWriter writer(11);
  for (int i = 0; i < neutral_notes; ++i) out.push_back({writer.sentence(), "", 0.7});
  return out;
}

// Every word the vocabulary has to know: what the sentences write with a small letter somewhere.
std::set<std::string> words_of(const std::vector<Sentence>& sentences) {
  std::set<std::string> out;
  for (const auto& sentence : sentences)
    for (std::size_t at = 0; at < sentence.text.size();) {
      const auto letter = [&](std::size_t i) { return i < sentence.text.size() && ((sentence.text[i] >= 'a' && sentence.text[i] <= 'z') || sentence.text[i] == '\''); };
      auto end = at;
      while (letter(end)) ++end;
      const bool whole = at == 0 || !std::isalnum(static_cast<unsigned char>(sentence.text[at - 1]));
      auto word = sentence.text.substr(at, end - at);
      if (word.ends_with("'s")) word.resize(word.size() - 2);
      std::erase(word, '\'');
      if (whole && word.size() > 1 && (end == sentence.text.size() || !std::isalnum(static_cast<unsigned char>(sentence.text[end])))) out.insert(word);
      at = std::max(end, at + 1);
    }
  return out;
}

struct Row {
  std::vector<std::uint32_t> features;
  double y = 0, importance = 1, scale = 1;
  std::string kind;
};

class Fit {
 public:
  explicit Fit(RuleSet& rules, const std::set<std::string>& words) : rules_(rules) {
    for (const auto& word : words) rules.vocabulary.add(word);
    rules.traits.resize(rules.vocabulary.size());
    for (Word word = 1; word < rules.vocabulary.size(); ++word) symbols_.add(Symbols::stem(rules.vocabulary.text(word), rules.words));
    symbols_.map(rules.vocabulary, rules.words);
  }

  // One row a sentence.
  std::vector<Row> rows(const Sentence& sentence) {
    std::vector<Row> out;
    Tokens tokens;
    tokens.start(sentence.text, rules_.vocabulary, rules_.traits);
    tokens.read_all();
    for (std::size_t first = 0, after = 0; first < tokens.size(); first = after) {
      after = first + 1;
      while (after < tokens.size() && !(tokens[after].between & (language::sentence | paragraph))) ++after;
      std::vector<Symbol> symbols{Symbols::start};
      for (auto token = first; token < after; ++token) symbols.push_back(symbols_.of(tokens, token));
      symbols.push_back(Symbols::end);
      Row row{{}, sentence.kind.empty() ? 0.0 : 1.0, sentence.importance, 1 / std::sqrt(static_cast<double>(after - first)), sentence.kind};
      each_feature(symbols, [&](std::uint32_t feature, std::size_t) { row.features.push_back(feature); });
      out.push_back(std::move(row));
    }
    if (out.size() > 1 && !sentence.kind.empty())   // one of them is harmful, and nobody said which
      for (auto& row : out) row.importance /= static_cast<double>(out.size());
    return out;
  }

  // Follow-the-regularised-leader (McMahan and others 2013): weights that the sentences do not need stay nothing.
  void learn(std::vector<Row> rows) {
    struct State {
      double z = 0, n = 0;
    };
    std::unordered_map<std::uint32_t, State> states;
    std::mt19937 random(7);
    for (int round = 0; round < rounds; ++round) {
      std::shuffle(rows.begin(), rows.end(), random);
      for (const auto& row : rows) {
        const double wrong = (1 / (1 + std::exp(-score(row))) - row.y) * row.importance;
        for (const auto feature : row.features) {
          auto& state = states[feature];
          auto& weight = weights_[feature];
          const double slope = wrong * row.scale;
          state.z += slope - (std::sqrt(state.n + slope * slope) - std::sqrt(state.n)) / step * weight;
          state.n += slope * slope;
          weight = std::abs(state.z) <= sparse ? 0 : -(state.z - std::copysign(sparse, state.z)) / ((1 + std::sqrt(state.n)) / step + small);
        }
      }
    }
    std::erase_if(weights_, [](const auto& each) { return each.second == 0; });
    for (const auto& row : rows)
      for (const auto feature : row.features)
        if (row.y > 0) ++speaks_for_[feature][row.kind];
  }
  std::size_t size() const { return weights_.size(); }
  double score(const Row& row) const {
    double sum = 0;
    for (const auto feature : row.features)
      if (const auto found = weights_.find(feature); found != weights_.end()) sum += found->second;
    return sum * row.scale;
  }

  void print(const std::set<std::string>& words) const {
    fmt::print("# Fitted by bench/language_weights.cpp: do not edit; fit again when sentences or rules are added.\n"
               "threshold_percent = {:.0f}\nthreshold_of_nobody_percent = {:.0f}\npeople = \"{}\"\nkinds = [", threshold * 100, threshold_of_nobody * 100, people);
    for (const auto& kind : kinds) fmt::print("\"{}\", ", kind);
    std::map<std::string, std::pair<double, std::string>> lines;
    std::set<std::string> used;
    for (const auto& [feature, weight] : weights_) {
      const auto a = static_cast<Symbol>(feature >> 14 & 0x3fff), b = static_cast<Symbol>(feature & 0x3fff);
      const auto text = feature >> 30 == 0 ? std::string(symbols_.text(b)) : fmt::format("{}{}{}", symbols_.text(a), feature >> 30 == 1 ? "+" : "++", symbols_.text(b));
      lines[text] = {weight, kind_spoken_for(feature)};
      used.emplace(symbols_.text(b));
      if (feature >> 30) used.emplace(symbols_.text(a));
    }
    fmt::print("]\nwords = \"\"\"\n");
    std::size_t column = 0;
    for (const auto& word : words)
      if (used.contains(Symbols::stem(word, rules_.words))) {
        column += word.size() + 1;
        fmt::print("{}{}", word, column > 130 ? "\n" : " ");
        if (column > 130) column = 0;
      }
    fmt::print("\"\"\"\nweights = \"\"\"\n");
    for (const auto& [text, what] : lines) fmt::print("{:.2f} {} {}\n", what.first, text, what.second);
    fmt::print("\"\"\"\n");
  }

 private:
  std::string kind_spoken_for(std::uint32_t feature) const {
    const auto found = speaks_for_.find(feature);
    if (found == speaks_for_.end()) return kinds[0];
    return std::ranges::max_element(found->second, {}, [](const auto& each) { return each.second; })->first;
  }

  RuleSet& rules_;
  Symbols symbols_;
  std::unordered_map<std::uint32_t, double> weights_;
  std::unordered_map<std::uint32_t, std::map<std::string, int>> speaks_for_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    fmt::print(stderr, "bench_language_weights SOURCE_DIR [--folds]\n");
    return 2;
  }
  const std::filesystem::path source = arguments[1];
  auto files = policy::read_rule_files(source / "rules/language");
  if (!files) return fmt::print(stderr, "{}\n", files.error()), 3;
  std::erase_if(*files, [](const auto& file) { return file.first == "weights.toml"; });
  auto rules = load_rules(*files);
  if (!rules) return fmt::print(stderr, "{}\n", rules.error().at(0)), 3;
  const auto sentences = sentences_of(*rules, source);
  const auto words = words_of(sentences);
  Fit fit(*rules, words);
  std::vector<Row> rows;
  for (const auto& sentence : sentences)
    for (auto& row : fit.rows(sentence)) rows.push_back(std::move(row));
  fit.learn(rows);
  if (count < 3) return fit.print(words), 0;
  // Five times: fitted to four fifths, tried on the fifth.
  constexpr std::size_t folds = 5;
  std::vector<std::pair<double, const Sentence*>> judged;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    Fit part(*rules, words);
    std::vector<Row> learned;
    for (std::size_t i = 0; i < sentences.size(); ++i)
      if (!sentences[i].tried || i % folds != fold)
        for (auto& row : part.rows(sentences[i])) learned.push_back(std::move(row));
    part.learn(std::move(learned));
    for (std::size_t i = fold; i < sentences.size(); i += folds) {
      if (!sentences[i].tried) continue;
      double most = -1e9;
      for (const auto& row : part.rows(sentences[i])) most = std::max(most, part.score(row));
      judged.emplace_back(most, &sentences[i]);
    }
  }
  fmt::print("{} weights\n", fit.size());
  for (const double at : {-1.0, -0.75, -0.5, -0.25, 0.0, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0, 4.0}) {
    bench::Share recall, precision;
    std::map<std::string, bench::Share> wrongly;
    for (const auto& [score, sentence] : judged) {
      const bool harmful = !sentence->kind.empty();
      if (!harmful) ++wrongly[sentence->label].of, wrongly[sentence->label].hits += score > at;
      if (harmful) ++recall.of, recall.hits += score > at;
      if (score > at) ++precision.of, precision.hits += harmful;
    }
    fmt::print("over {:.2f}: recall {} precision {}, wrongly", at, bench::in_words(recall), bench::in_words(precision));
    for (const auto& [label, share] : wrongly) fmt::print(" {} {}/{}", label, share.hits, share.of);
    fmt::print("\n");
  }
}
