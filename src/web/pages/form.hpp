// One form being built for a page: its fields with the names their command knows them by, showing what was typed when the form
// was refused and what is held when it was not; and the hidden fields every form of ours carries. A value, for one answer.
//
//   Form form(visit, "deploy", refused);            // names begin "deploy."; a page may hold several forms
//   form.input({.name = "going_to", .label = "Going to"});
//   model["deploy"] = form.done(base + "/deploy-officer", "Send the officer", opened.held->version);
#pragma once
#include <string>
#include <string_view>

#include "web/pages/posting.hpp"
#include "web/render/components.hpp"

namespace lapwing::web {

class Form {
 public:
  // `refused` is null the first time. It is this form's only if the form posted was the one of this part.
  Form(const Visit& visit, std::string part, const Refused* refused = nullptr);

  // What a field shows: what was typed, else `held`. And its message.
  std::string value(std::string_view field, std::string_view held = {}) const;
  std::string error(std::string_view field) const;
  std::string name(std::string_view field) const;
  bool was_refused() const { return refused_ != nullptr; }

  // The names in these are the command's own ("going_to"); `value` and `chosen` are what is held.
  Form& input(render::Input of);
  Form& textarea(render::Textarea of);
  Form& select(render::Select of);
  Form& radios(render::Radios of);
  Form& checkbox(std::string_view field, std::string_view label, bool held = false);
  Form& when(std::string_view field, std::string_view legend, std::string_view hint = {}, bool with_time = true);
  Form& hidden(std::string_view field, std::string_view value);
  Form& person(std::string_view field, std::string_view label, std::string_view hint = {});   // one of the staff, by account
  Form& level(std::string_view field, std::string_view legend, std::string_view held = {}, std::string_view hint = {});
  Form& add(json::object component);

  json::array take_fields() { return std::move(fields_); }
  // The whole <form>, with token, version, the mark that makes sending it twice harmless, and a button.
  json::object done(std::string_view action, std::string_view button, std::uint64_t seen, std::string_view style = {});
  // The same folded away under a summary; open when it was refused.
  json::object folded(std::string_view summary, std::string_view action, std::string_view button, std::uint64_t seen);

 private:
  const Visit& visit_;
  std::string part_;
  const Refused* refused_ = nullptr;
  json::array fields_;
};

render::Choices staff_choices(const Visit& visit, std::string_view blank = "Choose a name");
render::Choices level_choices();   // high first

}  // namespace lapwing::web
