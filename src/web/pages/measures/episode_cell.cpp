#include "web/pages/measures/episode_cell.hpp"

#include <fmt/format.h>

#include <charconv>

#include "measures/cells.hpp"

namespace lapwing::web {

constexpr std::size_t pages_max = 100'000;

measures::Cell episode_cell(const Visit& visit, ChildId child, EpisodeId episode) {
  std::string reference;
  if (const auto line = visit.desk().children().find(child))
    for (const auto& one : line->episodes)
      if (one.id == episode) reference = one.reference;
  const auto href = visit.visitor.may_read("episode") ? "/episodes/" + (reference.empty() ? episode.text() : reference) : std::string();
  return measures::cells::label(reference.empty() ? "Episode" : reference, href);
}

std::size_t page_number(const Visit& visit) {
  const auto text = visit.query.get("page");
  std::size_t page = 1;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), page);
  return read.ec == std::errc{} && page >= 1 && page <= pages_max ? page : 1;
}

std::vector<measures::Link> page_links(const std::string& path, std::size_t page, std::size_t a_page, std::uint64_t all) {
  std::vector<measures::Link> out;
  if (page > 1) out.push_back({"Those before these", fmt::format("{}&page={}", path, page - 1)});
  if (page * a_page < all) out.push_back({fmt::format("Those after these, of {}", measures::cells::grouped(all)), fmt::format("{}&page={}", path, page + 1)});
  return out;
}

}  // namespace lapwing::web
