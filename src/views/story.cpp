#include "views/story.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "views/sentences.hpp"

namespace lapwing::views {

using namespace casework;

std::string Teller::by() const { return who(stamp.by); }
std::string Teller::By() const { return capital(who(stamp.by)); }
std::string Teller::when(Instant at) const { return for_people(at, stamp.at); }
std::optional<Instant> Teller::earlier(Instant at) const { return at < stamp.at ? std::optional(at) : std::nullopt; }

std::string Teller::question_text(const std::string& risk_question) const {
  const auto found = std::ranges::find(rules.risk.questions, risk_question, &policy::RiskQuestion::id);
  return found == rules.risk.questions.end() ? for_people(risk_question) : found->text;
}

void add(std::vector<std::string>& details, std::string_view label, const std::string& text) {
  if (!text.empty()) details.push_back(fmt::format("{}: {}", label, text));
}
void add(std::vector<std::string>& details, std::string_view label, const std::optional<std::string>& text) {
  if (text) add(details, label, *text);
}
void add(std::vector<std::string>& details, std::string_view label, const std::vector<std::string>& texts) {
  add(details, label, fmt::format("{}", fmt::join(texts, "; ")));
}

std::string place_words(const Place& place) {
  if (!place.postcode || place.text.find(*place.postcode) != std::string::npos) return place.text;
  return place.text.empty() ? *place.postcode : place.text + ", " + *place.postcode;
}

namespace {

struct Memory {
  Story& story;

  void operator()(const ChildRegistered& e) const { story.details = e.details; }
  void operator()(const ChildDetailsChanged& e) const { story.details = e.details; }
  void operator()(const ConcernOpened& e) const { story.concerns[e.concern.id] = e.concern; }
  void operator()(const EpisodeOpened&) const { story.owned = false; }
  void operator()(const OwnerSet&) const { story.owned = true; }
  void operator()(const OfficerDeployed& e) const { story.officers[e.deployment] = e.officer.name; }
  void operator()(const EnquirySet& e) const { story.enquiries[e.enquiry] = e.text; }
  void operator()(const QuestionSet& e) const { story.questions[e.question.id] = e.question; }
  void operator()(const ActionSet& e) const { story.actions[e.action.id] = e.action.text; }
  void operator()(const RiskFactRecorded& e) const { story.answers[e.fact.question] = e.fact.answer; }
  void operator()(const ClockSet& e) const { story.clocks[e.clock] = {e.kind, e.due, e.about}; }
  void operator()(const ClockWarned& e) const { learn_due(e.clock, e.kind, e.due); }
  void operator()(const ClockClimbed& e) const { learn_due(e.clock, e.kind, e.due).told = e.to; }
  template <class Other> void operator()(const Other&) const {}

  // An idle clock starts again without an event of its own: what is said of it tells when it was due.
  Story::ClockTold& learn_due(ItemId clock, ClockKind kind, Instant due) const {
    auto& told = story.clocks.try_emplace(clock, Story::ClockTold{kind, due, std::nullopt}).first->second;
    if (told.due != due) told.told.reset();
    told.due = due;
    return told;
  }
};

}  // namespace

void Story::remember(const Recorded& recorded) { std::visit(Memory{*this}, recorded.event); }

}  // namespace lapwing::views
