// Groups and links as the API shows them.
#include "links/sureness.hpp"
#include "views/redaction.hpp"
#include "web/api/link_documents.hpp"
#include "web/api/shapes.hpp"

namespace lapwing::web::api {

// Found through the walk's own namespace, so not in the unnamed one.
struct ShownOneMember { ShownMember member; std::string id; };
struct ShownOneEvidence { ShownEvidence line; };
struct ShownDecision { desk::GroupRuling ruling; bool names = true; };
struct ShownListedGroup { ShownGroup group; };
struct ShownWholeGroup { ShownGroup group; desk::GroupOnDesk one; bool names = true; };
struct ShownReason { desk::LeadReason reason; };
struct ShownLead { desk::Lead lead; };
struct ShownBar { desk::MatchBar bar; };
struct ShownMatch { desk::MatchShown match; };
struct ShownChildLinks { std::string entity; std::vector<std::string> groups, groups_only_thought; std::vector<ShownLead> leads; };
struct ShownRulingDone { std::string group; std::uint64_t ruling = 0; bool repeated = false; };

static std::optional<std::string> text(const std::string& held) { return held.empty() ? std::nullopt : std::optional(held); }

template <class Out>
void shape(Out& out, const ShownOneMember& shown) {
  out("id", text(shown.id));
  out("name", shown.member.name);
  out("part", text(shown.member.part));
  out("record", shown.member.record);
  out("record_only_thought", shown.member.thought);
  out("reports", static_cast<std::int64_t>(shown.member.reports));
}
template <class Out>
void shape(Out& out, const ShownOneEvidence& shown) {
  out("report", shown.line.number);
  out("source", text(shown.line.source));
  out("why", shown.line.why);
  out("contribution", shown.line.contribution);
  out("adds", shown.line.adds);
}
template <class Out>
void shape(Out& out, const ShownDecision& shown) {
  static constexpr std::string_view words[] = {"taken_on", "dismissed", "merged", "split"};
  const auto& ruling = shown.ruling;
  out("ruling", ruling.index);
  out("what", std::string(words[static_cast<std::size_t>(ruling.what)]));
  out("at", ruling.at);
  out("by", shown.names ? ruling.by.name : std::string(views::left_out));
  out("owner", ruling.owner && shown.names ? text(ruling.owner->name) : std::nullopt);
  out("words", shown.names ? text(ruling.words) : std::nullopt);
  out("others", ruling.others);
  out("taken_back_at", ruling.lifted_by ? std::optional(ruling.lifted_at) : std::nullopt);
}
template <class Out>
void shape_listed(Out& out, const ShownGroup& group) {
  out("id", group.id);
  out("title", group.title);
  out("tied_by", group.tied_by);
  out("state", group.state);
  out("probability", group.probability);
  out("likelihood", group.likelihood);
  out("likelihood_rests_on", std::string(links::sureness_rests_on));
  out("first_seen", group.first_seen);
  out("last_seen", group.last_seen);
}
template <class Out>
void shape(Out& out, const ShownListedGroup& shown) {
  shape_listed(out, shown.group);
  out("adult_count", static_cast<std::int64_t>(shown.group.adults.size()));
  out("child_count", static_cast<std::int64_t>(shown.group.children.size()));
}
template <class Out>
void shape(Out& out, const ShownWholeGroup& shown) {
  shape_listed(out, shown.group);
  out("score", shown.group.score);
  std::vector<ShownOneMember> adults, children;
  for (std::size_t i = 0; i < shown.group.adults.size(); ++i) adults.push_back({shown.group.adults[i], shown.names ? shown.one.group.adults[i].id : ""});
  for (std::size_t i = 0; i < shown.group.children.size(); ++i)
    children.push_back({shown.group.children[i], shown.names && !shown.group.children[i].restricted ? shown.one.group.children[i].id : ""});
  out("adults", adults);
  out("children", children);
  out("things", shown.group.things);
  std::vector<ShownOneEvidence> evidence, others;
  for (const auto& line : shown.group.evidence) evidence.push_back({line});
  for (const auto& line : shown.group.others) others.push_back({line});
  out("evidence", evidence);
  out("others", others);
  out("weaken", shown.group.weaken);
  std::vector<ShownDecision> decisions;
  for (const auto& ruling : shown.one.rulings) decisions.push_back({ruling, shown.names});
  out("decisions", decisions);
  out("noticed_at", shown.one.noticed);
}
template <class Out>
void shape(Out& out, const ShownReason& shown) {
  const auto& reason = shown.reason;
  out("what", reason.what);
  out("at", reason.at);
  out("report", reason.report);
  out("agency", reason.agency);
  out("source", reason.grading.source);
  out("information", reason.grading.information ? std::optional(std::string(1, *reason.grading.information)) : std::nullopt);
  out("own_record", reason.own);
}
template <class Out>
void shape(Out& out, const ShownLead& shown) {
  static constexpr std::string_view kinds[] = {"person", "place", "vehicle", "phone"};
  out("id", shown.lead.id);
  out("kind", std::string(kinds[static_cast<std::size_t>(shown.lead.kind)]));
  out("name", shown.lead.name);
  out("note", text(shown.lead.note));
  std::vector<ShownReason> reasons;
  for (const auto& reason : shown.lead.reasons) reasons.push_back({reason});
  out("reasons", reasons);
}
template <class Out>
void shape(Out& out, const ShownBar& shown) {
  out("what", shown.bar.what);
  out("why", shown.bar.why);
  out("weight", shown.bar.weight);
}
template <class Out>
void shape(Out& out, const ShownMatch& shown) {
  const auto& match = shown.match;
  out("from_report", match.one.report);
  out("from_ref", match.one.ref);
  out("to_report", match.other.report);
  out("to_ref", match.other.ref);
  out("from_name", text(match.one_name));
  out("to_name", text(match.other_name));
  out("start", match.start);
  std::vector<ShownBar> bars;
  for (const auto& bar : match.bars) bars.push_back({bar});
  out("bars", bars);
  out("probability", match.probability);
  out("together", match.together);
}
template <class Out>
void shape(Out& out, const ShownChildLinks& shown) {
  out("entity", text(shown.entity));
  out("groups", shown.groups);
  out("groups_only_thought", shown.groups_only_thought);
  out("leads", shown.leads);
}
template <class Out>
void shape(Out& out, const ShownRulingDone& shown) {
  out("group", shown.group);
  out("ruling", shown.ruling);
  out("repeated", shown.repeated);
}

json::object listed_group_document(const ShownGroup& group) { return json_of(ShownListedGroup{group}).as_object(); }
json::object group_document(const ShownGroup& group, const desk::GroupOnDesk& one, bool names) { return json_of(ShownWholeGroup{group, one, names}).as_object(); }
json::object lead_document(const desk::Lead& lead) { return json_of(ShownLead{lead}).as_object(); }
json::object match_document(const desk::MatchShown& match) { return json_of(ShownMatch{match}).as_object(); }

json::object listed_group_schema() { return schema_of<ShownListedGroup>(); }
json::object group_schema() { return schema_of<ShownWholeGroup>(); }
json::object child_links_schema() { return schema_of<ShownChildLinks>(); }
json::object match_schema() { return schema_of<ShownMatch>(); }
json::object ruling_done_schema() { return schema_of<ShownRulingDone>(); }

json::object decision_schema(std::string_view command) {
  const json::object text{{"type", "string"}};
  const auto body = [&](json::object properties, json::array required) {
    return json::object{{"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}, {"additionalProperties", false}};
  };
  if (command == "take-on-group") return body({{"owner", text}, {"note", text}}, {});
  if (command == "dismiss-group") return body({{"reason", text}}, {"reason"});
  if (command == "merge-groups") return body({{"other", text}, {"reason", text}}, {"other", "reason"});
  if (command == "split-group") return body({{"children", json::object{{"type", "array"}, {"items", text}}}, {"reason", text}}, {"children", "reason"});
  return body({{"ruling", json::object{{"type", "integer"}}}, {"reason", text}}, {"ruling", "reason"});
}

}  // namespace lapwing::web::api
