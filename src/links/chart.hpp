// What is drawn of the graph, and told in the table beside it: the links of one person, place, vehicle or phone, or those among the members
// of a group, each with the report that says it. Bounded however large the graph is: somebody or something told of very often is a hub,
// which is shown with its count and not opened whole.
//
// Pure reads, values out; any thread while nobody writes to the Links.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "links/links.hpp"

namespace lapwing::links {

inline constexpr std::size_t chart_entities_max = 60;            // in one answer, with the one asked about
inline constexpr std::size_t chart_links_max = 200;              // in one answer
inline constexpr std::size_t chart_hub_from_links = 400;         // more than this is a hub
inline constexpr std::size_t chart_hub_links_max = 25;           // of a hub in one answer
inline constexpr std::size_t chart_facts_looked_at_max = 20'000; // the last to come in: some milliseconds under the lock

struct ChartAsk {
  std::optional<Instant> from, to;         // only what happened then, or was received then where no report says when
  std::size_t skip = 0;                    // links given before: what an earlier answer's `next` says
};

struct ChartEntity {
  std::string id;                          // Store::id_of
  std::string id_unnamed;                  // finds it too, and holds no word of the sender's but the report's number: "R-000123/@1"
  NodeKind kind = NodeKind::person;
  bool child = false;
  std::string name;                        // the fullest told; empty: not known
  reports::PlaceKind place = reports::PlaceKind::other;
  Ordinary ordinary = Ordinary::nothing_known;
  std::size_t reports = 0;                 // that name it, in all
  bool hub = false;
};

// One thing that one report says of two entities; the same said twice by one report is one.
struct ChartLink {
  std::string id;                          // of the fact: the same wherever it is asked for from
  std::size_t x = 0, y = 0;                // in Chart::entities
  FactKind kind = FactKind::other;
  std::uint8_t thing = Fact::no_thing;
  NodeId at_node = none;                   // the place, where the report says one
  std::string at;
  reports::PlaceKind at_kind = reports::PlaceKind::other;
  std::string report, agency;
  reports::ReportKind report_kind = reports::ReportKind::other;
  reports::Grading grading;
  Instant when{};                          // as near as is known
  bool timed = false;                      // false: `when` is when the report was received
};

struct Chart {
  std::vector<ChartEntity> entities;       // the one asked about first
  std::vector<ChartLink> links;            // the latest first
  std::optional<std::size_t> next;         // there are more: skip this many
  bool hub = false;                        // the one asked about is
  bool all_looked_at = true;               // false: only the last chart_facts_looked_at_max to come in
};

// Nothing: there is no such entity. `id` is any mention's name, or an id_unnamed.
std::optional<Chart> chart_of(const Links& links, std::string_view id, const ChartAsk& ask);
// Every one of `ids` that is held, up to chart_entities_max, and the links among them.
Chart chart_among(const Links& links, const std::vector<std::string>& ids, const ChartAsk& ask);
// The usual id of what `id` names; empty when there is no such.
std::string entity_id(const Links& links, std::string_view id);

// What a report says of the two, without saying who did it to whom where it may not: "a lift", "alcohol given", "drives it". A lift ties
// the one to the other's phone as well: "was with whoever has it".
std::string link_words(const Chart& chart, const ChartLink& link);

}  // namespace lapwing::links
