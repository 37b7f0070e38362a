#include "measures/cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace lapwing::measures {

bool Table::hides() const {
  return std::ranges::any_of(rows, [](const auto& row) { return std::ranges::any_of(row, &Cell::hidden); });
}

namespace cells {

namespace {

std::string with_commas(std::string digits) {
  const auto point = std::min(digits.find('.'), digits.size());
  for (auto at = point; at > 3 && digits[at - 4] != '-'; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

Cell figure(std::optional<double> value, std::string text, std::string cases = {}) {
  return {.text = std::move(text), .value = value, .cases = std::move(cases)};
}

bool is_figure(const std::optional<double>& value) { return value && std::isfinite(*value); }

}  // namespace

std::string grouped(std::uint64_t number) { return with_commas(fmt::format("{}", number)); }

std::string per_cent(double of_one) {
  const double hundred = of_one * 100;
  const bool near_an_end = (hundred > 0 && hundred < 1) || (hundred > 99 && hundred < 100);
  return near_an_end ? fmt::format("{:.1f}%", hundred) : fmt::format("{:.0f}%", hundred);
}

Cell label(std::string text, std::string href) { return {.text = std::move(text), .href = std::move(href)}; }

Cell day(Date of) { return {.text = for_people(of), .iso = to_iso(of)}; }

Cell month(std::chrono::year_month of) {
  const auto first = for_people(of / std::chrono::day(1));   // "1 March 2026"
  return {.text = first.substr(first.find(' ') + 1), .iso = to_iso(of / std::chrono::day(1)).substr(0, 7)};
}

Cell count(std::uint64_t number, std::string cases) {
  // What counts nothing leads nowhere.
  return figure(static_cast<double>(number), grouped(number), number > 0 ? std::move(cases) : std::string());
}

Cell number(std::optional<double> value, int decimals) {
  return is_figure(value) ? figure(value, with_commas(fmt::format("{:.{}f}", *value, decimals))) : nothing();
}

Cell share(std::optional<double> of_one, std::string cases) {
  return is_figure(of_one) ? figure(of_one, per_cent(*of_one), std::move(cases)) : nothing();
}

Cell minutes(std::optional<double> length, std::string cases) {
  if (!is_figure(length)) return nothing();
  const auto whole = std::chrono::minutes(std::llround(*length));
  const auto text = *length >= 0 && *length < 1 ? std::string("under a minute") : (*length < 0 ? "-" : "") + duration_for_people(std::chrono::abs(whole));
  return figure(length, text, std::move(cases));
}

Cell rate(std::optional<double> value) { return number(value, 1); }

Cell hidden() { return {.text = "hidden", .hidden = true}; }

Cell nothing(std::string_view why) { return {.text = std::string(why)}; }

std::string cases(const std::vector<std::pair<std::string, std::string>>& filters) {
  std::string out;
  for (const auto& [name, value] : filters) {
    out += out.empty() ? "" : "&";
    out += name + "=";
    for (const char c : value) {
      const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
      out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

}  // namespace cells
}  // namespace lapwing::measures
