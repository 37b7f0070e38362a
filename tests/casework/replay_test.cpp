// Whatever people do, in whatever order: the ledger replays to the same case, and ethnicity and nationality move nothing.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "casework/somebody_does.hpp"

namespace lapwing::casework {
namespace {

RC_GTEST_PROP(AnySequenceOfCommands, ReplaysToTheSameCase, ()) {
  Simulation sim(*rc::gen::arbitrary<std::uint64_t>());
  live(sim);
  RC_ASSERT(dump(replay(sim.held().id, sim.recorded)) == dump(sim.held()));
}

RC_GTEST_PROP(AnySequenceOfCommands, LeavesAtMostOneEpisodeOpen, ()) {
  Simulation sim(*rc::gen::arbitrary<std::uint64_t>());
  live(sim);
  const auto& episodes = sim.held().episodes;
  RC_TAG(episodes.size());
  RC_ASSERT(std::count_if(episodes.begin(), episodes.end(), [](const auto& e) { return e->is_open(); }) <= 1);
}

// Two cases live through the same things; in one, ethnicity and nationality are recorded at random moments besides.
RC_GTEST_PROP(EthnicityAndNationality, MoveNoRiskClockEnquiryOrQuestion, ()) {
  Simulation plain(7), other(7);
  auto report = plain_report();
  report.might_be = {{MentionKind::person, "her boyfriend Kyle", {}, {}}};
  const auto record_some = [&] {
    (void)other.submit(RecordEthnicity{*rc::gen::element<std::string>("W1", "W3", "M1", "A2", "B2", "O2"), {}});
    (void)other.submit(RecordObservedEthnicity{*rc::gen::element<std::string>("IC1", "IC3", "IC4")});
    (void)other.submit(RecordNationality{*rc::gen::element<std::string>("GB", "PL", "AF", "unknown")});
  };
  const auto both = [&](const Actor& who, const Command& command, std::optional<EpisodeId> id) {
    plain.pass(Minutes(7));
    other.pass(Minutes(7));
    RC_ASSERT(static_cast<bool>(plain.as(who, command, id)) == static_cast<bool>(other.as(who, command, id)));
    if (*rc::gen::arbitrary<bool>()) record_some();
  };
  both(call_handler(), report, {});
  const auto id = plain.held().episodes.back()->id;
  record_some();
  both(call_handler(), RecordRiskFacts{{{"older_associate", Answer::yes, {}, "Dawn Marsh", {}, {}}}}, id);
  both(supervisor(), AssessRisk{RiskLevel::high, {}, {}}, id);
  both(officer(), DeployOfficer{person(officer()), {}, "the home address"}, id);
  both(service(), RaiseAlarms{}, id);
  RecordReturn found;
  found.at = plain.now;
  found.where.text = "the house in Linthorpe";
  both(officer(), found, id);

  const auto without_stamps = [](const Episode& e) {   // the ledger's numbers differ by what was recorded besides
    std::string out;
    for (const auto& f : e.facts) out += event_json(RiskFactRecorded{f.what});
    for (const auto& a : e.assessments) out += event_json(a.what);
    for (const auto& q : e.enquiries) out += event_json(EnquirySet{q.id, q.text, q.rule, q.why});
    return out + dump_clocks(e) + dump_questions(e);
  };
  RC_ASSERT(other.held().ethnicity.has_value());
  RC_ASSERT(!plain.held().ethnicity.has_value());
  RC_ASSERT(without_stamps(plain.episode(id)) == without_stamps(other.episode(id)));
}

}  // namespace
}  // namespace lapwing::casework
