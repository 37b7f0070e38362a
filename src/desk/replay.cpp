// Starting: a snapshot if there is one, then every entry after it; then the cases with work on them, and their clocks.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "casework/type_names.hpp"
#include "casework/work.hpp"
#include "desk/batch.hpp"
#include "desk/reading.hpp"

namespace lapwing::desk {

using namespace casework;

namespace {

bool is_about_an_account(std::string_view name) {
  static constexpr std::string_view names[] = {"account_added", "password_set", "account_changed", "account_closed", "signed_in",
                                               "sign_in_refused", "signed_out", "account_locked", "account_unlocked",
                                               "token_issued", "token_revoked", "board_read", "accreditation_recorded", "accreditation_ended",
                                               "working_pattern_set", "absence_recorded", "absence_ended"};
  return std::ranges::find(names, name) != std::end(names);
}

bool is_about_links(std::string_view name) {
  static constexpr std::string_view names[] = {"report_received", "report_read", "match_confirmed", "match_refused",
                                               "match_ruling_lifted", "group_taken_on", "group_dismissed", "groups_merged",
                                               "group_split", "group_ruling_lifted", "group_noticed"};
  return std::ranges::find(names, name) != std::end(names);
}

// What an event on a child's record is read for, by its name: most are not read at all, only where they stand.
struct Needs { bool fields = false, is_work = false; };
Needs needs_of(std::string_view name) {
  static const auto all = [] {
    static const auto names = names_of<AnyEvent>('_');
    boost::unordered_flat_map<std::string_view, Needs> needs;
    for (const std::string_view one : names) needs.emplace(one, Needs{line_needs(one) || measures::facts_need(one), is_work(one)});
    return needs;
  }();
  const auto found = all.find(name);
  return found == all.end() ? Needs{} : found->second;
}

class Replay {
 public:
  explicit Replay(DeskState& desk) : desk_(desk) {}

  std::expected<void, std::string> take(const ledger::Entry& entry) {
    if (entry.erased) return {};
    const auto name = peek_name(entry.payload);
    const bool has_request = entry.payload.find(R"("rq":")") != std::string::npos;
    if (entry.subject == ledger::no_subject) return take_service(entry);
    if (entry.subject == force_subject) return take_force(entry, has_request);
    if (is_about_an_account(name)) return take_account(entry, has_request);
    if (is_about_links(name)) return take_links(entry, name, has_request);
    auto& child = child_of(ChildId{entry.subject});
    const auto needs = needs_of(name);
    if (!has_request && !needs.fields) {
      (name == "record_read" ? child.line->read_entries : child.line->entries).push_back(entry.index);
      if (const auto on = needs.is_work ? peek_episode(entry.payload) : std::nullopt; on && on->by_person)
        child.facts.take_work(on->episode, entry.index, entry.at, desk_.facts);
      return {};
    }
    const auto recorded = to_recorded(entry);
    if (!recorded) return std::unexpected(recorded.error());
    evolve_line(*child.line, *recorded);
    child.facts.take(*recorded, desk_.facts);
    if (recorded->episode && std::holds_alternative<EpisodeReopened>(recorded->event))
      reopened_.emplace(*recorded->episode, ChildId{entry.subject});
    if (has_request) return take_request(entry, *recorded);
    return {};
  }

  void publish() {
    for (auto& [id, child] : children_) {
      desk_.children.put(std::move(child.line));
      child.facts.put(desk_.facts);
    }
    children_.clear();
    for (auto& [user, account] : accounts_) desk_.staff.put(std::move(account.held), account.entries);
    if (force_) desk_.force.put(std::move(force_), force_entries_);
  }

  // The few episodes that were reopened: which of their questions were answered before is only in the case.
  std::expected<void, std::string> take_answers_of_reopened() {
    for (const auto& [episode, child] : reopened_) {
      const auto held = desk_.shelf->get(child);
      if (!held) return std::unexpected(held.error());
      const auto* one = *held ? (*held)->episode(episode) : nullptr;
      if (!one) continue;
      WorkingFacts facts(child);
      facts.take_answers(*one, desk_.facts);
      facts.put(desk_.facts);
    }
    return {};
  }

 private:
  struct WorkingAccount {
    std::shared_ptr<Account> held;
    std::vector<std::uint64_t> entries;
  };

  struct WorkingChild {
    std::shared_ptr<ChildLine> line;
    WorkingFacts facts;
  };

  WorkingChild& child_of(ChildId id) {
    auto& child = children_.try_emplace(id, WorkingChild{{}, WorkingFacts(id)}).first->second;
    if (!child.line) {
      const auto held = desk_.children.find(id);
      child.line = held ? std::make_shared<ChildLine>(*held) : std::make_shared<ChildLine>();
      child.line->id = id;
    }
    return child;
  }

  std::expected<void, std::string> take_service(const ledger::Entry& entry) {
    const auto recorded = to_recorded(entry);
    if (!recorded) return std::unexpected(recorded.error());
    if (const auto* adopted = std::get_if<RulesAdopted>(&recorded->event)) desk_.service.rules_digest = adopted->digest;
    if (const auto* exercise = std::get_if<ExerciseStarted>(&recorded->event)) desk_.service.exercise = *exercise;
    return {};
  }

  std::expected<void, std::string> take_account(const ledger::Entry& entry, bool has_request) {
    const auto recorded = to_recorded(entry);
    if (!recorded) return std::unexpected(recorded.error());
    const UserId user{entry.subject};
    auto& account = accounts_[user];
    if (!account.held) {
      const auto held = desk_.staff.find(user);
      account.held = held ? std::make_shared<Account>(*held) : std::make_shared<Account>();
      account.held->id = user;
    }
    evolve_account(*account.held, *recorded);
    account.entries.push_back(entry.index);
    if (has_request) keep_request(entry, Done{{}, {}, user, 0, 0, 0, false, {}, item_of(recorded->event)});
    return {};
  }

  std::expected<void, std::string> take_force(const ledger::Entry& entry, bool has_request) {
    const auto recorded = to_recorded(entry);
    if (!recorded) return std::unexpected(recorded.error());
    if (!force_) force_ = std::make_shared<ForceRecord>(*desk_.force.get());
    if (force_->version != 0 && entry.index <= force_->version) return {};   // of a snapshot that could not be read to its end
    evolve_force(*force_, *recorded);
    force_entries_.push_back(entry.index);
    if (!has_request) return {};
    keep_request(entry, Done{{}, {}, {}, 0, 0, 0, false, {}, item_of(recorded->event)});
    return {};
  }

  std::expected<void, std::string> take_links(const ledger::Entry& entry, std::string_view name, bool has_request) {
    const ReportId subject{entry.subject};
    if (name == "report_read") return desk_.reports.put_read(subject, entry.index), std::expected<void, std::string>{};
    const bool is_report = name == "report_received";
    if (!is_report) desk_.reports.put_ruling(entry.index);
    if (!is_report && !has_request) return {};
    const auto recorded = to_recorded(entry);
    if (!recorded) return std::unexpected(recorded.error());
    if (is_report) {
      const auto read = read_as_sent(std::get<ReportReceived>(recorded->event).sent);
      if (!read) return std::unexpected(fmt::format("Entry {} of the ledger is not a report that can be read.", entry.index));
      desk_.reports.put(report_line(subject, **read, recorded->stamp));
      desk_.put_report_facts(subject, (*read)->read.report, desk_.reports.first_held((*read)->read.report.number) != subject);
    }
    if (!has_request) return {};
    const auto envelope = decode(entry.payload);
    if (!envelope || !envelope->request) return {};
    Done done;
    done.first = entry.index;
    done.count = 1;
    if (is_report) done.report = subject;
    desk_.requests.keep(*envelope->request, {envelope->request_body.value_or(""), done, entry.at});
    return {};
  }

  // `done` as the command's answer, but for what the entry itself says: its events and the version after them.
  void keep_request(const ledger::Entry& entry, Done done) {
    const auto envelope = decode(entry.payload);
    if (!envelope || !envelope->request) return;
    done.count = std::clamp<std::uint64_t>(envelope->request_events, 1, entry.index + 1);
    done.first = entry.index + 1 - done.count;
    done.version = envelope->request_version;
    desk_.requests.keep(*envelope->request, {envelope->request_body.value_or(""), done, entry.at});
  }

  // A repeated Idempotency-Key must get the same answer after a restart too.
  std::expected<void, std::string> take_request(const ledger::Entry& entry, const Recorded& recorded) {
    const auto envelope = decode(entry.payload);
    if (!envelope) return std::unexpected(envelope.error());
    if (!envelope->request) return {};
    const auto count = std::clamp<std::uint64_t>(envelope->request_events, 1, entry.index + 1);
    Done done{ChildId{entry.subject}, recorded.episode, {}, envelope->request_version, entry.index + 1 - count, count, false};
    desk_.requests.keep(*envelope->request, {envelope->request_body.value_or(""), done, entry.at});
    return {};
  }

  DeskState& desk_;
  std::unordered_map<ChildId, WorkingChild> children_;
  std::map<EpisodeId, ChildId> reopened_;
  std::unordered_map<UserId, WorkingAccount> accounts_;
  std::shared_ptr<ForceRecord> force_;
  std::vector<std::uint64_t> force_entries_;
};

}  // namespace

std::expected<void, std::string> DeskState::replay() {
  const auto head = ledger->head();
  std::uint64_t from = load_snapshot();
  snapshot_at = from;
  if (head.size - from > 10'000)
    if (const auto warmed = ledger->warm_keys(); !warmed) return std::unexpected(warmed.error().message);
  Replay replaying(*this);
  auto cursor = ledger->scan(from, head.size);
  if (!cursor) return std::unexpected(cursor.error().message);
  ledger::Entry entry;
  while (true) {
    const auto more = cursor->next(entry);
    if (!more) return std::unexpected(more.error().message);
    if (!*more) break;
    if (auto taken = replaying.take(entry); !taken) return taken;
    if (options.progress && entry.index % 4096 == 0) options.progress(entry.index, head.size);
  }
  replaying.publish();
  if (auto taken = replaying.take_answers_of_reopened(); !taken) return taken;
  sequence = head.size;
  last_at = head.last_at;
  children.each([&](const ChildLine& line) { index_for_search(line, nullptr); });
  std::vector<ChildId> live;
  children.each([&](const ChildLine& line) {
    if (line.is_live()) live.push_back(line.id);
  });
  std::ranges::sort(live);
  set_deadline_of_force(*force.get());
  for (const auto& child : live) {
    const auto held = shelf->get(child);
    if (!held) return std::unexpected(held.error());
    if (!*held) continue;
    shelf->keep(*held, true);
    set_deadlines(**held);
  }
  return {};
}

}  // namespace lapwing::desk
