#include "links/groups/members.hpp"

#include <algorithm>
#include <map>

#include "links/groups/alike.hpp"

namespace lapwing::links {

namespace {

constexpr double same_least = 0.8;          // of alike(), for a stranger to be thought one of the adults
constexpr double same_known_least = 2.4;    // for two who can each be told from others: their names must say it
constexpr double tells_whose = 1.5;         // an edge from a person to a car, house or phone that makes it theirs

class Finding {
 public:
  Finding(const Store& store, const Case& about, const Case::Set& set) : store_(store), case_(about), set_(set), bears_(about.bears_on(set)) {}

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
  // Those with a whole name first; then those told from others by a phone and a nickname only, who may be one of them.
  void add_known() {
    std::vector<std::uint32_t> people;
    for (std::uint32_t a = 0; a < case_.anchors.size(); ++a)
      if (store_.node(case_.anchors[a]).kind == NodeKind::person && bears(a)) people.push_back(a);
    std::ranges::stable_partition(people, [&](std::uint32_t a) { return named(case_.anchors[a]); });
    for (const auto a : people) {
      const auto& held = store_.node(case_.anchors[a]);
      const auto& told = store_.told(case_.anchors[a]);
      std::set<std::uint32_t> anchors{a};
      for (const auto& edge : held.edges)
        if (edge.weight >= tells_whose)
          if (const auto at = std::ranges::find(case_.anchors, edge.to); at != case_.anchors.end() && store_.node(edge.to).kind != NodeKind::person)
            anchors.insert(static_cast<std::uint32_t>(at - case_.anchors.begin()));
      const auto is = same_as(told, named(case_.anchors[a]) ? same_known_least : same_least, anchors);
      if (is == none) {
        out_.all.push_back({case_.anchors[a], told.mentions, {}, std::move(anchors)});
        heard_.push_back(heard(store_, told.mentions));
        for (const auto part : store_.parts_of(case_.anchors[a]))
          out_.all.back().thought.insert(out_.all.back().thought.end(), store_.node(part).mentions.begin(), store_.node(part).mentions.end());
      } else {
        auto& adult = out_.all[is];
        adult.mentions.insert(adult.mentions.end(), told.mentions.begin(), told.mentions.end());
        adult.thought.insert(adult.thought.end(), told.mentions.begin(), told.mentions.end());
        adult.anchors.insert(anchors.begin(), anchors.end());
        heard_[is] = heard(store_, adult.mentions);
      }
      adult_of_[case_.anchors[a]] = is == none ? static_cast<std::uint32_t>(out_.all.size() - 1) : is;
    }
  }

  bool bears(std::uint32_t anchor) const {
    if (set_.test(anchor)) return true;
    for (std::size_t i = 0; i < case_.incidents.size(); ++i)
      if (bears_[i] && case_.incidents[i].anchors.test(anchor)) return true;
    return false;
  }

  bool named(NodeId node) const {
    return std::ranges::any_of(store_.told(node).mentions, [&](MentionId mention) { return store_.mention(mention).plain.find(' ') != std::string::npos; });
  }

  // The adult that this person is thought to be; a phone or car in common speaks for it.
  std::uint32_t same_as(const Told& person, double least, const std::set<std::uint32_t>& anchors) const {
    const auto said = heard(store_, person.mentions);
    std::uint32_t best = none;
    for (std::uint32_t i = 0; i < out_.all.size(); ++i) {
      auto likeness = alike(store_, heard_[i], said);
      if (!likeness) continue;
      if (std::ranges::any_of(anchors, [&](std::uint32_t anchor) { return out_.all[i].anchors.contains(anchor); })) *likeness += 0.8;
      if (*likeness > least) least = *likeness, best = i;
    }
    return best;
  }

  struct Stranger {
    MentionId mention;
    std::size_t incident;
  };

  // Those with a nickname first, for they make better company for the rest.
  void add_strangers() {
    std::vector<Stranger> strangers;
    for (std::size_t i = 0; i < case_.incidents.size(); ++i)
      for (const auto mention : bears_[i] ? case_.incidents[i].adults : std::vector<MentionId>()) {
        const auto node = store_.person_of(mention);
        const auto known = adult_of_.find(node);
        if (known != adult_of_.end()) out_.in_incident[i].push_back(known->second);
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
    const auto heard_now = heard(store_, {stranger.mention});
    for (std::uint32_t a = 0; a < out_.all.size(); ++a)
      if (const auto likeness = compare(stranger, heard_now, a); likeness && *likeness > most) most = *likeness, best = a;
    if (best == none) {
      if (said.name.empty() && said.sex == Sex::unknown && said.age < 0) return;   // "somebody"
      best = static_cast<std::uint32_t>(out_.all.size());
      out_.all.emplace_back();
      heard_.emplace_back();
    }
    out_.all[best].mentions.push_back(stranger.mention);
    heard_[best] = heard(store_, out_.all[best].mentions);
    out_.all[best].thought.push_back(stranger.mention);
    out_.in_incident[stranger.incident].push_back(best);
  }

  std::optional<double> compare(const Stranger& stranger, const Heard& said, std::uint32_t is) const {
    const auto& adult = out_.all[is];
    auto most = alike(store_, heard_[is], said);
    if (!most) return most;
    for (const auto anchor : adult.anchors)
      if (store_.node(case_.anchors[anchor]).kind != NodeKind::place && case_.incidents[stranger.incident].anchors.test(anchor)) *most += 1.2;
    return most;
  }

  const Store& store_;
  const Case& case_;
  const Case::Set& set_;
  std::vector<bool> bears_;
  Adults out_;
  std::vector<Heard> heard_;               // of each of out_.all
  std::map<NodeId, std::uint32_t> adult_of_;
};

}  // namespace

Adults adults_of(const Store& store, const Case& about, const Case::Set& set) { return Finding(store, about, set).done(); }

}  // namespace lapwing::links
