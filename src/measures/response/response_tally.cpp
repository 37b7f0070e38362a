#include "measures/response/response_tally.hpp"

#include <algorithm>

namespace lapwing::measures {

Counted MeasureTally::all() const {
  Counted out;
  for (const auto& level : by_level) out += level;
  return out;
}

namespace {

class Tallying {
 public:
  Tallying(const FactTable::Scan& scan, const ResponseAsked& asked) : span_(span_of(asked.months)), every_team_(asked.team.empty()) {
    out.weeks = Periods::weeks({span_.from, std::min(span_.until, asked.now)});
    out.modes_by_team.resize(scan.teams().size());
    for (const auto& name : scan.teams()) in_team_.push_back(name == asked.team);
    for (std::size_t measure = 0; measure < response_measures_count; ++measure) {
      out.measures[measure].by_week.resize(out.weeks.size());
      out.measures[measure].by_team.resize(scan.teams().size());
      counting_[measure] = casework_share(response_measures()[measure].share)->count;
    }
  }

  void add(const EpisodeFacts& episode) {
    if (!span_.has(episode.reported_at)) return;
    const bool is_asked = every_team_ || in_team_[episode.team];
    const int week = is_asked ? out.weeks.index_of(episode.reported_at) : Periods::none;
    out.episodes += is_asked;
    for (std::size_t measure = 0; measure < response_measures_count; ++measure) {
      const auto counted = counting_[measure](episode);
      auto& tally = out.measures[measure];
      if (counted.of > 0) tally.by_team[episode.team] += counted;
      if (!is_asked) continue;
      const auto level = static_cast<std::size_t>(episode.first_level);
      if (counted.of > 0) tally.by_level[level] += counted;
      if (counted.of > 0 && week != Periods::none) tally.by_week[static_cast<std::size_t>(week)] += counted;
      const auto elapsed = response_measures()[measure].elapsed ? response_measures()[measure].elapsed(episode) : never_happened;
      if (elapsed != never_happened) tally.times[level].add(elapsed);
    }
    if (episode.happened(episode.interviewed) && episode.interview_mode) add_mode(episode, is_asked);
  }

  ResponseTally out;

 private:
  void add_mode(const EpisodeFacts& episode, bool is_asked) {
    const auto mode = static_cast<std::size_t>(*episode.interview_mode);
    ++out.modes_by_team[episode.team][mode];
    out.modes[mode] += is_asked;
  }

  Span span_;
  bool every_team_;
  std::vector<char> in_team_;
  std::array<Counted (*)(const EpisodeFacts&), response_measures_count> counting_{};
};

}  // namespace

ResponseTally tally_response(const FactTable::Scan& scan, const ResponseAsked& asked) {
  Tallying tallying(scan, asked);
  for (const auto& episode : scan.episodes()) tallying.add(episode);
  return std::move(tallying.out);
}

}  // namespace lapwing::measures
