// Who looked, and that the ledger is whole: for audit*.cpp only.
#pragma once
#include "web/route.hpp"

namespace lapwing::web {

Response audit_page(Visit& visit);           // GET /audit: find a child or an account to ask about
Response audit_child_page(Visit& visit);     // GET /audit/children/{child}
Response audit_report_page(Visit& visit);    // GET /audit/reports/{report}
Response audit_account_page(Visit& visit);   // GET /audit/accounts/{user}
Response audit_force_page(Visit& visit);     // GET /audit/force: who set what in the force's own record
Response ledger_page(Visit& visit);          // GET /ledger

// One page of a long list, newest first: ?before= names the ledger index to go on from.
inline constexpr std::size_t audit_rows_max = 200;
std::uint64_t before_asked(const Visit& visit);   // 0: from the newest

}  // namespace lapwing::web
