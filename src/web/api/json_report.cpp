// Reports as the API shows them, and the form they are sent in.
#include <fmt/format.h>

#include "web/api/problem.hpp"
#include "web/api/report_documents.hpp"
#include "web/api/shapes.hpp"

namespace lapwing::web::api {

// Found through the walk's own namespace, so not in the unnamed one. Words of the form, not of the code: "return".
struct ShownGrading { reports::Grading grading; };
struct ShownOccurred { std::optional<Instant> from, to; };
struct ShownPerson { reports::Person person; };
struct ShownPlace { reports::Place place; };
struct ShownVehicle { reports::Vehicle vehicle; };
struct ShownLink { reports::Link link; };
struct ShownNote { std::string path, fault, message; };

static std::optional<std::string> text(std::optional<char> letter) {
  return letter ? std::optional(std::string(1, *letter)) : std::nullopt;
}
static std::optional<std::string> text(const std::string& held) { return held.empty() ? std::nullopt : std::optional(held); }

template <class Out>
void shape(Out& out, const ShownGrading& shown) {
  out("source", shown.grading.source);
  out("information", text(shown.grading.information));
  out("handling", text(shown.grading.handling));
}
template <class Out>
void shape(Out& out, const ShownOccurred& shown) {
  out("from", shown.from);
  out("to", shown.to);
}
template <class Out>
void shape(Out& out, const ShownPerson& shown) {
  const auto& person = shown.person;
  out("ref", person.ref);
  out("role", std::string(word(person.role)));
  out("name", text(person.name));
  out("aliases", person.aliases);
  out("dob", person.dob);
  out("age_about", person.age_about);
  out("sex", person.sex);
  out("ethnicity_self", text(person.ethnicity_self));
  out("ethnicity_observed", text(person.ethnicity_observed));
  out("nationality", text(person.nationality));
  out("phones", person.phones);
  out("address", text(person.address));
}
template <class Out>
void shape(Out& out, const ShownPlace& shown) {
  const auto& place = shown.place;
  out("ref", place.ref);
  out("address", text(place.address));
  out("kind", std::string(word(place.kind)));
  out("lat", place.lat);
  out("lon", place.lon);
}
template <class Out>
void shape(Out& out, const ShownVehicle& shown) {
  const auto& vehicle = shown.vehicle;
  out("ref", vehicle.ref);
  out("vrm", text(vehicle.vrm));
  out("partial", vehicle.partial);
  out("make", text(vehicle.make));
  out("colour", text(vehicle.colour));
}
template <class Out>
void shape(Out& out, const ShownLink& shown) {
  const auto& link = shown.link;
  out("kind", std::string(word(link.kind)));
  out("from", link.from);
  out("to", text(link.to));
  out("with", link.with);
  out("at", text(link.at));
  out("what", link.what ? std::optional(std::string(word(*link.what))) : std::nullopt);
}
template <class Out>
void shape(Out& out, const ShownNote& shown) {
  out("path", shown.path);
  out("fault", shown.fault);
  out("message", shown.message);
}

template <class Out>
void shape(Out& out, const ListedReport& shown) {
  const auto& line = shown.line;
  out("id", line.id);
  out("number", line.number);
  out("received_at", line.received_at);
  out("recorded_at", line.recorded_at);
  out("kind", std::string(word(line.kind)));
  out("agency", text(line.agency));
  out("withdraws", text(line.withdraws));
  out("beside", line.beside);
  out("withdrawn_by", shown.withdrawn_by);
}

namespace {

template <class Shown, class T>
std::vector<Shown> shown(const std::vector<T>& list) {
  std::vector<Shown> out;
  for (const auto& one : list) out.push_back(Shown{one});
  return out;
}

std::vector<ShownNote> shown_notes(const std::vector<FieldError>& notes) {
  std::vector<ShownNote> out;
  for (const auto& note : notes) out.push_back({note.path, std::string(fault_word(note.fault)), note.message});
  return out;
}

struct ShownReport {
  ListedReport listed;
  casework::Stamp stamp;
  reports::ReadReport read;
  std::string sent;
};

}  // namespace

template <class Out>
void shape(Out& out, const ShownReport& shown_report) {
  shape(out, shown_report.listed);
  const auto& report = shown_report.read.report;
  out("recorded", shown_report.stamp);
  out("team", text(report.team));
  out("grading", ShownGrading{report.grading});
  out("occurred", ShownOccurred{report.occurred_from, report.occurred_to});
  out("text", text(report.text));
  out("people", shown<ShownPerson>(report.people));
  out("places", shown<ShownPlace>(report.places));
  out("vehicles", shown<ShownVehicle>(report.vehicles));
  out("links", shown<ShownLink>(report.links));
  out("notes", shown_notes(shown_report.read.notes));
  out("sent", text(shown_report.sent));
}

json::object listed_report_document(const ListedReport& report) { return json_of(report).as_object(); }
json::object listed_report_schema() { return schema_of<ListedReport>(); }

json::object report_document(const OpenedReport& opened) {
  return json_of(ShownReport{{opened.line, opened.withdrawn_by}, opened.stamp, opened.read, opened.sent}).as_object();
}
json::object report_schema() { return schema_of<ShownReport>(); }

json::array notes_document(const std::vector<FieldError>& notes) { return json_of(shown_notes(notes)).as_array(); }
json::object received_schema() {
  json::object properties{{"id", codec::schema<ReportId>()},
                          {"number", codec::schema<std::string>()},
                          {"held_already", {{"type", "boolean"}, {"description", "A report of this number that says the same was held: nothing was recorded."}}},
                          {"beside", codec::schema<ReportId>()},
                          {"notes", schema_of<std::vector<ShownNote>>()},
                          {"repeated", codec::schema<bool>()}};
  return {{"type", "object"}, {"properties", std::move(properties)}, {"required", {"id", "number", "held_already", "notes", "repeated"}}};
}

// ---- the form ---------------------------------------------------------------------------------------------------------------

namespace {

// A word of a list; one outside it is kept as "other" and noted, so the schema refuses none.
template <class Enum>
json::object listed() {
  std::string words;
  for (int i = 0;; ++i) {
    const auto one = static_cast<Enum>(i);
    words += (words.empty() ? "" : ", ") + std::string(word(one));
    if (one == Enum::other) break;
  }
  return {{"type", "string"}, {"description", "One of: " + words + ". A word outside the list is kept as \"other\", with a note."}};
}

json::object sent_schema(json::object properties, json::array required = {}) {
  json::object out{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", true}};
  if (!required.empty()) out.emplace("required", std::move(required));
  return out;
}

json::object list_of(json::object items) { return {{"type", "array"}, {"items", std::move(items)}}; }

}  // namespace

json::object report_form_schema() {
  const json::object text = codec::schema<std::string>(), number = codec::schema<double>(), time = codec::schema<Instant>();
  return sent_schema(
      {{"report", text},
       {"received_at", time},
       {"kind", listed<reports::ReportKind>()},
       {"agency", text},
       {"team", text},
       {"grading", sent_schema({{"source", codec::schema<int>()}, {"information", text}, {"handling", text}})},
       {"occurred", sent_schema({{"from", time}, {"to", time}})},
       {"text", text},
       {"withdraws", {{"type", "string"}, {"description", "The number of a report that this one takes back."}}},
       {"people", list_of(sent_schema({{"ref", text}, {"role", listed<reports::PersonRole>()}, {"name", text}, {"aliases", list_of(text)},
                                       {"dob", codec::schema<Date>()}, {"age_about", number}, {"sex", text}, {"ethnicity_self", text},
                                       {"ethnicity_observed", text}, {"nationality", text}, {"phones", list_of(text)}, {"address", text}}))},
       {"places", list_of(sent_schema({{"ref", text}, {"address", text}, {"kind", listed<reports::PlaceKind>()}, {"lat", number}, {"lon", number}}))},
       {"vehicles", list_of(sent_schema({{"ref", text}, {"vrm", text}, {"partial", codec::schema<bool>()}, {"make", text}, {"colour", text}}))},
       {"links", list_of(sent_schema({{"kind", listed<reports::LinkKind>()}, {"from", text}, {"to", text}, {"with", list_of(text)},
                                      {"at", text}, {"what", listed<reports::LinkThing>()}}))}},
      {"report", "received_at", "kind"});
}

}  // namespace lapwing::web::api
