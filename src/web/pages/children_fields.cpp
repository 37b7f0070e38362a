// The fields of each form about a child, with what is held filled in.
#include <fmt/format.h>

#include "views/sentences.hpp"
#include "web/pages/children.hpp"

namespace lapwing::web {

using namespace render;
using casework::Case;

namespace {

constexpr int readers_named_max = 8;

std::string lines(const std::vector<std::string>& texts) { return fmt::format("{}", fmt::join(texts, "\n")); }

template <class Enum>
std::string word(Enum value) { return boost::describe::enum_to_string(value, ""); }

Choices answer_choices() {
  return {{"yes", "Yes"}, {"no", "No"}, {"not_known", "Not known"}, {"not_asked", "Not asked"}};
}

void born_field(Form& form, const std::optional<Date>& born) {
  const std::string held[] = {born ? std::to_string(unsigned(born->day())) : "", born ? std::to_string(unsigned(born->month())) : "",
                              born ? std::to_string(int(born->year())) : ""};
  const auto day = form.value("details.born-day", held[0]), month = form.value("details.born-month", held[1]),
             year = form.value("details.born-year", held[2]), wrong = form.error("details.born"), name = form.name("details.born");
  form.add(date_time({.name = name, .legend = "Birth date", .day = day, .month = month, .year = year, .error = wrong,
                      .hint = "For example 14 2 2011", .with_time = false}));
}

void text(Form& form, std::string_view field, std::string_view label, const std::optional<std::string>& held, std::string_view hint = {}) {
  const auto value = held.value_or("");
  form.input({.name = field, .label = label, .value = value, .hint = hint});
}

void long_text(Form& form, std::string_view field, std::string_view label, const std::optional<std::string>& held, std::string_view hint = {}) {
  const auto value = held.value_or("");
  form.textarea({.name = field, .label = label, .value = value, .hint = hint, .rows = 3});
}

}  // namespace

void details_fields(Form& form, const Visit&, const Case& held) {
  const auto& d = held.details;
  text(form, "details.given_name", "Given name", d.given_name, "Leave empty if nobody knows it, and describe the child below");
  text(form, "details.family_name", "Family name", d.family_name);
  long_text(form, "details.also_known_as", "Also known as", lines(d.also_known_as), "One name on each line");
  born_field(form, d.born);
  text(form, "details.age_about", "About how old, in years", d.age_about ? std::optional(std::to_string(*d.age_about)) : std::nullopt,
       "When the birth date is not known");
  const Choices sexes{{"female", "Female"}, {"male", "Male"}, {"other", "Other"}, {"unknown", "Not known"}};
  const auto sex = word(d.sex), care = word(d.looked_after), learning = word(d.learning_disability);
  form.radios({.name = "details.sex", .legend = "Sex", .items = sexes, .chosen = sex, .in_line = true, .small = true});
  long_text(form, "details.description", "What the child looks like", d.description);
  text(form, "details.address", "Address", d.address);
  long_text(form, "details.phones", "Phone numbers", lines(d.phones), "One on each line");
  long_text(form, "details.online_accounts", "Online accounts", lines(d.online_accounts), "One on each line");
  text(form, "details.school", "School", d.school);
  const auto answers = answer_choices();
  form.radios({.name = "details.looked_after", .legend = "In the care of a local authority", .items = answers, .chosen = care,
               .in_line = true, .small = true});
  text(form, "details.placement", "The home or carer the child lives with", d.placement);
  text(form, "details.social_worker", "Social worker", d.social_worker);
  form.radios({.name = "details.learning_disability", .legend = "Learning disability", .items = answers, .chosen = learning,
               .in_line = true, .small = true});
  long_text(form, "details.medical_needs", "Health and medicines", d.medical_needs);
  long_text(form, "details.communication_needs", "How to communicate with the child", d.communication_needs);
}

void ethnicity_fields(Form& form, const Visit& visit, const Case& held) {
  form.add(inset("What the child says of themselves. It is recorded to see who is being harmed and who is being failed; it changes no "
                 "risk, no clock and no place on the board."));
  Choices codes{{"", "Choose one"}};
  for (const auto& code : visit.rules().ethnicity.self_defined)
    codes.push_back({code.code, code.code == "NS" ? code.label : fmt::format("{}: {} ({})", code.group, code.label, code.code)});
  const auto now = held.ethnicity ? held.ethnicity->what.ethnicity.code : "";
  form.select({.name = "code", .label = "Ethnicity, as the child defines it", .items = codes, .chosen = now});
  Choices reasons{{"", "It is stated"}};
  using casework::NotStatedReason;
  for (const auto reason : {NotStatedReason::not_asked, NotStatedReason::declined, NotStatedReason::child_unable,
                            NotStatedReason::not_yet_seen, NotStatedReason::third_party_only})
    reasons.push_back({word(reason), not_stated_word(reason)});
  const auto reason = held.ethnicity && held.ethnicity->what.ethnicity.not_stated_reason
                          ? word(*held.ethnicity->what.ethnicity.not_stated_reason) : std::string();
  form.select({.name = "not_stated_reason", .label = "If it is not stated, why", .items = reasons, .chosen = reason});
}

void observed_fields(Form& form, const Visit& visit, const Case& held) {
  form.add(inset("An officer's impression. It never takes the place of what the child says."));
  Choices codes{{"", "Choose one"}};
  for (const auto& code : visit.rules().ethnicity.observed) codes.push_back({code.code, code.label + " (" + code.code + ")"});
  const auto now = held.observed_ethnicity ? held.observed_ethnicity->what.code : "";
  form.select({.name = "code", .label = "Ethnicity, as an officer saw it", .items = codes, .chosen = now});
}

void nationality_fields(Form& form, const Visit&, const Case& held) {
  const auto now = held.nationality ? held.nationality->what.country : "";
  form.select({.name = "country", .label = "Nationality", .items = country_choices(), .chosen = now});
}

void advance_fields(Form& form, const Visit&, const Case& held) {
  form.add(inset("What would help to find the child, told by those who know them before they go missing (the Philomena protocol's "
                 "first part). The call handler sees it when the child is reported."));
  static const casework::AdvanceInformation nothing;
  const auto& information = held.advance_information ? held.advance_information->what.information : nothing;
  for (const auto& [field, label] : advance_labels())
    long_text(form, "information." + std::string(field), label, advance_text(information, field));
}

void concern_fields(Form& form, const Visit& visit, const Case&) {
  Choices kinds{{"", "Choose one"}};
  for (const auto& kind : visit.rules().risk.concern_kinds) kinds.push_back({kind, for_people(std::string_view(kind))});
  form.select({.name = "kind", .label = "What kind of harm", .items = kinds});
  form.textarea({.name = "text", .label = "What the concern is, and what it rests on"});
}

void close_concern_fields(Form& form, const Visit& visit, const Case& held) {
  Choices open;
  for (const auto& [stamp, concern] : held.concerns)
    open.push_back({concern.id.text(), for_people(std::string_view(concern.kind)) + ": " + concern.text});
  const auto asked = std::string(visit.query.get("concern"));
  form.radios({.name = "concern", .legend = "Which concern", .items = open, .chosen = asked});
  form.textarea({.name = "reason", .label = "Why it is closed"});
}

void restrict_fields(Form& form, const Visit&, const Case& held) {
  form.add(inset("Only you and the people you name will open this record. Anyone else who must, for a child's safety, can say why and "
                 "open it for a while: you are told."));
  const auto reason = held.restriction ? held.restriction->set.what.reason : "";
  form.textarea({.name = "reason", .label = "Why only some people may read it", .value = reason});
  for (int i = 0; i < readers_named_max; ++i) form.person(fmt::format("may_read[{}]", i), fmt::format("May read it: person {}", i + 1));
}

void lift_fields(Form& form, const Visit&, const Case&) {
  form.textarea({.name = "reason", .label = "Why everyone whose role opens children's records may read it again"});
}

}  // namespace lapwing::web
