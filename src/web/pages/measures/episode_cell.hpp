// An episode in a table of figures: its reference, leading to it for those who may read it. Worker threads; nothing is shared.
#pragma once
#include "measures/table.hpp"
#include "web/visit.hpp"

namespace lapwing::web {

measures::Cell episode_cell(const Visit& visit, ChildId child, EpisodeId episode);

// The page asked for by ?page=2, from 1.
std::size_t page_number(const Visit& visit);
// "Newer" and "older", as far as there are any. `path` with its query but for the page.
std::vector<measures::Link> page_links(const std::string& path, std::size_t page, std::size_t a_page, std::uint64_t all);

}  // namespace lapwing::web
