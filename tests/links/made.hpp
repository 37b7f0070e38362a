// Reports made by hand, for tests: few words a line, so that a test reads like the story it tells.
#pragma once
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "links/links.hpp"
#include "reports/read_report.hpp"

namespace lapwing::links {

inline Instant on(const char* day) { return *parse_rfc3339(fmt::format("{}T18:00:00Z", day)); }

// A report in the making. People are named once and linked by their refs.
class Made {
 public:
  Made(std::string number, const char* day, const char* agency = "police", reports::ReportKind kind = reports::ReportKind::intelligence) {
    report_.number = std::move(number);
    report_.received_at = on(day);
    report_.kind = kind;
    report_.agency = agency;
  }
  Made& child(const char* ref, const char* name, const char* born = "") { return person(ref, reports::PersonRole::child, name, born); }
  Made& adult(const char* ref, const char* name, const char* born = "") { return person(ref, reports::PersonRole::adult, name, born); }
  Made& person(const char* ref, reports::PersonRole role, const char* name, const char* born = "", int age = -1) {
    reports::Person person;
    person.ref = ref;
    person.role = role;
    person.name = name;
    if (*born) person.dob = *parse_iso_date(born);
    if (age >= 0) person.age_about = age;
    report_.people.push_back(person);
    return *this;
  }
  Made& phone(const char* number) { report_.people.back().phones.push_back(number); return *this; }
  Made& address(const char* text) { report_.people.back().address = text; return *this; }
  Made& place(const char* ref, const char* address, reports::PlaceKind kind = reports::PlaceKind::home) {
    report_.places.push_back({ref, address, kind, {}, {}});
    return *this;
  }
  Made& car(const char* ref, const char* plate) {
    report_.vehicles.push_back({ref, plate, std::string_view(plate).find('?') != std::string_view::npos, {}, {}});
    return *this;
  }
  Made& link(reports::LinkKind kind, const char* from, const char* to, const char* with = "", const char* at = "",
             std::optional<reports::LinkThing> what = {}) {
    reports::Link link{kind, from, to, {}, at, what};
    if (*with) link.with.push_back(with);
    report_.links.push_back(link);
    return *this;
  }
  Made& at(const char* from, const char* to) {
    report_.occurred_from = *parse_rfc3339(from);
    report_.occurred_to = *parse_rfc3339(to);
    return *this;
  }
  Made& withdraws(const char* number) { report_.withdraws = number; return *this; }
  reports::Report& done() { return report_; }
  operator reports::Report() const { return report_; }

 private:
  reports::Report report_;
};

// People by whole name and birth date: the same words, the same person.
inline std::unique_ptr<Links> fresh_links() { return std::make_unique<Links>(policy::built_in_group_rules(), people_by_name()); }

inline std::vector<std::string> known_as(const std::vector<Member>& members) {
  std::vector<std::string> out;
  for (const auto& member : members) out.push_back(member.known_as);
  std::ranges::sort(out);
  return out;
}

}  // namespace lapwing::links
