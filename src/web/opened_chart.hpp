// The links of somebody or something being looked at, as the tables and the chart of a page and the API say them: as known at the time asked
// for; names left out for a role that reads without them; who may not be shown to this visitor left out with every report made of their
// record; and the look noted. Pages and the API go through here. Worker threads; nothing is shared.
#pragma once
#include <expected>
#include <string>
#include <vector>

#include "links/chart.hpp"
#include "web/opened_links.hpp"

namespace lapwing::web {

struct ShownEntity {
  std::string id, path;                    // path: of the page of its own links
  std::string kind, kind_words;            // "child", "adult", "place", "vehicle", "phone"; "Place: takeaway"
  std::string name, note;                  // note: why its links may mean little; empty for nothing
  std::size_t reports = 0;                 // that name it, in all
  bool hub = false;
};
struct ShownLink {
  std::string id;
  std::size_t from = 0, to = 0;            // in ShownChart::entities
  std::string what;                        // "a lift, at 14 Alder Row"
  Instant when{};
  std::string when_words;
  std::string report, report_path;         // report_path: empty where it may not be opened
  std::string source;                      // kind and agency; grading in words, a line each
};
struct ShownChart {
  std::string title;                       // the name of the one asked about, or what the group is
  std::vector<std::string> sentences;      // "Kayleigh Marsh and Darren Cole were at the same house, 14 Alder Row, on four dates."
  std::vector<std::string> notes;          // what is not shown, and why
  std::vector<ShownEntity> entities;       // the one asked about first
  std::vector<ShownLink> links;            // the latest first
  std::optional<std::size_t> next;         // there are more: ?cursor=
  bool hub = false, some_hidden = false;
  std::vector<ChildId> records;            // of the one asked about: the child's record here
};

// The links of {entity} between ?from= and ?to=, from ?cursor= on.
std::expected<ShownChart, Response> open_chart(Visit& visit);
// The links among the members of {group}.
std::expected<ShownChart, Response> open_group_chart(Visit& visit);

// "/links/R-000123~1p2": in an address, "/" is written ~1 and "~" is written ~0 (as in RFC 6901).
std::string entity_path(std::string_view id);
std::string entity_named(std::string_view part);

// The fold with what may be written out for this visitor: whoever and whatever is in `chart`, without the reports that may not be shown.
// The Response is the refusal: names are never written out for a role that reads without them.
struct ChartToWrite {
  LinksThen then;
  std::vector<std::string> entities;       // ids
  std::vector<std::string> without;        // numbers of reports
};
std::expected<ChartToWrite, Response> chart_to_write(Visit& visit, bool of_group);

}  // namespace lapwing::web
