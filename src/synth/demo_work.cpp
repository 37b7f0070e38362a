#include "synth/demo_work.hpp"

#include <algorithm>

#include "synth/demo_words.hpp"

namespace lapwing::synth {

using namespace casework;
using std::chrono::minutes;

namespace {

// The questions whose silence alone keeps a child at medium (rules/risk.toml, key-answers-missing).
constexpr std::array key_questions = {"harm_taken",      "harm_with_adult", "harm_suicide",     "harm_call_for_help", "harm_violence",
                                      "harm_sexual",     "medicine_needed", "self_harm",        "low_mood",           "out_of_character",
                                      "danger_place",    "carer_worry",     "older_associate",  "online_contact",     "no_contact",
                                      "whereabouts_unclear"};
constexpr std::array<std::string_view, 5> worries = {"out_of_character", "carer_worry", "low_mood", "older_associate", "online_contact"};
constexpr std::array<std::string_view, 4> signs = {"older_associate", "online_contact", "gifts", "lifts"};

void answer(std::vector<RiskAnswer>& answers, std::string_view question, Answer what) {
  const auto found = std::ranges::find(answers, question, &RiskAnswer::question);
  auto& one = found == answers.end() ? answers.emplace_back() : *found;
  one.question = question;
  one.answer = what;
}

const Episode* look(const desk::CaseShelf::Held& held, const Worked& worked) { return held ? held->episode(worked.episode) : nullptr; }

std::string name_of(const Case& held) { return held.details.given_name.empty() ? "the child" : held.details.given_name; }

const Actor& owner_of(const Stage& stage, const Episode& episode) {
  const auto found = std::ranges::find_if(stage.sergeants, [&](const auto& one) { return episode.owner && one.name == episode.owner->name; });
  return found == stage.sergeants.end() ? stage.sergeants.front() : *found;
}

std::optional<std::string> reason_for(const Episode& episode) {
  const auto& last = episode.assessments.back().what;
  return last.pointed_to.level > last.level ? last.lower_reason : std::nullopt;
}

void do_what_is_due(Stage& stage, const Worked& worked, const Case& held, const Episode& episode, ClockKind kind) {
  const auto& owner = owner_of(stage, episode);
  const auto name = name_of(held);
  switch (kind) {
    case ClockKind::first_deployment: return send_officer(stage, worked, stage.chance.below(stage.officers.size()), "the family home", Minutes{20});
    case ClockKind::review: return stage.send(owner, worked, RecordReview{episode.level(), said(stage.chance, Said::plan, name), reason_for(episode), {}});
    case ClockKind::reassessment: return stage.send(owner, worked, AssessRisk{episode.level(), reason_for(episode), {}});
    case ClockKind::handover: {
      const auto& next = stage.sergeants[owner.user == stage.sergeants[0].user ? 1 : 0];
      stage.send(owner, worked, OfferHandover{person(next), said(stage.chance, Said::plan, name), {}});
      stage.send(next, worked, AcceptHandover{});
      return;
    }
    default: return stage.send(stage.chance.pick(std::span<const Actor>(stage.officers)), worked,
                               RecordActivity{ActivityKind::note, said(stage.chance, Said::note, name)});
  }
}

void do_some_work(Stage& stage, const Worked& worked, const Case& held, const Episode& episode) {
  const auto name = name_of(held);
  const auto& officer = stage.chance.pick(std::span<const Actor>(stage.officers));
  const auto open = std::ranges::find_if(episode.enquiries, [](const auto& enquiry) { return !enquiry.outcome; });
  switch (stage.chance.below(4)) {
    case 0: return stage.send(officer, worked, RecordActivity{ActivityKind::search, said(stage.chance, Said::search, name)});
    case 1: return stage.send(officer, worked, RecordActivity{ActivityKind::visit, said(stage.chance, Said::visit, name)});
    case 2: return stage.send(officer, worked, ContactInformant{true, said(stage.chance, Said::informant, name)});
    default:
      if (open != episode.enquiries.end())
        return stage.send(officer, worked, FinishEnquiry{open->id, EnquiryOutcome::done, said(stage.chance, Said::enquiry_result, name), {}});
      return stage.send(officer, worked, RecordActivity{ActivityKind::note, said(stage.chance, Said::note, name)});
  }
}

// Sooner than the idle clock warns (rules/clocks.toml), but for now and then.
minutes pace_of(Random& chance, RiskLevel level) {
  const int usual = level == RiskLevel::high ? 18 : level == RiskLevel::medium ? 42 : 85;
  return minutes{chance.chance(0.06) ? usual * 2 : usual};
}

// ---- after the return ----
void finish_actions(Stage& stage, const Worked& worked) {
  const auto held = stage.child(worked.child);
  for (const auto& kept : look(held, worked)->actions) {
    if (kept.what.result) continue;
    const auto wait = std::chrono::duration_cast<minutes>((kept.what.due - stage.now()) * stage.chance.between(30, 85) / 100);
    stage.after(wait, [&stage, worked, id = kept.what.id] {
      stage.send(stage.chance.pick(std::span<const Actor>(stage.officers)), worked,
                 CompleteAction{id, "Done: seen in person, and what was found is with the missing children team and children's services."});
    });
  }
}

void interview(Stage& stage, const Worked& worked, bool easy) {
  const auto& officer = stage.chance.pick(std::span<const Actor>(stage.officers));
  HoldInterview holding;
  holding.where = "at home";
  if (stage.chance.chance(0.1)) {
    holding.mode = InterviewMode::phone;
    holding.not_in_person_reason = "The child was already in another county with family.";
  }
  stage.send(officer, worked, holding);
  if (holding.mode != InterviewMode::in_person)
    stage.send(stage.sergeants.back(), worked, AgreeInterviewMode{"An officer near the family will see the child tomorrow."});
  const auto held = stage.child(worked.child);
  AnswerQuestions answers;
  for (const auto& question : look(held, worked)->interview.questions)
    if (!question.outcome) answers.answers.push_back(answer_to(stage.chance, question, name_of(*held), easy || stage.chance.chance(0.6)));
  stage.send(officer, worked, std::move(answers));
  finish_actions(stage, worked);
}

void return_interview(Stage& stage, const Worked& worked, Instant found) {
  stage.send(stage.coordinator, worked, OfferReturnInterview{{}, "Northmoor Listening Service", "the child and the family"});
  RecordReturnInterview held;
  const auto name = name_of(*stage.child(worked.child));
  if (stage.chance.chance(0.2)) {
    held.outcome = ReturnInterviewOutcome::refused;
    held.refusal_reason = said(stage.chance, Said::refused_return_interview, name);
    held.carers_asked = true;
  } else {
    held.outcome = ReturnInterviewOutcome::completed;
    held.by = "Robin Teague, Northmoor Listening Service";
    held.summary = "Talked about what would help. A worker will see the child each week.";
    held.independent = true;
  }
  const auto hours = stage.chance.chance(0.65) ? stage.chance.between(26, 70) : stage.chance.between(74, 120);
  stage.at(found + std::chrono::hours{hours}, [&stage, worked, held] { stage.send(stage.coordinator, worked, held); });
}

}  // namespace

std::vector<RiskAnswer> risk_answers_for(Random& chance, RiskLevel level) {
  std::vector<RiskAnswer> answers;
  for (const auto* question : key_questions) answer(answers, question, Answer::no);
  if (level == RiskLevel::medium) answer(answers, chance.pick(worries), Answer::yes);
  if (level == RiskLevel::medium && chance.chance(0.5)) answer(answers, "more_often", Answer::not_known);
  if (level == RiskLevel::high)
    for (const auto sign : signs) answer(answers, sign, Answer::yes);
  answer(answers, "family_row", chance.chance(0.4) ? Answer::yes : Answer::not_known);
  return answers;
}

void mind(Stage& stage, Worked worked, Instant until) {
  const auto held = stage.child(worked.child);
  const auto* episode = look(held, worked);
  if (!episode || !episode->is_missing() || stage.now() >= until) return;
  const auto pace = pace_of(stage.chance, episode->level());
  std::vector<ClockKind> due;
  for (const auto& clock : episode->clocks)
    if (clock.kind != ClockKind::idle && clock.warn_at <= stage.now() + pace) due.push_back(clock.kind);
  for (const auto kind : due) {
    const auto fresh = stage.child(worked.child);
    do_what_is_due(stage, worked, *fresh, *look(fresh, worked), kind);
  }
  const bool worked_on = std::ranges::any_of(due, [](ClockKind kind) { return kind != ClockKind::handover; });
  if (!worked_on) do_some_work(stage, worked, *held, *episode);
  stage.after(pace, [&stage, worked, until] { mind(stage, worked, until); });
}

void own(Stage& stage, Worked worked, const Actor& sergeant) {
  const auto held = stage.child(worked.child);
  stage.send(sergeant, worked, SetOwner{person(sergeant), {}});
  stage.send(sergeant, worked, AssessRisk{look(held, worked)->level(), {}, {}});
}

void send_officer(Stage& stage, Worked worked, std::size_t officer, std::string going_to, Minutes arrives_in) {
  const auto& going = stage.officers[officer % stage.officers.size()];
  stage.send(going, worked, DeployOfficer{person(going), {}, std::move(going_to)});
  const auto held = stage.child(worked.child);
  const auto id = look(held, worked)->deployments.back().what.deployment;
  stage.after(arrives_in, [&stage, worked, id, going] {
    const auto now = stage.child(worked.child);
    if (look(now, worked)->is_missing()) stage.send(going, worked, RecordArrival{id, {}});
  });
}

void come_back(Stage& stage, Worked worked, const Found& found) {
  const auto name = name_of(*stage.child(worked.child));
  RecordReturn back;
  back.at = stage.now();
  back.how = found.how;
  back.where.text = found.where;
  back.with = found.with;
  back.brought_back = found.brought_back;
  back.condition = said(stage.chance, Said::condition, name);
  back.return_to = "home";
  stage.send(stage.chance.pick(std::span<const Actor>(stage.officers)), worked, back);
  stage.after(minutes{stage.chance.between(25, 170)}, [&stage, worked, easy = found.easy] { interview(stage, worked, easy); });
  stage.after(minutes{stage.chance.between(180, 900)}, [&stage, worked, at = back.at] {
    return_interview(stage, worked, at);
    stage.after(minutes{10}, [&stage, worked] {
      const auto held = stage.child(worked.child);
      const auto* episode = look(held, worked);
      if (episode->assessments.back().what.provisional)
        stage.send(owner_of(stage, *episode), worked, AssessRisk{episode->level(), {}, {}});
      stage.send(owner_of(stage, *episode), worked, CloseEpisode{"Found and spoken to. What follows is owned."});
    });
  });
}

}  // namespace lapwing::synth
