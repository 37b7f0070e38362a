// For tests of links at the desk: a desk that keeps them, and a group that reports can make.
#pragma once
#include <fmt/format.h>

#include <sstream>

#include "desk/link_keeper.hpp"
#include "desk/link_watch.hpp"
#include "desk/support.hpp"
#include "links/writing.hpp"

namespace lapwing::desk {

using namespace casework;

// All that a keeper shows, as text: groups with what was decided on them, everybody and every link, and whom to ask about.
inline std::string said_of(const LinkKeeper& keeper) {
  std::ostringstream out;
  keeper.with_links([&](const links::Links& links) {
    links::write_groups_json(out, links.groups());
    links::write_groups_json(out, links.groups_near());
    links::write_groups_json(out, links.dismissed());
    links::write_entities_csv(out, links, links::whole(links));
    links::write_links_csv(out, links, links::whole(links));
  });
  const auto list = keeper.groups();
  auto all = list->ranked;
  all.insert(all.end(), list->dismissed.begin(), list->dismissed.end());
  for (const auto& one : all) {
    out << one.group.id << " noticed " << one.noticed.has_value() << " taken on " << one.taken_on.has_value();
    for (const auto& ruling : one.rulings) out << " ruling " << ruling.index << ' ' << ruling.words;
    for (const auto& record : one.records) out << " record " << (record ? record->text() : "");
    out << '\n';
  }
  for (const auto& match : keeper.proposed(50))
    out << match.one.report << '/' << match.one.ref << ' ' << match.other.report << '/' << match.other.ref << ' ' << fmt::format("{:.9f}", match.probability) << '\n';
  return out.str();
}

inline std::string leads_of(const LinkKeeper& keeper, ChildId child) {
  std::string out = keeper.entity_of(child) + "\n";
  for (const auto& lead : keeper.leads(child)) {
    out += fmt::format("{} {} {:.9f}", lead.id, lead.name, lead.weight);
    for (const auto& reason : lead.reasons) out += " " + reason.report + " " + reason.what;
    out += "\n";
  }
  return out;
}

class LinkedDesk : public DeskTest {
 protected:
  void SetUp() override {
    attach();
    DeskTest::SetUp();
    watch->start(*desk);
  }
  void TearDown() override {
    watch->stop();
    DeskTest::TearDown();
  }
  virtual std::unique_ptr<links::People> people() const { return links::people_by_name(); }
  void attach() {
    watch.reset();
    keeper = std::make_shared<LinkKeeper>(policy::built_in_group_rules(), people());
    watch = std::make_unique<LinkWatch>(keeper);
    options.links = keeper;
  }
  void start_again() {
    watch->stop();
    desk.reset();
    attach();
    now = time->now();
    open();
    watch->start(*desk);
  }
  Done sent(LinkCommand command) {
    auto outcome = desk->submit(SentOnLinks{analyst, std::move(command)});
    EXPECT_TRUE(outcome) << outcome.error().message;
    watch->wait_until_done();
    return outcome.value_or(Done{});
  }
  // Two men whom a car and a house tie to girls: one report a call.
  void lift(int number, std::string_view day, std::string_view girl, std::string_view born, std::string_view man, std::string_view gave = "alcohol") {
    sent(ReceiveReport{fmt::format(
        R"({{"report":"R-{:06}","received_at":"{}T21:00:00Z","kind":"intelligence","agency":"police","grading":{{"source":1,"information":"A","handling":"P"}},)"
        R"("occurred":{{"from":"{}T20:00:00Z","to":"{}T20:30:00Z"}},"people":[{{"ref":"p1","role":"child","name":"{}","dob":"{}"}},)"
        R"({{"ref":"p2","role":"adult","name":"{}","age_about":27,"sex":"male"}}],"places":[{{"ref":"l1","address":"14 Alder Row, TS1 4XX","kind":"home"}}],)"
        R"("vehicles":[{{"ref":"v1","vrm":"LB12 WNG"}}],"links":[{{"kind":"lift","from":"p2","to":"p1","with":["v1"],"at":"l1"}},)"
        R"({{"kind":"gave","from":"p2","to":"p1","what":"{}"}},{{"kind":"drives","from":"p2","with":["v1"]}}]}})",
        number, day, day, day, girl, born, man, gave)});
  }
  void a_group() {
    lift(1, "2026-02-01", "Kayleigh Marsh", "2011-02-14", "Darren Cole");
    lift(2, "2026-02-08", "Aisha Brook", "2011-06-02", "Darren Cole", "phone");
    lift(3, "2026-02-15", "Kayleigh Marsh", "2011-02-14", "Wayne Pike", "drugs");
    lift(4, "2026-02-20", "Aisha Brook", "2011-06-02", "Wayne Pike");
  }
  DismissGroup dismissal(const GroupOnDesk& one) {
    DismissGroup out{one.group.id, "a youth club that the force runs", {}, {}};
    for (const auto& report : links::reports_of(one.group)) out.evidence.push_back(report);
    for (const auto& child : one.group.children) out.children.push_back({child.mentions.front().first, child.mentions.front().second});
    return out;
  }

  Actor analyst = actor(Role::analyst, "Ana Reid", 9);
  std::shared_ptr<LinkKeeper> keeper;
  std::unique_ptr<LinkWatch> watch;
};

}  // namespace lapwing::desk
