// One's own account: the routes under /account.
#pragma once
#include "web/route.hpp"

namespace lapwing::web {

Routes own_account_routes();

}  // namespace lapwing::web
