#include <fmt/format.h>

#include <algorithm>

#include "policy/readers.hpp"

namespace lapwing::policy {
namespace {

void read_time(Section& from, Shift& shift) {
  const auto text = from.text("starts");
  const bool shaped = text.size() == 5 && text[2] == ':' &&
                      std::all_of(text.begin(), text.end(), [](char c) { return c == ':' || (c >= '0' && c <= '9'); }) &&
                      std::count(text.begin(), text.end(), ':') == 1;
  if (shaped) {
    shift.starts_hour = (text[0] - '0') * 10 + text[1] - '0';
    shift.starts_minute = (text[3] - '0') * 10 + text[4] - '0';
  }
  if (!shaped || shift.starts_hour > 23 || shift.starts_minute > 59) from.problem("starts", "must be a time such as \"07:00\"");
}

void read_sessions(Section& sessions, ForcePolicy& force) {
  force.session_idle_minutes = sessions.number("idle_minutes", 1, 24 * 60);
  force.session_hours_max = sessions.number("hours_max", 1, 24);
  force.password_length_min = sessions.number("password_length_min", 8, 128);
  force.sign_in_refusals_max = sessions.number("sign_in_refusals_max", 1, 100);
  force.lock_minutes = sessions.number("lock_minutes", 1, 24 * 60);
  sessions.text("source");
  sessions.finish();
}

void check_listed(Section& file, std::string_view key, const std::string& name, const std::vector<std::string>& list) {
  if (!name.empty() && std::find(list.begin(), list.end(), name) == list.end())
    file.problem(key, fmt::format("\"{}\" is not on its list", name));
}

}  // namespace

void read_force(Section& file, ForcePolicy& force) {
  force.name = file.text("name");
  force.default_area = file.text("default_area");
  force.default_team = file.text("default_team");
  force.areas = file.texts("areas");
  force.teams = file.texts("teams");
  file.text("source");
  check_listed(file, "default_area", force.default_area, force.areas);
  check_listed(file, "default_team", force.default_team, force.teams);
  UniqueIds names, times;
  for (auto& from : file.sections("shift")) {
    Shift shift;
    shift.name = from.text("name");
    names.add(from, "name", shift.name);
    read_time(from, shift);
    times.add(from, "starts", fmt::format("{}:{}", shift.starts_hour, shift.starts_minute));
    from.finish();
    force.shifts.push_back(std::move(shift));
  }
  if (force.shifts.empty()) file.problem("there must be a shift: a handover is due when one ends");
  if (auto sessions = file.section("sessions")) read_sessions(*sessions, force);
  file.finish();
}

}  // namespace lapwing::policy
