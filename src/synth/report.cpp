#include "synth/report.hpp"

#include <fmt/format.h>

#include <iterator>

namespace lapwing::synth {

namespace {

void escape(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\', out += c;
    else if (static_cast<unsigned char>(c) < 0x20) fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
    else out += c;
  }
  out += '"';
}

// `,"name":"text"`: every object begins with a field that is always there.
void field(std::string& out, std::string_view name, std::string_view text) {
  fmt::format_to(std::back_inserter(out), ",\"{}\":", name);
  escape(out, text);
}

std::string_view word(Sex sex) { return sex == Sex::female ? "female" : sex == Sex::male ? "male" : sex == Sex::other ? "other" : "unknown"; }

int age(Date born, Instant at) { return age_in_years(born, std::chrono::floor<std::chrono::days>(at)).value_or(0); }

}  // namespace

std::string Report::person(const Someone& who, std::string_view role, Known known, Random& chance) {
  Mention mention{fmt::format("p{}", people_.size() + 1), who.entity, {}};
  auto& json = mention.json;
  fmt::format_to(std::back_inserter(json), "{{\"ref\":\"{}\",\"role\":\"{}\"", mention.ref, role);
  if (known.nickname_only) field(json, "name", who.nickname);
  else if (known.name) field(json, "name", known.as_heard ? as_heard(chance, who.name.full()) : who.name.full());
  if (known.birth) field(json, "dob", to_iso(who.born));
  else fmt::format_to(std::back_inserter(json), ",\"age_about\":{}", std::max(0, age(who.born, at_) + chance.between(-2, 2)));
  field(json, "sex", word(who.sex));
  if (known.birth && who.ethnicity) field(json, "ethnicity_self", *who.ethnicity);
  if (known.phone) fmt::format_to(std::back_inserter(json), ",\"phones\":[\"{}\"]", who.phone);
  if (known.address) field(json, "address", who.home.address);
  json += '}';
  people_.push_back(std::move(mention));
  return people_.back().ref;
}

std::string Report::place(const Spot& spot, const std::string& entity) {
  Mention mention{fmt::format("l{}", places_.size() + 1), entity, {}};
  auto& json = mention.json;
  fmt::format_to(std::back_inserter(json), "{{\"ref\":\"{}\"", mention.ref);
  field(json, "address", spot.address);
  fmt::format_to(std::back_inserter(json), ",\"kind\":\"{}\",\"lat\":{:.5f},\"lon\":{:.5f}}}", spot.kind, spot.lat, spot.lon);
  places_.push_back(std::move(mention));
  return places_.back().ref;
}

std::string Report::vehicle(const Vehicle& vehicle, Random& chance, double partial) {
  Mention mention{fmt::format("v{}", vehicles_.size() + 1), vehicle.entity, {}};
  auto vrm = vehicle.vrm;
  const bool is_partial = chance.chance(partial);
  for (int unread = is_partial ? chance.between(1, 3) : 0; unread > 0; --unread)
    if (auto& character = vrm[chance.below(vrm.size())]; character != ' ') character = '?';
  auto& json = mention.json;
  fmt::format_to(std::back_inserter(json), "{{\"ref\":\"{}\",\"vrm\":\"{}\",\"partial\":{}", mention.ref, vrm, vrm.find('?') != vrm.npos);
  if (chance.chance(0.8)) field(json, "make", vehicle.make);
  field(json, "colour", vehicle.colour);
  json += '}';
  vehicles_.push_back(std::move(mention));
  return vehicles_.back().ref;
}

void Report::write(std::uint64_t number, std::string& reports, std::string& mentions) const {
  auto out = std::back_inserter(reports);
  fmt::format_to(out, "{{\"report\":\"R-{:07}\",\"received_at\":\"{}\",\"kind\":\"{}\",\"agency\":\"{}\"", number, to_rfc3339(at_), kind_, agency_);
  if (!team_.empty()) field(reports, "team", team_);
  if (grading_) fmt::format_to(out, ",\"grading\":{{\"source\":{},\"information\":\"{}\",\"handling\":\"P\"}}", grading_->first, grading_->second);
  if (occurred_) fmt::format_to(out, ",\"occurred\":{{\"from\":\"{}\",\"to\":\"{}\"}}", to_rfc3339(occurred_->first), to_rfc3339(occurred_->second));
  field(reports, "text", text_);
  const auto list = [&](std::string_view name, const std::vector<Mention>& all) {
    if (all.empty()) return;
    fmt::format_to(out, ",\"{}\":[", name);
    for (const auto& one : all) {
      if (&one != &all.front()) reports += ',';
      reports += one.json;
      fmt::format_to(std::back_inserter(mentions), "R-{:07},{},{}\n", number, one.ref, one.entity);
    }
    reports += ']';
  };
  list("people", people_);
  list("places", places_);
  list("vehicles", vehicles_);
  if (!links_.empty()) {
    reports += ",\"links\":[";
    for (const auto& link : links_) {
      if (&link != &links_.front()) reports += ',';
      fmt::format_to(out, "{{\"kind\":\"{}\",\"from\":\"{}\"", link.kind, link.from);
      if (!link.to.empty()) fmt::format_to(out, ",\"to\":\"{}\"", link.to);
      if (!link.with.empty()) fmt::format_to(out, ",\"with\":[\"{}\"]", link.with);
      if (!link.at.empty()) fmt::format_to(out, ",\"at\":\"{}\"", link.at);
      if (!link.what.empty()) fmt::format_to(out, ",\"what\":\"{}\"", link.what);
      reports += '}';
    }
    reports += ']';
  }
  reports += "}\n";
}

}  // namespace lapwing::synth
