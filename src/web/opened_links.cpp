#include "web/opened_links.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "desk/access.hpp"
#include "links/sureness.hpp"
#include "views/redaction.hpp"
#include "views/report_words.hpp"
#include "views/sentences.hpp"
#include "web/site.hpp"

namespace lapwing::web {

namespace {

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return count == 1 ? fmt::format("1 {}", one) : fmt::format("{} {}", count, many);
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) out += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  return out;
}

std::string tied_by(const links::Group& group, bool names) {
  std::vector<const links::Thing*> places, vehicles, phones;
  for (const auto& thing : group.things) (thing.kind == "vehicle" ? vehicles : thing.kind == "phone" ? phones : places).push_back(&thing);
  std::vector<std::string> parts;
  if (places.size() == 1) parts.push_back(names ? places.front()->name : "a place");
  else if (!places.empty()) parts.push_back(names ? fmt::format("{} places, most of all {}", places.size(), places.front()->name) : fmt::format("{} places", places.size()));
  if (!vehicles.empty()) parts.push_back(vehicles.size() == 1 ? "a car" : fmt::format("{} cars", vehicles.size()));
  if (!phones.empty()) parts.push_back(phones.size() == 1 ? "a phone" : fmt::format("{} phones", phones.size()));
  return parts.empty() ? "tied by what reports say passed between them" : "tied by " + joined(parts);
}

class Showing {
 public:
  Showing(const Visit& visit, const LinksThen& then, const desk::GroupOnDesk& one) : visit_(visit), then_(then), one_(one), names_(visit.visitor.sees_names()) {}

  ShownGroup done() {
    const auto& group = one_.group;
    ShownGroup out;
    out.id = group.id;
    out.title = fmt::format("{} and {}", counted(group.adults.size(), "adult", "adults"), counted(group.children.size(), "child", "children"));
    out.tied_by = tied_by(group, names_);
    out.likelihood = links::sureness_words(group.probability);
    out.score = group.score;
    out.probability = links::told_probability(group.probability);
    out.first_seen = group.first_seen;
    out.last_seen = group.last_seen;
    for (std::size_t i = 0; i < group.children.size(); ++i) out.children.push_back(child(i));
    for (std::size_t i = 0; i < group.adults.size(); ++i) out.adults.push_back(adult(i));
    if (names_)
      for (const auto& thing : group.things)
        out.things.push_back(fmt::format("{} ({}), {}", thing.name, thing.kind, counted(thing.children, "child", "children")));
    else
      for (const auto& thing : group.things) out.things.push_back(fmt::format("A {}, {}", thing.kind, counted(thing.children, "child", "children")));
    double most = 0;
    for (const auto* lines : {&group.evidence, &group.others})
      for (const auto& line : *lines) most = std::max(most, line.contribution);
    for (const auto& line : group.evidence) out.evidence.push_back(evidence(line, most));
    for (const auto& line : group.others) out.others.push_back(evidence(line, most));
    out.weaken = names_ && hidden_names_.empty() ? group.weaken : std::vector<std::string>{};
    say_state(out);
    return out;
  }

 private:
  ShownMember child(std::size_t i) {
    const auto& member = one_.group.children[i];
    const bool thought = one_.thought[i].has_value();
    ShownMember out{names_ ? member.known_as : "", names_ ? member.part : "", thought ? one_.thought[i] : one_.records[i], thought, member.mentions.size(), false};
    if (out.record && !may_see_child(visit_, *out.record)) {
      out = {"a child whose record is restricted", "", {}, false, member.mentions.size(), true};
      for (const auto& [report, ref] : member.mentions) hidden_reports_.insert(report);
      hidden_names_.insert(member.known_as);
    } else if (!names_) {
      out.name = fmt::format("Child {}", i + 1);
    } else if (out.name.empty()) {
      out.name = "a child not named";
    }
    return out;
  }

  ShownMember adult(std::size_t i) const {
    const auto& member = one_.group.adults[i];
    ShownMember out{member.known_as, names_ && hidden_names_.empty() ? member.part : "", {}, false, member.mentions.size(), false};
    if (!names_) out.name = fmt::format("Adult {}", i + 1);
    else if (out.name.empty()) out.name = "somebody not named";
    return out;
  }

  ShownEvidence evidence(const links::EvidenceLine& line, double most) const {
    ShownEvidence out;
    out.number = line.report;
    out.contribution = line.contribution;
    out.percent = most > 0 ? std::clamp(static_cast<int>(std::lround(100 * line.contribution / most)), 0, 100) : 0;
    if (const auto id = then_.keeper->report_id(line.report)) {
      if (const auto held = visit_.desk().reports().find(*id); held && !held->erased) {
        out.href = visit_.visitor.may_read("reports") ? "/reports/" + id->text() : "";
        out.source = fmt::format("{}, {}, received {}", views::kind_words(held->kind), held->agency, for_people(london_date(held->received_at)));
      }
    } else if (const auto child = then_.keeper->child_with_report(line.report)) {
      out.source = "Recorded on the child's own record";
      const auto reference = line.report.substr(0, line.report.find('/'));
      if (hidden_reports_.contains(line.report)) out.number = "A record that is restricted";
      else if (line.report.starts_with("M-") && visit_.visitor.may_read("episode")) out.href = "/episodes/" + reference;
    }
    const bool hide = !names_ || hidden_reports_.contains(line.report) ||
                      std::ranges::any_of(hidden_names_, [&](const auto& name) { return !name.empty() && line.why.find(name) != std::string::npos; });
    out.why = hide ? std::string(views::left_out) : views::capital(line.why);
    const double rest = one_.group.score - line.contribution;
    out.adds = line.contribution <= 0 ? "nothing by itself: another report says the same"
               : rest < 0            ? "without it the group would not be ranked"
               : out.percent >= 60   ? "much of what carries the group"
               : out.percent >= 25   ? "some of what carries the group"
                                     : "a little";
    return out;
  }

  void say_state(ShownGroup& out) const {
    if (one_.dismissed) out.state = "Dismissed", out.state_colour = "grey";
    else if (one_.taken_on) out.state = "Taken on by " + (names_ ? one_.taken_on->owner->name : std::string("a person")), out.state_colour = "green";
    else if (one_.returned) out.state = "Back on new evidence", out.state_colour = "orange";
    else if (!one_.group.ranked) out.state = "Below the list", out.state_colour = "grey";
    else out.state = "New", out.state_colour = "blue";
  }

  const Visit& visit_;
  const LinksThen& then_;
  const desk::GroupOnDesk& one_;
  const bool names_;
  std::set<std::string> hidden_reports_, hidden_names_;
};

}  // namespace

std::expected<LinksThen, Response> links_at(const Visit& visit) {
  const auto& live = visit.site.options.links;
  if (!live) return std::unexpected(visit.problem(503, "Links are not kept here", "This service was started without them."));
  if (!visit.as_known_at) return LinksThen{live, live->groups()};
  if (const auto count = live->report_count(); count > as_known_reports_max)
    return std::unexpected(visit.problem(422, "This would take too long",
                                         fmt::format("Groups as they were known are worked out again from every report, and {} are held: more than {}. "
                                                     "Use `lapwing groups --data DIR --as-of TIME` on the machine instead.", count, as_known_reports_max)));
  auto made = desk::link_keeper(visit.rules().files);
  if (!made) return std::unexpected(visit.problem(500, "The rules cannot be used", made.error()));
  const auto then = std::move(*made);
  if (const auto told = visit.desk().tell_links(*then, *visit.as_known_at); !told)
    return std::unexpected(visit.problem(503, "The ledger cannot be read", told.error()));
  return LinksThen{then, then->groups()};
}

bool may_see_child(const Visit& visit, ChildId child) {
  const auto line = visit.desk().children().find(child);
  if (!line || !line->restricted) return true;
  const auto held = visit.desk().case_of(child);
  return held && *held && desk::may_see(**held, visit.visitor.actor, visit.desk().now());
}

ShownGroup shown_group(const Visit& visit, const LinksThen& then, const desk::GroupOnDesk& one) { return Showing(visit, then, one).done(); }

std::string group_path(std::string_view group) { return "/groups/" + std::string(group); }

std::vector<std::string> evidence_of(const links::Group& group) {
  const auto all = links::reports_of(group);
  return {all.begin(), all.end()};
}

std::vector<casework::MentionRef> child_mentions_of(const links::Group& group) {
  std::vector<casework::MentionRef> out;
  for (const auto& child : group.children) {
    const auto slash = child.id.rfind('/');   // the member's own id: their earliest mention
    out.push_back({child.id.substr(0, slash), child.id.substr(slash + 1)});
  }
  return out;
}

std::vector<desk::Lead> shown_leads(const Visit& visit, ChildId child) {
  const auto& live = visit.site.options.links;
  if (!live || visit.as_known_at || !visit.visitor.sees_names()) return {};
  auto out = live->leads(child);
  std::erase_if(out, [&](const auto& lead) {
    return std::ranges::any_of(live->children_of(lead.id), [&](ChildId other) { return !may_see_child(visit, other); });
  });
  return out;
}

}  // namespace lapwing::web
