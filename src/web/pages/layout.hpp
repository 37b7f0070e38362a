// What every page has around it, and the pages that say no: not found, not allowed, restricted, refused.
#pragma once
#include "web/visit.hpp"

namespace lapwing::web {

Response message_page(const Visit& visit, int status, const std::string& title, const std::string& detail);
Response refusal_page(const Visit& visit, const casework::Refusal& refusal);
// A restricted record: who decides, and the form that breaks the glass (its reason is told to the owner). For the API a 403.
Response restricted_page(const Visit& visit, const casework::Case& held);

}  // namespace lapwing::web
