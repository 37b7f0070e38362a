// What is held about a child: details, ethnicity and nationality, what was told in advance, concerns, who may look.
#include <fmt/format.h>

#include "views/redaction.hpp"
#include "views/sentences.hpp"
#include "web/pages/children.hpp"
#include "web/pages/episode_head.hpp"

namespace lapwing::web {

using namespace render;
using casework::Case;

namespace {

std::string lines(const std::vector<std::string>& texts) { return fmt::format("{}", fmt::join(texts, "\n")); }

std::string recorded_words(const Visit& visit, const casework::Stamp& stamp) {
  return fmt::format("Recorded {} by {}", for_people(stamp.at, visit.now()), views::who(stamp.by));
}

// The rows of one summary list, each with a way to change it where this visitor may.
class Rows {
 public:
  Rows(const Visit& visit, const Case& held) : visit_(visit), held_(held) {}

  void add(std::string key, std::string text, std::string_view form = {}) {
    SummaryRow row{std::move(key), {.text = std::move(text)}};
    if (!form.empty()) link(row, form);
    rows_.push_back(std::move(row));
  }
  void add_if(std::string key, const std::optional<std::string>& text) {
    if (text && !text->empty()) add(std::move(key), *text);
  }
  json::object done() const { return summary_list(rows_); }

 private:
  void link(SummaryRow& row, std::string_view path) const {
    const auto form = std::ranges::find(child_forms(), path, &ChildForm::path);
    if (!may_change(visit_, form->command)) return;
    row.action = "Change";
    row.action_href = child_path(held_.id) + "/" + std::string(path);
    row.action_hidden = for_people(path);
  }
  const Visit& visit_;
  const Case& held_;
  std::vector<SummaryRow> rows_;
};

std::string age_words(const Visit& visit, const casework::ChildDetails& details) {
  const auto age = views::child_age(details, london_date(visit.now()));
  if (details.born) return for_people(*details.born) + (age ? fmt::format(", {} years old", *age) : "");
  return age ? fmt::format("About {} years old, birth date not known", *age) : "Not known";
}

json::object details_list(const Visit& visit, const Case& held) {
  const auto& d = held.details;
  Rows rows(visit, held);
  rows.add("Name", visit.visitor.sees_names() ? views::child_name(d) : std::string(views::left_out), "details");
  rows.add_if("Also known as", lines(d.also_known_as));
  rows.add("Born", age_words(visit, d));
  rows.add("Sex", for_people(std::string_view(boost::describe::enum_to_string(d.sex, "unknown"))));
  rows.add_if("Description", d.description);
  rows.add_if("Address", d.address);
  rows.add_if("Phones", lines(d.phones));
  rows.add_if("Online accounts", lines(d.online_accounts));
  rows.add_if("School", d.school);
  rows.add("In care of a local authority", views::capital(views::answer_word(d.looked_after)));
  rows.add_if("Lives at", d.placement);
  rows.add_if("Social worker", d.social_worker);
  rows.add("Learning disability", views::capital(views::answer_word(d.learning_disability)));
  rows.add_if("Health and medicines", d.medical_needs);
  rows.add_if("Communication", d.communication_needs);
  return rows.done();
}

std::string ethnicity_words(const Visit& visit, const Case& held) {
  if (!held.ethnicity) return "Nothing recorded yet";
  const auto& [code, reason, version] = held.ethnicity->what.ethnicity;
  const auto* known = visit.rules().ethnicity.find(code);
  std::string words = code == "NS" ? "Not stated: " + (reason ? not_stated_word(*reason) : std::string("no reason recorded"))
                                   : fmt::format("{} ({})", known ? known->label : "A code of an earlier list", code);
  return words + "\n" + recorded_words(visit, held.ethnicity->stamp);
}

std::string observed_words(const Visit& visit, const Case& held) {
  if (!held.observed_ethnicity) return "Nothing recorded";
  const auto& code = held.observed_ethnicity->what.code;
  const auto* known = visit.rules().ethnicity.find_observed(code);
  return fmt::format("{} ({}): an officer's impression, not what the child says\n{}", known ? known->label : "A code of an earlier list",
                     code, recorded_words(visit, held.observed_ethnicity->stamp));
}

json::object identity_list(const Visit& visit, const Case& held) {
  Rows rows(visit, held);
  rows.add("Ethnicity, as the child defines it", ethnicity_words(visit, held), "ethnicity");
  rows.add("Ethnicity, as an officer saw it", observed_words(visit, held), "observed-ethnicity");
  rows.add("Nationality", held.nationality ? country_name(held.nationality->what.country) + "\n" + recorded_words(visit, held.nationality->stamp)
                                           : "Nothing recorded yet",
           "nationality");
  return rows.done();
}

json::object advance_list(const Visit& visit, const Case& held) {
  Rows rows(visit, held);
  if (!held.advance_information) {
    rows.add("Held in advance", "Nothing yet", "advance-information");
    return rows.done();
  }
  rows.add("Held in advance", recorded_words(visit, held.advance_information->stamp), "advance-information");
  for (const auto& [field, label] : advance_labels())
    rows.add_if(std::string(label), advance_text(held.advance_information->what.information, field));
  return rows.done();
}

json::array concerns_part(const Visit& visit, const Case& held) {
  json::array part{heading("Open concerns", "m", "concerns")};
  std::vector<SummaryRow> rows;
  for (const auto& [stamp, concern] : held.concerns) {
    SummaryRow row{for_people(std::string_view(concern.kind)), {.text = concern.text + "\n" + recorded_words(visit, stamp)}};
    if (may_change(visit, "close-concern")) {
      row.action = "Close";
      row.action_href = child_path(held.id) + "/close-concern?concern=" + concern.id.text();
      row.action_hidden = "the concern about " + for_people(std::string_view(concern.kind));
    }
    rows.push_back(std::move(row));
  }
  part.push_back(rows.empty() ? paragraph("None is open.") : summary_list(rows));
  if (may_change(visit, "open-concern")) part.push_back(link("Open a concern", child_path(held.id) + "/concerns"));
  return part;
}

}  // namespace

json::array child_facts(const Visit& visit, const Case& held) {
  json::array facts = concerns_part(visit, held);
  facts.push_back(heading("Details", "m", "details"));
  facts.push_back(details_list(visit, held));
  facts.push_back(heading("Ethnicity and nationality", "m", "identity"));
  facts.push_back(identity_list(visit, held));
  facts.push_back(heading("Told in advance", "m", "advance"));
  facts.push_back(advance_list(visit, held));
  facts.push_back(heading("Who may look", "m", "restriction"));
  facts.push_back(child_restriction(visit, held));
  return facts;
}

json::object child_restriction(const Visit& visit, const Case& held) {
  std::vector<SummaryRow> rows;
  if (!held.restriction) {
    SummaryRow row{"Restriction", {.text = "None: whoever's role opens children's records"}};
    if (may_change(visit, "restrict-record"))
      row.action = "Restrict", row.action_href = child_path(held.id) + "/restrict", row.action_hidden = "this record";
    rows.push_back(std::move(row));
    return summary_list(rows);
  }
  const auto& [set, broken] = *held.restriction;
  SummaryRow row{"Restricted", {.text = fmt::format("By {}, {}\n{}", set.what.owner.name, for_people(set.stamp.at, visit.now()),
                                                    set.what.reason)}};
  if (may_change(visit, "lift-restriction"))
    row.action = "Lift", row.action_href = child_path(held.id) + "/lift-restriction", row.action_hidden = "the restriction";
  rows.push_back(std::move(row));
  std::vector<std::string> names{set.what.owner.name};
  for (const auto& person : set.what.may_read) names.push_back(person.name);
  rows.push_back({"May look", {.text = lines(names)}});
  for (const auto& glass : broken)
    rows.push_back({"Read past it", {.text = fmt::format("{}, {}, open until {}\n{}", views::who(glass.stamp.by),
                                                         for_people(glass.stamp.at, visit.now()),
                                                         for_people(glass.what.until, visit.now()), glass.what.reason)}});
  return summary_list(rows);
}

}  // namespace lapwing::web
