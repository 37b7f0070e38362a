#include "reports/read_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <unordered_set>

namespace lapwing::reports {

namespace json = boost::json;

namespace {

// One object of the form: takes its fields one by one and notes those that nobody took.
class Object {
 public:
  Object(const json::object& in, std::string path, std::vector<FieldError>& notes) : in_(in), path_(std::move(path)), notes_(notes) {}

  const json::value* take(std::string_view name) {
    const auto* value = in_.if_contains(name);
    if (!value) return nullptr;
    ++taken_;
    taken_names_.push_back(name);
    return value->is_null() ? nullptr : value;
  }

  std::string text(std::string_view name) {
    const auto* value = take(name);
    if (!value) return {};
    if (const auto* string = value->if_string()) return std::string(string->data(), string->size());
    note(name, FieldFault::wrong_type, "should be text; it was kept but not read");
    return {};
  }

  std::vector<std::string> texts(std::string_view name) {
    const auto* value = take(name);
    std::vector<std::string> out;
    if (!value) return out;
    if (const auto* one = value->if_string()) return {std::string(one->data(), one->size())};
    const auto* list = value->if_array();
    if (!list) {
      note(name, FieldFault::wrong_type, "should be a list of text; it was kept but not read");
      return out;
    }
    for (const auto& item : *list) {
      if (const auto* string = item.if_string()) out.emplace_back(string->data(), string->size());
      else note(name, FieldFault::wrong_type, "holds something that is not text; it was kept but not read");
    }
    return out;
  }

  std::optional<double> number(std::string_view name) {
    const auto* value = take(name);
    if (!value) return std::nullopt;
    if (value->is_number()) return value->to_number<double>();
    note(name, FieldFault::wrong_type, "should be a number; it was kept but not read");
    return std::nullopt;
  }

  std::optional<Instant> instant(std::string_view name) {
    const auto said = text(name);
    if (said.empty()) return std::nullopt;
    if (const auto at = parse_rfc3339(said)) return *at;
    else note(name, FieldFault::malformed, at.error());
    return std::nullopt;
  }

  // A word of a list; one that is not in it is kept as `otherwise` and noted.
  template <class Enum>
  Enum listed(std::string_view name, std::optional<Enum> (*find)(std::string_view), Enum absent, Enum otherwise) {
    const auto said = text(name);
    if (said.empty()) return absent;
    if (const auto found = find(said)) return *found;
    note(name, FieldFault::unknown_value, fmt::format("\"{}\" is not in the list; it was kept as \"other\"", said));
    return otherwise;
  }

  template <class Visit>
  void each(std::string_view name, Visit visit) {
    const auto* value = take(name);
    if (!value) return;
    const auto* list = value->if_array();
    if (!list) return note(name, FieldFault::wrong_type, "should be a list; it was kept but not read");
    for (std::size_t i = 0; i < list->size(); ++i) {
      const auto path = fmt::format("{}{}[{}]", path_, name, i);
      if (const auto* object = (*list)[i].if_object()) {
        Object inner(*object, path + ".", notes_);
        visit(inner);
        inner.note_what_is_left();
      } else {
        notes_.push_back({path, FieldFault::wrong_type, "should be an object; it was kept but not read"});
      }
    }
  }

  template <class Visit>
  void inside(std::string_view name, Visit visit) {
    const auto* value = take(name);
    if (!value) return;
    if (const auto* object = value->if_object()) {
      Object inner(*object, fmt::format("{}{}.", path_, name), notes_);
      visit(inner);
      inner.note_what_is_left();
    } else {
      note(name, FieldFault::wrong_type, "should be an object; it was kept but not read");
    }
  }

  void note(std::string_view name, FieldFault fault, std::string message) {
    notes_.push_back({path_ + std::string(name), fault, std::move(message)});
  }

  void note_what_is_left() {
    if (taken_ == in_.size()) return;
    for (const auto& [name, value] : in_)
      if (std::ranges::find(taken_names_, std::string_view(name)) == taken_names_.end())
        note(name, FieldFault::unknown_field, "is not a field of the form; it was kept as sent");
  }

 private:
  const json::object& in_;
  std::string path_;
  std::vector<FieldError>& notes_;
  std::vector<std::string_view> taken_names_;
  std::size_t taken_ = 0;
};

std::optional<char> letter(Object& in, std::string_view name, std::string_view allowed) {
  const auto said = in.text(name);
  if (said.empty()) return std::nullopt;
  if (said.size() == 1 && allowed.find(said[0]) != std::string_view::npos) return said[0];
  in.note(name, FieldFault::unknown_value, fmt::format("\"{}\" is not a grade of 3x5x2; it was kept as sent", said));
  return std::nullopt;
}

void read_grading(Object& in, Grading& grading) {
  if (const auto source = in.number("source")) {
    if (*source == 1 || *source == 2 || *source == 3) grading.source = static_cast<int>(*source);
    else in.note("source", FieldFault::unknown_value, "is not 1, 2 or 3; it was kept as sent");
  }
  grading.information = letter(in, "information", "ABCDE");
  grading.handling = letter(in, "handling", "PC");
}

std::optional<Date> read_birth(Object& in, Instant received_at) {
  const auto said = in.text("dob");
  if (said.empty()) return std::nullopt;
  const auto date = parse_iso_date(said);
  if (!date) {
    in.note("dob", FieldFault::malformed, date.error());
    return std::nullopt;
  }
  const auto age = age_in_years(*date, london_date(received_at));
  if (!age || *age > 120) {
    in.note("dob", FieldFault::malformed, "is after the report, or more than 120 years before it; it was kept as sent and not used");
    return std::nullopt;
  }
  return *date;
}

Person read_person(Object& in, Instant received_at) {
  Person person;
  person.ref = in.text("ref");
  person.role = in.listed("role", person_role, PersonRole::unknown, PersonRole::other);
  person.name = in.text("name");
  person.aliases = in.texts("aliases");
  person.dob = read_birth(in, received_at);
  if (const auto age = in.number("age_about")) {
    if (*age >= 0 && *age <= 120) person.age_about = static_cast<int>(*age);
    else in.note("age_about", FieldFault::malformed, "is not an age in years; it was kept as sent and not used");
  }
  const auto sex = in.text("sex");
  if (sex == "female") person.sex = Sex::female;
  else if (sex == "male") person.sex = Sex::male;
  else if (sex == "other") person.sex = Sex::other;
  else if (!sex.empty() && sex != "unknown")
    in.note("sex", FieldFault::unknown_value, "must be one of: female, male, other, unknown; it was kept as sent");
  person.ethnicity_self = in.text("ethnicity_self");
  person.ethnicity_observed = in.text("ethnicity_observed");
  person.nationality = in.text("nationality");
  person.phones = in.texts("phones");
  person.address = in.text("address");
  return person;
}

Place read_place(Object& in) {
  Place place;
  place.ref = in.text("ref");
  place.address = in.text("address");
  place.kind = in.listed("kind", place_kind, PlaceKind::other, PlaceKind::other);
  place.lat = in.number("lat");
  place.lon = in.number("lon");
  if (place.lat && place.lon && (std::abs(*place.lat) > 90 || std::abs(*place.lon) > 180)) {
    in.note("lat", FieldFault::malformed, "is no place on earth; it was kept as sent and not used");
    place.lat = place.lon = std::nullopt;
  }
  return place;
}

Vehicle read_vehicle(Object& in) {
  Vehicle vehicle;
  vehicle.ref = in.text("ref");
  vehicle.vrm = in.text("vrm");
  if (const auto* partial = in.take("partial")) {
    if (const auto* said = partial->if_bool()) vehicle.partial = *said;
    else in.note("partial", FieldFault::wrong_type, "should be true or false");
  }
  vehicle.partial = vehicle.partial || vehicle.vrm.find('?') != std::string::npos;
  vehicle.make = in.text("make");
  vehicle.colour = in.text("colour");
  return vehicle;
}

Link read_link(Object& in) {
  Link link;
  link.kind = in.listed("kind", link_kind, LinkKind::other, LinkKind::other);
  link.from = in.text("from");
  link.to = in.text("to");
  link.with = in.texts("with");
  link.at = in.text("at");
  if (const auto what = in.text("what"); !what.empty()) {
    link.what = link_thing(what);
    if (!link.what) {
      link.what = LinkThing::other;
      in.note("what", FieldFault::unknown_value, fmt::format("\"{}\" is not in the list; it was kept as \"other\"", what));
    }
  }
  return link;
}

// A mention without a name of its own, or one used twice, cannot be linked to: it gets a free one, said in a note.
template <class List>
void name_mentions(List& list, std::string_view field, char letter, std::unordered_set<std::string>& used, std::vector<FieldError>& notes) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    auto& ref = list[i].ref;
    if (!ref.empty() && used.insert(ref).second) continue;
    const auto was = ref;
    for (std::size_t n = i + 1;; ++n)
      if (ref = fmt::format("{}{}", letter, n); used.insert(ref).second) break;
    notes.push_back({fmt::format("{}[{}].ref", field, i), FieldFault::required,
                     was.empty() ? fmt::format("was missing; \"{}\" was given", ref)
                                 : fmt::format("\"{}\" was already used in this report; \"{}\" was given", was, ref)});
  }
}

// A link to nobody says nothing; it is left out of what was read and noted.
void keep_sound_links(Report& report, std::vector<FieldError>& notes) {
  std::vector<Link> sound;
  for (std::size_t i = 0; i < report.links.size(); ++i) {
    auto& link = report.links[i];
    const auto fault = [&](const char* field, const std::string& ref) {
      notes.push_back({fmt::format("links[{}].{}", i, field), ref.empty() ? FieldFault::required : FieldFault::unknown_value,
                       ref.empty() ? "is required for a link to be followed" : fmt::format("\"{}\" is nobody and nothing in this report", ref)});
    };
    if (!report.person(link.from) && !report.vehicle(link.from)) {
      fault("from", link.from);
      continue;
    }
    if (!link.to.empty() && !report.person(link.to) && !report.place(link.to) && !report.vehicle(link.to)) {
      fault("to", link.to);
      link.to.clear();
    }
    if (!link.at.empty() && !report.place(link.at)) {
      fault("at", link.at);
      link.at.clear();
    }
    std::erase_if(link.with, [&](const std::string& ref) {
      const bool held = report.vehicle(ref) || report.person(ref);
      if (!held) fault("with", ref);
      return !held;
    });
    if (link.to.empty() && link.at.empty() && link.with.empty()) {
      notes.push_back({fmt::format("links[{}]", i), FieldFault::required, "has nobody and nothing at its other end; it was kept as sent"});
      continue;
    }
    sound.push_back(std::move(link));
  }
  report.links = std::move(sound);
}

}  // namespace

std::expected<ReadReport, std::vector<FieldError>> read_report(std::string_view text) {
  const auto refused = [](std::string path, FieldFault fault, std::string message) {
    return std::unexpected(std::vector<FieldError>{{std::move(path), fault, std::move(message)}});
  };
  if (text.size() > report_bytes_max)
    return refused("", FieldFault::not_allowed, "is longer than one report may be (1 MiB)");
  json::error_code failed;
  const auto value = json::parse(text, failed, {}, {.max_depth = 16});
  if (failed) return refused("", FieldFault::malformed, fmt::format("is not JSON: {}", failed.message()));
  const auto* object = value.if_object();
  if (!object) return refused("", FieldFault::wrong_type, "must be a JSON object");

  ReadReport out;
  auto& report = out.report;
  std::vector<FieldError> errors;
  Object in(*object, "", out.notes);
  report.number = in.text("report");
  if (report.number.empty()) errors.push_back({"report", FieldFault::required, "is required: the report's number, as text"});
  else if (report.number.size() > 200) errors.push_back({"report", FieldFault::malformed, "is longer than a report's number may be (200)"});
  const auto received = in.text("received_at");
  if (const auto at = parse_rfc3339(received)) report.received_at = *at;
  else errors.push_back({"received_at", received.empty() ? FieldFault::required : FieldFault::malformed,
                         received.empty() ? "is required: when the report was received" : at.error()});
  const auto* kind = object->if_contains("kind");
  if (!kind || !kind->is_string() || kind->get_string().empty())
    errors.push_back({"kind", FieldFault::required, "is required: what kind of report it is, as text"});
  if (!errors.empty()) return std::unexpected(std::move(errors));

  report.kind = in.listed("kind", report_kind, ReportKind::other, ReportKind::other);
  report.agency = in.text("agency");
  report.team = in.text("team");
  in.inside("grading", [&](Object& grading) { read_grading(grading, report.grading); });
  in.inside("occurred", [&](Object& occurred) {
    report.occurred_from = occurred.instant("from");
    report.occurred_to = occurred.instant("to");
  });
  report.text = in.text("text");
  report.withdraws = in.text("withdraws");
  in.each("people", [&](Object& one) { report.people.push_back(read_person(one, report.received_at)); });
  in.each("places", [&](Object& one) { report.places.push_back(read_place(one)); });
  in.each("vehicles", [&](Object& one) { report.vehicles.push_back(read_vehicle(one)); });
  in.each("links", [&](Object& one) { report.links.push_back(read_link(one)); });
  in.note_what_is_left();
  if (report.people.size() + report.places.size() + report.vehicles.size() > mentions_max || report.links.size() > mentions_max)
    return refused("people", FieldFault::not_allowed, "holds more people, places, vehicles or links than one report may (1,000)");

  std::unordered_set<std::string> used;
  name_mentions(report.people, "people", 'p', used, out.notes);
  name_mentions(report.places, "places", 'l', used, out.notes);
  name_mentions(report.vehicles, "vehicles", 'v', used, out.notes);
  keep_sound_links(report, out.notes);
  return out;
}

}  // namespace lapwing::reports
