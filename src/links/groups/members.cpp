#include "links/groups/members.hpp"

#include <algorithm>
#include <cmath>

#include "links/graph/derive.hpp"

namespace lapwing::links {

namespace {

constexpr double same_least = 0.8;          // of the comparison below, to be thought the same
constexpr double tells_whose = 1.5;         // an edge from a person to a car, house or phone that makes it theirs

// How alike two mentions within one case are: roughly natural-log likelihood ratios, where one other in a handful is the chance.
class Likeness {
 public:
  explicit Likeness(const Store& store) : store_(store) {}

  // None: they cannot be one person.
  std::optional<double> of(MentionId a, MentionId b) const {
    const auto &one = store_.mention(a), &other = store_.mention(b);
    if (one.sex != Sex::unknown && other.sex != Sex::unknown && one.sex != other.sex) return std::nullopt;
    double sum = one.sex != Sex::unknown && one.sex == other.sex ? 0.4 : 0;
    if (one.age >= 0 && other.age >= 0) {
      const int apart = std::abs(one.age - other.age);
      if (apart > 9) return std::nullopt;
      sum += apart <= 2 ? 1.2 : apart <= 4 ? 0.3 : -1.5;
    }
    return sum + names(one, other);
  }

 private:
  static bool nickname(const std::string& plain) { return !plain.empty() && plain.find(' ') == std::string::npos; }
  static double names(const Mention& one, const Mention& other) {
    const auto a = plain_words(one.name), b = plain_words(other.name);
    if (a.empty() || b.empty()) return 0;
    if (a == b) return 3;
    const auto holds = [](const std::string& whole, const std::string& word) { return (" " + whole + " ").find(" " + word + " ") != std::string::npos; };
    if (holds(a + " " + plain_words(one.aliases), b) || holds(b + " " + plain_words(other.aliases), a)) return 2.5;
    return nickname(a) && nickname(b) ? -2.5 : nickname(a) || nickname(b) ? -0.2 : -4;   // a nickname says little against a whole name
  }
  const Store& store_;
};

class Finding {
 public:
  Finding(const Store& store, const Case& about) : store_(store), case_(about), like_(store) {}

  Adults done() {
    out_.in_incident.resize(case_.incidents.size());
    add_known();
    add_strangers();
    for (auto& adult : out_.all) {
      const auto before = [&](MentionId a, MentionId b) { return store_.mention_before(a, b); };
      std::ranges::sort(adult.mentions, before);
      adult.mentions.erase(std::unique(adult.mentions.begin(), adult.mentions.end()), adult.mentions.end());
      std::ranges::sort(adult.thought, before);
    }
    for (auto& adults : out_.in_incident) {
      std::ranges::sort(adults);
      adults.erase(std::unique(adults.begin(), adults.end()), adults.end());
    }
    return std::move(out_);
  }

 private:
  void add_known() {
    for (std::uint32_t a = 0; a < case_.anchors.size(); ++a) {
      const auto node = case_.anchors[a];
      const auto& held = store_.node(node);
      if (held.kind != NodeKind::person) continue;
      Adult adult;
      adult.known = node;
      adult.anchors.insert(a);
      for (const auto& edge : held.edges)
        if (edge.weight >= tells_whose)
          if (const auto at = std::ranges::find(case_.anchors, edge.to); at != case_.anchors.end() && store_.node(edge.to).kind != NodeKind::person)
            adult.anchors.insert(static_cast<std::uint32_t>(at - case_.anchors.begin()));
      adult.mentions = held.mentions;
      out_.all.push_back(std::move(adult));
    }
  }

  struct Stranger {
    MentionId mention;
    std::size_t incident;
  };

  // Those with a nickname first, for they make better company for the rest.
  void add_strangers() {
    std::vector<Stranger> strangers;
    for (std::size_t i = 0; i < case_.incidents.size(); ++i)
      for (const auto mention : case_.incidents[i].adults) {
        const auto node = store_.node_of(mention);
        const auto known = std::ranges::find(out_.all, node, &Adult::known);
        if (known != out_.all.end()) out_.in_incident[i].push_back(static_cast<std::uint32_t>(known - out_.all.begin()));
        else if (!store_.node(node).standing.known) strangers.push_back({mention, i});
      }
    std::ranges::sort(strangers, [&](const Stranger& a, const Stranger& b) {
      const bool one = !store_.mention(a.mention).name.empty(), other = !store_.mention(b.mention).name.empty();
      if (one != other) return one;
      return a.mention != b.mention ? store_.mention_before(a.mention, b.mention) : a.incident < b.incident;
    });
    for (const auto& stranger : strangers) place(stranger);
  }

  void place(const Stranger& stranger) {
    const auto& said = store_.mention(stranger.mention);
    for (std::uint32_t a = 0; a < out_.all.size(); ++a)   // the same mention in another child's incident
      if (std::ranges::find(out_.all[a].thought, stranger.mention) != out_.all[a].thought.end()) return out_.in_incident[stranger.incident].push_back(a);
    std::uint32_t best = none;
    double most = same_least;
    for (std::uint32_t a = 0; a < out_.all.size(); ++a)
      if (const auto likeness = compare(stranger, out_.all[a]); likeness && *likeness > most) most = *likeness, best = a;
    if (best == none) {
      if (said.name.empty() && said.sex == Sex::unknown && said.age < 0) return;   // "somebody"
      best = static_cast<std::uint32_t>(out_.all.size());
      out_.all.emplace_back();
    }
    out_.all[best].mentions.push_back(stranger.mention);
    out_.all[best].thought.push_back(stranger.mention);
    out_.in_incident[stranger.incident].push_back(best);
  }

  // With each of the adult's mentions: the least says no, the best says yes.
  std::optional<double> compare(const Stranger& stranger, const Adult& adult) const {
    std::optional<double> most;
    for (const auto mention : adult.mentions) {
      if (store_.mention(mention).report == store_.mention(stranger.mention).report) return std::nullopt;   // one report tells them apart
      const auto likeness = like_.of(mention, stranger.mention);
      if (!likeness || *likeness < -3) return std::nullopt;
      if (!most || *likeness > *most) most = *likeness;
    }
    if (!most) return most;
    for (const auto anchor : adult.anchors)
      if (store_.node(case_.anchors[anchor]).kind != NodeKind::place && case_.incidents[stranger.incident].anchors.test(anchor)) *most += 1.2;
    return most;
  }

  const Store& store_;
  const Case& case_;
  Likeness like_;
  Adults out_;
};

}  // namespace

Adults adults_of(const Store& store, const Case& about) { return Finding(store, about).done(); }

}  // namespace lapwing::links
