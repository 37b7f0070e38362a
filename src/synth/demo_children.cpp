#include "synth/demo_children.hpp"

#include "synth/demo_words.hpp"
#include "synth/demo_work.hpp"
#include "synth/people.hpp"
#include "synth/places.hpp"

namespace lapwing::synth {

using namespace casework;

namespace {

constexpr std::uint64_t ethnicity_seed = 7101;   // the demonstration is the same for everyone

constexpr std::array<std::string_view, 5> homes_for_children = {"Beacon House", "Heron Lodge", "Larch House", "Quay House", "Plover House"};
constexpr std::array<std::string_view, 4> schools = {"Fellside Academy", "Harbourside High School", "Saltmarsh School", "Northmoor Academy"};

struct Worry { std::string_view kind, text; };
constexpr std::array<Worry, 5> worries = {{
    {"exploitation", "An older person nobody at home knows has been giving lifts. Shared by the school."},
    {"online_harm", "Messages at night from accounts the family does not recognise."},
    {"criminal_exploitation", "Came home with a second phone and more cash than anyone can account for."},
    {"self_harm", "Has hurt themselves in the last year. The mental health team is involved."},
    {"bullying", "A group at school has been waiting outside. The school knows."},
}};

void record_ethnicity(Stage& stage, const DemoChild& child) {
  auto chance = Random::branch(ethnicity_seed, "ethnicity", child.number);
  const double draw = chance.unit();
  const auto& officer = stage.officers[child.number % stage.officers.size()];
  constexpr std::array reasons = {NotStatedReason::not_asked, NotStatedReason::declined, NotStatedReason::child_unable, NotStatedReason::not_yet_seen,
                                  NotStatedReason::third_party_only};
  if (draw < 0.55) stage.send(officer, child.id, {}, RecordEthnicity{invented_ethnicity(chance), {}});
  else if (draw < 0.75) stage.send(officer, child.id, {}, RecordEthnicity{"NS", chance.pick(reasons)});
  if (draw >= 0.55 && chance.chance(0.4)) {
    constexpr std::array<std::string_view, 4> observed = {"IC1", "IC3", "IC4", "IC9"};
    stage.send(officer, child.id, {}, RecordObservedEthnicity{std::string(chance.pick(observed))});
  }
  if (chance.chance(0.6)) stage.send(officer, child.id, {}, RecordNationality{chance.chance(0.95) ? "GB" : "unknown"});
}

void record_background(Stage& stage, DemoChild& child) {
  child.background_recorded = true;
  record_ethnicity(stage, child);
  if (child.details.looked_after == Answer::yes && stage.chance.chance(0.6)) {
    AdvanceInformation information;
    information.description = child.details.description;
    information.clothing_usually_worn = "A dark puffer jacket, leggings or joggers, white trainers";
    information.friends = "Two friends from the last school, both in Saltmarsh Vale";
    information.places_they_go = "The bus station, the arcade, and a friend's flat near the quay";
    information.what_helps = "A text first. Ringing over and over makes it harder to come back.";
    information.provided_by = child.details.placement;
    stage.send(stage.coordinator, child.id, {}, RecordAdvanceInformation{information});
  }
  if (stage.chance.chance(0.4)) {
    const auto& worry = stage.chance.pick(worries);
    stage.send(stage.coordinator, child.id, {}, OpenConcern{std::string(worry.kind), std::string(worry.text)});
  }
}

}  // namespace

DemoChildPtr demo_child(Random& chance, std::uint64_t number, Date today) {
  auto child = std::make_shared<DemoChild>();
  child->number = number;
  auto& details = child->details;
  details.sex = invented_sex(chance);
  const auto name = invented_name(chance, details.sex);
  details.given_name = name.given;
  details.family_name = name.family;
  details.born = invented_birth(chance, today, 11, 17);
  details.address = invented_home(chance).address;
  details.phones = {invented_phone(chance)};
  details.school = std::string(chance.pick(schools));
  details.looked_after = chance.chance(1.0 / 3) ? Answer::yes : Answer::no;
  if (details.looked_after == Answer::yes) {
    details.placement = std::string(chance.pick(homes_for_children));
    details.address = *details.placement + ", Northmoor Town";
    details.social_worker = "Casey Morland, Northmoor Council";
  }
  details.learning_disability = chance.chance(0.08) ? Answer::yes : chance.chance(0.6) ? Answer::no : Answer::not_known;
  constexpr std::array<std::string_view, 5> looks = {"Slim, shoulder-length brown hair, usually tied back", "Tall, short dark hair, glasses",
                                                     "Small for their age, fair hair, freckles", "Dark curly hair, a brace, a scar on the left eyebrow",
                                                     "Straight black hair, nose stud, grey rucksack"};
  details.description = std::string(chance.pick(looks));
  return child;
}

ReportMissing report_of(Stage& stage, const DemoChild& child, RiskLevel level) {
  ReportMissing report;
  report.details = child.details;
  const bool care = child.details.looked_after == Answer::yes;
  report.informant.name = care ? "Staff on duty, " + child.details.placement.value_or("the home") : "Parent of " + child.details.given_name;
  report.informant.phone = "06155 900200";
  report.informant.relationship = care ? "care staff" : "parent";
  report.last_seen.at = stage.now() - Minutes{stage.chance.between(50, 300)};
  report.last_seen.place = casework::Place{child.details.address.value_or("home"), {}, {}, {}};
  report.last_seen.clothing = "Dark jacket, jeans, white trainers";
  report.circumstances = said(stage.chance, Said::circumstances, child.details.given_name);
  report.why_worried = said(stage.chance, Said::worry, child.details.given_name);
  report.risk_answers = risk_answers_for(stage.chance, level);
  constexpr std::array<std::string_view, 4> areas = {"Northmoor Town", "Harbourside", "Saltmarsh Vale", "Fellside"};
  report.area = std::string(stage.chance.pick(areas));
  return report;
}

Worked report_missing(Stage& stage, DemoChild& child, ReportMissing report) {
  const auto worked = stage.report(stage.chance.pick(std::span<const Actor>(stage.handlers)), child.id, std::move(report));
  child.id = worked.child;
  if (!child.background_recorded) record_background(stage, child);
  return worked;
}

}  // namespace lapwing::synth
