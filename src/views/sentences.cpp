#include "views/sentences.hpp"

#include <fmt/format.h>

#include <boost/describe/enum_to_string.hpp>

namespace lapwing::views {

namespace {

std::string plain(const char* wire_word) {
  std::string out(wire_word);
  for (char& c : out)
    if (c == '_') c = ' ';
  return out;
}

template <class E>
std::string plain_word(E value) { return plain(boost::describe::enum_to_string(value, "unknown")); }

}  // namespace

std::string clock_noun(ClockKind kind) {
  switch (kind) {
    case ClockKind::first_deployment: return "deployment";
    case ClockKind::idle: return "next update";
    case ClockKind::return_interview_offer: return "offer of a return home interview";
    case ClockKind::return_interview: return "return home interview";
    default: return plain_word(kind);
  }
}

std::string clock_label(ClockKind kind) {
  return kind == ClockKind::first_deployment ? "First deployment" : capital(clock_noun(kind));
}
std::string rung_word(Rung rung) { return plain_word(rung); }
std::string role_word(Role role) { return role == Role::system ? "Lapwing" : plain_word(role); }
std::string risk_word(RiskLevel level) { return capital(plain_word(level)); }
std::string answer_word(Answer answer) { return plain_word(answer); }
std::string mention_word(MentionKind kind) { return plain_word(kind); }

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string clock_words(ClockKind kind, casework::ClockPhase phase, Instant due, std::optional<Rung> told,
                        std::optional<Instant> silenced_until, Instant now) {
  const std::string noun = clock_noun(kind);
  if (phase == casework::ClockPhase::silenced && silenced_until)
    return fmt::format("{} acknowledged until {}", noun, for_people(*silenced_until, now));
  if (due > now) return fmt::format("{} due in {}", noun, duration_for_people(due - now));
  std::string words = now - due < Minutes(1) ? fmt::format("{} due now", noun)
                                             : fmt::format("{} {} late", noun, duration_for_people(now - due));
  if (told) words += ", with " + rung_word(*told);
  return words;
}

std::string minutes_in_full(std::chrono::microseconds span) {
  const auto minutes = span / Minutes(1);
  if (minutes < 1 || minutes >= 60) return duration_for_people(span);
  return fmt::format("{} minute{}", minutes, minutes == 1 ? "" : "s");
}

std::string idle_words(Instant last_activity, Instant now) {
  if (now - last_activity < Minutes(1)) return "recorded just now";
  return "nothing recorded for " + minutes_in_full(now - last_activity);
}

std::string missing_words(Instant missing_since, Instant now) {
  if (missing_since > now) return "missing";
  return "missing for " + minutes_in_full(now - missing_since);
}

std::string activity_word(std::string_view event_name) {
  if (event_name == "episode_opened") return "reported missing";
  if (event_name == "mention_recorded") return "someone or something named";
  if (event_name == "informant_contacted") return "caller contacted";
  if (event_name == "return_recorded") return "child found";
  if (event_name == "risk_fact_recorded") return "risk question answered";
  return plain(std::string(event_name).c_str());
}

std::string child_name(const casework::ChildDetails& details) {
  if (details.given_name.empty() && details.family_name.empty()) return "Name not known";
  if (details.given_name.empty()) return details.family_name;
  if (details.family_name.empty()) return details.given_name;
  return details.given_name + " " + details.family_name;
}

std::optional<int> child_age(const casework::ChildDetails& details, Date on) {
  return details.born ? age_in_years(*details.born, on) : details.age_about;
}

std::string who(const casework::Actor& by) {
  if (by.role == Role::system) return role_word(by.role);
  if (!by.name.empty()) return by.name;
  const std::string role = role_word(by.role);
  const bool vowel = std::string_view("aeiou").find(role[0]) != std::string_view::npos;
  return (vowel ? "an " : "a ") + role;
}

}  // namespace lapwing::views
