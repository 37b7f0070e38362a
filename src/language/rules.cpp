#include "language/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "policy/digest.hpp"
#include "policy/own_files.hpp"
#include "policy/section.hpp"

namespace lapwing::language {
namespace {

using policy::Section;

constexpr std::string_view words_file = "words.toml", context_file = "context.toml", prompts_file = "prompts.toml";
constexpr int under_years_max = 18;

class Loader {
 public:
  std::expected<RuleSet, policy::Problems> load(const policy::RuleTexts& files) {
    for (const auto& [name, text] : files) documents_.emplace_back(name, policy::parse_document(name, text, problems_));
    if (!problems_.empty()) return std::unexpected(std::move(problems_));
    // Every file's sources and classes first: a rule may use another file's.
    std::vector<std::pair<std::string, Section>> tops;
    for (const auto& [name, document] : documents_) tops.emplace_back(name, Section(name, document, problems_));
    for (auto& [name, top] : tops) read_words(name, top);
    for (auto& [name, top] : tops) read_rules(name, top);
    for (auto& [name, top] : tops)
      if (name == context_file) read_context(top);
    for (auto& [name, top] : tops) top.finish();
    for (const auto* wanted : {&words_file, &context_file})
      if (std::ranges::none_of(files, [&](const auto& file) { return file.first == *wanted; }))
        problems_.push_back(fmt::format("{} is missing", *wanted));
    if (!problems_.empty()) return std::unexpected(std::move(problems_));
    set_traits();
    set_.words = std::move(words_);
    set_.digest = policy::digest_of(files);
    return std::move(set_);
  }

 private:
  void read_words(const std::string& name, Section& top) {
    if (name == words_file) set_.version = top.text("version");
    for (auto& source : top.sections("source")) {
      source_ids_.add(source, "id", source.text("id"));
      sources_[source.text("id")] = source.text("title");
      source.optional_text("by");
      source.finish();
    }
    if (top.has("irregular"))
      if (auto irregular = top.section("irregular"))
        for (const auto& base : irregular->keys()) words_.add_irregular(base, split(irregular->text(base)));
    if (top.has("classes"))
      if (auto classes = top.section("classes"))
        for (const auto& each : classes->keys()) words_.add_class(each, classes->text(each));
    if (name == words_file) {
      common_ = split(top.text("common"));
      everywhere_ = split(top.text("everywhere"));
      light_ = split(top.text("light"));
      heavy_ = split(top.text("not_light"));
    }
  }

  void read_rules(const std::string& name, Section& top) {
    if (name == words_file || name == context_file) return;
    if (name == prompts_file) return read_prompts(top);
    const auto family = top.text("family");
    for (auto& section : top.sections("rule")) {
      Rule rule;
      rule.id = section.text("id");
      ids_.add(section, "id", rule.id);
      rule.family = family;
      rule.severity = section.word<Severity>("severity").value_or(Severity::blames);
      rule.why = section.text("why");
      rule.source = source_of(section);
      rule.suggestions = section.texts("suggestions");
      rule.counter_examples = section.texts("counter_examples");
      if (section.has("needs")) rule.needs = section.word<Needs>("needs").value_or(Needs::nothing);
      if (section.has("about")) rule.about = section.word<About>("about").value_or(About::child);
      rule.negation_counts = section.flag("negation_counts");
      rule.unless = sought(section, "unless");
      rule.unless_near = sought(section, "unless_near");
      if (section.has("younger")) read_younger(section, rule);
      for (auto& phrase : section.sections("phrases")) read_phrase(phrase, rule);
      if (rule.phrases.empty()) section.problem("phrases: a rule needs at least one");
      section.finish();
      set_.rules.push_back(std::move(rule));
    }
  }

  void read_prompts(Section& top) {
    auto urgent = top.section("never_held_back");
    if (!urgent) return;
    source_of(*urgent);
    urgent->text("why");
    set_.never_held_back = urgent->texts("commands");
    urgent->finish();
  }

  std::string source_of(Section& section) {
    const auto id = section.text("source");
    const auto known = sources_.find(id);
    if (known != sources_.end()) return known->second;
    if (!id.empty()) section.problem("source", fmt::format("there is no [[source]] \"{}\"", id));
    return {};
  }

  void read_younger(Section& section, Rule& rule) {
    auto younger = section.section("younger");
    if (!younger) return;
    rule.younger = Younger{younger->number("under", 1, under_years_max), younger->word<Severity>("severity").value_or(Severity::obscures),
                           younger->text("why")};
    younger->finish();
  }

  void read_phrase(Section& section, Rule& rule) {
    Phrase phrase{section.text("is"), section.text("as"), {}, {}};
    if (section.has("near")) phrase.near = sought(section, "near");
    if (auto pattern = parse(section, "is", phrase.text)) {
      phrase.pattern = std::move(*pattern);
      rule.phrases.push_back(std::move(phrase));
    }
    section.finish();
  }

  std::optional<Pattern> parse(Section& section, std::string_view key, const std::string& text) {
    if (text.empty()) return std::nullopt;
    auto pattern = parse_pattern(text, words_, set_.vocabulary);
    if (pattern) return std::move(*pattern);
    section.problem(key, fmt::format("\"{}\": {}", text, pattern.error()));
    return std::nullopt;
  }

  std::vector<Pattern> patterns(Section& section, std::string_view key) {
    std::vector<Pattern> out;
    for (const auto& text : section.texts(key, true))
      if (auto pattern = parse(section, key, text)) out.push_back(std::move(*pattern));
    return out;
  }

  Patterns sought(Section& section, std::string_view key) {
    Patterns out{patterns(section, key), {}};
    for (const auto& pattern : out.all) {
      const auto& first = pattern.nodes.front();
      if (first.optional) section.problem(key, "each must begin with a word that always stands");
      out.firsts.add(first.firsts);
    }
    return out;
  }

  // A class of single words, as a set.
  void read_set(Section& section, std::string_view key, WordSet& set) {
    const auto text = section.text(key);
    const auto pattern = parse(section, key, "{" + text + "}");
    if (!pattern) return;
    for (const auto& way : pattern->nodes.front().alternatives) {
      if (way.size() != 1 || way[0].special()) {
        section.problem(key, "only single words stand here");
        return;
      }
      for (const auto word : way[0].words()) set.add(word);
    }
  }

  void read_context(Section& top) {
    auto& context = set_.context;
    auto& people = context.people;
    for (const auto& [key, set] : {std::pair{"suspect", &people.suspect}, {"adult", &people.adult}, {"male", &people.male}, {"carer", &people.carer},
                                   {"title", &people.title}, {"title_of_adult", &people.title_of_adult}, {"child", &people.child},
                                   {"victim", &people.victim}, {"young", &people.young}, {"she", &people.she}, {"he_or_they", &people.he_or_they},
                                   {"age_unit", &people.age_unit}, {"beside", &people.beside}, {"preposition", &people.preposition},
                                   {"joining", &people.joining}, {"relative", &people.relative}, {"linking", &people.linking},
                                   {"going_on", &people.going_on}, {"aged", &people.aged}, {"grown_up", &people.grown_up}, {"followed", &people.followed}, {"bystander", &people.bystander},
                                   {"article", &people.article}, {"step", &people.step}})
      read_set(top, key, *set);
    read_set(top, "grown", context.grown);
    read_set(top, "negator", context.negator);
    read_set(top, "negation_light", context.negation_light);
    read_set(top, "contrast", context.contrast);
    read_set(top, "age_before", context.age_before);
    read_set(top, "not_age_unit", context.not_age_unit);
    read_set(top, "be", context.be);
    read_set(top, "peer", context.peer);
    read_set(top, "older", context.older);
    context.negated = patterns(top, "negated");
    context.negated_after = sought(top, "negated_after");
    context.reported = sought(top, "reported");
    read_challenge(top, context);
    context.made_to = sought(top, "made_to");
    context.adult_acts = sought(top, "adult_acts");
    context.discussed_directly = patterns(top, "discussed_directly");
    context.discussed_before = sought(top, "discussed_before");
    context.discussed_after = sought(top, "discussed_after");
    context.discussed_anywhere = sought(top, "discussed_anywhere");
  }

  void read_challenge(Section& top, ContextWords& context) {
    auto& challenge = context.challenge;
    read_set(top, "first_person", challenge.first_person);
    read_set(top, "told_by", challenge.told_by);
    read_set(top, "of_nobody", challenge.of_nobody);
    read_set(top, "carried_by", challenge.carried_by);
    challenge.contrast = context.contrast;
    challenge.attributed = sought(top, "attributed");
    challenge.attributed_after = sought(top, "attributed_after");
    challenge.before = sought(top, "challenged_before");
    challenge.anywhere = sought(top, "challenged");
    challenge.set_against = sought(top, "set_against");
    challenge.leading = sought(top, "challenged_leading");
    challenge.shortly = sought(top, "challenged_shortly");
  }

  void set_traits() {
    static const std::vector<std::string> numbers = {"one",    "two",    "three",    "four",     "five",    "six",     "seven",
                                                     "eight",  "nine",   "ten",      "eleven",   "twelve",  "thirteen", "fourteen",
                                                     "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
    const auto each = [&](const std::vector<std::string>& words, auto&& set) {
      for (const auto& word : words) {
        const auto number = set_.vocabulary.add(word);
        set_.traits.resize(set_.vocabulary.size());
        set_.use.resize(set_.vocabulary.size());
        set(number);
      }
    };
    each(common_, [&](Word word) { set_.use[word] = WordUse::common; });
    each(everywhere_, [&](Word word) { set_.use[word] = WordUse::everywhere; });
    each(light_, [&](Word word) { set_.traits[word].lightly = true; });
    std::uint8_t next = 0;
    each(numbers, [&](Word word) { set_.traits[word].number = ++next; });
    each(heavy_, [](Word) {});
    for (Word word = 1; word < set_.vocabulary.size(); ++word) {
      const auto text = set_.vocabulary.text(word);
      if (text.size() >= 6 && text.ends_with("ly")) set_.traits[word].lightly = true;
    }
    each(heavy_, [&](Word word) { set_.traits[word].lightly = false; });
  }

  static std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; (at = text.find_first_not_of(" \n\t", at)) != text.npos;) {
      const auto end = std::min(text.find_first_of(" \n\t", at), text.size());
      out.push_back(text.substr(at, end - at));
      at = end;
    }
    return out;
  }

  RuleSet set_;
  policy::Problems problems_;
  std::vector<std::pair<std::string, policy::Value>> documents_;
  std::map<std::string, std::string> sources_;
  policy::UniqueIds ids_, source_ids_;
  Words words_;
  std::vector<std::string> common_, everywhere_, light_, heavy_;
};

}  // namespace

std::size_t RuleSet::phrase_count() const {
  std::size_t count = 0;
  for (const auto& rule : rules) count += rule.phrases.size();
  return count;
}

std::expected<RuleSet, policy::Problems> load_rules(const policy::RuleTexts& files) { return Loader().load(files); }

std::expected<policy::RuleTexts, std::string> rule_files_for(const std::filesystem::path& data) {
  if (data.empty()) return built_in_rules();
  return policy::with_own_files(built_in_rules(), data / "rules" / "language");
}

}  // namespace lapwing::language
