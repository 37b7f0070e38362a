#include "web/pages/posting.hpp"

#include <algorithm>
#include <cctype>
#include <chrono>

#include <fmt/format.h>

#include "views/sentences.hpp"
#include "web/wording.hpp"

namespace lapwing::web {

namespace {

// ---- dates and times ----

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return std::isdigit(c); });
}

// "1805", "18.05" and "9:05" as "18:05" and "09:05"; anything else stays, to be refused with its own message.
std::string clock_time(std::string text) {
  std::erase(text, ' ');
  if (text.size() >= 3 && text.size() <= 4 && all_digits(text)) text.insert(text.size() - 2, ":");
  const auto parting = text.find_first_of(":.");
  if (parting == text.npos || !all_digits(text.substr(0, parting)) || !all_digits(text.substr(parting + 1))) return text;
  text[parting] = ':';
  return parting == 1 ? "0" + text : text;
}

// Times that are agreed for later; every other time has passed when it is recorded.
bool is_to_come(std::string_view name) { return name.ends_with("review_at") || name.ends_with("until") || name.ends_with("due"); }

std::chrono::year_month_day day_meant(std::string_view name, const std::string& time, Instant now) {
  const auto today = london_date(now);
  const auto on = [&](Date day) {
    return parse_london(fmt::format("{:02}/{:02}/{} {}", unsigned(day.day()), unsigned(day.month()), int(day.year()), time));
  };
  const auto at = on(today);
  if (!at) return today;
  const auto days = std::chrono::sys_days(today);
  if (is_to_come(name) && *at <= now) return days + std::chrono::days(1);
  if (!is_to_come(name) && *at > now) return days - std::chrono::days(1);
  return today;
}

transport::Fields with_whole_dates(const transport::Fields& form, Instant now) {
  std::vector<transport::Fields::Pair> pairs(form.begin(), form.end());
  const auto find = [&](const std::string& name) -> std::string* {
    const auto at = std::ranges::find(pairs, name, &transport::Fields::Pair::first);
    return at == pairs.end() ? nullptr : &at->second;
  };
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (pairs[i].first.ends_with("-year") && pairs[i].second.size() == 2 && all_digits(pairs[i].second))
      pairs[i].second.insert(0, "20");
    if (!pairs[i].first.ends_with("-time") || pairs[i].second.empty()) continue;
    pairs[i].second = clock_time(pairs[i].second);
    const auto name = pairs[i].first.substr(0, pairs[i].first.size() - 5);
    auto *day = find(name + "-day"), *month = find(name + "-month"), *year = find(name + "-year");
    if (!day || !month || !year || !day->empty() || !month->empty() || !year->empty()) continue;
    const auto meant = day_meant(name, pairs[i].second, now);
    *day = std::to_string(unsigned(meant.day()));
    *month = std::to_string(unsigned(meant.month()));
    *year = std::to_string(int(meant.year()));
  }
  return transport::Fields(std::move(pairs));
}

// ---- people ----

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return std::tolower(c); });
  return out;
}

std::string text_of(const json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

// {"user":…} gets its account's name; {"user":"","name":…} gets the account of that name where there is exactly that one.
void complete_people(json::value& value, const desk::Staff& staff) {
  if (auto* list = value.if_array()) {
    for (auto& item : *list) complete_people(item, staff);
  } else if (auto* object = value.if_object()) {
    const auto user = text_of(*object, "user");
    if (const auto id = UserId::parse(user)) {
      if (const auto account = staff.find(*id); account && text_of(*object, "name").empty()) (*object)["name"] = account->name;
    } else if (object->contains("user") && user.empty()) {
      const auto name = lower(text_of(*object, "name"));
      if (name.empty()) return;
      for (const auto& account : staff.all())
        if (!account->closed && lower(account->name) == name) (*object)["user"] = account->id.text();
    }
    for (auto& [key, field] : *object) complete_people(field, staff);
  }
}

// Somebody or somewhere that was left out altogether is not sent as somebody with no name.
bool is_blank(const json::value& value) {
  if (const auto* text = value.if_string()) return text->find_first_not_of(" \t\r\n") == json::string::npos;
  const auto* object = value.if_object();
  return object && std::ranges::all_of(*object, [](const auto& field) { return is_blank(field.value()); });
}

void leave_out_blanks(json::object& object) {
  for (auto at = object.begin(); at != object.end();) {
    if (auto* inner = at->value().if_object(); inner && is_blank(at->value())) {
      at = object.erase(at);
      continue;
    } else if (inner) {
      leave_out_blanks(*inner);
    } else if (auto* list = at->value().if_array()) {
      for (auto& item : *list)
        if (item.is_object()) leave_out_blanks(item.as_object());
    }
    ++at;
  }
}

// ---- what is refused ----

std::string_view last_word(std::string_view path) {
  if (path.ends_with(".name") || path.ends_with(".user")) path.remove_suffix(5);
  return path.substr(path.find_last_of('.') + 1);
}

constexpr std::pair<std::string_view, std::string_view> asked_for[] = {
    {"text", "Say what was done or learned"}, {"plan", "Say what the plan is now"},
    {"going_to", "Say where the officer is going"}, {"officer", "Name the officer"},
    {"informant", "Enter the caller's name, or \"not given\""}, {"owner", "Choose who owns it"}, {"to", "Choose who"}, {"summary", "Say where things stand"},
    {"result", "Say what came of it"}, {"outcome", "Choose what came of it"},
    {"what_will_happen", "Say what will happen"}, {"until", "Say until when"}, {"level", "Choose a level"},
    {"confirmed_level", "Choose a level"}, {"seen_at", "Say when the child was seen"}, {"reason", "Say why"},
    {"place", "Say where"}, {"where", "Say where"}, {"at", "Say when"}, {"how", "Choose how"}, {"kind", "Choose what it was"},
};

// A program is told "is required"; a person is told what to do.
std::string for_a_person(const FieldError& error) {
  const auto word = last_word(error.path);
  if (error.fault == FieldFault::required && error.message == "is required") {
    const auto known = std::ranges::find(asked_for, word, &std::pair<std::string_view, std::string_view>::first);
    return known != std::end(asked_for) ? std::string(known->second) : "Enter " + lower(for_people(word));
  }
  const bool mid_sentence = !error.message.empty() && std::islower(static_cast<unsigned char>(error.message.front()));
  return mid_sentence ? fmt::format("{}: {}", for_people(word), error.message) : error.message;
}

// Where the page shows it: a place is asked for by its text, a person by a list of accounts where the form has one.
std::string field_named(const transport::Fields& form, const std::string& part, const std::string& path) {
  const auto name = part.empty() ? path : part + "." + path;
  const auto parent = name.ends_with(".name") ? name.substr(0, name.size() - 5) : name;
  for (const auto& candidate : {name, parent + ".name", parent + ".user", parent + ".text", name + "-day"})
    if (form.has(candidate)) return candidate == name + "-day" ? name : candidate;
  return name;
}

Refused refused_for_page(const Visit& visit, const std::string& part, const std::vector<FieldError>& fields) {
  Refused refused;
  for (const auto& field : fields) refused.errors.push_back({field_named(visit.form, part, field.path), for_a_person(field)});
  return refused;
}

Refused refused_for_page(const Visit& visit, const std::string& part, const casework::Refusal& refusal) {
  auto refused = refused_for_page(visit, part, refusal.fields);
  refused.status = status_of(refusal.kind);
  if (refused.errors.empty()) refused.errors.push_back({"", refusal.message});
  for (const auto& line : refusal.missing) refused.errors.push_back({"", line});
  return refused;
}

// ---- the child's age, for the wording ----
std::optional<int> age_of_child(const Visit& visit, ChildId child) {
  if (child.is_nil()) return std::nullopt;
  const auto held = visit.desk().case_of(child);
  if (!held || !*held) return std::nullopt;
  return views::child_age((*held)->details, london_date(visit.now()));
}

}  // namespace

Refused refused_by(const Visit& visit, const std::string& part, const casework::Refusal& refusal) {
  return refused_for_page(visit, part, refusal);
}

json::object body_of(Visit& visit, std::string_view part) {
  visit.form = with_whole_dates(visit.form, visit.desk().now());
  json::value body = visit.form_json();
  if (!part.empty()) {
    const auto* inner = body.as_object().if_contains(part);
    body = inner && inner->is_object() ? *inner : json::value(json::object());
  }
  complete_people(body, visit.desk().staff());
  leave_out_blanks(body.as_object());
  return std::move(body.as_object());
}

std::expected<desk::Done, Response> send_body(Visit& visit, const Posting& posting, json::object body, const Again& again) {
  auto command = casework::parse_command(posting.command, json::serialize(body), codec::Reading::form);
  if (!command) return std::unexpected(again(refused_for_page(visit, posting.part, command.error())));
  const auto wordings = wordings_posted(visit, age_of_child(visit, posting.child));
  if (asks_first(visit, posting.command, wordings)) return std::unexpected(asked_first(visit, wordings));
  auto outcome = visit.send(posting.child, posting.episode, std::move(*command), visit.seen(), kept_of(visit, posting.command, wordings));
  if (outcome) {
    visit.also_say = look_again(visit, wordings);
    return *outcome;
  }
  const auto kind = outcome.error().kind;
  if (kind == casework::RefusalKind::invalid || kind == casework::RefusalKind::not_yet)
    return std::unexpected(again(refused_for_page(visit, posting.part, outcome.error())));
  return std::unexpected(visit.refusal(outcome.error()));
}

Response post_command(Visit& visit, const Posting& posting, const Again& again) {
  auto done = send_body(visit, posting, body_of(visit, posting.part), again);
  return done ? visit.redirect(posting.back, posting.notice) : std::move(done.error());
}

}  // namespace lapwing::web
