// The routes of a child's record.
#include "web/pages/children.hpp"

#include "views/sentences.hpp"

namespace lapwing::web {

std::string child_path(ChildId child) { return "/children/" + child.text(); }

std::string as_known_query(const Visit& visit) {
  return visit.as_known_at ? "?as_known_at=" + transport::percent_encode(to_rfc3339(*visit.as_known_at)) : std::string();
}

std::string child_title(const Visit& visit, const casework::Case& held) {
  if (visit.visitor.sees_names()) return views::child_name(held.details);
  return held.episodes.empty() ? "A child never reported missing here" : "The child of " + held.episodes.back()->report.reference;
}

const std::vector<ChildForm>& child_forms() {
  static const std::vector<ChildForm> forms{
      {"details", "change-child-details", "Details", "Save", "The details were recorded.", details_fields},
      {"ethnicity", "record-ethnicity", "Self-defined ethnicity", "Save", "The ethnicity was recorded.", ethnicity_fields},
      {"observed-ethnicity", "record-observed-ethnicity", "Officer-observed ethnicity", "Save", "The officer's impression was recorded.",
       observed_fields},
      {"nationality", "record-nationality", "Nationality", "Save", "The nationality was recorded.", nationality_fields},
      {"advance-information", "record-advance-information", "Information held in advance", "Save", "The information was recorded.",
       advance_fields},
      {"concerns", "open-concern", "Open a concern", "Open the concern", "The concern was opened.", concern_fields},
      {"close-concern", "close-concern", "Close a concern", "Close the concern", "The concern was closed.", close_concern_fields},
      {"restrict", "restrict-record", "Restrict this record", "Restrict the record", "The record is restricted.", restrict_fields},
      {"lift-restriction", "lift-restriction", "Lift the restriction", "Lift the restriction", "The restriction was lifted.", lift_fields},
  };
  return forms;
}

Routes children_routes() {
  Routes routes{
      {"GET", "/children", reads("search"), children_page, "Find a child already known"},
      {"GET", "/search", reads("search"), search_page, "Find a child or an episode"},
      {"GET", "/children/new", does("register-child"), new_child_page, "Hold information about a child who is not missing"},
      {"POST", "/children/new", does("register-child"), new_child_posted, "Register a child"},
      {"GET", "/children/{child}", reads("child"), child_page, "Everything held about a child"},
      {"POST", "/children/{child}/break-glass", does("break-glass"), break_glass_posted, "Read past a restriction, saying why"},
  };
  for (const auto& form : child_forms()) {
    const auto pattern = "/children/{child}/" + std::string(form.path);
    routes.push_back({"GET", pattern, does(std::string(form.command)), child_form_page, std::string(form.title)});
    routes.push_back({"POST", pattern, does(std::string(form.command)), child_form_posted, std::string(form.title)});
  }
  return routes;
}

}  // namespace lapwing::web
