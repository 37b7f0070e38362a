// What the API shows of a child, an episode, the board and the rest, as JSON; and the schema of each for OpenAPI, from the same
// walk (shapes.hpp). Pure: the time comes in, names have been left out before where they must be. Any thread.
#pragma once
#include <boost/json.hpp>

#include "casework/case.hpp"
#include "casework/event.hpp"
#include "desk/register.hpp"
#include "policy/policies.hpp"
#include "views/alerts.hpp"
#include "views/timeline.hpp"

namespace lapwing::web::api {

namespace json = boost::json;

// json_episode.cpp
json::object episode_document(const casework::Case& held, const casework::Episode& episode, const policy::Policies& rules, Instant now);
// Until when episode_document says the same while the case stays as it is: the next time a clock's phase changes, or midnight in
// London (ages).
Instant episode_document_holds_until(const casework::Episode& episode, Instant now);
// json_child.cpp
std::string shown_name(const casework::ChildDetails& details);   // "[left out]" for a role that reads without names
json::object child_document(const casework::Case& held, Instant now);
json::object episode_line(ChildId child, const desk::EpisodeLine& line);   // of a list
json::object episode_line(ChildId child, const casework::Episode& episode);
// json_views.cpp
json::value board_row_document(const views::BoardRow& row);
json::value alerts_document(const views::Alerts& alerts);
json::value timeline_item_document(const views::TimelineItem& item);
json::object event_document(const casework::Recorded& recorded);
// {"index","name","created"?}: `created` is the id that the event gave to something new, to be named in later commands.
json::object event_made(const casework::Recorded& recorded);

// Schemas, by the names that OpenAPI's components give them.
json::object episode_schema();
json::object child_schema();
json::object episode_line_schema();
json::object board_row_schema();
json::object alerts_schema();
json::object timeline_item_schema();
json::object event_schema();

}  // namespace lapwing::web::api
