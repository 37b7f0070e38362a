// The pages of groups, for groups*.cpp, matches.cpp and the parts that other pages show: the list, one group, the decisions on it, and who is
// thought to be who.
#pragma once
#include "web/opened_links.hpp"
#include "web/pages/form.hpp"

namespace lapwing::web {

Response groups_page(Visit& visit);                      // groups.cpp
Response group_page(Visit& visit);                       // groups_one.cpp
Response shown_group_page(Visit& visit, const Refused* refused);
json::array group_forms(const Visit& visit, const LinksThen& then, const desk::GroupOnDesk& one, const Refused* refused);   // groups_forms.cpp
Response take_on_posted(Visit& visit);                   // groups_posted.cpp
Response dismiss_posted(Visit& visit);
Response merge_posted(Visit& visit);
Response split_posted(Visit& visit);
Response undo_posted(Visit& visit);
Response matches_page(Visit& visit);                     // matches.cpp
Response match_page(Visit& visit);
Response match_posted(Visit& visit);

// leads_part.cpp: whom and where to try first, for an episode; links and groups, for the child's page. Empty when nothing may be shown.
json::array try_first_part(const Visit& visit, ChildId child);
json::array child_links_part(const Visit& visit, ChildId child);

}  // namespace lapwing::web
