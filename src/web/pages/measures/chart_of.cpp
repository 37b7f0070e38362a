#include "web/pages/measures/chart_of.hpp"

namespace lapwing::web {

namespace json = boost::json;
using measures::ChartKind;
using measures::Kind;

std::string_view kind_word(Kind kind) {
  switch (kind) {
    case Kind::text: return "text";
    case Kind::date: return "date";
    case Kind::count: return "count";
    case Kind::number: return "number";
    case Kind::share: return "share";
    case Kind::minutes: return "minutes";
    case Kind::rate: return "rate";
  }
  return "text";
}

static std::string_view chart_word(ChartKind kind) {
  switch (kind) {
    case ChartKind::series: return "series";
    case ChartKind::funnel: return "funnel";
    case ChartKind::intervals: return "intervals";
    case ChartKind::bars: return "bars";
    case ChartKind::stacked: return "stacked";
    case ChartKind::places: return "places";
  }
  return "bars";
}

json::object chart_of(const measures::Chart& chart) {
  json::object out{{"kind", chart_word(chart.kind)}, {"x", chart.x}, {"y", json::value_from(chart.y)}};
  const auto add = [&](std::string_view name, const std::optional<std::size_t>& column) {
    if (column) out[name] = *column;
  };
  add("lower", chart.lower), add("upper", chart.upper), add("outer_lower", chart.outer_lower), add("outer_upper", chart.outer_upper);
  add("middle", chart.middle), add("size", chart.size), add("marked", chart.marked), add("label", chart.label);
  if (chart.reference) out["reference"] = *chart.reference;
  if (chart.by_ratio) out["by_ratio"] = true;
  return out;
}

static json::object cell_document(const measures::Cell& cell) {
  json::object out{{"text", cell.text}};
  if (cell.value) out["value"] = *cell.value;
  if (cell.hidden) out["hidden"] = true;
  if (!cell.iso.empty()) out["iso"] = cell.iso;
  if (!cell.cases.empty() && !cell.hidden) out["cases"] = cell.cases;
  return out;
}

static json::object table_document(const measures::Table& table) {
  json::array columns, rows;
  for (const auto& column : table.columns) columns.push_back(json::object{{"name", column.name}, {"kind", kind_word(column.kind)}, {"unit", column.unit}});
  for (const auto& row : table.rows) {
    json::array cells;
    for (const auto& cell : row) cells.push_back(cell_document(cell));
    rows.push_back(std::move(cells));
  }
  json::object out{{"id", table.id}, {"caption", table.caption}, {"says", table.says}, {"note", table.note}, {"columns", std::move(columns)},
                   {"rows", std::move(rows)}};
  if (table.chart) out["chart"] = chart_of(*table.chart);
  return out;
}

json::object document_of(const measures::Section& section) {
  json::array tables;
  for (const auto& table : section.tables) tables.push_back(table_document(table));
  return {{"id", section.id}, {"title", section.title}, {"says", section.says}, {"points", json::value_from(section.points)}, {"tables", std::move(tables)}};
}

}  // namespace lapwing::web
