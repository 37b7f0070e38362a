// For property tests: people do things about one child, in any order, most of which are accepted.
#pragma once
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "casework/support.hpp"

namespace lapwing::casework {

inline constexpr int steps_max = 40;

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

inline void live(Simulation& sim) {
  const int steps = *rc::gen::inRange(1, steps_max);
  for (int i = 0; i < steps; ++i) SomebodyDoes(sim).something();
}

}  // namespace lapwing::casework
