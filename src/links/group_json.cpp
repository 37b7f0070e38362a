#include <fmt/format.h>

#include <boost/json.hpp>

#include "links/sureness.hpp"
#include "links/writing.hpp"

namespace lapwing::links {

namespace {

std::string in_json(std::string_view text) { return boost::json::serialize(boost::json::string(text)); }

void add_mentions(std::string& out, std::string_view name, const std::vector<std::pair<std::string, std::string>>& mentions) {
  out += fmt::format(",\"{}\":[", name);
  for (const auto& mention : mentions) out += fmt::format("{}[{},{}]", &mention == &mentions.front() ? "" : ",", in_json(mention.first), in_json(mention.second));
  out += ']';
}

void add_members(std::string& out, std::string_view name, const std::vector<Member>& members) {
  out += fmt::format(",\"{}\":[", name);
  for (const auto& member : members) {
    out += fmt::format("{}{{\"id\":{}", &member == &members.front() ? "" : ",", in_json(member.id));
    add_mentions(out, "mentions", member.mentions);
    out += fmt::format(",\"known_as\":{},\"part\":{},\"weight\":{:.3f}", in_json(member.known_as), in_json(member.part), member.weight);
    if (!member.thought.empty()) add_mentions(out, "thought_to_be", member.thought);
    out += '}';
  }
  out += ']';
}

void add_evidence(std::string& out, std::string_view name, const std::vector<EvidenceLine>& lines) {
  out += fmt::format(",\"{}\":[", name);
  for (const auto& line : lines)
    out += fmt::format("{}{{\"report\":{},\"why\":{},\"contribution\":{:.3f}}}", &line == &lines.front() ? "" : ",", in_json(line.report), in_json(line.why),
                       line.contribution);
  out += ']';
}

}  // namespace

std::string group_json(const Group& group) {
  auto out = fmt::format("{{\"group\":{},\"score\":{:.3f},\"probability\":{:.2f},\"likelihood\":{},\"likelihood_rests_on\":{}", in_json(group.id), group.score,
                         told_probability(group.probability), in_json(sureness_words(group.probability)), in_json(sureness_rests_on));
  add_members(out, "adults", group.adults);
  add_members(out, "children", group.children);
  add_evidence(out, "evidence", group.evidence);
  add_evidence(out, "also", group.others);
  out += ",\"things\":[";
  for (const auto& thing : group.things)
    out += fmt::format("{}{{\"id\":{},\"kind\":{},\"name\":{},\"children\":{}}}", &thing == &group.things.front() ? "" : ",", in_json(thing.id),
                       in_json(thing.kind), in_json(thing.name), thing.children);
  out += "],\"weaken\":[";
  for (const auto& line : group.weaken) out += fmt::format("{}{}", &line == &group.weaken.front() ? "" : ",", in_json(line));
  out += fmt::format("],\"first_seen\":\"{}\",\"last_seen\":\"{}\"}}", to_rfc3339(group.first_seen), to_rfc3339(group.last_seen));
  return out;
}

void write_groups_json(std::ostream& out, const std::vector<Group>& groups) {
  out << '[';
  for (const auto& group : groups) out << (&group == &groups.front() ? "\n" : ",\n") << group_json(group);
  out << (groups.empty() ? "]\n" : "\n]\n");
}

}  // namespace lapwing::links
