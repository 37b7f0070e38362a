// The form of a report: an intelligence report in 3x5x2 as the College of Policing has it, and everybody and everything it names. A
// row left empty is no part of the report. Works without JavaScript: a button asks for more rows, and keeps what was typed.
#include <fmt/format.h>

#include "views/report_words.hpp"
#include "web/access/secrets.hpp"
#include "web/pages/reports_pages.hpp"

namespace lapwing::web {

using namespace render;

namespace {

// The words of a list of the form as choices, with what is chosen when nobody chose.
template <class Enum, class Words>
Choices choices_of(Enum last, Words words, std::string blank) {
  Choices out;
  if (!blank.empty()) out.push_back({"", std::move(blank)});
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const auto one = static_cast<Enum>(i);
    out.push_back({std::string(word(one)), std::string(words(one))});
  }
  return out;
}

std::string link_words(reports::LinkKind kind) {
  using enum reports::LinkKind;
  switch (kind) {
    case lift: return "gave a lift to";
    case gave: return "gave something to";
    case met: return "met";
    case stayed: return "stayed at or with";
    case lives: return "lives at or with";
    case called: return "called";
    case messaged: return "messaged";
    case associates: return "associates with";
    case drives: return "drives";
    case owns: return "owns";
    case found_with: return "was found with";
    case paid: return "paid";
    case family: return "is family of";
    case works_with: return "works with";
    case other: return "is linked some other way with";
  }
  return "is linked with";
}

std::string thing_words(reports::LinkThing thing) { return for_people(word(thing)); }

void section(Form& form, std::string_view title) { form.add(heading(title, "m", field_id(title))); }

void more(Form& form, std::string_view text, std::string_view what) {
  form.add(button({.text = text, .name = "_add", .value = what, .style = "secondary"}));
}

void about_section(Form& form, const Visit& visit) {
  static const auto kinds = choices_of(reports::ReportKind::other, views::kind_words, "");
  section(form, "About the report");
  form.select({.name = "kind", .label = "What kind of report it is", .items = kinds, .chosen = "intelligence"})
      .input({.name = "agency", .label = "Agency it comes from", .value = "police", .width = "20"})
      .input({.name = "team", .label = "Team", .value = visit.visitor.team.value_or(""), .width = "20"})
      .input({.name = "number", .label = "Its number, if it has one", .hint = "Left empty, it is given the next free number.", .width = "20",
              .spellcheck = false})
      .when("received", "When it was received", "Leave it empty for now.")
      .input({.name = "withdraws", .label = "The number of a report that this one takes back, if it does", .width = "20", .spellcheck = false});
}

void grading_section(Form& form) {
  static const Choices sources{{"1", "1: reliable", "Known to have been right before."},
                               {"2", "2: untested", "Not known well enough to say."},
                               {"3", "3: not reliable", "There is reason to doubt this source."}};
  static const Choices information{{"A", "A: known directly", "The source saw or heard it themselves."},
                                   {"B", "B: known indirectly, but corroborated", "Told by others, and something separate bears it out."},
                                   {"C", "C: known indirectly", "Told by others, and nothing else bears it out."},
                                   {"D", "D: not known", "How the source knows is not known."},
                                   {"E", "E: suspected to be false", "There is reason to think it is not so."}};
  static const Choices handling{{"P", "P: lawful sharing permitted"}, {"C", "C: lawful sharing permitted with conditions"}};
  section(form, "Grading (3x5x2)");
  form.radios({.name = "source", .legend = "How far the source can be relied on", .items = sources, .small = true, .legend_size = "s"})
      .radios({.name = "information", .legend = "How the source knows", .items = information, .small = true, .legend_size = "s"})
      .radios({.name = "handling", .legend = "How it may be handled", .items = handling, .small = true, .legend_size = "s"});
}

void what_section(Form& form) {
  section(form, "What was said");
  form.textarea({.name = "text", .label = "What was said", .hint = "In the source's words where you can.", .rows = 6})
      .when("occurred_from", "When it happened, from", "Without a time the whole day is meant.")
      .when("occurred_to", "To", "If it is known.");
}

// A row of fields under a legend of its own.
template <class Fill>
void add_row(Form& form, std::string legend, Fill fill) {
  Form row = form;
  row.take_fields();
  fill(row);
  form.add(fieldset(legend, row.take_fields(), "s"));
}

void people_section(Form& form, int rows) {
  static const auto roles = choices_of(reports::PersonRole::unknown, views::role_words, "");
  static const Choices sexes{{"unknown", "Not known"}, {"female", "Female"}, {"male", "Male"}, {"other", "Other"}};
  section(form, "People");
  for (int i = 0; i < rows; ++i)
    add_row(form, fmt::format("Person {}", i + 1), [&](Form& row) {
      const auto at = fmt::format("people[{}].", i);
      const auto name = at + "name", aliases = at + "aliases", role = at + "role", dob = at + "dob", age = at + "age_about", sex = at + "sex",
                 phones = at + "phones", address = at + "address";
      row.input({.name = name, .label = "Name", .width = "20", .spellcheck = false})
          .input({.name = aliases, .label = "Nicknames and other names", .hint = "With a comma between them.", .width = "20", .spellcheck = false})
          .select({.name = role, .label = "Child or adult", .items = roles, .chosen = "unknown"})
          .when(dob, "Date of birth", {}, false)
          .input({.name = age, .label = "About how old, if the date is not known", .width = "3", .inputmode = "numeric"})
          .select({.name = sex, .label = "Sex", .items = sexes, .chosen = "unknown"})
          .input({.name = phones, .label = "Phone numbers", .hint = "With a comma between them.", .width = "20"})
          .input({.name = address, .label = "Address"});
    });
  more(form, "Add another person", "people");
}

void places_section(Form& form, int rows) {
  static const auto kinds = choices_of(reports::PlaceKind::other, views::place_words, "Not known");
  section(form, "Places");
  for (int i = 0; i < rows; ++i)
    add_row(form, fmt::format("Place {}", i + 1), [&](Form& row) {
      const auto address = fmt::format("places[{}].address", i), kind = fmt::format("places[{}].kind", i);
      row.input({.name = address, .label = "Address, or how it is known"}).select({.name = kind, .label = "What it is", .items = kinds});
    });
  more(form, "Add another place", "places");
}

void vehicles_section(Form& form, int rows) {
  section(form, "Vehicles");
  for (int i = 0; i < rows; ++i)
    add_row(form, fmt::format("Vehicle {}", i + 1), [&](Form& row) {
      const auto vrm = fmt::format("vehicles[{}].vrm", i), make = fmt::format("vehicles[{}].make", i), colour = fmt::format("vehicles[{}].colour", i);
      row.input({.name = vrm, .label = "Registration", .hint = "Put ? for each character that was not read: AB12 ?DE", .width = "10", .spellcheck = false})
          .input({.name = make, .label = "Make and model", .width = "20"})
          .input({.name = colour, .label = "Colour", .width = "10"});
    });
  more(form, "Add another vehicle", "vehicles");
}

// "Person 2, Daz": the rows as they are named on this page, with what was typed into them so far.
Choices rows_as_choices(const Form& form, std::string_view word, std::string_view list, std::string_view field, char letter, int rows, std::string blank) {
  Choices out{{"", std::move(blank)}};
  for (int i = 0; i < rows; ++i) {
    const auto typed = form.value(fmt::format("{}[{}].{}", list, i, field));
    out.push_back({fmt::format("{}{}", letter, i + 1), typed.empty() ? fmt::format("{} {}", word, i + 1) : fmt::format("{} {}, {}", word, i + 1, typed)});
  }
  return out;
}

void links_section(Form& form, const ReportRows& rows) {
  static const auto kinds = choices_of(reports::LinkKind::other, link_words, "Choose");
  static const auto things = choices_of(reports::LinkThing::other, thing_words, "Nothing to say");
  const auto from_choices = rows_as_choices(form, "Person", "people", "name", 'p', rows.people, "Choose"),
             to_choices = rows_as_choices(form, "Person", "people", "name", 'p', rows.people, "Nobody"),
             vehicles = rows_as_choices(form, "Vehicle", "vehicles", "vrm", 'v', rows.vehicles, "No vehicle"),
             places = rows_as_choices(form, "Place", "places", "address", 'l', rows.places, "Nowhere named");
  section(form, "Who did what");
  form.add(paragraph("One line for each thing that was said, such as: person 2 gave a lift to person 1, in vehicle 1."));
  for (int i = 0; i < rows.links; ++i)
    add_row(form, fmt::format("Link {}", i + 1), [&](Form& row) {
      const auto at = fmt::format("links[{}].", i);
      const auto from = at + "from", kind = at + "kind", to = at + "to", with = at + "with", place = at + "at", what = at + "what";
      row.select({.name = from, .label = "Who", .items = from_choices})
          .select({.name = kind, .label = "Did what", .items = kinds})
          .select({.name = to, .label = "To or with whom", .items = to_choices})
          .select({.name = with, .label = "Which vehicle", .items = vehicles})
          .select({.name = place, .label = "Where", .items = places})
          .select({.name = what, .label = "What was given", .items = things});
    });
  more(form, "Add another link", "links");
}

}  // namespace

json::array report_form(const Visit& visit, const ReportRows& rows, const Refused* refused) {
  Form form(visit, "", refused);
  form.add(csrf(visit.visitor.csrf));
  form.add(hidden("_once", refused ? std::string(visit.form.get("_once")) : random_secret()));
  for (const auto& [name, count] : {std::pair("_people", rows.people), {"_places", rows.places}, {"_vehicles", rows.vehicles}, {"_links", rows.links}})
    form.add(hidden(name, std::to_string(count)));
  about_section(form, visit);
  grading_section(form);
  what_section(form);
  people_section(form, rows.people);
  places_section(form, rows.places);
  vehicles_section(form, rows.vehicles);
  links_section(form, rows);
  form.add(paragraph("What is recorded stays as it is. A report that was wrong is taken back by another."));
  form.add(button({.text = "Record the report"}));
  return form.take_fields();
}

}  // namespace lapwing::web
