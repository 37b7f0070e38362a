// What was typed into the form of a report, as the text of a report. The fields are read by their names on the page, so that every
// message is shown beside the field it is about, whatever rows were left empty.
#include <fmt/format.h>

#include <charconv>
#include <set>

#include "reports/read_report.hpp"
#include "web/pages/reports_pages.hpp"

namespace lapwing::web {

namespace {

std::string trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r\n");
  return from == text.npos ? std::string() : std::string(text.substr(from, text.find_last_not_of(" \t\r\n") + 1 - from));
}

json::array parts_of(std::string_view text) {   // "a, b" and a line each
  json::array out;
  while (!text.empty()) {
    const auto end = text.find_first_of(",\n");
    if (const auto part = trimmed(text.substr(0, end)); !part.empty()) out.emplace_back(part);
    text = end == text.npos ? std::string_view() : text.substr(end + 1);
  }
  return out;
}

class Writing {
 public:
  Writing(const Visit& visit, const ReportRows& rows) : visit_(visit), form_(visit.form), rows_(rows), now_(visit.desk().now()) {}

  std::expected<Written, Refused> write() {
    find_named();
    about();
    people();
    places();
    vehicles();
    links();
    if (refused_.errors.empty()) check();
    if (!refused_.errors.empty()) return std::unexpected(std::move(refused_));
    out_.has_number = root_.contains("report");
    out_.sent = json::serialize(root_);
    return std::move(out_);
  }

 private:
  std::string typed(const std::string& name) const { return trimmed(form_.get(name)); }
  void wrong(const std::string& name, std::string message) { refused_.errors.push_back({name, std::move(message)}); }
  void put(json::object& to, const char* key, const std::string& name) {
    if (const auto text = typed(name); !text.empty()) to[key] = text;
  }

  std::string day_typed(const std::string& name) const {
    const auto day = typed(name + "-day"), month = typed(name + "-month"), year = typed(name + "-year");
    return day.empty() && month.empty() && year.empty() ? std::string() : fmt::format("{:0>2}/{:0>2}/{}", day, month, year);
  }
  // A day without a time is its first minute or, at the end of a span, its last.
  std::optional<Instant> time(const std::string& name, std::string_view otherwise) {
    const auto day = day_typed(name), time = typed(name + "-time");
    if (day.empty() && time.empty()) return std::nullopt;
    const auto at = parse_london(day + " " + (time.empty() ? std::string(otherwise) : time));
    if (!at) wrong(name, "Enter a date and a time, like 3 3 2026 and 18:05");
    else if (*at > now_ && otherwise == "00:00") wrong(name, "Enter a time that has passed");
    else return *at;
    return std::nullopt;
  }

  // A row without a word in it is kept when a link names it: somebody of whom nothing else is known.
  void find_named() {
    for (int i = 0; i < rows_.links; ++i)
      for (const auto* end : {"from", "to", "with", "at"}) named_.insert(typed(fmt::format("links[{}].{}", i, end)));
  }

  void about() {
    put(root_, "report", "number");
    const auto received = time("received", "00:00");
    root_["received_at"] = to_rfc3339(received.value_or(Instant(std::chrono::floor<std::chrono::seconds>(now_))));
    const auto kind = typed("kind");
    if (kind.empty()) wrong("kind", "Choose what kind of report it is");
    root_["kind"] = kind;
    put(root_, "agency", "agency");
    put(root_, "team", "team");
    json::object grading;
    if (const auto source = typed("source"); source == "1" || source == "2" || source == "3") grading["source"] = source.front() - '0';
    put(grading, "information", "information");
    put(grading, "handling", "handling");
    if (!grading.empty()) root_["grading"] = std::move(grading);
    const auto from = time("occurred_from", "00:00");
    auto to = time("occurred_to", "23:59");
    if (from && !to && typed("occurred_from-time").empty()) to = parse_london(day_typed("occurred_from") + " 23:59").value_or(*from);
    if (from && to && *to < *from) wrong("occurred_to", "Enter an end that is not before the beginning");
    if (from || to) {
      auto& occurred = root_["occurred"].emplace_object();
      if (from) occurred["from"] = to_rfc3339(*from);
      if (to) occurred["to"] = to_rfc3339(*to);
    }
    if (const auto number = typed("withdraws"); !number.empty() && !visit_.desk().reports().holds(number))
      wrong("withdraws", "Enter the number of a report that is held here");
    put(root_, "withdraws", "withdraws");
    if (typed("text").empty()) wrong("text", "Say what was said");
    put(root_, "text", "text");
  }

  // Keeps a row of `list` that says something, and remembers where on the page it came from.
  void keep(const char* list, int row, json::object one) {
    auto& kept = root_[list];
    if (!kept.is_array()) kept.emplace_array();
    out_.fields.emplace_back(fmt::format("{}[{}]", list, kept.as_array().size()), fmt::format("{}[{}]", list, row));
    kept.as_array().push_back(std::move(one));
  }

  void people() {
    for (int i = 0; i < rows_.people; ++i) {
      const auto at = fmt::format("people[{}].", i), ref = fmt::format("p{}", i + 1);
      json::object person{{"ref", ref}};
      const auto role = typed(at + "role");
      if (!role.empty()) person["role"] = role;
      put(person, "name", at + "name");
      if (auto aliases = parts_of(form_.get(at + "aliases")); !aliases.empty()) person["aliases"] = std::move(aliases);
      born(person, at);
      if (auto phones = parts_of(form_.get(at + "phones")); !phones.empty()) person["phones"] = std::move(phones);
      put(person, "address", at + "address");
      const bool says_nothing = person.size() <= (role.empty() ? 1u : 2u) && (role.empty() || role == "unknown");
      if (const auto sex = typed(at + "sex"); !sex.empty() && sex != "unknown") person["sex"] = sex;
      if (!says_nothing || named_.contains(ref) || person.contains("sex")) keep("people", i, std::move(person));
    }
  }

  void born(json::object& person, const std::string& at) {
    if (const auto day = day_typed(at + "dob"); !day.empty()) {
      const auto date = parse_slash_date(day);
      if (!date) wrong(at + "dob", "Enter a date of birth, like 1 5 2010");
      else person["dob"] = to_iso(*date);
    }
    const auto age = typed(at + "age_about");
    if (age.empty()) return;
    int years = -1;
    const auto read = std::from_chars(age.data(), age.data() + age.size(), years);
    if (read.ec != std::errc{} || read.ptr != age.data() + age.size()) wrong(at + "age_about", "Enter an age in whole years, like 25");
    else person["age_about"] = years;
  }

  void places() {
    for (int i = 0; i < rows_.places; ++i) {
      const auto at = fmt::format("places[{}].", i), ref = fmt::format("l{}", i + 1);
      json::object place{{"ref", ref}};
      put(place, "address", at + "address");
      put(place, "kind", at + "kind");
      if (place.size() > 1 || named_.contains(ref)) keep("places", i, std::move(place));
    }
  }

  void vehicles() {
    for (int i = 0; i < rows_.vehicles; ++i) {
      const auto at = fmt::format("vehicles[{}].", i), ref = fmt::format("v{}", i + 1);
      json::object vehicle{{"ref", ref}};
      put(vehicle, "vrm", at + "vrm");
      if (typed(at + "vrm").find('?') != std::string::npos) vehicle["partial"] = true;
      put(vehicle, "make", at + "make");
      put(vehicle, "colour", at + "colour");
      if (vehicle.size() > 1 || named_.contains(ref)) keep("vehicles", i, std::move(vehicle));
    }
  }

  void links() {
    for (int i = 0; i < rows_.links; ++i) {
      const auto at = fmt::format("links[{}].", i);
      json::object link;
      put(link, "kind", at + "kind");
      put(link, "from", at + "from");
      put(link, "to", at + "to");
      if (const auto with = typed(at + "with"); !with.empty()) link["with"] = json::array{with};
      put(link, "at", at + "at");
      put(link, "what", at + "what");
      if (link.empty()) continue;
      if (!link.contains("from")) wrong(at + "from", fmt::format("Link {}: choose who", i + 1));
      if (!link.contains("kind")) wrong(at + "kind", fmt::format("Link {}: choose what they did", i + 1));
      if (!link.contains("to") && !link.contains("with") && !link.contains("at"))
        wrong(at + "to", fmt::format("Link {}: choose the other person, the vehicle or the place", i + 1));
      if (link.contains("to") && link.at("to") == link["from"]) wrong(at + "to", fmt::format("Link {}: choose somebody else", i + 1));
      keep("links", i, std::move(link));
    }
  }

  // As whoever reads it later will: what would be noted then is better put right now.
  void check() {
    auto numbered = root_;
    if (!numbered.contains("report")) numbered["report"] = "R";
    const auto read = reports::read_report(json::serialize(numbered));
    const auto& faults = read ? read->notes : read.error();
    for (const auto& fault : faults) refused_.errors.push_back(error_of_note(out_, fault));
  }

  const Visit& visit_;
  const transport::Fields& form_;
  const ReportRows& rows_;
  const Instant now_;
  std::set<std::string> named_;
  json::object root_;
  Written out_;
  Refused refused_;
};

}  // namespace

std::expected<Written, Refused> written_report(Visit& visit, const ReportRows& rows) {
  (void)body_of(visit);   // for the form itself: dates and times completed
  return Writing(visit, rows).write();
}

render::FieldError error_of_note(const Written& written, const FieldError& note) {
  std::string name = note.path == "report" ? "number" : note.path;
  for (const auto& [path, field] : written.fields)
    if (name == path || name.starts_with(path + ".")) {
      name = field + name.substr(path.size());
      break;
    }
  const auto last = for_people(std::string_view(name).substr(name.find_last_of('.') + 1));
  return {name, fmt::format("{} {}", last, note.message)};
}

}  // namespace lapwing::web
