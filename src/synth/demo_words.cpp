#include "synth/demo_words.hpp"

#include <map>
#include <vector>

namespace lapwing::synth {

using casework::Question;
using casework::QuestionAnswer;
using casework::QuestionSafety;

namespace {

using Lines = std::vector<std::string_view>;

const Lines& lines(Said what) {
  static const std::map<Said, Lines> all = {
      {Said::circumstances,
       {"{child} left for school and did not arrive. Nobody has heard since.",
        "{child} went out to meet friends and has not come home.",
        "Staff looked in and {child} was not in the room. The window was open.",
        "{child} went to the shop and has not come back. The phone goes to voicemail.",
        "There was an argument about a phone. {child} left on foot, without a coat.",
        "{child} got off the school bus a stop early with another young person and was not seen again."}},
      {Said::worry,
       {"{child} always rings. Not this time.", "It is cold out and {child} has no money.",
        "{child} has been very quiet this week and would not say why.", "Somebody has been ringing {child} late at night.",
        "The last time, {child} was a long way from home.", "Friends say they have not seen {child} either."}},
      {Said::search,
       {"Searched the house, garden and sheds with the family. {child} is not there.",
        "Checked the bus station and the arcade. Staff have been shown the photograph.",
        "Walked the river path to the footbridge. Nothing found.",
        "Checked the park and the shelter by the courts. Two young people there have not seen {child} today."}},
      {Said::note,
       {"Rang {child}'s phone: it is on and was not answered. Sent a message saying nobody is cross.",
        "The phone went off at the mast by the retail park.", "{child}'s friend's mother will ring if anyone turns up there.",
        "School has been told and will ask the year group.",
        "Taxi offices in town have the description.", "No contact yet. Next call to the family in an hour."}},
      {Said::visit,
       {"Went to a friend's house. The friend last saw {child} some hours ago, near the bus station.",
        "Went to the last known address of an older friend. Nobody in; a neighbour will ring.",
        "Spoke to the family at home. {child}'s charger and coat are gone; passport is here.",
        "Went to the youth club. {child} has not been in this week."}},
      {Said::enquiry_result,
       {"Done. Nothing new.", "Done: the family has been spoken to and knows what happens next.",
        "Done. A recent photograph is on the record.", "Done. No trace at the hospitals or with the ambulance service.",
        "Done. Friends will ring if they hear anything.", "Done. The school will tell us if {child} comes in."}},
      {Said::plan,
       {"Keep ringing. Visit the two addresses named. Speak to the friend again in person.",
        "Officers to the places {child} was found before. Family to be rung every hour.",
        "Phone location asked for. Transport police told. Review again in three hours.",
        "Both friends to be seen in person today. Children's services know."}},
      {Said::informant,
       {"Told the caller what has been done. They have heard nothing.", "Rang the family. {child} read a message and did not reply.",
        "Spoke to staff on duty. They will stay up and keep a light on."}},
      {Said::condition,
       {"Tired and hungry, not hurt.", "Cold and wet, not hurt. Warm drink and dry clothes given.", "Well. Wanted to sleep.",
        "Upset, not hurt."}},
      {Said::refused_return_interview,
       {"{child} said there had been enough questions.", "{child} wanted to talk to the key worker instead.", "No reason was given."}},
  };
  return all.at(what);
}

struct Answers { std::string_view easy, hard; };

const Answers& answers(std::string_view rule) {
  static const std::map<std::string_view, Answers> all = {
      {"person-safe", {"Yes. A friend from school; their mum was in.", "Sometimes. Not when others are there."}},
      {"person-who", {"Gave the full name and the number.", "Knows a nickname and nothing else."}},
      {"person-age", {"The same age, in the year above.", "About 23, maybe older."}},
      {"person-met", {"At school, two years ago.", "Through a message, in the summer. A friend passed the number on."}},
      {"person-gave", {"A sandwich. Nothing else.", "Trainers, food and credit for a phone."}},
      {"person-asked", {"Nothing.", "To keep quiet about the flat, and not to bring the phone."}},
      {"person-others", {"Their little brother.", "Two other girls, younger, and some men whose names were not said."}},
      {"place-safe", {"Yes. Has been there many times.", "Did not want to stay and did not know how to leave."}},
      {"place-who", {"A friend's family.", "Different people. It changes."}},
      {"place-whose", {"The family's own.", "A man lets people in. The name was not known."}},
      {"place-travel", {"On foot.", "In a grey car. The driver was not known."}},
      {"place-others", {"Friends from school.", "Other young people, at night."}},
      {"place-happened", {"Watched films and slept on the sofa.", "There was drinking. Slept in a chair, hardly at all."}},
      {"thing-from", {"It is a friend's, and will go back.", "Was given it and told to keep it."}},
      {"thing-who", {"A friend lent it.", "Someone met online."}},
      {"thing-return", {"No.", "Was told it would have to be paid back."}},
      {"phone-safe", {"Yes. It is the family's.", "Gets messages at night and is afraid not to answer."}},
      {"phone-whose", {"The child's own; the family pays.", "Was given it. Does not know who pays."}},
      {"phone-who", {"Friends and family.", "Someone who says where to be and when."}},
      {"phone-since", {"A year.", "Three weeks. It is in the drawer at home."}},
      {"vehicle-safe", {"Yes. A friend's dad drove.", "The doors were locked and nobody said where they were going."}},
      {"vehicle-whose", {"A friend's dad's.", "Not known."}},
      {"vehicle-drove", {"The friend's dad.", "A man called by a nickname. Another man sat in front."}},
      {"vehicle-where", {"From the cinema, straight home.", "From the shops to a house, and back to the park."}},
      {"general-safe-now", {"Yes, and wants to stay at home tonight.", "Does not want to stay there tonight."}},
      {"general-hurt", {"Not hurt.", "A sore wrist. Would like to see a nurse."}},
      {"general-harm", {"No.", "Someone shouted and would not let anyone leave."}},
      {"general-push", {"The argument at home.", "Did not want to be there when someone came round."}},
      {"general-pull", {"Wanted to see friends.", "Was told to come, and that a lift would be waiting."}},
      {"general-where", {"Walked into town, met friends, slept at one friend's house.", "In a car, then a flat, then walking until it was light."}},
      {"general-needs", {"Ate at the friend's house.", "Someone bought food and said not to worry about money."}},
      {"general-online", {"Friends, on the usual app.", "Someone met online a month ago."}},
      {"general-again", {"Being able to talk to the form tutor.", "Someone to ring who will come and will not be cross."}},
  };
  static const Answers any = {"Answered, and nothing to worry about.", "Answered. More to ask."};
  const auto found = all.find(rule);
  return found == all.end() ? any : found->second;
}

std::string with_name(std::string_view text, std::string_view child) {
  std::string out(text);
  constexpr std::string_view mark = "{child}";
  for (auto at = out.find(mark); at != out.npos; at = out.find(mark, at + child.size())) out.replace(at, mark.size(), child);
  return out;
}

}  // namespace

std::string said(Random& chance, Said what, std::string_view child) {
  return with_name(chance.pick(std::span<const std::string_view>(lines(what))), child);
}

QuestionAnswer answer_to(Random& chance, const Question& question, std::string_view child, bool easy) {
  QuestionAnswer out;
  out.question = question.id;
  if (!easy && question.mention && chance.chance(0.25)) {
    out.outcome = QuestionOutcome::would_not_say;
    return out;
  }
  const auto& said = answers(question.rule);
  out.answer = with_name(easy ? said.easy : said.hard, child);
  if (question.asks_safety) out.safety = easy ? QuestionSafety::safe : QuestionSafety::not_safe;
  out.disclosure = !easy && question.rule == "general-harm";
  return out;
}

}  // namespace lapwing::synth
