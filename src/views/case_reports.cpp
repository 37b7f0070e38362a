#include "views/case_reports.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace lapwing::views {

using namespace casework;
using reports::LinkKind;
using reports::PersonRole;
using reports::ReportKind;

namespace {

constexpr int untested = 2;   // 3x5x2: the source is untested

std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (std::isalnum(static_cast<unsigned char>(c))) out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

ReportKind kind_of(std::string_view arose_from) {
  if (arose_from == "report") return ReportKind::missing;
  if (arose_from == "sighting") return ReportKind::sighting;
  if (arose_from == "return") return ReportKind::return_;
  if (arose_from == "interview" || arose_from == "return_interview") return ReportKind::interview;
  return ReportKind::other;
}

// Where a child is taken when found is not where they were.
bool is_place_of_safety(std::string_view text) {
  const auto words = plain(text);
  return words.find("policestation") != words.npos || words.find("hospital") != words.npos;
}

// "An aunt's flat in Fellside" is no place that could be met again: an address has a number, another place a name of its own.
bool can_be_met_again(const Place& place) {
  if (place.postcode || place.lat || std::ranges::any_of(place.text, [](unsigned char c) { return std::isdigit(c); })) return true;
  const auto kind = place_kind_in(place.text);
  return kind != reports::PlaceKind::home && kind != reports::PlaceKind::other && !name_in(place.text).empty();
}

// Whether the words say that somebody is grown up, or a child; nothing when they do not say. A first name alone is most often a friend's.
std::optional<PersonRole> role_in(const std::string& words, std::optional<int> age) {
  constexpr int adult_from_years = 18;
  if (age) return *age >= adult_from_years ? PersonRole::adult : PersonRole::child;
  static constexpr std::array grown{"man", "woman", "adult", "older", "uncle", "boyfriend's", "landlord", "driver"};
  static constexpr std::array young{"friend", "boy", "girl", "pupil", "classmate", "cousin", "sister", "brother", "school"};
  const auto says = [&](const auto& list) {
    return std::ranges::any_of(list, [&](std::string_view word) {
      const auto at = words.find(word);
      return at != words.npos && (at == 0 || !std::isalpha(static_cast<unsigned char>(words[at - 1]))) &&
             (at + word.size() == words.size() || !std::isalpha(static_cast<unsigned char>(words[at + word.size()])));
    });
  };
  if (says(grown)) return PersonRole::adult;
  if (says(young)) return PersonRole::child;
  return std::nullopt;
}

std::string full_name(const ChildDetails& details) {
  return details.given_name + (details.given_name.empty() || details.family_name.empty() ? "" : " ") + details.family_name;
}

reports::Person child_of(const ChildDetails& details) {
  reports::Person child;
  child.ref = "p1";
  child.role = PersonRole::child;
  child.name = full_name(details);
  child.aliases = details.also_known_as;
  child.dob = details.born;
  child.age_about = details.born ? std::nullopt : details.age_about;
  child.sex = details.sex;
  return child;
}

reports::Link link(LinkKind kind, std::string from, std::string to, std::string at = {}) {
  reports::Link out;
  out.kind = kind;
  out.from = std::move(from);
  out.to = std::move(to);
  out.at = std::move(at);
  return out;
}

}  // namespace

bool CaseTrail::is_own_address(std::string_view text) const {
  const auto words = plain(text);
  if (words.empty() || words == "home") return true;
  for (const auto& own : {details_.address, details_.placement, details_.school})
    if (own && !own->empty() && (plain(*own).starts_with(words) || words.starts_with(plain(*own)))) return true;
  return false;
}

void CaseTrail::begin(std::string type, EpisodeTrail& episode, const Stamp& stamp, ReportKind kind) {
  Open open;
  const int number = ++episode.numbered[type];
  open.report.number = fmt::format("{}/{}/{}", episode.reference, type == "return_interview" ? "return-interview" : type, number);
  open.report.received_at = stamp.at;
  open.report.kind = kind;
  open.report.agency = "police";
  open.report.grading.source = untested;
  open.report.grading.information = 'C';
  open.report.people.push_back(child_of(details_));
  open.type = std::move(type);
  open_ = std::move(open);
}

// What is held of the child themselves: what lets another agency's report of them be known for theirs.
void CaseTrail::record(const Stamp& stamp, std::vector<reports::Report>& out) {
  if (full_name(details_).empty()) return;
  reports::Report report;
  report.number = fmt::format("C-{}/record/{}", child_.text(), ++records_);
  report.received_at = stamp.at;
  report.kind = ReportKind::other;
  report.agency = "police";
  auto child = child_of(details_);
  child.phones = details_.phones;
  if (details_.looked_after == Answer::yes && details_.placement && !details_.placement->empty()) {
    report.places.push_back({"l1", *details_.placement, reports::PlaceKind::childrens_home, {}, {}});
    report.links.push_back(link(LinkKind::lives, "p1", "", "l1"));
  } else if (details_.address) {
    child.address = *details_.address;
  }
  report.people.push_back(std::move(child));
  if (records_ > 1) report.withdraws = fmt::format("C-{}/record/{}", child_.text(), records_ - 1);
  out.push_back(std::move(report));
}

std::string CaseTrail::add_place(const Place& place) {
  if (place.text.empty() || !can_be_met_again(place) || is_own_address(place.text) || is_place_of_safety(place.text)) return {};
  auto& open = *open_;
  const auto text = place.postcode && place.text.find(*place.postcode) == place.text.npos ? place.text + ", " + *place.postcode : place.text;
  for (const auto& held : open.report.places)
    if (plain(held.address) == plain(text)) return held.ref;
  const auto ref = fmt::format("l{}", ++open.places);
  open.report.places.push_back({ref, text, place_kind_in(text), place.lat, place.lon});
  return ref;
}

void CaseTrail::add_person(const Mention& mention, const EpisodeTrail& episode) {
  auto& open = *open_;
  const auto detail = mention.detail.value_or("");
  reports::Person person;
  person.name = mention.kind == MentionKind::person ? name_in(mention.label) : std::string();
  for (const auto& text : {mention.label, detail})
    if (const auto phone = phone_in(text); !phone.empty() && person.phones.empty()) person.phones.push_back(phone);
  person.age_about = age_in(mention.label + " " + detail);
  if (person.name.empty() && person.phones.empty()) return;
  if (!person.name.empty() && plain(person.name) == plain(episode.informant)) return;
  auto words = mention.label + " " + detail;
  std::ranges::transform(words, words.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto role = role_in(words, person.age_about);
  if (person.phones.empty() && person.name.find(' ') == person.name.npos && role != PersonRole::adult) return;
  person.role = role.value_or(PersonRole::unknown);
  person.ref = fmt::format("p{}", ++open.people);
  const bool together = open.type == "sighting" || open.type == "return";
  const auto kind = mention.kind == MentionKind::phone ? LinkKind::called : together ? LinkKind::found_with : LinkKind::associates;
  open.report.links.push_back(link(kind, person.ref, "p1", together ? open.at : ""));
  open.report.people.push_back(std::move(person));
  open.worth = true;
}

void CaseTrail::add(const Mention& mention, const EpisodeTrail& episode) {
  auto& open = *open_;
  const auto detail = mention.detail.value_or("");
  switch (mention.kind) {
    case MentionKind::person:
    case MentionKind::phone: add_person(mention, episode); break;
    case MentionKind::place: {
      Place place;
      const bool detail_is_address = !detail.empty() && std::isdigit(static_cast<unsigned char>(detail.front()));
      place.text = detail_is_address ? detail : mention.label;
      const auto ref = add_place(place);
      if (ref.empty() || (ref == open.at && open.type == "return")) break;
      // A caller's guess of where the child might be is not known to anybody yet.
      if (open.type == "report") open.report.grading.information = 'D';
      open.report.links.push_back(link(LinkKind::stayed, "p1", "", ref));
      open.worth = true;
      break;
    }
    case MentionKind::vehicle: {
      auto plate = plate_in(mention.label);
      if (plate.empty()) plate = plate_in(detail);
      if (plate.empty()) break;   // "a silver car" is no car that could be met again
      const auto ref = fmt::format("v{}", ++open.vehicles);
      open.report.vehicles.push_back({ref, plate, plate.find('?') != plate.npos, "", ""});
      auto lift = link(LinkKind::lift, "p1", "");
      lift.with.push_back(ref);
      open.report.links.push_back(std::move(lift));
      open.worth = true;
      break;
    }
    case MentionKind::thing: break;   // a thing ties nobody until somebody is said to have given it
  }
}

void CaseTrail::flush(std::vector<reports::Report>& out) {
  if (open_ && open_->worth) out.push_back(std::move(open_->report));
  open_.reset();
}

std::vector<reports::Report> CaseTrail::finish() {
  std::vector<reports::Report> out;
  flush(out);
  return out;
}

std::vector<reports::Report> CaseTrail::take(const Recorded& recorded) {
  std::vector<reports::Report> out;
  const auto& stamp = recorded.stamp;
  if (const auto* e = std::get_if<ChildRegistered>(&recorded.event)) {
    details_ = e->details;
    record(stamp, out);
    return out;
  }
  if (const auto* e = std::get_if<ChildDetailsChanged>(&recorded.event)) {
    details_ = e->details;
    record(stamp, out);
    return out;
  }
  if (!recorded.episode) return out;
  auto& episode = episodes_[*recorded.episode];
  if (const auto* e = std::get_if<EpisodeOpened>(&recorded.event)) {
    flush(out);
    episode.reference = e->reference;
    episode.informant = name_in(e->informant.name);
    begin("report", episode, stamp, ReportKind::missing);
    open_->report.occurred_from = e->last_seen.at;
    open_->report.occurred_to = stamp.at;
  } else if (const auto* e = std::get_if<SightingRecorded>(&recorded.event)) {
    flush(out);
    begin("sighting", episode, stamp, ReportKind::sighting);
    open_->report.occurred_from = open_->report.occurred_to = e->seen_at;
    open_->report.grading.information = e->confirmed ? 'B' : 'C';
    open_->report.text = e->text.value_or("");
    open_->at = add_place(e->place);
  } else if (const auto* e = std::get_if<ReturnRecorded>(&recorded.event)) {
    flush(out);
    begin("return", episode, stamp, ReportKind::return_);
    open_->report.occurred_from = open_->report.occurred_to = e->at;
    open_->report.grading.information = 'A';
    open_->report.text = e->text.value_or("");
    open_->report.withdraws = std::exchange(episode.returned, open_->report.number);
    if (e->how != HowFound::returned_by_self) open_->at = add_place(e->where);
    if (!open_->at.empty()) {
      open_->report.links.push_back(link(LinkKind::stayed, "p1", "", open_->at));
      open_->worth = true;
    }
    open_->worth |= !open_->report.withdraws.empty();
  } else if (const auto* e = std::get_if<QuestionSet>(&recorded.event)) {
    if (e->question.mention) episode.questions.emplace(e->question.id, *e->question.mention);
  } else if (const auto* e = std::get_if<QuestionAnswered>(&recorded.event)) {
    flush(out);
    const auto about = episode.questions.find(e->question);
    const auto named = about == episode.questions.end() ? episode.named.end() : episode.named.find(about->second);
    const bool says_harm = e->disclosure || e->safety == QuestionSafety::not_safe;
    if (says_harm && named != episode.named.end()) {
      begin("interview", episode, stamp, ReportKind::interview);
      open_->report.grading.information = 'A';
      open_->report.text = e->answer.value_or("");
      add(named->second, episode);
      flush(out);
    }
  } else if (const auto* e = std::get_if<ReturnInterviewRecorded>(&recorded.event)) {
    flush(out);
    begin("return_interview", episode, stamp, ReportKind::interview);
    open_->report.grading.information = 'A';
    open_->report.text = e->summary.value_or("");
  } else if (const auto* e = std::get_if<MentionRecorded>(&recorded.event)) {
    const auto& type = e->mention.arose_from;
    // A mention added by itself stands alone; those recorded with a sighting, a return or answers belong to it.
    if (!open_ || open_->type != type || type == "enquiry" || !open_->report.number.starts_with(episode.reference)) {
      flush(out);
      begin(type, episode, stamp, kind_of(type));
      if (type == "interview") open_->report.grading.information = 'A';
    }
    add(e->mention, episode);
    episode.named.emplace(e->mention.id, e->mention);
  } else if (std::holds_alternative<EpisodeClosed>(recorded.event)) {
    flush(out);
    episode.named.clear();
    episode.questions.clear();
  }
  return out;
}

}  // namespace lapwing::views
