// One group: who belongs and why, what ties them, the fewest reports that carry it with what each adds, what would weaken it, and its history.
#include <fmt/format.h>

#include "links/sureness.hpp"
#include "views/redaction.hpp"
#include "views/sentences.hpp"
#include "web/pages/groups_pages.hpp"

namespace lapwing::web {

using namespace render;
using desk::GroupRuling;

namespace {

json::object fact(std::string_view term, std::string text) { return {{"term", term}, {"style", ""}, {"value", value({.text = std::move(text)})}}; }

std::string query_of(const Visit& visit) {
  return visit.as_known_at ? "?as_known_at=" + transport::percent_encode(to_rfc3339(*visit.as_known_at)) : "";
}

json::object head_model(const Visit& visit, const ShownGroup& group, const desk::GroupOnDesk& one) {
  json::array facts{fact("State", group.state), fact("How sure", views::capital(group.likelihood)),
                    fact("First seen", for_people(group.first_seen, visit.now())), fact("Last report", for_people(group.last_seen, visit.now())),
                    fact("Owner", one.taken_on ? (visit.visitor.sees_names() ? one.taken_on->owner->name : "A person") : "Nobody has taken it on")};
  const auto shown = visit.as_known_at ? std::string(visit.query.get("as_known_at")) : std::string();
  json::object head{{"name", fmt::format("{}, {}", group.title, group.tied_by)}, {"high", false}, {"facts", std::move(facts)},
                    {"as_known", json::object{{"action", group_path(group.id)},
                                              {"field", input({.name = "as_known_at", .label = "As known at", .value = shown.ends_with('Z') ? "" : shown,
                                                               .hint = "Like 03/03/2026 18:05", .width = "20", .spellcheck = false})},
                                              {"now_href", visit.as_known_at ? group_path(group.id) : ""}}},
                    {"navigation", sub_navigation("On this page", {{"Who", "#who"}, {"Reports", "#reports"}, {"What would weaken it", "#weaken"},
                                                                   {"Decisions", "#decisions"}})}};
  head["marks"] = json::object{{"items", json::array{tag(group.state, group.state_colour)}}};
  return head;
}

json::object members_table(const Visit& visit, std::string_view caption, const std::vector<ShownMember>& members) {
  std::vector<std::vector<Cell>> rows;
  for (const auto& member : members) {
    Value who{.text = member.name};
    if (member.record && visit.visitor.may_read("child")) who.href = "/children/" + member.record->text();
    if (member.thought) who.text += ": a record that is only thought to be theirs";
    rows.push_back({{std::move(who)}, {{.text = member.part.empty() ? "Not shown" : views::capital(member.part)}},
                    {{.text = fmt::format("{} report{}", member.reports, member.reports == 1 ? "" : "s")}}});
  }
  const std::vector<Column> columns{{"Who"}, {"What reports tell"}, {"Named in"}};
  return table({.caption = caption, .columns = columns, .rows = rows, .empty = "Nobody is named."});
}

json::object evidence_model(std::string_view caption, const std::vector<ShownEvidence>& lines) {
  json::array rows;
  for (const auto& line : lines)
    rows.push_back(json::object{{"number", line.number}, {"href", line.href}, {"source", line.source}, {"why", line.why}, {"adds", views::capital(line.adds)},
                                {"percent", line.percent}});
  return {{"caption", caption}, {"rows", std::move(rows)}};
}

std::string ruling_words(const Visit& visit, const GroupRuling& ruling) {
  const auto by = visit.visitor.sees_names() ? ruling.by.name : "A person";
  switch (ruling.what) {
    case GroupRuling::What::taken_on: return fmt::format("Taken on by {}, recorded by {}", visit.visitor.sees_names() ? ruling.owner->name : "a person", by);
    case GroupRuling::What::dismissed: return "Dismissed by " + by;
    case GroupRuling::What::merged: return fmt::format("{} said that this and {} are one group", by, ruling.others.size() == 1 ? "another" : "others");
    case GroupRuling::What::split: return by + " said that this is two groups";
  }
  return by;
}

json::array decisions(const Visit& visit, const desk::GroupOnDesk& one, const Refused* refused) {
  json::array out{heading("Decisions", "m", "decisions")};
  std::vector<Moment> moments;
  if (one.noticed) moments.push_back({"Came into the list", to_rfc3339(*one.noticed), for_people(*one.noticed, visit.now())});
  for (const auto& ruling : one.rulings) {
    Moment moment{ruling_words(visit, ruling), to_rfc3339(ruling.at), for_people(ruling.at, visit.now())};
    moment.text = visit.visitor.sees_names() ? ruling.words : std::string(views::left_out);
    if (ruling.lifted_by)
      moment.text += fmt::format("\nTaken back by {} at {}: {}", visit.visitor.sees_names() ? ruling.lifted_by->name : "a person",
                                 for_people(ruling.lifted_at, visit.now()), visit.visitor.sees_names() ? ruling.lifted_why : std::string(views::left_out));
    else if (visit.visitor.may_do("lift-group-ruling") && !visit.as_known_at) {
      Form form(visit, fmt::format("undo{}", ruling.index), refused);
      form.hidden("ruling", std::to_string(ruling.index)).input({.name = "reason", .label = "Why it is taken back"});
      moment.fields.push_back(form.folded("Take this back", group_path(one.group.id) + "/undo", "Take it back", 0));
    }
    moments.push_back(std::move(moment));
  }
  if (moments.empty()) out.push_back(paragraph("Nobody has decided anything yet."));
  else out.push_back(timeline(moments));
  return out;
}

}  // namespace

Response shown_group_page(Visit& visit, const Refused* refused) {
  const auto then = links_at(visit);
  if (!then) return then.error();
  const auto* one = then->groups->find(visit.param("group"));
  if (!one)
    return visit.not_found(visit.as_known_at ? "There was no such group then: reports had not yet tied it together."
                                             : "There is no such group now. It may have been joined with another, or reports no longer bear it out: see the list.");
  const auto group = shown_group(visit, *then, *one);
  visit.desk().note_list_read(visit.visitor.actor, "group " + group.id, visit.as_known_at);
  json::array who{heading("Who", "m", "who"), members_table(visit, "Adults", group.adults), members_table(visit, "Children", group.children)};
  if (!group.things.empty()) {
    who.push_back(heading("What ties them", "s"));
    who.push_back(bullets(group.things));
  }
  who.push_back(link("The links among them as a chart, and over time", group_path(group.id) + "/chart" + query_of(visit)));
  json::array weaken{heading("What would weaken it", "m", "weaken")};
  weaken.push_back(group.weaken.empty() ? paragraph("Nothing in particular is known that would.") : bullets(group.weaken));
  json::object model{{"head", head_model(visit, group, *one)},
                     {"reason", views::capital(group.likelihood) + "; this is a reason to look, not a finding."},
                     {"rests_on", links::sureness_rests_on},
                     {"returned", one->returned},
                     {"who", std::move(who)},
                     {"evidence", evidence_model("The fewest reports that carry it", group.evidence)},
                     {"weaken", std::move(weaken)},
                     {"decisions", decisions(visit, *one, refused)}};
  if (!group.others.empty()) model["others"] = evidence_model("Other reports that bear on it", group.others);
  if (!visit.as_known_at) model["forms"] = group_forms(visit, *then, *one, refused);
  auto head = visit.head("Group: " + group.title);
  head.wide = true;
  head.back_href = "/groups" + query_of(visit);
  if (refused) head.errors = refused->errors;
  return visit.page("group", head, std::move(model), refused ? refused->status : 200);
}

Response group_page(Visit& visit) { return shown_group_page(visit, nullptr); }

}  // namespace lapwing::web
