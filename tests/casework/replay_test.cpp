// Whatever people do, in whatever order: the ledger replays to the same case, and ethnicity and nationality move nothing.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "casework/support.hpp"

namespace lapwing::casework {
namespace {

constexpr int steps_max = 40;

// One random thing that somebody does next. What it is made of comes from the case as it is, so that most of it is accepted.
class SomebodyDoes {
 public:
  explicit SomebodyDoes(Simulation& sim) : sim_(sim), id_(latest()) {}

  void something() {
    sim_.pass(Minutes(*rc::gen::inRange(0, 90)));
    sim_.by = *rc::gen::element(call_handler(), officer(), supervisor(), supervisor_two());
    if (id_ && *rc::gen::inRange(0, 8) == 0) return see_it_through();
    const auto seen = *rc::gen::arbitrary<bool>() ? std::optional<std::uint64_t>() : std::optional(sim_.head() / 2);
    (void)sim_.submit(next(), id_, seen);
  }
  // From found to closed: too many steps in the right order for chance to come upon.
  void see_it_through() {
    sim_.by = supervisor();
    for (const int kind : {18, 19, 20, 21, 22}) (void)sim_.submit(on_return(kind), id_);
  }

 private:
  std::optional<EpisodeId> latest() const {
    if (sim_.held().episodes.empty()) return std::nullopt;
    return sim_.held().episodes.back()->id;
  }
  const Episode& episode() const { return sim_.episode(*id_); }

  Command next() {
    const int kind = *rc::gen::inRange(0, 24);
    if (!id_ || kind == 0 || (kind < 12 && !sim_.held().open_episode())) return report();
    if (kind < 8) return about_the_child(kind);
    if (kind < 18) return in_the_search(kind);
    return on_return(kind);
  }

  Command report() {
    auto out = plain_report(word());
    out.risk_answers = answers();
    out.might_be = {named()};
    return out;
  }
  Command about_the_child(int kind) {
    switch (kind) {
      case 1: return ChangeChildDetails{plain_report(word()).details};
      case 2: return RecordEthnicity{*rc::gen::element<std::string>("W1", "A2", "B1"), {}};
      case 3: return RecordNationality{*rc::gen::element<std::string>("GB", "PL", "unknown")};
      case 4: return OpenConcern{test_rules().risk.concern_kinds.front(), word()};
      case 5: return RestrictRecord{word(), {}};
      case 6: return BreakGlass{"needed to find the child now"};
      default: return NoteRead{"child", {}, 1};
    }
  }
  Command in_the_search(int kind) {
    switch (kind) {
      case 8: return RecordRiskFacts{answers()};
      case 9: return AssessRisk{*rc::gen::element(RiskLevel::low, RiskLevel::medium, RiskLevel::high), "known to stay with her aunt", {}};
      case 10: return DeployOfficer{person(officer()), {}, word()};
      case 11: return RecordActivity{ActivityKind::note, word()};
      case 12: return RecordSighting{.seen_at = sim_.now, .place = {word(), {}, {}, {}}, .mentions = {named()}};
      case 13: return RecordReview{episode().level(), word(), "known to stay with her aunt", {}};
      case 14: return OfferHandover{person(supervisor_two()), word(), {}};
      case 15: return AcceptHandover{};
      case 16: return episode().enquiries.empty() ? Command(SetEnquiry{word(), {}}) : finish_enquiry();
      default: return RaiseAlarms{};
    }
  }
  Command on_return(int kind) {
    switch (kind) {
      case 18: return RecordReturn{.at = sim_.now, .how = HowFound::found_by_police, .where = {word(), {}, {}, {}}, .mentions = {named()}};
      case 19: return HoldInterview{.mode = InterviewMode::in_person};
      case 20: return answer_all();
      case 21: return OfferReturnInterview{{}, "Northmoor Council", {}};
      case 22: return CloseEpisode{word()};
      default: return ReopenEpisode{word()};
    }
  }

  Command finish_enquiry() const {
    const auto& list = episode().enquiries;
    const auto which = *rc::gen::inRange<std::size_t>(0, list.size());
    return FinishEnquiry{list[which].id, EnquiryOutcome::nothing_found, word(), {}};
  }
  Command answer_all() const {
    AnswerQuestions out;
    for (const auto& q : episode().interview.questions)
      out.answers.push_back({.question = q.id, .outcome = QuestionOutcome::would_not_say, .safety = {}, .answer = word()});
    return out;
  }
  std::vector<RiskAnswer> answers() const {
    const auto& questions = test_rules().risk.questions;
    std::vector<RiskAnswer> out;
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
      const auto& question = questions[*rc::gen::inRange<std::size_t>(0, questions.size())];
      out.push_back({question.id, *rc::gen::element(Answer::yes, Answer::no, Answer::not_known), {}, "Dawn Marsh", {}, {}});
    }
    return out;
  }
  MentionInput named() const { return {*rc::gen::element(MentionKind::person, MentionKind::place, MentionKind::thing), word(), {}, {}}; }
  std::string word() const {
    return *rc::gen::element<std::string>("the house in Linthorpe", "her friend Ellie", "a silver phone", "Zo\u00eb \"Zed\" O'Hara");
  }

  Simulation& sim_;
  std::optional<EpisodeId> id_;
};

void live(Simulation& sim) {
  const int steps = *rc::gen::inRange(1, steps_max);
  for (int i = 0; i < steps; ++i) SomebodyDoes(sim).something();
}

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
