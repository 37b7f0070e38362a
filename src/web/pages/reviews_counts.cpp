// Findings per thousand words by team and month, with their interval.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "language/report.hpp"
#include "measures/statistics/rates.hpp"
#include "web/pages/reviews_pages.hpp"
#include "web/site.hpp"

namespace lapwing::web {

using namespace render;

namespace {

constexpr int months_default = 3, months_max = 24;
constexpr std::size_t records_max = 5'000;   // read for one page; each is a few dozen entries of the ledger

int month_of(Date date) { return static_cast<int>(date.year()) * 12 + static_cast<int>(static_cast<unsigned>(date.month())) - 1; }
std::string month_text(int month) { return fmt::format("{:04}-{:02}", month / 12, month % 12 + 1); }

std::optional<int> read_month(std::string_view text) {
  const auto date = parse_iso_date(std::string(text) + "-01");
  return date ? std::optional(month_of(*date)) : std::nullopt;
}

std::string month_for_people(const TeamMonth& of) {
  static constexpr std::string_view names[] = {"January", "February", "March", "April", "May", "June", "July",
                                               "August", "September", "October", "November", "December"};
  return fmt::format("{} {}", names[of.month - 1], of.year);
}

// Restricted records are read by nobody who is not named on them, and so count for nobody.
std::vector<ChildId> records_written_in(const Visit& visit, Months months) {
  std::vector<ChildId> out;
  visit.desk().children().each([&](const desk::ChildLine& line) {
    if (line.restricted || line.erased) return;
    const bool any = std::ranges::any_of(line.episodes, [&](const auto& episode) {
      return month_of(london_date(episode.reported_at)) <= months.last &&
             (!episode.closed_at || month_of(london_date(*episode.closed_at)) >= months.first);
    });
    if (any) out.push_back(line.id);
  });
  return out;
}

// By whoever wrote: the team of their account.
class Counting {
 public:
  Counting(const Visit& visit, Months months) : visit_(visit), months_(months) {}

  void add(const std::vector<casework::Recorded>& events, std::optional<Date> born) {
    for (const auto& written : written_texts(events, std::nullopt)) {
      const auto& stamp = written.recorded->stamp;
      const auto day = london_date(stamp.at);
      if (!stamp.by.user || month_of(day) < months_.first || month_of(day) > months_.last) continue;
      auto& tally = tallies[{team_of(*stamp.by.user), static_cast<int>(day.year()), static_cast<unsigned>(day.month())}];
      const language::Facts facts{born ? age_in_years(*born, day) : std::nullopt};
      const auto findings = visit_.site.wording->check(written.text, facts);
      tally.findings += static_cast<std::uint64_t>(std::ranges::count_if(findings, &language::Finding::counted));
      tally.words += language::count_words(written.text);
      ++tally.texts;
      tally.authors.insert(*stamp.by.user);
    }
  }
  Tallies tallies;

 private:
  const std::string& team_of(UserId user) {
    const auto [found, is_new] = teams_.try_emplace(user);
    if (is_new) {
      const auto account = visit_.desk().staff().find(user);
      found->second = account && account->team ? *account->team : "No team";
    }
    return found->second;
  }
  const Visit& visit_;
  const Months months_;
  std::map<UserId, std::string> teams_;
};

// Per 1,000 words; `rate` gives it per 100,000.
std::optional<statistics::Interval> per_thousand(const Tally& tally) {
  const auto rate = statistics::rate(tally.findings, static_cast<double>(tally.words));
  if (!rate) return std::nullopt;
  constexpr double of_rate = 1000 / statistics::rate_per;
  return statistics::Interval{rate->estimate * of_rate, rate->lower * of_rate, rate->upper * of_rate};
}

bool is_shown(const Tally& tally) { return tally.authors.size() >= authors_min && tally.words > 0; }

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == text.npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace

std::expected<Months, std::string> months_asked(const Visit& visit) {
  const int now = month_of(london_date(visit.now()));
  const auto from = visit.query.get("from"), to = visit.query.get("to");
  const auto last = to.empty() ? std::optional(now) : read_month(to);
  const auto first = from.empty() ? (last ? std::optional(*last - months_default + 1) : std::nullopt) : read_month(from);
  if (!first || !last) return std::unexpected("Enter months as 2026-03");
  if (*last < *first) return std::unexpected("The last month is before the first");
  if (*last - *first >= months_max) return std::unexpected(fmt::format("Ask for at most {} months at a time", months_max));
  return Months{*first, *last};
}

std::expected<Counted, std::string> count_wordings(const Visit& visit, Months months) {
  auto records = records_written_in(visit, months);
  std::ranges::sort(records);
  Counted counted{{}, records.size() > records_max};
  if (counted.cut_short) records.resize(records_max);
  Counting counting(visit, months);
  for (const auto child : records) {
    const auto events = visit.desk().history(child, visit.as_known_at, false);
    if (!events) return std::unexpected(events.error());
    const auto line = visit.desk().children().find(child);
    counting.add(*events, line ? line->born : std::nullopt);
  }
  visit.desk().note_list_read(visit.visitor.actor, "the wording by team and month", visit.as_known_at);
  counted.tallies = std::move(counting.tallies);
  return counted;
}

json::object counts_part(const Visit& visit) {
  const auto months = months_asked(visit);
  const auto from = months ? month_text(months->first) : std::string(visit.query.get("from"));
  const auto to = months ? month_text(months->last) : std::string(visit.query.get("to"));
  json::object part;
  part["fields"] = json::array{input({.name = "from", .label = "First month", .value = from, .error = months ? "" : months.error(), .hint = "As 2026-03", .width = "5"}),
                               input({.name = "to", .label = "Last month", .value = to, .width = "5"})};
  const auto& rules = visit.site.wording->rules();
  part["rules"] = fmt::format("Counted by version {} of the language rules, digest {}.", rules.version, rules.digest.substr(0, 12));
  if (!months || !visit.query.has("from")) return part;   // counting reads every record of the months: only when somebody asks
  const auto counted = count_wordings(visit, *months);
  if (!counted) {
    part["problem"] = counted.error();
    return part;
  }
  std::vector<std::vector<Cell>> rows;
  std::size_t hidden = 0;
  for (const auto& [of, tally] : counted->tallies) {
    const auto rate = is_shown(tally) ? per_thousand(tally) : std::nullopt;
    if (!rate) {
      ++hidden;
      continue;
    }
    rows.push_back({{{.text = of.team}}, {{.text = month_for_people(of)}}, {{.text = std::to_string(tally.words)}}, {{.text = std::to_string(tally.findings)}},
                    {{.text = fmt::format("{:.2f}", rate->estimate)}}, {{.text = fmt::format("{:.2f} to {:.2f}", rate->lower, rate->upper)}}});
  }
  const std::vector<Column> columns{{"Team"}, {"Month"}, {"Words", true}, {"Findings", true}, {"Per 1,000 words", true}, {"95% interval", true}};
  part["table"] = table({.caption = "Findings per thousand words", .columns = columns, .rows = rows, .empty = "No team has enough text in these months."});
  if (hidden > 0)
    part["hidden"] = fmt::format("{} {} left out: fewer than {} people wrote, and a figure would be a person's.", hidden,
                                 hidden == 1 ? "line is" : "lines are", authors_min);
  if (counted->cut_short) part["cut_short"] = fmt::format("There are more records in these months than are read for one page ({}). Ask for fewer months.", records_max);
  part["csv_href"] = fmt::format("/reviews/wording.csv?from={}&to={}", from, to);
  return part;
}

Response counts_csv(Visit& visit) {
  const auto months = months_asked(visit);
  if (!months) return visit.problem(400, "The months cannot be read", months.error() + ".");
  const auto counted = count_wordings(visit, *months);
  if (!counted) return visit.problem(503, "The records cannot be read", counted.error());
  const auto& rules = visit.site.wording->rules();
  std::string out = "team,month,texts,words,findings,per_1000_words,lower_95,upper_95,rules_version,rules_digest\r\n";
  for (const auto& [of, tally] : counted->tallies) {
    const auto rate = is_shown(tally) ? per_thousand(tally) : std::nullopt;
    if (!rate) continue;
    out += fmt::format("{},{:04}-{:02},{},{},{},{:.4f},{:.4f},{:.4f},{},{}\r\n", csv_field(of.team), of.year, of.month, tally.texts, tally.words, tally.findings,
                       rate->estimate, rate->lower, rate->upper, csv_field(rules.version), rules.digest);
  }
  auto response = transport::text_response(200, "text/csv; charset=utf-8", std::move(out));
  response.set("Content-Disposition", "attachment; filename=\"wording-by-team-and-month.csv\"");
  return response;
}

}  // namespace lapwing::web
