#include "desk/desk.hpp"

#include <fmt/format.h>
#include <sodium.h>
#include <spdlog/spdlog.h>

#include "desk/batch.hpp"
#include "policy/nicknames.hpp"
#include "policy/own_files.hpp"
#include "views/known_at.hpp"

namespace lapwing::desk {

using namespace casework;

namespace {

class RandomIds final : public IdSource {
 public:
  IdBytes fresh() override {
    IdBytes bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x40);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
    return bytes;
  }
};

// A force without a list of nicknames finds children by spelling and sound alone.
std::expected<views::Nicknames, std::string> nicknames_of(const policy::Policies& rules) {
  for (const auto& [name, text] : rules.files) {
    if (name != "nicknames.toml") continue;
    const auto forms = policy::parse_nicknames(text);
    if (!forms) return std::unexpected(forms.error());
    return views::Nicknames(forms->spellings, forms->nicknames);
  }
  return views::Nicknames{};
}

// What an exercise is, or why this folder cannot start one.
std::expected<std::optional<ExerciseStarted>, std::string> new_exercise(const DeskState& state) {
  if (!state.options.exercise) return std::nullopt;
  if (state.service.exercise) return std::nullopt;   // already one: it goes on as it was started
  if (state.sequence > 0)
    return std::unexpected("An exercise starts in an empty folder. This one already holds a ledger: name another with --data.");
  if (!(state.options.exercise->speed > 0))
    return std::unexpected("The speed of an exercise must be more than nothing.");
  const auto real = MachineTime(Instant{}).now();
  return ExerciseStarted{state.options.exercise->starts, state.options.exercise->speed, real};
}

std::shared_ptr<TimeSource> time_for(const DeskState& state) {
  if (state.options.time) return state.options.time;
  if (const auto& exercise = state.service.exercise)
    return std::make_shared<ExerciseTime>(exercise->starts, exercise->speed, exercise->real_start, state.last_at);
  return std::make_shared<MachineTime>(state.last_at);
}

}  // namespace

Desk::Desk(std::unique_ptr<DeskState> state) : state_(std::move(state)) {}

std::expected<std::unique_ptr<Desk>, std::string> Desk::open(Options options) {
  if (sodium_init() < 0) return std::unexpected("The cryptographic library could not start.");
  auto state = std::make_unique<DeskState>();
  state->options = std::move(options);
  auto rules = policy::policies_of(state->options.data, state->options.rules);
  if (!rules) return std::unexpected(rules.error());
  state->rules = std::move(*rules);
  auto nicknames = nicknames_of(state->rules);
  if (!nicknames) return std::unexpected(nicknames.error());
  state->search = std::make_unique<views::SearchIndex>(std::move(*nicknames));
  ledger::Options ledger_options;
  ledger_options.keys_dir = state->options.keys;
  ledger_options.accept_older_ledger = state->options.accept_older_ledger;
  auto ledger = ledger::Ledger::open(state->options.data, std::move(ledger_options));
  if (!ledger) return std::unexpected(ledger.error().message);
  state->ledger = std::move(*ledger);
  state->ids = state->options.ids ? state->options.ids : std::make_shared<RandomIds>();
  state->shelf = std::make_unique<CaseShelf>(*state->ledger, state->children);
  if (auto replayed = state->replay(); !replayed) return std::unexpected(replayed.error());

  const auto exercise = new_exercise(*state);
  if (!exercise) return std::unexpected(exercise.error());
  if (*exercise) state->service.exercise = **exercise;
  state->time = time_for(*state);
  Batch opening(*state, state->now());
  if (*exercise) opening.note_service_event(**exercise);
  if (state->options.accept_older_ledger) opening.note_service_event(OlderLedgerAccepted{state->sequence});
  if (state->service.rules_digest != state->rules.digest) {
    RulesAdopted adopted{state->rules.digest, {}};
    for (const auto& [name, text] : state->rules.files) adopted.files.push_back({name, text});
    opening.note_service_event(std::move(adopted));
    state->service.rules_digest = state->rules.digest;
  }
  if (state->options.links)
    if (auto told = state->tell_follower(*state->options.links, {}); !told) return std::unexpected(told.error());
  if (!state->commit(opening)) return std::unexpected(*state->failed);
  for (const auto& held : state->shelf->live()) state->publish_row(held, state->sequence - 1, state->now());
  if (state->options.count_text)
    state->written = std::make_unique<WrittenCounter>(state->options.count_text, state->options.language_digest, state->facts, *state->ledger,
                                                      state->children, state->sequence);
  state->writer = std::thread([raw = state.get()] { raw->run(); });
  return std::unique_ptr<Desk>(new Desk(std::move(state)));
}

Desk::~Desk() {
  if (const auto closed = close(); !closed) spdlog::error("Closing: {}", closed.error());
}

std::expected<void, std::string> Desk::close() {
  if (!state_->writer.joinable()) return {};
  {
    const std::lock_guard lock(state_->queue_mutex);
    state_->stopping = true;
  }
  state_->queue_changed.notify_all();
  state_->queue_has_room.notify_all();
  state_->writer.join();
  state_->written.reset();
  if (state_->snapshotter.joinable()) state_->snapshotter.join();
  if (!state_->failed && state_->worth_a_snapshot()) {
    const auto written = state_->write_snapshot_now();
    if (!written) spdlog::warn("No snapshot at closing: {}", written.error());
  }
  if (const auto closed = state_->ledger->close(); !closed) return std::unexpected(closed.error().message);
  return {};
}

// ---- doing -----------------------------------------------------------------------------------------------------------------

std::future<Outcome> Desk::enqueue(Sent sent) { return state_->post(std::move(sent)); }
Outcome Desk::submit(Sent sent) { return state_->post(std::move(sent)).get(); }
Outcome Desk::submit(SentOnAccount sent) { return state_->post(std::move(sent)).get(); }
Outcome Desk::submit(SentOnForce sent) { return state_->post(std::move(sent)).get(); }
Outcome Desk::submit(SentOnLinks sent) { return enqueue(std::move(sent)).get(); }

// A report is read on the thread that brings it, not on the writer's, which everyone waits for.
std::future<Outcome> Desk::enqueue(SentOnLinks sent) {
  const auto* receiving = std::get_if<ReceiveReport>(&sent.command);
  if (receiving && !receiving->gives_number && !sent.read)
    if (auto read = read_as_sent(receiving->sent)) sent.read = std::move(*read);   // else the writer says what is wrong with it
  return state_->post(std::move(sent));
}

void Desk::advance_to(Instant to) { (void)state_->post(Job::Advance{to}).get(); }

std::expected<void, std::string> Desk::snapshot() {
  std::expected<void, std::string> result;
  const auto done = state_->post(Job::Pause{[&] {
                      result = state_->write_snapshot_now();
                    }}).get();
  if (!done) return std::unexpected(done.error().message);
  return result;
}

std::expected<void, std::string> Desk::tell_links(LinkFollower& follower, std::optional<Instant> until) const {
  return state_->tell_follower(follower, until);
}

// ---- reading ---------------------------------------------------------------------------------------------------------------

Instant Desk::now() const { return state_->now(); }
const policy::Policies& Desk::rules() const { return state_->rules; }
std::optional<std::string> Desk::clock_fault() const { return state_->time->fault(); }

std::optional<std::string> Desk::not_recording() const {
  const std::lock_guard lock(state_->queue_mutex);
  if (state_->failed) return state_->failed;
  return state_->stopping ? std::optional<std::string>("the service is stopping") : std::nullopt;
}

std::uint64_t Desk::sequence() const { return state_->sequence; }
const measures::FactTable& Desk::facts() const { return state_->facts; }
void Desk::wait_for_written_counts() const {
  if (state_->written) state_->written->settle();
}
const Register& Desk::children() const { return state_->children; }
const ReportRegister& Desk::reports() const { return state_->reports; }
const Staff& Desk::staff() const { return state_->staff; }
std::shared_ptr<const ForceRecord> Desk::force_record() const { return state_->force.get(); }
const views::Board& Desk::board() const { return state_->board; }
const views::SearchIndex& Desk::search() const { return *state_->search; }
const ledger::Ledger& Desk::ledger() const { return *state_->ledger; }
std::vector<CaseShelf::Held> Desk::live_cases() const { return state_->shelf->live(); }

std::optional<Exercise> Desk::exercise() const {
  const auto& exercise = state_->service.exercise;
  return exercise ? std::optional(Exercise{exercise->starts, exercise->speed}) : std::nullopt;
}

std::expected<CaseShelf::Held, std::string> Desk::case_of(ChildId child) const { return state_->shelf->get(child); }

CaseShelf::Held Desk::case_at_hand(ChildId child) const { return state_->shelf->at_hand(child); }

std::expected<std::optional<Case>, std::string> Desk::case_as_known_at(ChildId child, Instant at) const {
  const auto events = history(child, at, false);
  if (!events) return std::unexpected(events.error());
  if (events->empty()) return std::nullopt;
  return fold(child, *events);
}

std::expected<std::vector<Recorded>, std::string> Desk::history(ChildId child, std::optional<Instant> until,
                                                                bool with_reads) const {
  const auto line = state_->children.find(child);
  if (!line) return std::vector<Recorded>{};
  if (!with_reads) return read_events(*state_->ledger, line->entries.values(), until);
  std::vector<std::uint64_t> all;
  std::ranges::merge(line->entries.values(), line->read_entries.values(), std::back_inserter(all));
  return read_events(*state_->ledger, all, until);
}

std::expected<std::optional<HeldReport>, std::string> Desk::report(ReportId report) const {
  const auto line = state_->reports.find(report);
  if (!line || line->erased) return std::nullopt;
  const std::uint64_t index[] = {line->index};
  auto events = read_events(*state_->ledger, index);
  if (!events) return std::unexpected(events.error());
  if (events->empty()) return std::nullopt;
  auto* received = std::get_if<ReportReceived>(&events->front().event);
  if (!received) return std::unexpected(fmt::format("Entry {} of the ledger is not a report.", line->index));
  return HeldReport{*line, events->front().stamp, std::move(received->sent)};
}

std::expected<std::vector<Recorded>, std::string> Desk::report_history(ReportId report) const {
  const auto line = state_->reports.find(report);
  if (!line) return std::vector<Recorded>{};
  std::vector<std::uint64_t> entries{line->index};
  std::ranges::copy(line->reads.values(), std::back_inserter(entries));
  return read_events(*state_->ledger, entries);
}

std::expected<std::vector<Recorded>, std::string> Desk::force_history() const {
  return read_events(*state_->ledger, state_->force.entries().values());
}

std::expected<std::vector<Recorded>, std::string> Desk::account_history(UserId user) const {
  return read_events(*state_->ledger, state_->staff.entries(user));
}

std::expected<std::vector<Case>, std::string> Desk::cases_open_at(Instant at) const {
  std::vector<ChildId> children;
  state_->children.each([&](const ChildLine& line) {
    const auto open_then = [&](const EpisodeLine& e) { return e.opened_at <= at && (!e.closed_at || *e.closed_at > at); };
    if (std::ranges::any_of(line.episodes, open_then)) children.push_back(line.id);
  });
  std::vector<Case> cases;
  for (const auto& child : children) {
    auto held = case_as_known_at(child, at);
    if (!held) return std::unexpected(held.error());
    if (*held && (*held)->open_episode()) cases.push_back(std::move(**held));
  }
  return cases;
}

}  // namespace lapwing::desk
