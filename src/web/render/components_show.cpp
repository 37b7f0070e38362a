// What shows facts: text, lists, tables, timelines, navigation within a record.
#include <fmt/format.h>

#include "web/render/components.hpp"

namespace lapwing::render {
namespace {

json::object component(std::string_view kind) { return {{"kind", fmt::format("components/{}", kind)}}; }

json::object with_text(std::string_view kind, std::string_view text) {
  auto object = component(kind);
  object["text"] = text;
  return object;
}

json::array nav_items(const std::vector<NavItem>& items) {
  json::array list;
  for (const auto& item : items)
    list.push_back({{"text", item.text}, {"href", item.href}, {"current", item.current}});
  return list;
}

json::array table_row(const std::vector<Cell>& cells, const std::vector<Column>& columns) {
  json::array row;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    json::object cell;
    cell["value"] = value(cells[i].value);
    cell["sort_value"] = cells[i].sort_value;
    cell["heading"] = i == 0;
    cell["numeric"] = i < columns.size() && columns[i].numeric;
    row.push_back(std::move(cell));
  }
  return row;
}

}  // namespace

json::object tag(std::string_view text, std::string_view colour) {
  auto object = with_text("tag", text);
  object["colour"] = colour;
  return object;
}

json::object paragraph(std::string_view text) { return with_text("paragraph", text); }
json::object inset(std::string_view text) { return with_text("inset", text); }
json::object warning(std::string_view text) { return with_text("warning", text); }

json::object heading(std::string_view text, std::string_view size, std::string_view id) {
  auto object = with_text("heading", text);
  object["size"] = size;
  object["id"] = id;
  return object;
}

json::object details(std::string_view summary, std::string_view text) {
  auto object = with_text("details", text);
  object["summary"] = summary;
  return object;
}

json::object details(std::string_view summary, json::array fields) {
  auto object = component("details");
  object["summary"] = summary;
  object["fields"] = std::move(fields);
  return object;
}

json::object bullets(const std::vector<std::string>& lines) {
  std::vector<LinkedLine> alone;
  for (const auto& line : lines) alone.push_back({line, {}, {}});
  return bullets(alone);
}

json::object bullets(const std::vector<LinkedLine>& lines) {
  auto object = component("bullets");
  json::array items;
  for (const auto& line : lines) {
    json::object item{{"text", line.text}, {"link", false}};
    if (!line.href.empty()) item["link"] = json::object{{"text", line.link}, {"href", line.href}};
    items.push_back(std::move(item));
  }
  object["lines"] = std::move(items);
  return object;
}

json::object link(std::string_view text, std::string_view href) {
  auto object = with_text("link", text);
  object["href"] = href;
  return object;
}

json::object value(const Value& of) {
  auto object = with_text("value", of.text);
  object["href"] = of.href;
  object["tag"] = of.tag;
  object["since"] = of.since;
  object["due"] = of.due;
  object["plain"] = of.since.empty() && of.due.empty();
  return object;
}

json::object summary_list(const std::vector<SummaryRow>& rows) {
  bool any_action = false;
  for (const auto& row : rows) any_action = any_action || !row.action.empty();
  json::array list;
  for (const auto& row : rows) {
    json::object made{{"key", row.key}, {"value", value(row.value)}};
    made["no_action"] = any_action && row.action.empty();
    if (!row.action.empty())
      made["action"] = {{"text", row.action}, {"href", row.action_href}, {"hidden", row.action_hidden}};
    list.push_back(std::move(made));
  }
  auto object = component("summary-list");
  object["rows"] = std::move(list);
  return object;
}

json::object task_list(const std::vector<Task>& tasks) {
  json::array list;
  for (const auto& task : tasks)
    list.push_back({{"id", "task-" + field_id(task.title)},
                    {"title", task.title},
                    {"href", task.href},
                    {"hint", task.hint},
                    {"status", task.status},
                    {"colour", task.colour}});
  auto object = component("task-list");
  object["tasks"] = std::move(list);
  return object;
}

json::object timeline(const std::vector<Moment>& moments) {
  json::array list;
  for (const auto& moment : moments)
    list.push_back({{"title", moment.title},
                    {"when", moment.when},
                    {"when_text", moment.when_text},
                    {"by", moment.by},
                    {"text", moment.text},
                    {"fields", moment.fields},
                    {"described", !moment.text.empty() || !moment.fields.empty()}});
  auto object = component("timeline");
  object["moments"] = std::move(list);
  return object;
}

json::object sub_navigation(std::string_view label, const std::vector<NavItem>& items) {
  auto object = component("sub-navigation");
  object["label"] = label;
  object["items"] = nav_items(items);
  return object;
}

json::object table(const Table& of) {
  json::array columns, rows;
  bool sortable = false;
  for (const auto& column : of.columns) {
    columns.push_back({{"text", column.text}, {"numeric", column.numeric}, {"sort", column.sort}});
    sortable = sortable || !column.sort.empty();
  }
  for (const auto& row : of.rows) {
    json::object made;
    made["cells"] = table_row(row, of.columns);
    rows.push_back(std::move(made));
  }
  auto object = component("table");
  object["caption"] = of.caption;
  object["caption_size"] = of.caption_size;
  object["columns"] = std::move(columns);
  object["has_rows"] = !rows.empty();
  object["rows"] = std::move(rows);
  object["sortable"] = sortable;
  object["empty"] = of.empty;
  return object;
}

json::object page_model(const PageHead& head) {
  json::object model;
  model["title"] = head.title;
  model["wide"] = head.wide;
  model["wall"] = head.wall;
  if (!head.errors.empty()) model["error_summary"] = error_summary(head.errors);
  if (!head.notice.empty()) {
    auto notice = with_text("notice", head.notice);
    notice["title"] = head.notice_title;
    notice["success"] = head.notice_kind == "success";
    model["notice"] = std::move(notice);
  }
  if (!head.user.empty())
    model["account"] = {{"user", head.user},
                        {"role", head.role},
                        {"items", nav_items(head.account)},
                        {"csrf", head.csrf}};
  model["navigation"] = nav_items(head.navigation);
  model["may_report"] = head.may_report;
  model["may_search"] = head.may_search;
  model["has_navigation"] = !head.navigation.empty() || head.may_report || head.may_search;
  model["query"] = head.query;
  model["exercise"] = head.exercise;
  model["now"] = head.now;
  model["speed"] = head.speed;
  model["as_known_at"] = head.as_known_at;
  model["back_href"] = head.back_href;
  if (head.session_seconds > 0)
    model["session"] = {{"seconds", head.session_seconds},
                        {"warn_seconds", head.session_warn_seconds},
                        {"stay_href", head.stay_href},
                        {"leave_href", head.leave_href}};
  return model;
}

}  // namespace lapwing::render
