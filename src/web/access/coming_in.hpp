// What every way of signing in has in common: the fields, the one click of a demonstration, and the session that begins. Any thread.
#pragma once
#include <string>
#include <vector>

#include "desk/staff.hpp"
#include "web/visit.hpp"

namespace lapwing::web {

std::string as_typed_username(std::string_view text);   // without spaces around, in small letters
json::array sign_in_fields(std::string_view username, const render::FieldErrors& errors);

// Who may be chosen without a password: in a demonstration only, and only by whoever asks this machine by a loopback name (a name
// elsewhere may be made to point here). One for each role; empty otherwise.
std::vector<desk::Staff::Held> offered_by_click(const Visit& visit);
desk::Staff::Held chosen_by_click(const Visit& visit, std::string_view username);   // null: not offered

// Notes the sign-in, ends the session this browser had and begins another: the new cookie's value. Refused: nobody is signed in.
std::expected<std::string, casework::Refusal> begin_session(const Visit& visit, const casework::Account& account);

}  // namespace lapwing::web
