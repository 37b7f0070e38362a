// The pages about now: the board, the control room's wall, and one person's alerts. For these pages' own files.
#pragma once
#include <expected>

#include "views/board.hpp"
#include "web/route.hpp"

namespace lapwing::web {

// ?area=…&team=…: what of the board is asked for. The refusal names what there is no such thing as.
std::expected<views::BoardFilter, std::string> board_filter(const Visit& visit);

Response now_page(Visit& visit);
Response now_wall(Visit& visit);
Response now_stream(Visit& visit);
Response alerts_page(Visit& visit);

}  // namespace lapwing::web
