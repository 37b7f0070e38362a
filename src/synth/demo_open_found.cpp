#include "synth/demo_open.hpp"
#include "synth/demo_words.hpp"
#include "synth/demo_work.hpp"

namespace lapwing::synth {

using namespace casework;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

// Worked from the report to the return; `then` tells what followed.
void found_after(Stage& stage, const DemoChildPtr& child, Instant reported, Instant found, std::function<void(Worked)> then) {
  stage.at(reported, [&stage, child, found, then] {
    const auto worked = report_missing(stage, *child, report_of(stage, *child, RiskLevel::medium));
    stage.after(minutes{6}, [&stage, worked] { own(stage, worked, stage.sergeants[0]); });
    stage.after(minutes{28}, [&stage, worked, found] {
      send_officer(stage, worked, 1, "where the child lives", Minutes{20});
      mind(stage, worked, found);
    });
    stage.at(found, [worked, then] { then(worked); });
  });
}

RecordReturn back(Stage& stage, std::string where, std::optional<std::string> with, std::optional<std::string> brought_back) {
  RecordReturn out;
  out.at = stage.now();
  out.how = HowFound::found_by_police;
  out.where.text = std::move(where);
  out.with = std::move(with);
  out.brought_back = std::move(brought_back);
  out.condition = "Tired and cold, not hurt.";
  out.return_to = "home";
  return out;
}

// Found, and nobody has yet asked about the flat, the friend or the phone.
void nobody_has_asked(Stage& stage, Instant now, const DemoChildPtr& child) {
  found_after(stage, child, now - minutes{430}, now - minutes{88}, [&stage](Worked worked) {
    stage.send(stage.officers[1], worked, back(stage, "a flat above the Ferry Grill", "Marlo, who says he is a friend", "a new phone"));
  });
}

void asked_by_phone(Stage& stage, Instant now, const DemoChildPtr& child) {
  found_after(stage, child, now - hours{16}, now - hours{7}, [&stage](Worked worked) {
    stage.send(stage.officers[2], worked, back(stage, "the railway station", {}, {}));
    stage.after(minutes{170}, [&stage, worked] {
      HoldInterview holding;
      holding.mode = InterviewMode::phone;
      holding.not_in_person_reason = "No officer was free before the end of the shift.";
      stage.send(stage.officers[2], worked, holding);
      const auto held = stage.child(worked.child);
      AnswerQuestions answers;
      for (const auto& question : held->episode(worked.episode)->interview.questions)
        if (!question.mention) answers.answers.push_back(answer_to(stage.chance, question, held->details.given_name, true));
      stage.send(stage.officers[2], worked, std::move(answers));
    });
  });
}

// Found more than two days ago; asked, and what the child told us is owned. The return home interview was accepted and is not yet held.
void return_interview_due(Stage& stage, Instant now, const DemoChildPtr& child) {
  found_after(stage, child, now - hours{77}, now - hours{66}, [&stage](Worked worked) {
    stage.send(stage.officers[1], worked, back(stage, "the bus station", "Ria, a friend from school", {}));
    stage.after(minutes{90}, [&stage, worked] {
      stage.send(stage.officers[1], worked, HoldInterview{InterviewMode::in_person, {}, {}, {}, "an aunt", "at home"});
      const auto held = stage.child(worked.child);
      AnswerQuestions answers;
      for (const auto& question : held->episode(worked.episode)->interview.questions)
        answers.answers.push_back(answer_to(stage.chance, question, held->details.given_name, true));
      stage.send(stage.officers[1], worked, std::move(answers));
    });
    stage.after(hours{9}, [&stage, worked] {
      stage.send(stage.coordinator, worked, OfferReturnInterview{{}, "Northmoor Listening Service", "the child and an aunt"});
      stage.send(stage.coordinator, worked, RecordReturnInterview{ReturnInterviewOutcome::accepted, {}, {}, {}, {}, false, false, {}});
    });
  });
}

}  // namespace

void set_found_now(Stage& stage, Instant now, const std::function<DemoChildPtr()>& child) {
  for (const auto story : {nobody_has_asked, asked_by_phone, return_interview_due}) story(stage, now, child());
}

}  // namespace lapwing::synth
