#include "measures/facts/episode_facts.hpp"

#include <algorithm>
#include <set>

#include "casework/type_names.hpp"
#include "casework/work.hpp"

namespace lapwing::measures {

using namespace casework;

namespace {

template <class E, class... Any>
constexpr bool one_of = (std::is_same_v<E, Any> || ...);

// What a row is folded from, but for work that only moves the time of the last activity.
template <class E>
constexpr bool of_episode = one_of<E, EpisodeOpened, RiskAssessed, OfficerDeployed, ReviewRecorded, ReturnRecorded, EpisodeReopened, EpisodeClosed,
                                   InterviewHeld, QuestionSet, QuestionAnswered, ActionSet, ActionDone, ReturnInterviewOffered,
                                   ReturnInterviewRecorded, ClockSet, ClockMet, ClockClimbed, ClockAcknowledged>;
template <class E>
constexpr bool of_child = one_of<E, ChildRegistered, ChildDetailsChanged, EthnicityRecorded, ObservedEthnicityRecorded, NationalityRecorded,
                                 RecordRestricted, RestrictionLifted, EpisodeOpened>;

ElapsedSeconds elapsed(Instant from, Instant to) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(to - from).count();
  constexpr std::int64_t least = std::numeric_limits<ElapsedSeconds>::min() + 1, most = std::numeric_limits<ElapsedSeconds>::max();
  return static_cast<ElapsedSeconds>(std::clamp<std::int64_t>(seconds, least, most));
}

void count(std::uint16_t& number) {
  if (number < UINT16_MAX) ++number;
}

template <std::size_t size>
void copy_code(char (&to)[size], std::string_view code) {
  std::ranges::fill(to, '\0');
  if (code.size() < size) std::ranges::copy(code, to);
}

// ---- answers: the question's number without its last two bits, which say how it was answered ----
constexpr std::uint64_t answered_bit = 1, unsafe_bit = 2, how_bits = answered_bit | unsafe_bit;

std::uint64_t question_mark(ItemId question) { return std::hash<ItemId>{}(question) & ~how_bits; }
std::uint64_t how(QuestionOutcome outcome, std::optional<QuestionSafety> safety) {
  const bool unsafe = safety == QuestionSafety::not_safe || safety == QuestionSafety::not_known;
  return (outcome == QuestionOutcome::answered ? answered_bit : 0) | (unsafe ? unsafe_bit : 0);
}

void count_answers(EpisodeFold& fold) {
  fold.row.questions_answered = fold.row.questions_unsafe = 0;
  for (const auto mark : fold.answers) {
    if (mark & answered_bit) count(fold.row.questions_answered);
    if (mark & unsafe_bit) count(fold.row.questions_unsafe);
  }
}

// ---- an episode ----
class EpisodeFolding {
 public:
  EpisodeFolding(EpisodeFold& fold, const Stamp& stamp, FactNames& names) : fold_(fold), row_(fold.row), stamp_(stamp), names_(names) {}

  void operator()(const EpisodeOpened& e) {
    row_.reported_at = e.reported_at;
    row_.team = names_.team(e.team);
    row_.area = names_.area(e.area);
  }
  void operator()(const RiskAssessed& e) {
    if (!row_.assessed) row_.first_level = row_.highest_level = e.level;
    row_.assessed = true;
    row_.level = e.level;
    row_.highest_level = std::max(row_.highest_level, e.level);
  }
  void operator()(const OfficerDeployed&) { first(row_.deployed, since_report(stamp_.at)); }
  void operator()(const ReviewRecorded&) { first(row_.reviewed, since_report(stamp_.at)); }
  void operator()(const ReturnRecorded& e) {
    const auto before = row_.returned;
    row_.returned = since_report(e.at);
    if (row_.happened(before)) move_return(before);
    row_.how_found = e.how;
  }
  void operator()(const EpisodeClosed&) {
    row_.closed = since_report(stamp_.at);
    fold_.answers.clear();
  }
  void operator()(const EpisodeReopened&) {
    if (row_.is_open()) return take_back_return();
    row_.closed = never_happened;
    row_.reopened = true;
  }
  void operator()(const InterviewHeld& e) { follow(Following::interviewed, e.at, e.mode); }
  void operator()(const QuestionSet&) { count(row_.questions); }
  void operator()(const QuestionAnswered& e) {
    const auto mark = question_mark(e.question);
    const auto held = std::ranges::find(fold_.answers, mark, [](std::uint64_t one) { return one & ~how_bits; });
    if (held != fold_.answers.end()) *held = mark | how(e.outcome, e.safety);
    else fold_.answers.push_back(mark | how(e.outcome, e.safety));
    count_answers(fold_);
  }
  void operator()(const ActionSet&) { count(row_.actions_set); }
  void operator()(const ActionDone&) { count(row_.actions_done); }
  void operator()(const ReturnInterviewOffered& e) { follow(Following::rhi_offered, e.at); }
  void operator()(const ReturnInterviewRecorded& e) {
    switch (e.outcome) {
      case ReturnInterviewOutcome::accepted: follow(Following::rhi_accepted, e.at); return;
      case ReturnInterviewOutcome::refused: follow(Following::rhi_refused, e.at); return;
      case ReturnInterviewOutcome::completed: follow(Following::rhi_completed, e.at); return;
    }
  }
  void operator()(const ClockSet& e) {
    row_.clocks_set |= bit(e.kind);
    if (e.kind == ClockKind::first_deployment && !row_.happened(row_.deployed)) row_.deployment_due = since_report(e.due);
    if (e.kind == ClockKind::review && !row_.happened(row_.reviewed)) row_.review_due = since_report(e.due);
    if (e.kind == ClockKind::prevention_interview && row_.happened(row_.returned)) row_.interview_due = since_return(e.due);
  }
  void operator()(const ClockMet& e) {
    row_.clocks_met |= bit(e.kind);
    if (e.late) row_.clocks_breached |= bit(e.kind);
  }
  // Every rung of a ladder climbs on the same breach.
  void operator()(const ClockClimbed& e) {
    row_.clocks_breached |= bit(e.kind);
    if (e.kind != ClockKind::idle || row_.last_idle_due == since_report(e.due)) return;
    row_.last_idle_due = since_report(e.due);
    count(row_.idle_breaches);
  }
  void operator()(const ClockAcknowledged& e) { row_.clocks_acknowledged |= bit(e.kind); }
  void operator()(const auto&) {}

 private:
  ElapsedSeconds since_report(Instant at) const { return elapsed(row_.reported_at, at); }
  ElapsedSeconds since_return(Instant at) const { return elapsed(row_.reported_at + std::chrono::seconds(row_.returned), at); }
  void first(ElapsedSeconds& field, ElapsedSeconds at) const {
    if (!row_.happened(field)) field = at;
  }
  ElapsedSeconds& field(Following what) const {
    switch (what) {
      case Following::rhi_offered: return row_.rhi_offered;
      case Following::rhi_accepted: return row_.rhi_accepted;
      case Following::rhi_completed: return row_.rhi_completed;
      case Following::rhi_refused: return row_.rhi_refused;
      case Following::interviewed: break;
    }
    return row_.interviewed;
  }
  bool keeps_all(Following what) const { return std::ranges::find(fold_.followed, what, &Followed::what) == fold_.followed.end(); }
  // The one that the row holds goes beside it. `returned`: what it is counted from.
  void set_beside(Following what, ElapsedSeconds returned) {
    if (!row_.happened(field(what))) return;
    fold_.followed.push_back({what, returned + field(what), what == Following::interviewed ? row_.interview_mode : std::nullopt});
  }
  void follow(Following what, Instant at, std::optional<InterviewMode> mode = {}) {
    if (!row_.happened(row_.returned)) return;
    const auto since = since_return(at);
    if (keeps_all(what)) {
      if (since >= 0 && !row_.happened(field(what))) {
        field(what) = since;
        if (mode) row_.interview_mode = mode;
        return;
      }
      set_beside(what, row_.returned);
    }
    fold_.followed.push_back({what, since_report(at), mode});
    settle(what);
  }
  // The first that follows the return; an interview's mode is that of the one last recorded of those that do.
  void settle(Following what) {
    auto& first_of = field(what) = never_happened;
    if (what == Following::interviewed) row_.interview_mode.reset();
    for (const auto& one : fold_.followed) {
      const auto since = one.at - row_.returned;
      if (one.what != what || since < 0) continue;
      first_of = row_.happened(first_of) ? std::min(first_of, since) : since;
      if (one.mode) row_.interview_mode = one.mode;
    }
  }
  // The return is recorded again: what followed the one before counts only if it follows this one too, and what did not may now.
  void move_return(ElapsedSeconds before) {
    const auto by = row_.returned - before;
    for (const auto what : {Following::interviewed, Following::rhi_offered, Following::rhi_accepted, Following::rhi_completed, Following::rhi_refused}) {
      if (keeps_all(what)) {
        if (!row_.happened(field(what))) continue;
        if (field(what) >= by) {
          field(what) -= by;
          continue;
        }
        set_beside(what, before);
      }
      settle(what);
    }
    if (row_.happened(row_.interview_due)) row_.interview_due -= by;
  }

  // It was recorded in error, and so was whatever was thought to follow it.
  void take_back_return() {
    for (auto* field : {&row_.returned, &row_.interviewed, &row_.interview_due, &row_.rhi_offered, &row_.rhi_accepted, &row_.rhi_completed,
                        &row_.rhi_refused})
      *field = never_happened;
    row_.how_found.reset();
    row_.interview_mode.reset();
    fold_.followed.clear();
  }

  EpisodeFold& fold_;
  EpisodeFacts& row_;
  const Stamp& stamp_;
  FactNames& names_;
};

// A person recorded something: the stretch before it, up to `missing_until`, is over.
void end_idle(EpisodeFacts& row, Instant missing_until) {
  if (!row.happened(row.last_activity)) return;
  row.longest_idle = std::max(row.longest_idle, elapsed(row.reported_at, missing_until) - row.last_activity);
}

// As casework::Episode::last_activity: of what people record while the episode is open; opening it again begins anew.
void note_activity(EpisodeFacts& row, const Recorded& recorded, bool was_missing) {
  const auto at = recorded.stamp.at;
  const auto* returned = std::get_if<ReturnRecorded>(&recorded.event);
  const bool reopens = std::holds_alternative<EpisodeReopened>(recorded.event);
  if (was_missing && !reopens) end_idle(row, returned ? std::min(at, returned->at) : at);
  if (row.is_open()) row.last_activity = elapsed(row.reported_at, at);
}

std::set<std::string, std::less<>> needed_names() {
  std::set<std::string, std::less<>> names;
  [&]<class... E>(const std::variant<E...>*) {
    ((of_episode<E> || of_child<E> ? (void)names.insert(separated(type_name<E>(), '_')) : void()), ...);
  }(static_cast<const AnyEvent*>(nullptr));
  return names;
}

}  // namespace

void fold_episode(EpisodeFold& fold, const Recorded& recorded, FactNames& names) {
  auto& row = fold.row;
  if (recorded.episode != row.id || recorded.stamp.index < row.folded_to) return;
  const bool was_missing = row.is_missing();
  const bool is_of_row = std::visit([]<class E>(const E&) { return of_episode<E>; }, recorded.event);
  const bool is_activity = recorded.stamp.by.role != Role::system && is_work(recorded.event);
  if (!is_of_row && !is_activity) return;
  std::visit(EpisodeFolding(fold, recorded.stamp, names), recorded.event);
  if (is_activity) note_activity(row, recorded, was_missing);
  row.folded_to = recorded.stamp.index + 1;
}

void fold_work(EpisodeFacts& row, std::uint64_t index, Instant at) {
  if (index < row.folded_to) return;
  if (row.is_missing()) end_idle(row, at);
  if (row.is_open()) row.last_activity = elapsed(row.reported_at, at);
  row.folded_to = index + 1;
}

void take_answers(EpisodeFold& fold, const Episode& episode) {
  fold.answers.clear();
  for (const auto& question : episode.interview.questions)
    if (question.outcome) fold.answers.push_back(question_mark(question.id) | how(*question.outcome, question.safety));
  count_answers(fold);
  if (!fold.row.is_open()) fold.answers.clear();
}

bool facts_need(std::string_view event_name) {
  static const auto names = needed_names();
  return names.contains(event_name);
}

// ---- a child ----
namespace {

struct ChildFolding {
  ChildFacts& row;

  void take(const ChildDetails& details) const {
    row.born = details.born;
    row.sex = details.sex;
    row.looked_after = details.looked_after;
  }
  void operator()(const ChildRegistered& e) const { take(e.details); }
  void operator()(const ChildDetailsChanged& e) const { take(e.details); }
  void operator()(const EthnicityRecorded& e) const {
    copy_code(row.self_defined, e.ethnicity.code);
    row.not_stated_reason = e.ethnicity.not_stated_reason;
  }
  void operator()(const ObservedEthnicityRecorded& e) const { copy_code(row.observed, e.code); }
  void operator()(const NationalityRecorded& e) const { copy_code(row.nationality, e.country == "unknown" ? "" : std::string_view(e.country)); }
  void operator()(const RecordRestricted&) const { row.restricted = true; }
  void operator()(const RestrictionLifted&) const { row.restricted = false; }
  void operator()(const EpisodeOpened&) const { count(row.episodes); }
  void operator()(const auto&) const {}
};

}  // namespace

void fold_child(ChildFacts& row, const Recorded& recorded) {
  if (recorded.stamp.index < row.folded_to || !std::visit([]<class E>(const E&) { return of_child<E>; }, recorded.event)) return;
  std::visit(ChildFolding{row}, recorded.event);
  row.folded_to = recorded.stamp.index + 1;
}

Completeness ChildFacts::completeness() const {
  if (self_defined[0] == 'N' && self_defined[1] == 'S') return Completeness::not_stated;
  if (self_defined[0] != '\0') return Completeness::self_defined;
  return observed[0] != '\0' ? Completeness::observed_only : Completeness::blank;
}

}  // namespace lapwing::measures
