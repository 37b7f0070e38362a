// A form sent when its session had ended: nothing typed is lost. The answer asks who it is and carries the form along, hidden; after
// signing in, one button sends it. It is never sent by itself: whoever signed in sees what they are about to send, and as whom.
#pragma once
#include "web/route.hpp"

namespace lapwing::web {

// For a posted form whose visitor is not signed in; `visit.form` is decoded.
Response ask_to_sign_in_keeping_form(const Visit& visit);
Routes kept_form_routes();   // POST /sign-in/kept

}  // namespace lapwing::web
