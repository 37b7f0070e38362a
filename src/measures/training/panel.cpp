#include "measures/training/panel.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <unordered_map>

#include "measures/own_answers.hpp"

namespace lapwing::measures::training {

namespace {

constexpr std::array<Outcome, outcome_count> all{
    Outcome{"interview-in-person", "Prevention interviews held face to face", "prevention interviews held", true, false},
    Outcome{"questions-unanswered", "Questions on return left unanswered", "questions of prevention interviews held", false, false},
    Outcome{"findings-in-words", "Wordings that blame, minimise or label the child, per 1,000 words", "words written by the team", false, true},
    Outcome{"ethnicity-self-defined", "Episodes whose child's ethnicity is self-defined", "episodes reported", true, false},
    Outcome{"clocks-met", "Clocks met", "clocks that were met, or came due", true, false}};

Counted clocks_of(const EpisodeFacts& episode) {
  const auto met = static_cast<unsigned>(std::popcount(static_cast<ClockKinds>(episode.clocks_met & ~episode.clocks_breached)));
  return {met, met + static_cast<unsigned>(std::popcount(episode.clocks_breached))};
}

// By number of the facts' team; teams without any figure are dropped at the end.
class Gathering {
 public:
  Gathering(std::size_t teams, Months months) : months_(Periods::months(months)), weeks_(Periods::weeks(span_of(months))), by_team_(teams * months_.size()), by_week_(weeks_.size()) {}

  void add(std::size_t team, Instant at, std::size_t outcome, const Counted& more) {
    if (more.of == 0) return;
    if (const int month = months_.index_of(at); month != Periods::none) by_team_[team * months_.size() + static_cast<std::size_t>(month)][outcome] += more;
    if (const int week = weeks_.index_of(at); week != Periods::none) by_week_[static_cast<std::size_t>(week)][outcome] += more;
  }
  void add_month(std::size_t team, std::size_t month, std::size_t outcome, const Counted& more) { by_team_[team * months_.size() + month][outcome] += more; }

  Panel finished(const std::vector<std::string>& names) {
    Panel out;
    std::map<std::string, std::size_t> by_name;
    for (std::size_t team = 1; team < names.size(); ++team)
      if (has_figures(team)) by_name.emplace(names[team], team);
    for (const auto& [name, team] : by_name) {
      out.teams.push_back(name);
      const auto from = by_team_.begin() + static_cast<std::ptrdiff_t>(team * months_.size());
      out.by_team_month.insert(out.by_team_month.end(), from, from + static_cast<std::ptrdiff_t>(months_.size()));
    }
    out.months = std::move(months_);
    out.weeks = std::move(weeks_);
    out.by_week = std::move(by_week_);
    return out;
  }

 private:
  bool has_figures(std::size_t team) const {
    for (std::size_t month = 0; month < months_.size(); ++month)
      for (const auto& counted : by_team_[team * months_.size() + month])
        if (counted.of > 0) return true;
    return false;
  }

  Periods months_, weeks_;
  std::vector<Counts> by_team_, by_week_;
};

// The facts' teams, and those that only accounts name.
struct TeamNumbers {
  std::vector<std::string> names;
  std::unordered_map<UserId, std::size_t> of_author;

  TeamNumbers(const std::vector<std::string>& from_facts, const workforce::Officers& accounts) : names(from_facts) {
    std::unordered_map<std::string, std::size_t> numbers;
    for (std::size_t i = 0; i < names.size(); ++i) numbers.emplace(names[i], i);
    for (const auto& account : accounts) {
      if (!account || !account->team || account->team->empty()) continue;
      const auto [at, fresh] = numbers.emplace(*account->team, names.size());
      if (fresh) names.push_back(*account->team);
      of_author[account->id] = at->second;
    }
  }
};

}  // namespace

const std::array<Outcome, outcome_count>& outcomes() { return all; }

Panel gather_panel(const FactTable::Scan& scan, const workforce::Officers& accounts, Months months) {
  const TeamNumbers teams(scan.teams(), accounts);
  Gathering gathering(teams.names.size(), months);
  const auto* in_person = casework_share("interview_in_person");
  const auto* answered = casework_share("questions_answered");
  const Span span = span_of(months);
  const auto own = own_answers(scan);
  for (const auto& episode : scan.episodes()) {
    if (episode.reported_at >= span.until) continue;
    const std::size_t team = episode.team;
    if (episode.happened(episode.returned) && episode.happened(episode.interviewed)) {
      const Instant held = episode.reported_at + std::chrono::seconds(episode.returned) + std::chrono::seconds(episode.interviewed);
      gathering.add(team, held, interview_in_person, in_person->count(episode));
      const auto questions = answered->count(episode);
      gathering.add(team, held, questions_unanswered, {questions.of - questions.met, questions.of});
    }
    if (episode.reported_at < span.from) continue;
    gathering.add(team, episode.reported_at, clocks_met, clocks_of(episode));
    gathering.add(team, episode.reported_at, ethnicity_self_defined, {own[episode.child], 1});
  }
  for (const auto& row : scan.written().rows) {
    if (row.month < months.first || row.month > months.last) continue;
    const auto team = teams.of_author.find(row.author);
    gathering.add_month(team == teams.of_author.end() ? 0 : team->second, static_cast<std::size_t>(row.month - months.first), findings_in_words, {row.findings, row.words});
  }
  auto out = gathering.finished(teams.names);
  out.older_language_rules = scan.written().older_rules;
  return out;
}

}  // namespace lapwing::measures::training
