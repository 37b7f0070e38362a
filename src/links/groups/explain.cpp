// A group in plain words.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "links/graph/derive.hpp"
#include "links/groups/judge.hpp"
#include "links/groups/standing.hpp"

namespace lapwing::links {

namespace {

using reports::LinkThing;

std::string name_of(const Store& store, NodeId node) {
  const auto name = fullest_name(store, store.told(node).mentions);
  return name.empty() ? "someone not named" : name;
}

std::string deeds_of(const Store& store, const std::vector<FactIx>& facts) {
  std::map<std::string, int> counted;
  for (const auto ix : facts) ++counted[deed(store.fact(ix))];
  std::string out;
  for (const auto& [what, times] : counted) out += (out.empty() ? "" : ", ") + what;
  return out;
}

}  // namespace

std::string deed(const Fact& fact) {
  const auto what = [&]() -> std::string_view {
    if (fact.thing == Fact::no_thing) return "something";
    const auto thing = static_cast<LinkThing>(fact.thing);
    return thing == LinkThing::phone ? "a phone" : thing == LinkThing::lift ? "a lift" : thing == LinkThing::other ? "something" : reports::word(thing);
  };
  switch (fact.kind) {
    case FactKind::lift: return "a lift";
    case FactKind::gave: return fmt::format("given {}", what());
    case FactKind::met: return "met";
    case FactKind::stayed: return "stayed";
    case FactKind::called: return "called";
    case FactKind::messaged: return "messaged";
    case FactKind::associates: return "seen together";
    case FactKind::found_with: return "found with";
    case FactKind::paid: return "paid";
    case FactKind::lives: return "lives there";
    case FactKind::drives: return "drives";
    case FactKind::owns: return "owns";
    case FactKind::family: return "family";
    case FactKind::works_with: return "works with";
    case FactKind::has_phone: return "has the phone";
    default: return "in touch";
  }
}

std::string fullest_name(const Store& store, const std::vector<MentionId>& mentions) {
  std::map<std::string, int> told;
  for (const auto mention : mentions)
    if (!store.mention(mention).name.empty()) ++told[store.mention(mention).name];
  const auto words = [](const std::string& name) { return std::ranges::count(name, ' '); };
  std::string best;
  int times = 0;
  for (const auto& [name, count] : told) {
    const bool fuller = best.empty() || std::min<long>(words(name), 1) > std::min<long>(words(best), 1);
    const bool as_full = !best.empty() && std::min<long>(words(name), 1) == std::min<long>(words(best), 1);
    const bool better = count > times || (count == times && name.size() > best.size());
    if (fuller || (as_full && better)) best = name, times = count;
  }
  return best;
}

std::string why(const Store& store, const Case& about, ReportIx report) {
  std::string out;
  for (std::size_t i = 0; i < about.incidents.size(); ++i) {
    const auto& incident = about.incidents[i];
    if (std::ranges::find(incident.reports, report) == incident.reports.end()) continue;
    std::vector<FactIx> facts;
    std::ranges::copy_if(incident.facts, std::back_inserter(facts), [&](FactIx ix) { return store.fact(ix).report == report; });
    std::set<std::string> through;
    for (std::size_t a = 0; a < about.anchors.size(); ++a) {
      if (!incident.anchors.test(a)) continue;
      const auto& node = store.node(about.anchors[a]);
      through.insert(node.kind == NodeKind::person ? name_of(store, about.anchors[a]) : store.mention(node.first).name);
    }
    out += fmt::format("{}{}: {}", out.empty() ? "" : "; ", name_of(store, about.children[incident.child]), deeds_of(store, facts));
    if (!through.empty()) out += fmt::format(" ({})", fmt::join(through, ", "));
    if (incident.reports.front() != report) out += fmt::format(", as {} told of it", store.report(incident.reports.front()).number);
  }
  if (!out.empty()) return out;
  std::set<std::string> joined;
  for (std::uint32_t i = 0; i < store.report(report).mentions; ++i) {
    const auto& mention = store.mention(store.report(report).first_mention + i);
    if (mention.node == none || std::ranges::find(about.anchors, store.whole_of(mention.node)) == about.anchors.end()) continue;
    joined.insert(mention.kind == NodeKind::person ? name_of(store, store.whole_of(mention.node)) : mention.name);
  }
  return fmt::format("ties together {}", fmt::join(joined, ", "));
}

std::string part_of(const Store& store, const Case& about, const std::vector<std::size_t>& incidents) {
  std::vector<FactIx> facts;
  for (const auto i : incidents) facts.insert(facts.end(), about.incidents[i].facts.begin(), about.incidents[i].facts.end());
  return deeds_of(store, facts);
}

std::vector<std::string> what_would_weaken(const Store& store, const Case& about, const Case::Score& whole, const Group& group) {
  std::vector<std::string> out;
  if (group.evidence.size() == 1) out.push_back(fmt::format("It rests on one report, {}: if that is mistaken nothing is left.", group.evidence[0].report));
  const auto heaviest = std::ranges::max_element(group.evidence, {}, &EvidenceLine::contribution);
  if (group.evidence.size() > 1 && heaviest->contribution > whole.total)
    out.push_back(fmt::format("Without {} it would not be ranked.", heaviest->report));
  std::size_t unnamed = 0;
  for (const auto& adult : group.adults) unnamed += adult.known_as.empty();
  if (unnamed > 0 && unnamed == group.adults.size()) out.push_back("No adult is named: what joins the children is a car, a house, a phone or a place.");
  if (std::ranges::any_of(group.adults, [](const Member& adult) { return !adult.thought.empty(); }))
    out.push_back("Some mentions without a whole name are only thought to be the same adult, by age, sex, nickname and car.");
  if (group.adults.size() < 2) out.push_back("One adult only: an ordinary reason for the ties would explain it.");
  std::set<std::string> places;
  for (std::size_t a = 0; a < about.anchors.size(); ++a) {
    const auto& node = store.node(about.anchors[a]);
    const auto listed = std::ranges::find(group.things, store.mention(node.first).name, &Thing::name);
    if (node.kind == NodeKind::place && listed != group.things.end() && node.standing.share < 1)
      places.insert(fmt::format("{} ({})", store.mention(node.first).name, words(node.standing.ordinary)));
  }
  if (!places.empty()) out.push_back(fmt::format("Meetings at places that others use too count for less: {}.", fmt::join(places, "; ")));
  if (std::ranges::any_of(about.anchors, [&](NodeId node) { return store.node(node).kind == NodeKind::vehicle && store.plate_of(node).find('?') != std::string::npos; }))
    out.push_back("A plate was read in part and may be another car.");
  return out;
}

}  // namespace lapwing::links
