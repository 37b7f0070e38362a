#include "measures/case_filter.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/codec.hpp"

namespace lapwing::measures {

namespace {

// A list of words for the values of an enumeration that are not its names.
template <class E>
struct Word {
  std::string_view text;
  E value;
  std::string_view for_people;
};
constexpr Word<ClockWas> clock_words[] = {{"set", ClockWas::set, "set"}, {"met", ClockWas::met, "met"}, {"breached", ClockWas::breached, "breached"},
                                          {"acknowledged", ClockWas::acknowledged, "acknowledged"}};
constexpr Word<CaseState> state_words[] = {{"open", CaseState::open, "still open"}, {"closed", CaseState::closed, "closed"},
                                           {"missing", CaseState::missing, "the child still missing"}};
constexpr Word<Completeness> completeness_words[] = {{"self_defined", Completeness::self_defined, "ethnicity self-defined"},
                                                     {"not_stated", Completeness::not_stated, "ethnicity not stated, with a reason"},
                                                     {"observed_only", Completeness::observed_only, "ethnicity only as an officer observed it"},
                                                     {"blank", Completeness::blank, "ethnicity blank"}};

template <class E, std::size_t N>
std::optional<E> read_word(const Word<E> (&words)[N], std::string_view text) {
  const auto found = std::ranges::find(words, text, &Word<E>::text);
  return found == std::end(words) ? std::nullopt : std::optional(found->value);
}
template <class E, std::size_t N>
std::string_view for_people(const Word<E> (&words)[N], E value) {
  return std::ranges::find(words, value, &Word<E>::value)->for_people;
}

class Reader {
 public:
  explicit Reader(const std::vector<std::pair<std::string, std::string>>& query) : query_(query) {}

  std::string_view get(std::string_view name) const {
    const auto found = std::ranges::find(query_, name, [](const auto& field) -> std::string_view { return field.first; });
    return found == query_.end() ? std::string_view() : std::string_view(found->second);
  }
  // Nothing for an absent one; an unknown one is remembered.
  template <class Read>
  auto read(std::string_view name, Read&& how) -> decltype(how(std::string_view())) {
    const auto text = get(name);
    if (text.empty()) return {};
    auto value = how(text);
    if (!value && wrong.empty()) wrong = fmt::format("There is no {} called “{}”", name, text);
    return value;
  }
  std::string wrong;

 private:
  const std::vector<std::pair<std::string, std::string>>& query_;
};

bool has(ClockKinds kinds, ClockKind kind) { return (kinds & bit(kind)) != 0; }

bool clock_was(const EpisodeFacts& episode, ClockKind kind, ClockWas was) {
  switch (was) {
    case ClockWas::set: return has(episode.clocks_set, kind);
    case ClockWas::met: return has(episode.clocks_met, kind);
    case ClockWas::breached: return has(episode.clocks_breached, kind);
    case ClockWas::acknowledged: return has(episode.clocks_acknowledged, kind);
  }
  return false;
}

bool is_in(const EpisodeFacts& episode, CaseState state) {
  return state == CaseState::open ? episode.is_open() : state == CaseState::closed ? !episode.is_open() : episode.is_missing();
}

// A share of an episode with several questions is met when all of them are.
bool share_fits(const EpisodeFacts& episode, const CaseFilter& filter) {
  const auto counted = filter.share->count(episode);
  return counted.of > 0 && (!filter.met || *filter.met == (counted.met == counted.of));
}

bool counts(const CaseFilter& filter, const EpisodeFacts& episode, const ChildFacts& child) {
  if (filter.level && episode.first_level != *filter.level) return false;
  if (filter.share && !share_fits(episode, filter)) return false;
  if (filter.clock && !clock_was(episode, *filter.clock, filter.clock_was)) return false;
  if (filter.completeness && child.completeness() != *filter.completeness) return false;
  if (filter.incomplete && child.completeness() == Completeness::self_defined) return false;
  if (filter.found && episode.how_found != *filter.found) return false;
  return !filter.state || is_in(episode, *filter.state);
}

// Which number a name has in a list; nothing when nobody has it.
std::optional<std::size_t> number_of(const std::vector<std::string>& names, const std::string& name) {
  const auto found = std::ranges::find(names, name);
  return found == names.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - names.begin()));
}

}  // namespace

std::string CaseFilter::words() const {
  auto out = "Reported " + months_for_people(months);
  const auto add = [&](std::string_view text) { out += fmt::format(", {}", text); };
  if (!team.empty()) add(team);
  if (!area.empty()) add(area);
  if (level) add(fmt::format("risk at first {}", codec::word(*level) == "very_low" ? "very low" : codec::word(*level)));
  if (share) add(fmt::format("counted in “{}”{}", share->label, !met ? "" : *met ? ", done" : ", not done"));
  if (clock) add(fmt::format("clock “{}” {}", lapwing::for_people(codec::word(*clock)), for_people(clock_words, clock_was)));
  if (completeness) add(for_people(completeness_words, *completeness));
  if (incomplete) add("ethnicity not self-defined");
  if (found) add(lapwing::for_people(codec::word(*found)));
  if (state) add(for_people(state_words, *state));
  return out;
}

std::expected<CaseFilter, std::string> parse_case_filter(const std::vector<std::pair<std::string, std::string>>& query, Instant now) {
  Reader reader(query);
  const auto months = months_asked(reader.get("from"), reader.get("to"), now);
  if (!months) return std::unexpected(months.error());
  CaseFilter filter{.months = *months, .team = std::string(reader.get("team")), .area = std::string(reader.get("area"))};
  filter.level = reader.read("level", codec::from_word<RiskLevel>);
  filter.clock = reader.read("clock", codec::from_word<ClockKind>);
  filter.found = reader.read("found", codec::from_word<casework::HowFound>);
  filter.clock_was = reader.read("clock_was", [](auto text) { return read_word(clock_words, text); }).value_or(ClockWas::set);
  filter.state = reader.read("state", [](auto text) { return read_word(state_words, text); });
  filter.share = reader.read("share", [](auto text) { return casework_share(text); });
  filter.met = reader.read("met", [](auto text) { return text == "yes" ? std::optional(true) : text == "no" ? std::optional(false) : std::nullopt; });
  filter.incomplete = reader.get("completeness") == "incomplete";
  if (!filter.incomplete) filter.completeness = reader.read("completeness", [](auto text) { return read_word(completeness_words, text); });
  if (!reader.wrong.empty()) return std::unexpected(reader.wrong);
  return filter;
}

FoundCases find_cases(const FactTable::Scan& scan, const CaseFilter& filter, std::size_t skip, std::size_t count) {
  FoundCases found;
  const auto team = number_of(scan.teams(), filter.team), area = number_of(scan.areas(), filter.area);
  if ((!filter.team.empty() && !team) || (!filter.area.empty() && !area)) return found;
  const auto span = span_of(filter.months);
  std::vector<const EpisodeFacts*> all;
  for (const auto& episode : scan.episodes()) {
    if (!span.has(episode.reported_at)) continue;
    if (!filter.team.empty() && episode.team != *team) continue;
    if (!filter.area.empty() && episode.area != *area) continue;
    const auto& child = scan.child(episode);
    if (!counts(filter, episode, child)) continue;
    if (child.restricted) ++found.restricted;
    else all.push_back(&episode);
  }
  found.listed = all.size();
  const auto newest = [](const EpisodeFacts* a, const EpisodeFacts* b) { return a->reported_at != b->reported_at ? a->reported_at > b->reported_at : a->id < b->id; };
  const auto from = std::min(skip, all.size()), to = std::min(all.size(), from + count);
  std::ranges::partial_sort(all, all.begin() + static_cast<std::ptrdiff_t>(to), newest);
  for (auto at = from; at < to; ++at) found.newest_first.push_back({*all[at], scan.child(*all[at]).id, scan.team(all[at]->team)});
  return found;
}

}  // namespace lapwing::measures
