// Reading children: finding one, listing them, one child's record, timeline and events.
#include <fmt/format.h>

#include <algorithm>

#include "desk/access.hpp"
#include "views/redaction.hpp"
#include "views/sentences.hpp"
#include "web/api/answers.hpp"
#include "web/api/calls.hpp"
#include "web/api/documents.hpp"
#include "web/api/ordered.hpp"

namespace lapwing::web::api {

namespace {

constexpr std::size_t search_items_default = 10, search_bytes_max = 200;

std::string earlier_words(std::size_t episodes) {
  return episodes == 1 ? "1 missing episode before" : fmt::format("{} missing episodes before", episodes);
}

// "aged 15, 4 Larch Close, missing now"
std::string detail_words(const casework::Case& held, Instant now) {
  std::string out;
  const auto add = [&](const std::string& part) { out += (out.empty() ? "" : ", ") + part; };
  if (const auto age = views::child_age(held.details, london_date(now))) add(fmt::format("aged {}", *age));
  if (held.details.address && *held.details.address != views::left_out) add(*held.details.address);
  const auto* open = held.open_episode();
  if (open) add(open->returned ? "found, not yet closed" : "missing now");
  else if (!held.episodes.empty()) add(earlier_words(held.episodes.size()));
  return out;
}

// One child of a list, as much of them as this visitor may see: nothing when the child was not known at the time asked for.
std::expected<std::optional<json::object>, Response> list_item(const Visit& visit, ChildId child) {
  const auto current = visit.desk().case_of(child);
  if (!current) return std::unexpected(visit.problem(503, "The record cannot be read", current.error()));
  if (!*current) return std::nullopt;
  auto shown = *current;
  if (visit.as_known_at) {
    auto then = visit.desk().case_as_known_at(child, *visit.as_known_at);
    if (!then) return std::unexpected(visit.problem(503, "The record cannot be read", then.error()));
    if (!*then) return std::nullopt;
    shown = std::make_shared<const casework::Case>(std::move(**then));
  }
  const auto id = child.text();
  json::object item{{"id", id}, {"name", "Restricted record"}, {"detail", "Open it to see whom to ask"}, {"href", "/children/" + id}};
  if (!desk::may_see(**current, visit.visitor.actor, visit.desk().now())) return item;
  if (!visit.visitor.sees_names()) shown = std::make_shared<const casework::Case>(views::redact(*shown, visit.now(), visit.rules()));
  item["name"] = shown_name(shown->details);
  item["detail"] = detail_words(*shown, visit.now());
  return item;
}

Response find_children(Visit& visit, std::string_view text) {
  if (!visit.visitor.may_read("search")) return visit.problem(403, "Your role may not search by name", "Ask a supervisor.");
  if (text.size() > search_bytes_max)
    return visit.problem(400, "Too much to search for", fmt::format("q: at most {} bytes.", search_bytes_max));
  const auto page = page_of(visit, search_items_default);
  if (!page) return page.error();
  json::array items;
  for (const auto& match : visit.desk().search().find(text, page->limit, london_date(visit.desk().now()))) {
    auto item = list_item(visit, match.child);
    if (!item) return item.error();
    if (!*item) continue;
    (**item)["score"] = match.score;
    if ((**item)["name"] != "Restricted record") (**item)["why"] = match.why;
    items.push_back(std::move(**item));
  }
  visit.desk().note_list_read(visit.visitor.actor, "a search for a child", visit.as_known_at);
  return answer(200, list(std::move(items), {}));
}

Response get_children(Visit& visit) {
  if (const auto text = visit.query.get("q"); !text.empty()) return find_children(visit, text);
  const auto page = page_of(visit);
  if (!page) return page.error();
  const auto after = ChildId::parse(page->cursor);
  if (!page->cursor.empty() && !after)
    return visit.problem(400, "The page cannot be given", "cursor: give back what \"next\" said.");
  FirstAfter<ChildId, char> first(after, page->limit);
  visit.desk().children().each([&](const desk::ChildLine& line) {
    if (!line.erased) first.offer(line.id, {});
  });
  std::optional<ChildId> next;
  json::array items;
  for (const auto& [child, unused] : std::move(first).take(next)) {
    auto item = list_item(visit, child);
    if (!item) return item.error();
    if (*item) items.push_back(std::move(**item));
  }
  visit.desk().note_list_read(visit.visitor.actor, "a list of children", visit.as_known_at);
  return answer(200, list(std::move(items), next ? next->text() : ""));
}

Response get_child(Visit& visit) {
  const auto opened = visit.open_case("the child's record");
  if (!opened) return opened.error();
  auto response = answer(200, child_document(*opened->held, visit.now()));
  response.set("ETag", etag_of(opened->held->version));
  return response;
}

Response get_timeline(Visit& visit) {
  const auto page = page_of(visit);
  if (!page) return page.error();
  const auto after = index_cursor(visit, *page);
  if (!after) return after.error();
  views::TimelineKind kind{};
  const std::string asked(visit.query.get("kind"));
  if (!asked.empty() && !boost::describe::enum_from_string(asked.c_str(), kind))
    return visit.problem(400, "There is no such kind", "kind: report, risk, clock, activity, enquiry, handover, found, interview, "
                                                       "action, details, restriction or closing.");
  const auto opened = visit.open_case("the child's timeline");
  if (!opened) return opened.error();
  const auto events = visit.desk().history(opened->held->id, visit.as_known_at, false);
  if (!events) return visit.problem(503, "The record cannot be read", events.error());
  views::TimelineOptions options;
  options.names = visit.visitor.sees_names();
  json::array items;
  std::uint64_t last = 0;
  bool more = false;
  for (const auto& item : views::timeline(*events, visit.rules(), options)) {
    if ((*after && item.index <= **after) || (!asked.empty() && item.kind != kind)) continue;
    if ((more = items.size() == page->limit)) break;
    items.push_back(timeline_item_document(item));
    last = item.index;
  }
  return answer(200, list(std::move(items), more ? fmt::format("{}", last) : ""));
}

Response get_events(Visit& visit) {
  const auto page = page_of(visit);
  if (!page) return page.error();
  const auto after = index_cursor(visit, *page);
  if (!after) return after.error();
  const auto opened = visit.open_case("the events of the child's record");
  if (!opened) return opened.error();
  const auto events = visit.desk().history(opened->held->id, visit.as_known_at, false);
  if (!events) return visit.problem(503, "The record cannot be read", events.error());
  json::array items;
  std::uint64_t last = 0;
  bool more = false;
  for (const auto& recorded : *events) {
    if (*after && recorded.stamp.index <= **after) continue;
    if ((more = items.size() == page->limit)) break;
    items.push_back(event_document(visit.visitor.sees_names() ? recorded : views::redact(recorded, visit.rules())));
    last = recorded.stamp.index;
  }
  return answer(200, list(std::move(items), more ? fmt::format("{}", last) : ""));
}

}  // namespace

Calls children_calls() {
  return {
      {.route = {"GET", "/api/v1/children", reads("child"), get_children, "Find children by what is known of them, or list them all"},
       .answers = "ChildListed",
       .query = {{"q", "A name as heard, a birth date, an age, an address, a phone number: the best matches, with why. Such an answer "
                       "has no next page."}},
       .paged = true, .has_past = true},
      {.route = {"GET", "/api/v1/children/{child}", reads("child"), get_child, "One child's record"},
       .answers = "Child", .has_past = true},
      {.route = {"GET", "/api/v1/children/{child}/timeline", reads("child"), get_timeline, "What happened, in plain sentences"},
       .answers = "TimelineItem", .query = {{"kind", "Only items of this kind."}}, .paged = true, .has_past = true},
      {.route = {"GET", "/api/v1/children/{child}/events", reads("child"), get_events, "The record's events as they are in the ledger"},
       .answers = "Event", .paged = true, .has_past = true},
  };
}

}  // namespace lapwing::web::api
