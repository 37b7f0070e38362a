// Links packed and taken back: at any moment of any sequence, what comes of it and of everything after is what comes of never having stopped.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <sstream>

#include "links/links.hpp"
#include "links/writing.hpp"
#include "made.hpp"

namespace lapwing::links {
namespace {

std::string said_of(const Links& links) {
  std::ostringstream out;
  write_groups_json(out, links.groups());
  write_groups_json(out, links.groups_near());
  write_entities_csv(out, links, whole(links));
  write_links_csv(out, links, whole(links));
  const auto name = [&](MentionId id) { return links.store().report(links.store().mention(id).report).number + "/" + links.store().mention(id).ref; };
  for (const auto& [a, b] : links.store().proposed(100)) out << "may be one: " << name(a) << ' ' << name(b) << '\n';
  return out.str();
}

std::unique_ptr<Links> empty() {
  auto links = std::make_unique<Links>(policy::built_in_group_rules(), people_resolved());
  links->hold();
  return links;
}

// Packed and taken back. Parts of reports that were withdrawn may be lost: `lost` says which are.
std::unique_ptr<Links> again(const Links& links, const std::function<bool(ReportIx)>& lost = [](ReportIx) { return false; }) {
  const LinksPack pack(links);
  auto back = empty();
  if (!back->recall(pack.frame())) return nullptr;
  for (ReportIx ix = 0; ix < pack.report_count(); ++ix)
    if (!lost(ix) && back->recall_report(pack.part(links, ix), "key") != links.store().report(ix).number) return nullptr;
  if (!back->recalled()) return nullptr;
  back->settle();
  return back;
}

// A small town told of by many: few names, so that people meet, are mistaken for one another, share houses, cars and phones.
reports::Report a_report(int number) {
  using Gen = rc::Gen<std::string>;
  const auto one_of = [](std::vector<std::string> all) -> Gen { return rc::gen::elementOf(std::move(all)); };
  const auto names = std::vector<std::string>{"Kayleigh Marsh", "Kayley Marsh", "Aisha Brook", "Darren Cole", "Daz Cole", "Daz", "Wayne Pike", "Mia Field", ""};
  const auto dates = std::vector<std::string>{"2011-02-14", "2011-06-02", "1992-03-01", "", ""};
  Made made(fmt::format("R-{:03}", number), "2026-02-01");
  auto& report = made.done();
  report.received_at += std::chrono::hours(*rc::gen::inRange(0, 2000));
  const auto people = *rc::gen::inRange(1, 4);
  for (int p = 1; p <= people; ++p) {
    reports::Person person;
    person.ref = fmt::format("p{}", p);
    person.name = *one_of(names);
    person.role = *rc::gen::element(reports::PersonRole::child, reports::PersonRole::adult, reports::PersonRole::unknown, reports::PersonRole::professional);
    if (const auto born = *one_of(dates); !born.empty()) person.dob = *parse_iso_date(born);
    if (*rc::gen::inRange(0, 3) == 0) person.age_about = *rc::gen::inRange(10, 40);
    if (*rc::gen::inRange(0, 3) == 0) person.phones.push_back(*one_of({"07700 900123", "+44 7700 900124", "a friend's"}));
    if (*rc::gen::inRange(0, 4) == 0) person.address = *one_of({"14 Alder Row, TS1 4XX", "2 Mill Lane"});
    if (*rc::gen::inRange(0, 4) == 0) person.aliases = {*one_of({"Dee", "Big\nDaz", "K"}), *one_of(names)};
    report.people.push_back(person);
  }
  report.places.push_back({"l1", *one_of({"14 Alder Row, TS1 4XX", "Bus station", ""}), *rc::gen::element(reports::PlaceKind::home, reports::PlaceKind::station), 54.57, -1.23});
  report.vehicles.push_back({"v1", *one_of({"LB12 WNG", "LB12 W?G", "L812 WNG", "none"}), false, "", ""});
  const auto links = *rc::gen::inRange(0, 4);
  for (int l = 0; l < links; ++l) {
    reports::Link link;
    link.kind = *rc::gen::element(reports::LinkKind::lift, reports::LinkKind::gave, reports::LinkKind::stayed, reports::LinkKind::messaged, reports::LinkKind::family);
    link.from = fmt::format("p{}", *rc::gen::inRange(1, people + 1));
    link.to = fmt::format("p{}", *rc::gen::inRange(1, people + 1));
    if (link.to == link.from) link.to.clear();
    if (*rc::gen::arbitrary<bool>()) link.with.push_back("v1");
    if (*rc::gen::arbitrary<bool>()) link.at = "l1";
    if (*rc::gen::arbitrary<bool>()) link.what = reports::LinkThing::drugs;
    report.links.push_back(link);
  }
  if (*rc::gen::inRange(0, 8) == 0) report.withdraws = fmt::format("R-{:03}", *rc::gen::inRange(0, 40));
  return report;
}

struct Step {
  enum { take, withdraw, rule, lift } what = take;
  reports::Report report;
  std::string one, other;
  bool same = false;
};

Step a_step(int number) {
  Step step;
  const auto what = *rc::gen::inRange(0, 10);
  step.what = what < 7 ? Step::take : what < 8 ? Step::withdraw : what < 9 ? Step::rule : Step::lift;
  step.report = a_report(number);
  step.one = fmt::format("R-{:03}", *rc::gen::inRange(0, number + 1));
  step.other = fmt::format("R-{:03}", *rc::gen::inRange(0, number + 1));
  step.same = *rc::gen::arbitrary<bool>();
  return step;
}

void carry_out(Links& links, const Step& step) {
  if (step.what == Step::take) links.take(step.report, "key");
  else if (step.what == Step::withdraw) links.withdraw(step.one);
  else if (step.what == Step::rule) links.rule_people(step.one, "p1", step.other, "p1", step.same);
  else links.lift_people(step.one, "p1", step.other, "p1");
}

RC_GTEST_PROP(LinksPacked, and_taken_back_go_on_as_if_they_had_never_stopped, ()) {
  std::vector<Step> steps;
  const auto count = *rc::gen::inRange(1, 40);
  for (int i = 0; i < count; ++i) steps.push_back(a_step(i));
  const auto packed_at = *rc::gen::inRange(0, count + 1);
  auto whole = empty();
  for (int i = 0; i < packed_at; ++i) carry_out(*whole, steps[static_cast<std::size_t>(i)]);
  whole->settle();
  auto back = again(*whole);
  RC_ASSERT(back);
  RC_ASSERT(said_of(*back) == said_of(*whole));
  for (int i = packed_at; i < count; ++i) carry_out(*whole, steps[static_cast<std::size_t>(i)]), carry_out(*back, steps[static_cast<std::size_t>(i)]);
  RC_ASSERT(said_of(*back) == said_of(*whole));
  RC_ASSERT(again(*back));
}

RC_GTEST_PROP(LinksPacked, are_refused_without_the_part_of_a_report_that_stands, ()) {
  auto links = empty();
  const auto count = *rc::gen::inRange(1, 8);
  for (int i = 0; i < count; ++i) links->take(a_report(i), "key");
  links->settle();
  const auto lost = static_cast<ReportIx>(*rc::gen::inRange(0, count));
  const auto back = again(*links, [&](ReportIx ix) { return ix == lost; });
  RC_ASSERT((back != nullptr) == links->store().report(lost).withdrawn);
  if (back) RC_ASSERT(said_of(*back) == said_of(*links));
}

}  // namespace
}  // namespace lapwing::links
