// A sample of closed episodes, drawn at random and the same each time for the same seed, so that somebody else can check it.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "measures/draw.hpp"
#include "views/sentences.hpp"
#include "web/pages/reviews_pages.hpp"

namespace lapwing::web {

using namespace render;

namespace {

constexpr std::size_t sample_default = 10, sample_max = 50;

struct Drawn {
  EpisodeId id;
  std::string reference, name;
  Instant reported{}, closed{};
};

std::optional<std::uint64_t> whole(std::string_view text) {
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && read.ec == std::errc{} && read.ptr == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

// Restricted records are left out: the sample must not tell that there is one.
std::vector<Drawn> closed_episodes(const Visit& visit) {
  std::vector<Drawn> all;
  visit.desk().children().each([&](const desk::ChildLine& line) {
    if (line.restricted || line.erased) return;
    for (const auto& episode : line.episodes)
      if (episode.closed_at && *episode.closed_at <= visit.now())
        all.push_back({episode.id, episode.reference, line.given_name + " " + line.family_name, episode.reported_at, *episode.closed_at});
  });
  return all;
}

// By id first: the draw depends on the seed and on which episodes were closed, not on the order that they happen to be held in.
std::vector<Drawn> drawn_from(std::vector<Drawn> all, std::uint64_t seed, std::size_t count) {
  std::ranges::sort(all, {}, &Drawn::id);
  std::vector<Drawn> out;
  for (const auto at : measures::draw(all.size(), seed, count)) out.push_back(std::move(all[at]));
  return out;
}

}  // namespace

json::object sample_part(const Visit& visit) {
  const auto seed_text = visit.query.get("seed"), count_text = visit.query.get("count");
  const auto seed = whole(seed_text);
  const auto count = count_text.empty() ? std::optional<std::uint64_t>(sample_default) : whole(count_text);
  const std::string seed_error = seed_text.empty() || seed ? "" : "Enter the seed as a whole number";
  const std::string count_error = count && *count >= 1 && *count <= sample_max ? "" : fmt::format("Enter how many, from 1 to {}", sample_max);
  // Offered: any number does, as long as nobody chose it for what it draws; the number of events held changes by the minute.
  const auto offered = std::to_string(visit.desk().sequence());
  json::object part;
  part["fields"] = json::array{
      input({.name = "seed", .label = "Seed", .value = seed_text.empty() ? std::string_view(offered) : seed_text, .error = seed_error,
             .hint = "Any whole number. The same number draws the same episodes while no more are closed.", .width = "10", .inputmode = "numeric"}),
      input({.name = "count", .label = "How many", .value = count_text.empty() ? std::string_view("10") : count_text, .error = count_error,
             .width = "3", .inputmode = "numeric"})};
  if (!seed || !count_error.empty()) return part;
  std::vector<std::vector<Cell>> rows;
  const auto all = closed_episodes(visit);
  for (const auto& one : drawn_from(all, *seed, *count)) {
    std::vector<Cell> row{{{.text = one.reference, .href = "/reviews/" + one.reference}}};
    if (visit.visitor.sees_names()) row.push_back({{.text = one.name}});
    row.push_back({{.text = for_people(london_date(one.reported))}});
    row.push_back({{.text = for_people(london_date(one.closed))}});
    rows.push_back(std::move(row));
  }
  std::vector<Column> columns{{"Episode"}};
  if (visit.visitor.sees_names()) columns.push_back({"Child"});
  columns.push_back({"Reported"});
  columns.push_back({"Closed"});
  const auto caption = fmt::format("{} of {} closed episodes, drawn with seed {}", rows.size(), all.size(), *seed);
  part["drawn"] = table({.caption = caption, .columns = columns, .rows = rows, .empty = "No episode is closed yet."});
  visit.desk().note_list_read(visit.visitor.actor, fmt::format("a sample of {} closed episodes for review, seed {}", rows.size(), *seed), visit.as_known_at);
  return part;
}

}  // namespace lapwing::web
