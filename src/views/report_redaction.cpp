#include "views/report_redaction.hpp"

#include <map>

#include "views/redaction.hpp"

namespace lapwing::views {

namespace {

void blank(std::string& text) {
  if (!text.empty()) text = std::string(left_out);
}

// What a mention is called within a report is the writer's to choose, and may be a name.
void rename_all(reports::Report& report) {
  std::map<std::string, std::string> names;
  const auto rename = [&](auto& list, char letter) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      auto fresh = std::string(1, letter) + std::to_string(i + 1);
      names.emplace(list[i].ref, fresh);
      list[i].ref = std::move(fresh);
    }
  };
  rename(report.people, 'p');
  rename(report.places, 'l');
  rename(report.vehicles, 'v');
  const auto follow = [&](std::string& ref) {
    const auto found = names.find(ref);
    ref = found == names.end() ? std::string() : found->second;
  };
  for (auto& link : report.links) {
    follow(link.from);
    follow(link.to);
    follow(link.at);
    for (auto& ref : link.with) follow(ref);
  }
}

}  // namespace

reports::ReadReport redact(reports::ReadReport read) {
  auto& report = read.report;
  blank(report.team);
  blank(report.text);
  for (auto& person : report.people) {
    if (person.dob) person.age_about = age_in_years(*person.dob, london_date(report.received_at));
    person.dob.reset();
    person.name.clear();   // a person without a name is told by role and age
    person.aliases.clear();
    blank(person.address);
    for (auto& phone : person.phones) blank(phone);
  }
  for (auto& place : report.places) {
    place.address.clear();
    place.lat.reset();
    place.lon.reset();
  }
  for (auto& vehicle : report.vehicles) {
    vehicle.vrm.clear();
    vehicle.make.clear();
    vehicle.colour.clear();
  }
  rename_all(report);
  // A note may repeat what was sent, and a field that the form does not know may be named as anything.
  for (auto& note : read.notes) {
    if (note.fault == FieldFault::unknown_field) blank(note.path);
    note.message = std::string(left_out);
  }
  return read;
}

}  // namespace lapwing::views
