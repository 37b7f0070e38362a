#include "views/report_words.hpp"

#include <fmt/format.h>

#include <cctype>

#include "views/sentences.hpp"

namespace lapwing::views {

using namespace reports;

std::string_view kind_words(ReportKind kind) {
  switch (kind) {
    case ReportKind::missing: return "Missing";
    case ReportKind::return_: return "Return from being missing";
    case ReportKind::intelligence: return "Intelligence";
    case ReportKind::sighting: return "Sighting";
    case ReportKind::crime: return "Crime";
    case ReportKind::referral: return "Referral";
    case ReportKind::stop: return "Stop";
    case ReportKind::interview: return "Interview";
    case ReportKind::other: return "Other";
  }
  return "Other";
}

std::string_view role_words(PersonRole role) {
  switch (role) {
    case PersonRole::child: return "Child";
    case PersonRole::adult: return "Adult";
    case PersonRole::professional: return "Professional";
    case PersonRole::family: return "Family";
    case PersonRole::unknown: return "Not known";
    case PersonRole::other: return "Other";
  }
  return "Other";
}

std::string_view place_words(PlaceKind kind) {
  switch (kind) {
    case PlaceKind::home: return "Home";
    case PlaceKind::hotel: return "Hotel";
    case PlaceKind::takeaway: return "Takeaway";
    case PlaceKind::taxi_office: return "Taxi office";
    case PlaceKind::park: return "Park";
    case PlaceKind::station: return "Station";
    case PlaceKind::school: return "School";
    case PlaceKind::childrens_home: return "Children's home";
    case PlaceKind::shop: return "Shop";
    case PlaceKind::vehicle_stop: return "Vehicle stop";
    case PlaceKind::other: return "Other";
  }
  return "Other";
}

std::string source_words(int grade) {
  return grade == 1 ? "1: reliable" : grade == 2 ? "2: untested" : grade == 3 ? "3: not reliable" : fmt::format("{}", grade);
}

std::string information_words(char grade) {
  switch (grade) {
    case 'A': return "A: known directly to the source";
    case 'B': return "B: known indirectly, but corroborated";
    case 'C': return "C: known indirectly";
    case 'D': return "D: not known";
    case 'E': return "E: suspected to be false";
    default: return std::string(1, grade);
  }
}

std::string handling_words(char grade) {
  return grade == 'P' ? "P: lawful sharing permitted" : grade == 'C' ? "C: lawful sharing permitted with conditions" : std::string(1, grade);
}

std::string grading_words(const Grading& grading) {
  if (!grading.source && !grading.information && !grading.handling) return {};
  return fmt::format("{}{} {}", grading.source ? std::to_string(*grading.source) : ".", grading.information.value_or('.'),
                     grading.handling.value_or('.'));
}

// ---- who and what -----------------------------------------------------------------------------------------------------------

namespace {

std::string in_sentence(std::string_view words) {
  std::string out(words);
  if (!out.empty()) out.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(out.front())));
  return out;
}

std::string kind_of_person(PersonRole role) {
  switch (role) {
    case PersonRole::child: return "a child";
    case PersonRole::adult: return "an adult";
    case PersonRole::professional: return "a professional";
    case PersonRole::family: return "a member of the family";
    default: return "somebody";
  }
}

std::string with_spaces(std::initializer_list<std::string> words) {
  std::string out;
  for (const auto& word : words)
    if (!word.empty()) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::string thing_words(LinkThing thing) {
  switch (thing) {
    case LinkThing::money: return "money";
    case LinkThing::phone: return "a phone";
    case LinkThing::lift: return "a lift";
    case LinkThing::other: return "something";
    default: return std::string(word(thing));
  }
}

// What stands between the two ends.
std::string verb(const Link& link, bool has_to) {
  const std::string what = link.what ? thing_words(*link.what) : "";
  switch (link.kind) {
    case LinkKind::lift: return has_to ? "gave a lift to" : "gave a lift";
    case LinkKind::gave: return with_spaces({"gave", what.empty() ? "something" : what, has_to ? "to" : ""});
    case LinkKind::met: return "met";
    case LinkKind::stayed: return has_to ? "stayed with" : "stayed";
    case LinkKind::lives: return has_to ? "lives with" : "lives";
    case LinkKind::called: return "called";
    case LinkKind::messaged: return "messaged";
    case LinkKind::associates: return "associates with";
    case LinkKind::drives: return "drives";
    case LinkKind::owns: return "owns";
    case LinkKind::found_with: return "was found with";
    case LinkKind::paid: return with_spaces({"paid", what.empty() || what == "money" ? "" : "with " + what, ""});
    case LinkKind::family: return "is family of";
    case LinkKind::works_with: return "works with";
    case LinkKind::other: return has_to ? "is linked with" : "is linked";
  }
  return "is linked with";
}

std::string end_of(const Report& report, const std::string& ref) {
  if (const auto* person = report.person(ref)) return who(*person);
  if (const auto* there = report.place(ref)) return place(*there);
  if (const auto* car = report.vehicle(ref)) return vehicle(*car);
  return {};
}

}  // namespace

std::string who(const Person& person) {
  if (!person.name.empty()) return person.name;
  if (!person.aliases.empty()) return fmt::format("a person known as “{}”", person.aliases.front());
  const auto kind = kind_of_person(person.role);
  if (person.age_about) return fmt::format("{} of about {} ({})", kind, *person.age_about, person.ref);
  return fmt::format("{} ({})", kind, person.ref);
}

std::string vehicle(const Vehicle& vehicle) {
  auto what = with_spaces({vehicle.colour, vehicle.make});
  what = what.empty() ? "a vehicle" : "a " + what;
  if (vehicle.vrm.empty()) return fmt::format("{} ({})", what, vehicle.ref);
  return fmt::format("{}, {}{}", what, vehicle.vrm, vehicle.partial ? " (part of the plate)" : "");
}

std::string place(const Place& place) {
  if (!place.address.empty()) return place.address;
  if (place.kind != PlaceKind::other) return fmt::format("a place ({})", in_sentence(place_words(place.kind)));
  return fmt::format("a place ({})", place.ref);
}

std::string link_sentence(const Report& report, const Link& link) {
  const auto to = end_of(report, link.to);
  std::string out = with_spaces({capital(end_of(report, link.from)), verb(link, !to.empty()), to});
  const bool is_its_vehicle = link.kind == LinkKind::drives || link.kind == LinkKind::owns;
  for (const auto& ref : link.with) {
    const auto with = end_of(report, ref);
    if (!with.empty()) out += (is_its_vehicle ? " " : report.vehicle(ref) ? " in " : " with ") + with;
  }
  if (const auto at = end_of(report, link.at); !at.empty()) out += (is_its_vehicle && link.with.empty() ? " " : " at ") + at;
  return out + ".";
}

}  // namespace lapwing::views
