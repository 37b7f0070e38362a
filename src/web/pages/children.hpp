// The pages about one child, for children*.cpp only. Each shows the case as it was opened: as known at the time asked for, and
// without names for a role that reads without them.
#pragma once
#include "web/pages/form.hpp"
#include "web/route.hpp"

namespace lapwing::web {

std::string child_path(ChildId child);
std::string as_known_query(const Visit& visit);           // "?as_known_at=…" while the past is looked at
// "Amy Fernley"; for a role that reads without names the reference of the child's last episode.
std::string child_title(const Visit& visit, const casework::Case& held);

// children_find.cpp
Response children_page(Visit& visit);                      // GET /children?q=
Response search_page(Visit& visit);                        // GET /search?q=: a reference goes straight to its record

// children_page.cpp
Response child_page(Visit& visit);

// children_facts.cpp: what is held, as components. `may` says whether this visitor may change things here and now.
json::array child_facts(const Visit& visit, const casework::Case& held);
json::object child_restriction(const Visit& visit, const casework::Case& held);

// children_history.cpp
json::array child_episodes(const Visit& visit, const casework::Case& held);     // episodes, periods of the return, who and what was named
json::object child_actions(const Visit& visit, const casework::Case& held);
std::expected<json::array, std::string> child_timeline(const Visit& visit, const casework::Case& held);

// children_forms.cpp: the page of a form, and its posting, for each line of child_forms().
struct ChildForm {
  std::string_view path;          // after /children/{child}/
  std::string_view command;
  std::string_view title, button, notice;
  void (*fields)(Form& form, const Visit& visit, const casework::Case& held);
};
const std::vector<ChildForm>& child_forms();
Response child_form_page(Visit& visit);
Response child_form_posted(Visit& visit);
Response new_child_page(Visit& visit);
Response new_child_posted(Visit& visit);
Response break_glass_posted(Visit& visit);

// children_fields.cpp
void details_fields(Form& form, const Visit& visit, const casework::Case& held);
void ethnicity_fields(Form& form, const Visit& visit, const casework::Case& held);
void observed_fields(Form& form, const Visit& visit, const casework::Case& held);
void nationality_fields(Form& form, const Visit& visit, const casework::Case& held);
void advance_fields(Form& form, const Visit& visit, const casework::Case& held);
void concern_fields(Form& form, const Visit& visit, const casework::Case& held);
void close_concern_fields(Form& form, const Visit& visit, const casework::Case& held);
void restrict_fields(Form& form, const Visit& visit, const casework::Case& held);
void lift_fields(Form& form, const Visit& visit, const casework::Case& held);

// children_words.cpp: the words for codes.
std::string not_stated_word(casework::NotStatedReason reason);
std::string country_name(std::string_view code);           // "United Kingdom"; "Not known" for "unknown"
const render::Choices& country_choices();                  // by name, with "not known" first
const std::vector<std::pair<std::string_view, std::string_view>>& advance_labels();   // field, label
const std::optional<std::string>& advance_text(const casework::AdvanceInformation& information, std::string_view field);

}  // namespace lapwing::web
