// The report's form: everything asked of the caller, in the order it is asked. Only a name or description and a caller are needed.
#include <fmt/format.h>

#include "views/sentences.hpp"
#include "web/access/secrets.hpp"
#include "web/pages/episode_pages.hpp"
#include "web/pages/report_pages.hpp"

namespace lapwing::web {

using namespace render;

namespace {

const Choices& answers() {
  static const Choices choices{{"yes", "Yes"}, {"no", "No"}, {"not_known", "Not known"}, {"not_asked", "Not asked"}};
  return choices;
}

void section(Form& form, std::string_view title) { form.add(heading(title, "m", field_id(title))); }

// Held values are shown beside the form, not in it: what is left blank here changes nothing that is held.
void child_section(Form& form, const ReportForm& report) {
  static const Choices sexes{{"female", "Female"}, {"male", "Male"}, {"other", "Other"}, {"unknown", "Not known"}};
  const auto* held = report.held ? &report.held->details : nullptr;
  section(form, "The child");
  form.input({.name = "details.given_name", .label = "First name", .value = held ? held->given_name : report.given, .width = "20",
              .spellcheck = false})
      .input({.name = "details.family_name", .label = "Last name", .value = held ? held->family_name : report.family, .width = "20",
              .spellcheck = false})
      .input({.name = "details.also_known_as", .label = "Other names they use", .width = "20", .spellcheck = false})
      .when("details.born", "Date of birth", {}, false)
      .input({.name = "details.age_about", .label = "About how old, if the date is not known", .width = "3", .inputmode = "numeric"})
      .radios({.name = "details.sex", .legend = "Sex", .items = sexes, .chosen = held ? "" : "unknown", .in_line = true, .small = true})
      .textarea({.name = "details.description", .label = "What they look like",
                 .hint = "Needed when nobody knows the name. Height, build, hair, anything people would notice.", .rows = 2})
      .input({.name = "details.address", .label = "Where they live"})
      .radios({.name = "details.looked_after", .legend = "Is the child in the care of a local authority?", .items = answers(),
               .chosen = "not_asked", .in_line = true, .small = true})
      .input({.name = "details.placement", .label = "If so, the home or carer they live with"})
      .radios({.name = "details.learning_disability", .legend = "Does the child have a learning disability?", .items = answers(),
               .chosen = "not_asked", .in_line = true, .small = true})
      .input({.name = "details.school", .label = "School"});
}

void story_section(Form& form) {
  section(form, "What happened");
  form.textarea({.name = "circumstances", .label = "What happened", .rows = 4})
      .textarea({.name = "why_worried", .label = "Why is the caller worried today?", .hint = "What is different this time?", .rows = 3});
  section(form, "Last seen");
  form.when("last_seen.at", "When", "Leave the date out for today. An estimate will do.")
      .input({.name = "last_seen.place.text", .label = "Where"})
      .input({.name = "last_seen.by_whom", .label = "Who saw them"})
      .input({.name = "last_seen.with", .label = "Who they were with"})
      .input({.name = "last_seen.clothing", .label = "What they were wearing"})
      .input({.name = "last_seen.carrying", .label = "What they had with them", .hint = "Bag, money, phone, bank card, keys."});
  section(form, "Who is calling");
  form.input({.name = "informant.name", .label = "Caller's name", .width = "20", .spellcheck = false})
      .input({.name = "informant.phone", .label = "How to reach them", .type = "tel", .width = "20"})
      .input({.name = "informant.relationship", .label = "Who they are to the child", .width = "20"});
}

void where_section(Form& form, int rows) {
  section(form, "Where they might be, and who with");
  form.add(paragraph("Each becomes something to ask about when the child is back. Use the words the caller uses."));
  mention_rows(form, "might_be", "Person or place", rows);
  form.add(button({.text = "Add more rows", .name = "_add", .value = std::to_string(rows), .style = "secondary"}));
  section(form, "Phones, accounts and health");
  form.textarea({.name = "details.phones", .label = "The child's phone numbers", .hint = "One a line.", .rows = 2})
      .textarea({.name = "details.online_accounts", .label = "Social media and games", .hint = "One a line.", .rows = 2})
      .textarea({.name = "details.medical_needs", .label = "Health and medicines", .hint = "What happens if they go without?", .rows = 2})
      .textarea({.name = "details.communication_needs", .label = "How the child speaks and understands best", .rows = 2});
}

void risk_section(Form& form, const policy::RiskPolicy& rules) {
  section(form, "Risk questions");
  form.add(paragraph("Ask what you can. Not knowing is never taken as a sign that the child is safe."));
  std::string theme;
  for (std::size_t i = 0; i < rules.questions.size(); ++i) {
    const auto& question = rules.questions[i];
    if (question.theme != theme) form.add(heading(theme = question.theme, "s"));
    const auto name = fmt::format("risk_answers[{}].", i), answer = name + "answer";
    form.hidden(name + "question", question.id)
        .radios({.name = answer, .legend = question.text, .items = answers(), .chosen = "not_asked", .hint = question.hint,
                 .in_line = true, .small = true})
        .add(more_about(form, name, "the caller"));
  }
}

Choices names(const std::vector<std::string>& list) {
  Choices out;
  for (const auto& name : list) out.push_back({name, name});
  return out;
}

void agreed_section(Form& form, const Visit& visit) {
  const auto& force = visit.rules().force;
  section(form, "What happens next");
  auto levels = level_choices();
  levels.insert(levels.begin(), Choice{"", "Leave it to the rules"});
  form.textarea({.name = "tracing_steps", .label = "What was agreed with the caller",
                 .hint = "One step a line, such as: the caller rings the child's friends. The first enquiries are added for you.",
                 .rows = 3})
      .radios({.name = "level", .legend = "The risk is", .items = levels, .chosen = "", .in_line = true, .small = true})
      .textarea({.name = "lower_reason", .label = "If lower than the answers point to, say why", .rows = 2})
      .when("review_at", "Review sooner than usual, at", "Leave it out for the usual time.");
  const auto areas = names(force.areas), teams = names(force.teams);
  form.select({.name = "area", .label = "Area", .items = areas, .chosen = force.default_area})
      .select({.name = "team", .label = "Team", .items = teams,
               .chosen = visit.visitor.team && std::ranges::count(force.teams, *visit.visitor.team) ? *visit.visitor.team
                                                                                                    : force.default_team});
}

}  // namespace

json::array ReportForm::fields() const {
  Form form(visit, "", refused);
  form.add(csrf(visit.visitor.csrf));
  const auto once = refused ? std::string(visit.form.get("_once")) : random_secret();
  form.add(render::hidden("_once", once));
  if (held) form.add(render::hidden("_child", held->id.text()));
  child_section(form, *this);
  story_section(form);
  where_section(form, rows);
  risk_section(form, visit.rules().risk);
  agreed_section(form, visit);
  return form.take_fields();
}

}  // namespace lapwing::web
