#include "synth/demo_open.hpp"
#include "synth/demo_words.hpp"
#include "synth/demo_work.hpp"

namespace lapwing::synth {

using namespace casework;
using std::chrono::minutes;

namespace {

Date born(int year, unsigned month, unsigned day) { return Date{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)}; }

Date fifteen(Instant now) { return Date{std::chrono::sys_days{london_date(now)} - std::chrono::days{15 * 365 + 130}}; }

// Reported at medium more than five hours ago. Nobody has gone, nothing has been written, and every alarm has climbed the ladder.
void nobody_has_gone(Stage& stage, Instant now, const DemoChildPtr& child) {
  child->details.given_name = "Kezia";
  child->details.family_name = "Tarnhurst";
  child->details.sex = Sex::female;
  child->details.born = fifteen(now);
  child->details.looked_after = Answer::no;
  child->details.placement.reset();
  child->details.social_worker.reset();
  child->details.address = "31 Ferry Lane, Harbourside, ZZ4 2LN";
  stage.at(now - minutes{323}, [&stage, child] {
    auto report = report_of(stage, *child, RiskLevel::medium);
    report.informant.name = "Dawn Tarnhurst";
    report.informant.relationship = "mother";
    report.circumstances = "Kezia went to see her boyfriend Dane and should have been back hours ago. He is older and nobody at home has met him.";
    report.why_worried = "She answers when I ring. Today it is off.";
    report.might_be = {{MentionKind::person, "her boyfriend Dane", "says he is 19; works at a car wash", "her mother"},
                       {MentionKind::place, "Dane's house on Sallow Road", "a blue door, near the shop", "her mother"}};
    for (auto& answer : report.risk_answers)
      if (answer.question == "older_associate") answer.answer = Answer::yes;
    report.level = RiskLevel::medium;
    report.area = "Harbourside";
    report_missing(stage, *child, std::move(report));
  });
}

void just_reported_high(Stage& stage, Instant now, const DemoChildPtr& child) {
  child->details.born = born(static_cast<int>(london_date(now).year()) - 12, 1, 20);
  stage.at(now - minutes{11}, [&stage, child] {
    auto report = report_of(stage, *child, RiskLevel::high);
    report.circumstances = child->details.given_name + " got into a silver car outside the shops. A neighbour saw it and did not know the driver.";
    report.why_worried = "There have been messages from someone we do not know.";
    report.might_be = {{MentionKind::vehicle, "a silver hatchback", "part of the plate: J?19", "the neighbour"}};
    report.risk_answers.push_back({"harm_taken", Answer::not_known, {}, {}, {}, {}});
    const auto worked = report_missing(stage, *child, std::move(report));
    stage.after(minutes{4}, [&stage, worked] { own(stage, worked, stage.sergeants[0]); });
  });
}

void gone_quiet(Stage& stage, Instant now, const DemoChildPtr& child) {
  stage.at(now - minutes{205}, [&stage, child, now] {
    const auto worked = report_missing(stage, *child, report_of(stage, *child, RiskLevel::medium));
    stage.after(minutes{6}, [&stage, worked] { own(stage, worked, stage.sergeants[1]); });
    stage.after(minutes{30}, [&stage, worked, now] {
      send_officer(stage, worked, 1, "where the child lives", Minutes{18});
      mind(stage, worked, now - minutes{110});
    });
  });
}

void handed_over(Stage& stage, Instant now, const DemoChildPtr& child) {
  stage.at(now - minutes{260}, [&stage, child, now] {
    const auto worked = report_missing(stage, *child, report_of(stage, *child, RiskLevel::medium));
    stage.after(minutes{5}, [&stage, worked] { own(stage, worked, stage.sergeants[1]); });
    stage.after(minutes{25}, [&stage, worked, now] {
      send_officer(stage, worked, 2, "where the child lives", Minutes{20});
      mind(stage, worked, now);
    });
    stage.at(now - minutes{24}, [&stage, worked] {
      stage.send(stage.sergeants[1], worked,
                 OfferHandover{person(stage.sergeants[0]), "Two addresses still to visit. The family is rung every hour, next at the hour.",
                               {"Visit the flat near the quay", "Ask the school for the friend's surname"}});
    });
  });
}

void in_care(Stage& stage, Instant now, const DemoChildPtr& child) {
  child->details.looked_after = Answer::yes;
  child->details.placement = "Beacon House";
  child->details.address = "Beacon House, Northmoor Town";
  child->details.social_worker = "Casey Morland, Northmoor Council";
  stage.at(now - minutes{175}, [&stage, child, now] {
    const auto worked = report_missing(stage, *child, report_of(stage, *child, RiskLevel::medium));
    stage.after(minutes{7}, [&stage, worked] { own(stage, worked, stage.sergeants[0]); });
    stage.after(minutes{35}, [&stage, worked, now] {
      send_officer(stage, worked, 3, "Beacon House", Minutes{15});
      mind(stage, worked, now);
    });
  });
}

void restricted(Stage& stage, Instant now, const DemoChildPtr& child) {
  stage.at(now - minutes{95}, [&stage, child, now] {
    const auto worked = report_missing(stage, *child, report_of(stage, *child, RiskLevel::medium));
    stage.after(minutes{5}, [&stage, worked] { own(stage, worked, stage.sergeants[0]); });
    stage.after(minutes{12}, [&stage, worked, now] {
      std::vector<Person> may_read{person(stage.coordinator)};
      for (const auto& sergeant : stage.sergeants) may_read.push_back(person(sergeant));
      for (const auto& officer : stage.officers)
        if (officer.name != stage.officers.front().name) may_read.push_back(person(officer));
      stage.send(stage.inspector, worked.child, {}, RestrictRecord{"A relative of the child works for the force.", std::move(may_read)});
      send_officer(stage, worked, 1, "where the child lives", Minutes{20});
    });
    stage.after(minutes{60}, [&stage, worked] {
      stage.send(stage.officers[1], worked, RecordActivity{ActivityKind::visit, "Saw the family at home. A list of friends is on the record."});
    });
  });
}

void nobody_has_decided(Stage& stage, Instant now, const DemoChildPtr& child) {
  stage.at(now - minutes{26}, [&stage, child] { report_missing(stage, *child, report_of(stage, *child, RiskLevel::medium)); });
}

void alarm_acknowledged(Stage& stage, Instant now, const DemoChildPtr& child) {
  stage.at(now - minutes{98}, [&stage, child, now] {
    const auto worked = report_missing(stage, *child, report_of(stage, *child, RiskLevel::medium));
    stage.after(minutes{9}, [&stage, worked] { own(stage, worked, stage.sergeants[0]); });
    stage.at(now - minutes{18}, [&stage, worked, now] {
      stage.send(stage.officers[0], worked, ContactInformant{true, "Spoke to the family. No news. An officer is on the way from the hospital."});
      const auto held = stage.child(worked.child);
      for (const auto& clock : held->episode(worked.episode)->clocks)
        if (clock.kind == ClockKind::first_deployment)
          stage.send(stage.sergeants[0], worked,
                     AcknowledgeClock{clock.id, "The only free officer is leaving the hospital and goes straight there.", now + minutes{25}});
    });
  });
}

void risk_raised(Stage& stage, Instant now, const DemoChildPtr& child) {
  stage.at(now - minutes{150}, [&stage, child, now] {
    const auto worked = report_missing(stage, *child, report_of(stage, *child, RiskLevel::medium));
    stage.after(minutes{6}, [&stage, worked] { own(stage, worked, stage.sergeants[0]); });
    stage.after(minutes{24}, [&stage, worked, now] {
      send_officer(stage, worked, 2, "where the child lives", Minutes{15});
      mind(stage, worked, now);
    });
    stage.at(now - minutes{52}, [&stage, worked] {
      RecordSighting sighting;
      sighting.seen_at = stage.now() - minutes{20};
      sighting.place.text = "outside the Harbour Lodge";
      sighting.seen_by = "a taxi driver";
      sighting.with = "a man of about 30 in a grey jacket";
      sighting.confirmed = true;
      sighting.mentions = {{MentionKind::vehicle, "a grey van", "ladder on the roof", "the taxi driver"}};
      stage.send(stage.officers[2], worked, sighting);
      stage.send(stage.officers[2], worked,
                 RecordRiskFacts{{{"harm_with_adult", Answer::yes, "Seen with a man nobody at home knows", "a taxi driver", {}, {}}}});
      stage.send(stage.sergeants[0], worked, AssessRisk{RiskLevel::high, {}, {}});
      stage.send(stage.inspector, worked,
                 RecordReview{RiskLevel::high, "Officers to the Harbour Lodge now. Cameras from there and the road out. Plate cameras for the van.", {},
                              "Considered. Not yet: a place to look is known. Looked at again within the hour."});
    });
  });
}

void on_the_way(Stage& stage, Instant now, const DemoChildPtr& child) {
  child->details.born = born(static_cast<int>(london_date(now).year()) - 17, 1, 11);
  stage.at(now - minutes{48}, [&stage, child] {
    const auto worked = report_missing(stage, *child, report_of(stage, *child, RiskLevel::low));
    stage.after(minutes{8}, [&stage, worked] { own(stage, worked, stage.sergeants[1]); });
    stage.after(minutes{40}, [&stage, worked] { send_officer(stage, worked, 3, "where the child lives", Minutes{25}); });
  });
}

}  // namespace

void set_missing_now(Stage& stage, Instant now, const std::function<DemoChildPtr()>& child) {
  for (const auto story : {nobody_has_gone, just_reported_high, gone_quiet, handed_over, in_care, restricted, nobody_has_decided,
                           alarm_acknowledged, risk_raised, on_the_way})
    story(stage, now, child());
}

}  // namespace lapwing::synth
