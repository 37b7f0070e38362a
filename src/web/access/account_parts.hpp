// What one's own account page and the administrator's have in common: the facts, the tokens and the history of one account, and
// a page that shows a secret once.
#pragma once
#include "casework/accounts.hpp"
#include "web/visit.hpp"

namespace lapwing::web {

inline constexpr std::size_t history_entries_max = 200;   // how far back an account's page looks
inline constexpr std::size_t history_shown_max = 30;

json::object form(std::string_view action, json::array fields);
json::array account_facts(const Visit& visit, const casework::Account& account);
json::object account_state(const Visit& visit, const casework::Account& account);   // a tag: "In use", "Locked until 14:20", …
json::object token_table(const Visit& visit, const casework::Account& account, std::string_view revoke_base);
// Signing in and out, and what was changed, latest first; looks at the board are left to the audit page.
json::object account_history(const Visit& visit, const casework::Account& account);
// A page with one secret on it, to be copied now.
Response secret_page(const Visit& visit, std::string heading, std::string what_to_do, std::string secret, std::string back_href);
Response fields_page(const Visit& visit, render::PageHead head, json::array fields, int status = 200);

}  // namespace lapwing::web
