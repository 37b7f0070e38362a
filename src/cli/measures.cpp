#include "cli/measures.hpp"

#include <fmt/format.h>

#include <array>

#include "measures/statistics/funnel.hpp"
#include "measures/statistics/queueing.hpp"
#include "measures/statistics/rates.hpp"
#include "measures/statistics/xmr.hpp"

namespace lapwing::cli {

namespace json = boost::json;

namespace {

json::value or_null(const std::optional<double>& value) { return value ? json::value(*value) : json::value(nullptr); }

// A row that is an interval, or says why there is none.
json::object interval_row(const std::string& label, std::string_view estimate, const statistics::Answer<statistics::Interval>& answer) {
  json::object row{{"label", label}};
  if (answer) {
    row[estimate] = answer->estimate;
    row["lower"] = answer->lower;
    row["upper"] = answer->upper;
  } else {
    row[estimate] = row["lower"] = row["upper"] = nullptr;
    row["note"] = answer.error();
  }
  return row;
}

json::object rows_or_note(json::array rows) {
  json::object out;
  if (rows.empty()) out["note"] = "not enough to say: the table has no rows";
  out["rows"] = std::move(rows);
  return out;
}

std::vector<statistics::Share> shares_of(MeasureTable& table) {
  const auto numerator = table.column("numerator"), denominator = table.column("denominator");
  std::vector<statistics::Share> out;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const statistics::Share share{table.count(row, numerator), table.count(row, denominator)};
    if (share.numerator > share.denominator && table.faults().empty())
      table.fault(row, fmt::format("the numerator, {}, is larger than the denominator, {}", share.numerator, share.denominator));
    out.push_back(share);
  }
  return out;
}

json::object measure_xmr(MeasureTable& table, const policy::MeasureRules& rules) {
  const auto period = table.column("period"), value = table.column("value");
  std::vector<std::optional<double>> values;
  for (std::size_t row = 0; row < table.rows(); ++row) values.push_back(table.number_or_empty(row, value));
  const auto chart = statistics::xmr(values);
  json::object out{{"mean", or_null(chart.mean)}, {"moving_range_mean", or_null(chart.moving_range_mean)},
                   {"lower", or_null(chart.lower)}, {"upper", or_null(chart.upper)}};
  if (!chart.lower) out["note"] = "not enough to say: limits need two figures in a row";
  else if (chart.figures < static_cast<std::size_t>(rules.chart_points_min))
    out["note"] = fmt::format("trial limits: {} figures, fewer than {}", chart.figures, rules.chart_points_min);
  auto& points = out["points"].emplace_array();
  for (std::size_t row = 0; row < chart.points.size(); ++row) {
    const auto& point = chart.points[row];
    json::array signals;
    if (point.outside) signals.push_back("outside");
    if (point.shift) signals.push_back("shift");
    if (point.trend) signals.push_back("trend");
    if (point.two_of_three) signals.push_back("two_of_three");
    points.push_back(json::object{{"period", table.text(row, period)}, {"value", or_null(point.value)}, {"signals", std::move(signals)}});
  }
  return out;
}

json::object measure_proportion(MeasureTable& table, const policy::MeasureRules&) {
  json::array rows;
  const auto shares = shares_of(table);
  for (std::size_t row = 0; row < shares.size(); ++row)
    rows.push_back(interval_row(table.text(row, table.column("label")), "estimate",
                                statistics::proportion(shares[row].numerator, shares[row].denominator)));
  return rows_or_note(std::move(rows));
}

std::vector<statistics::Exposure> exposures_of(MeasureTable& table) {
  const auto count = table.column("count"), population = table.column("population");
  std::vector<statistics::Exposure> out;
  for (std::size_t row = 0; row < table.rows(); ++row) out.push_back({table.count(row, count), table.positive_or_zero(row, population)});
  return out;
}

json::object measure_rate(MeasureTable& table, const policy::MeasureRules&) {
  json::array rows;
  const auto all = exposures_of(table);
  for (std::size_t row = 0; row < all.size(); ++row)
    rows.push_back(interval_row(table.text(row, table.column("label")), "rate", statistics::rate(all[row].count, all[row].population)));
  return rows_or_note(std::move(rows));
}

json::object measure_rate_ratio(MeasureTable& table, const policy::MeasureRules&) {
  json::array rows;
  const auto all = exposures_of(table);
  for (std::size_t row = 0; row < all.size(); ++row) {
    auto ratio = statistics::rate_ratio(all[row], all.front());
    if (row == 0 && ratio) ratio = statistics::Interval{1, 1, 1};   // to itself
    rows.push_back(interval_row(table.text(row, table.column("label")), "ratio", ratio));
  }
  return rows_or_note(std::move(rows));
}

json::object measure_funnel(MeasureTable& table, const policy::MeasureRules&) {
  const auto funnel = statistics::funnel(shares_of(table));
  json::array rows;
  for (std::size_t row = 0; row < funnel.rows.size(); ++row) {
    json::object out{{"label", table.text(row, table.column("label"))}};
    if (const auto& unit = funnel.rows[row]) {
      out["estimate"] = unit->estimate;
      out["lower95"] = unit->lower95;
      out["upper95"] = unit->upper95;
      out["lower998"] = unit->lower998;
      out["upper998"] = unit->upper998;
      out["outside"] = unit->outside;
    } else {
      for (const auto key : {"estimate", "lower95", "upper95", "lower998", "upper998", "outside"}) out[key] = nullptr;
      out["note"] = "not enough to say: the denominator is 0";
    }
    rows.push_back(std::move(out));
  }
  json::object out{{"average", or_null(funnel.average)}};
  if (!funnel.average) out["note"] = "not enough to say: there is nothing to count";
  out["rows"] = std::move(rows);
  return out;
}

json::object erlang_row(MeasureTable& table, std::size_t row) {
  const statistics::Demand demand{table.positive_or_zero(row, table.column("arrivals_per_hour")),
                                  table.positive_or_zero(row, table.column("service_minutes"))};
  const auto share = table.number(row, table.column("target_share"));
  const auto minutes = table.positive_or_zero(row, table.column("target_minutes"));
  if (!(share > 0 && share < 1) && table.faults().empty())
    table.fault(row, fmt::format("target_share is {}; it must lie between 0 and 1, as 0.8", share));
  if (!table.faults().empty()) return {};
  const auto answer = statistics::officers_for(demand, share, minutes);
  if (answer) return {{"officers", answer->officers}, {"share", answer->share}};
  return {{"officers", nullptr}, {"share", nullptr}, {"note", answer.error()}};
}

// One row answers for itself; several are answered as `rows`.
json::object measure_erlang(MeasureTable& table, const policy::MeasureRules&) {
  if (table.rows() == 1) return erlang_row(table, 0);
  json::array rows;
  for (std::size_t row = 0; row < table.rows(); ++row) rows.push_back(erlang_row(table, row));
  return rows_or_note(std::move(rows));
}

constexpr std::array<std::string_view, 2> xmr_columns = {"period", "value"};
constexpr std::array<std::string_view, 3> share_columns = {"label", "numerator", "denominator"};
constexpr std::array<std::string_view, 3> rate_columns = {"label", "count", "population"};
constexpr std::array<std::string_view, 3> its_columns = {"period", "value", "after"};
constexpr std::array<std::string_view, 4> did_columns = {"unit", "period", "value", "treated_from"};
constexpr std::array<std::string_view, 2> suppress_columns = {"label", "total"};
constexpr std::array<std::string_view, 4> erlang_columns = {"arrivals_per_hour", "service_minutes", "target_share", "target_minutes"};
constexpr Measure all_measures[] = {{"xmr", xmr_columns, measure_xmr},
                                    {"proportion", share_columns, measure_proportion},
                                    {"rate", rate_columns, measure_rate},
                                    {"rate-ratio", rate_columns, measure_rate_ratio},
                                    {"funnel", share_columns, measure_funnel},
                                    {"its", its_columns, measure_its},
                                    {"did", did_columns, measure_did},
                                    {"suppress", suppress_columns, measure_suppress},
                                    {"erlang", erlang_columns, measure_erlang}};

}  // namespace

std::span<const Measure> measures() { return all_measures; }

}  // namespace lapwing::cli
