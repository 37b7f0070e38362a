#include "web/pages/form.hpp"

#include <algorithm>

#include "views/sentences.hpp"
#include "web/access/secrets.hpp"
#include "web/wording.hpp"

namespace lapwing::web {

using namespace render;

Form::Form(const Visit& visit, std::string part, const Refused* refused) : visit_(visit), part_(std::move(part)) {
  if (refused && visit.form.get("_part") == part_) refused_ = refused;
}

std::string Form::name(std::string_view field) const {
  return part_.empty() ? std::string(field) : part_ + "." + std::string(field);
}

std::string Form::value(std::string_view field, std::string_view held) const {
  return std::string(refused_ ? visit_.form.get(name(field)) : held);
}

std::string Form::error(std::string_view field) const { return refused_ ? error_for(refused_->errors, name(field)) : std::string(); }

// The components keep views of what they are given only while they are built, so locals are enough below.
Form& Form::input(Input of) {
  const auto full = name(of.name), shown = value(of.name, of.value), wrong = error(of.name);
  of.name = full, of.value = shown, of.error = wrong;
  return add(render::input(of));
}

Form& Form::textarea(Textarea of) {
  const auto full = name(of.name), shown = value(of.name, of.value), wrong = error(of.name);
  of.name = full, of.value = shown, of.error = wrong;
  return add(render::textarea(of));
}

Form& Form::select(Select of) {
  const auto full = name(of.name), shown = value(of.name, of.chosen), wrong = error(of.name);
  of.name = full, of.chosen = shown, of.error = wrong;
  return add(render::select(of));
}

Form& Form::radios(Radios of) {
  const auto full = name(of.name), shown = value(of.name, of.chosen), wrong = error(of.name);
  of.name = full, of.chosen = shown, of.error = wrong;
  return add(render::radios(of));
}

Form& Form::checkbox(std::string_view field, std::string_view label, bool held) {
  return add(render::checkbox(name(field), label, refused_ ? visit_.form.has(name(field)) : held, error(field)));
}

Form& Form::when(std::string_view field, std::string_view legend, std::string_view hint, bool with_time) {
  const auto part = [&](std::string_view suffix) { return value(std::string(field) + std::string(suffix)); };
  const auto day = part("-day"), month = part("-month"), year = part("-year"), time = part("-time"), full = name(field),
             wrong = error(field);
  return add(date_time({.name = full, .legend = legend, .day = day, .month = month, .year = year, .time = time, .error = wrong,
                        .hint = hint, .with_time = with_time}));
}

Form& Form::hidden(std::string_view field, std::string_view value) { return add(render::hidden(name(field), value)); }

Form& Form::person(std::string_view field, std::string_view label, std::string_view hint) {
  const auto choices = staff_choices(visit_);
  const auto user = std::string(field) + ".user";
  return select({.name = user, .label = label, .items = choices, .hint = hint});
}

Form& Form::level(std::string_view field, std::string_view legend, std::string_view held, std::string_view hint) {
  const auto choices = level_choices();
  return radios({.name = field, .legend = legend, .items = choices, .chosen = held, .hint = hint, .in_line = true, .small = true});
}

Form& Form::add(json::object component) {
  fields_.push_back(std::move(component));
  return *this;
}

json::object Form::done(std::string_view action, std::string_view button, std::uint64_t seen, std::string_view style) {
  if (refused_)
    for (auto& answer : answers_carried(visit_.form)) add(std::move(answer.as_object()));
  add(csrf(visit_.visitor.csrf));
  add(render::hidden("_part", part_));
  add(render::hidden("_once", random_secret()));
  add(render::hidden("seen", std::to_string(seen)));
  add(render::button({.text = button, .style = style}));
  return {{"kind", "components/form"}, {"action", action}, {"fields", take_fields()}};
}

json::object Form::folded(std::string_view summary, std::string_view action, std::string_view button, std::uint64_t seen) {
  auto out = details(summary, json::array{done(action, button, seen)});
  out["open"] = was_refused();
  return out;
}

Choices staff_choices(const Visit& visit, std::string_view blank) {
  Choices choices{{"", std::string(blank)}};
  for (const auto& account : visit.desk().staff().all())
    if (!account->closed && account->role != Role::system && account->role != Role::administrator &&
        account->role != Role::auditor && account->role != Role::inspector && account->role != Role::analyst)
      choices.push_back({account->id.text(), account->team ? account->name + ", " + *account->team : account->name});
  std::ranges::sort(choices.begin() + 1, choices.end(), {}, &Choice::label);
  return choices;
}

Choices level_choices() {
  Choices choices;
  for (const auto level : {RiskLevel::high, RiskLevel::medium, RiskLevel::low, RiskLevel::very_low})
    choices.push_back({boost::describe::enum_to_string(level, ""), views::risk_word(level)});
  return choices;
}

}  // namespace lapwing::web
