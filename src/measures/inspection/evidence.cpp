#include "measures/inspection/evidence.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "measures/casework_shares.hpp"
#include "measures/cells.hpp"
#include "measures/own_answers.hpp"

namespace lapwing::measures {

namespace {

constexpr std::string_view posts_filled = "posts_filled", accreditations_in_date = "accreditations_in_date", children_ethnicity = "children_ethnicity",
                           adults_ethnicity = "adults_ethnicity", plan_in_time = "plan_in_time", wording = "wording", files = "files";
constexpr std::array of_the_force{posts_filled, accreditations_in_date, children_ethnicity, adults_ethnicity, plan_in_time, wording, files};

Date last_day(MonthNumber month) {
  return std::chrono::year_month_day_last(std::chrono::year(month / 12), std::chrono::month_day_last(std::chrono::month(static_cast<unsigned>(month % 12 + 1))));
}
bool has(Months months, Date day) { return months.first <= month_of(day) && month_of(day) <= months.last; }

// What episodes add to one stretch.
struct EpisodeCounts {
  explicit EpisodeCounts(Months months, std::size_t children) : span(span_of(months)), seen(children) {}
  Span span;
  std::array<Counted, casework_shares_count> counted{};
  std::array<std::uint64_t, casework_shares_count> cases{};
  Figure ethnicity{.counted = "children with an episode"};
  std::vector<bool> seen;                // children

  void add(const EpisodeFacts& episode, const std::array<Counted, casework_shares_count>& more, bool own_answer) {
    for (std::size_t at = 0; at < more.size(); ++at) {
      counted[at] += more[at];
      cases[at] += more[at].of > 0;
    }
    if (seen[episode.child]) return;
    seen[episode.child] = true;
    ++ethnicity.of;
    ethnicity.met += own_answer;
  }
};

void count_episodes(const EvidenceSource& source, std::span<const Months> stretches, std::vector<Evidence>& out) {
  const auto shares = casework_shares();
  std::vector<EpisodeCounts> counts;
  const auto own = own_answers(source.facts);
  for (const auto& months : stretches) counts.emplace_back(months, own.size());
  for (const auto& episode : source.facts.episodes()) {
    const bool counts_anywhere = std::ranges::any_of(counts, [&](const auto& one) { return one.span.has(episode.reported_at); });
    if (!counts_anywhere) continue;
    const auto more = count_casework(episode);
    for (auto& one : counts)
      if (one.span.has(episode.reported_at)) one.add(episode, more, own[episode.child]);
  }
  for (std::size_t stretch = 0; stretch < counts.size(); ++stretch) {
    auto& one = counts[stretch];
    for (std::size_t at = 0; at < shares.size(); ++at)
      out[stretch][std::string(shares[at].id)] = {one.counted[at].met, one.counted[at].of, one.cases[at], false, std::string(shares[at].of),
                                                  cells::cases({{"share", std::string(shares[at].id)}, {"met", "no"}})};
    one.ethnicity.cases = one.ethnicity.of;
    out[stretch][std::string(children_ethnicity)] = one.ethnicity;
  }
}

void count_adults(const EvidenceSource& source, Months months, Evidence& out) {
  Figure figure{.counted = "adults named in reports"};
  for (const auto& adult : source.facts.adults()) {
    if (adult.month < months.first || adult.month > months.last) continue;
    ++figure.of;
    const auto held = adult.completeness();
    figure.met += held == Completeness::self_defined || held == Completeness::observed_only;
  }
  figure.cases = figure.of;
  out[std::string(adults_ethnicity)] = figure;
}

void count_wording(const EvidenceSource& source, Months months, Evidence& out) {
  Figure figure{.per_thousand_words = true, .counted = "words that people wrote"};
  for (const auto& row : source.facts.written().rows) {
    if (row.month < months.first || row.month > months.last) continue;
    figure.met += row.findings;
    figure.of += row.words;
    figure.cases += row.texts;
  }
  out[std::string(wording)] = figure;
}

bool holds(const casework::Account& account, const std::string& kind, Date day) {
  return std::ranges::any_of(account.accreditations, [&](const auto& one) { return one.kind == kind && one.in_date(day); });
}

void count_workforce(const EvidenceSource& source, Date day, Evidence& out) {
  Figure posts{.counted = "posts that need a specialist"}, held{.counted = "accreditations of people in post"};
  for (const auto& wanted : source.force.posts_on(day)) {
    if (!wanted.accreditation || wanted.posts <= 0) continue;
    const auto people = std::ranges::count_if(source.accounts, [&](const auto& account) {
      return !account->closed && account->team == wanted.team && holds(*account, *wanted.accreditation, day);
    });
    posts.of += static_cast<std::uint64_t>(wanted.posts);
    posts.met += static_cast<std::uint64_t>(std::min<std::ptrdiff_t>(people, wanted.posts));
  }
  for (const auto& account : source.accounts) {
    if (account->closed) continue;
    std::set<std::string> kinds;
    for (const auto& one : account->accreditations)
      if (one.awarded <= day && !one.ended) kinds.insert(one.kind);
    held.of += kinds.size();
    held.met += static_cast<std::uint64_t>(std::ranges::count_if(kinds, [&](const auto& kind) { return holds(*account, kind, day); }));
  }
  posts.cases = posts.of;
  held.cases = held.of;
  out[std::string(posts_filled)] = posts;
  out[std::string(accreditations_in_date)] = held;
}

// Due within the stretch, or done in it: kept when done by the day that was promised at the time.
void count_plan(const EvidenceSource& source, Months months, Date today, Evidence& out) {
  Figure figure{.counted = "actions of the plan that were due"};
  for (const auto& action : source.force.plan) {
    if (!has(months, action.due())) continue;
    if (!action.done && action.due() >= today) continue;
    ++figure.of;
    figure.met += action.done && london_date(action.done->stamp.at) <= action.due();
  }
  figure.cases = figure.of;
  out[std::string(plan_in_time)] = figure;
}

// By when they were audited. Partly met is not met: a child is not partly asked.
void count_files(const EvidenceSource& source, const Criteria& criteria, Months months, Evidence& out) {
  for (const auto& topic : criteria.topics)
    for (const auto& statement : topic.statements) {
      if (statement.evidence != files) continue;
      Figure figure{.counted = "files audited"};
      for (const auto& sample : source.force.samples)
        for (const auto& audit : sample.audits) {
          if (!has(months, london_date(audit.stamp.at))) continue;
          for (const auto& finding : audit.what.findings) {
            if (finding.statement != statement.id || finding.grade == casework::AuditGrade::does_not_apply) continue;
            ++figure.of;
            figure.met += finding.grade == casework::AuditGrade::met;
          }
        }
      figure.cases = figure.of;
      out[evidence_key(statement)] = figure;
    }
}

}  // namespace

bool is_evidence(std::string_view id) { return casework_share(id) || std::ranges::find(of_the_force, id) != of_the_force.end(); }

std::string evidence_key(const Statement& statement) {
  return statement.evidence == files ? statement.evidence + ":" + statement.id : statement.evidence;
}

std::vector<Evidence> evidence(const EvidenceSource& source, const Criteria& criteria, std::span<const Months> stretches, Date today) {
  std::vector<Evidence> out(stretches.size());
  count_episodes(source, stretches, out);
  for (std::size_t at = 0; at < stretches.size(); ++at) {
    const auto months = stretches[at];
    count_adults(source, months, out[at]);
    count_wording(source, months, out[at]);
    count_workforce(source, std::min(last_day(months.last), today), out[at]);
    count_plan(source, months, today, out[at]);
    count_files(source, criteria, months, out[at]);
  }
  return out;
}

}  // namespace lapwing::measures
