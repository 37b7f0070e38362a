#include "desk/batch.hpp"

#include <sodium.h>
#include <spdlog/spdlog.h>

#include "casework/deciding.hpp"
#include "casework/subjects.hpp"
#include "desk/access.hpp"

namespace lapwing::desk {

using namespace casework;

static std::string digest_of(std::string_view text) {
  unsigned char hash[16];
  crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0);
  std::string hex(2 * sizeof hash + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash, sizeof hash);
  hex.pop_back();
  return hex;
}

void Batch::raise_alarms() {
  for (const auto& place : desk_.deadlines.due(now_)) {
    if (is_full()) return;   // after a long stop: the rest are still due, and the next batch's
    if (place.child.bytes == force_subject) {
      if (raise_alarms_of_force() == 0) desk_.deadlines.set(place, std::nullopt);
      continue;
    }
    const auto outcome = decide_case(Sent{Actor{}, place.child, place.episode, RaiseAlarms{}, {}, {}, {}});
    if (outcome && outcome->count > 0) continue;
    // A deadline with nothing to say would wake the writer for ever.
    spdlog::error("An alarm that was due had nothing to say: {}", outcome ? "no event" : outcome.error().message);
    desk_.deadlines.set(place, std::nullopt);
  }
}

void Batch::note_ended_reads(const std::vector<ReadWindows::Ended>& ended) {
  for (const auto& [look, times] : ended) {
    const auto outcome =
        !look.report.is_nil() ? decide_on_links({look.who, NoteReportRead{look.report, look.what, look.as_known_at, times}})
        : look.child.is_nil()
            ? decide_on_account({look.who, *look.who.user, NoteBoardRead{look.what, look.as_known_at, times}})
            : decide_case(Sent{look.who, look.child, {}, NoteRead{look.what, look.as_known_at, times}, {}, {}, {}});
    if (!outcome) spdlog::error("Repeated looks could not be noted: {}", outcome.error().message);
  }
}

void Batch::note_service_event(Event event, const Actor& by) {
  draft(ledger::no_subject, Envelope{std::move(event), {}, by, {}, {}});
}

void Batch::take(Job job) {
  Outcome outcome = std::holds_alternative<Sent>(job.what)          ? decide_case(std::move(std::get<Sent>(job.what)))
                    : std::holds_alternative<SentOnLinks>(job.what) ? decide_on_links(std::move(std::get<SentOnLinks>(job.what)))
                    : std::holds_alternative<SentOnForce>(job.what) ? decide_on_force(std::get<SentOnForce>(job.what))
                                                                    : decide_on_account(std::get<SentOnAccount>(job.what));
  answers_.emplace_back(std::move(job.answer), std::move(outcome));
}

Recorded Batch::draft(const ledger::Subject& subject, Envelope envelope) {
  drafts_.emplace_back(subject, encode(envelope));
  return Recorded{{next_++, now_, std::move(envelope.by)}, envelope.episode, std::move(envelope.event)};
}

const Requests::Answered* Batch::answered(const std::string& key) const {
  const auto here = requests_.find(key);
  return here != requests_.end() ? &here->second : desk_.requests.find(key);
}

std::expected<Batch::WorkingCase*, Refusal> Batch::working(ChildId child) {
  if (const auto found = cases_.find(child); found != cases_.end()) return &found->second;
  auto held = desk_.shelf->get(child);
  if (!held) return std::unexpected(Refusal{RefusalKind::unavailable, held.error()});
  return &cases_.emplace(child, WorkingCase{std::move(*held), {}, {}}).first->second;
}

void Batch::work_on(WorkingCase& work, ChildId child, Case after) {
  work.held = std::make_shared<Case>(std::move(after));
  if (work.line) return;
  const auto line = desk_.children.find(child);
  work.line = line ? std::make_shared<ChildLine>(*line) : std::make_shared<ChildLine>();
  work.line->id = child;
}

std::string Batch::free_reference() const {
  return desk_.children.reference_after_last(static_cast<int>(london_date(now_).year()), references_used_);
}

std::optional<Batch::RequestDigest> Batch::request_of(const Actor& by, const std::optional<std::string>& key, const std::string& body) {
  if (!key) return std::nullopt;
  const auto sender = by.user ? by.user->text() : by.name;
  return RequestDigest{digest_of(sender + "|" + *key), digest_of(body)};
}

std::optional<Outcome> Batch::repeated(const RequestDigest& request) const {
  const auto* earlier = answered(request.key);
  if (!earlier) return std::nullopt;
  if (earlier->body != request.body)
    return std::unexpected(invalid("Idempotency-Key", "This key was already used for a different request. Use a new one."));
  Done again = earlier->done;
  again.repeated = true;
  return again;
}

Outcome Batch::decide_case(Sent sent) {
  const auto request = request_of(sent.by, sent.request_key, sent.request_body);
  if (request) {
    if (auto earlier = repeated(*request)) return std::move(*earlier);
  }
  const bool is_new = sent.child.is_nil();
  if (is_new) sent.child = desk_.ids->next<ChildId>();
  const auto work = working(sent.child);
  if (!work) return std::unexpected(work.error());
  const Case* current = (*work)->current();
  if (!current && !is_new) return std::unexpected(not_found("There is no record of this child."));
  if (auto no = refuse(desk_.rules.access, sent.by, command_name(sent.command), current, now_))
    return std::unexpected(std::move(*no));

  Case nobody;
  nobody.id = sent.child;
  const bool opens = std::holds_alternative<ReportMissing>(sent.command);
  Context context{now_, sent.by, desk_.rules, *desk_.ids, opens ? free_reference() : std::string(), std::move(sent.kept)};
  auto decision = decide_through(current ? *current : nobody, sent.command, sent.episode, sent.seen, context, next_);
  if (!decision) return std::unexpected(std::move(decision.error()));
  const std::size_t count = decision->events.size();
  if (count > events_max && !std::holds_alternative<RaiseAlarms>(sent.command))
    return std::unexpected(Refusal{RefusalKind::invalid, "This is more than can be recorded at once. Send it in parts."});

  Done done{sent.child, sent.episode, {}, current ? current->version : 0, next_, count, false};
  if (count > 0) {
    work_on(**work, sent.child, std::move(decision->after));
    done.version = (*work)->held->version;
    for (auto& recorded : decision->events) {
      if (opens && recorded.episode) done.episode = recorded.episode;
      evolve_line(*(*work)->line, recorded);
      fold_facts(**work, sent.child, recorded);
      if (desk_.options.links && is_followed(event_name(recorded.event))) followed_.emplace_back(sent.child, recorded);
      const bool is_last = &recorded == &decision->events.back();
      Envelope envelope{std::move(recorded.event), recorded.episode, sent.by, {}, {}};
      if (request && is_last) {
        envelope.request = request->key;
        envelope.request_body = request->body;
        envelope.request_events = count;
        envelope.request_version = done.version;
      }
      draft(sent.child.bytes, std::move(envelope));
    }
    if (opens) ++references_used_;
  }
  if (request) requests_.emplace(request->key, Requests::Answered{request->body, done, now_});
  return done;
}

// What people may do to their own account without an administrator.
static bool is_own_business(const AccountCommand& command) {
  return std::holds_alternative<SetPassword>(command) || std::holds_alternative<IssueToken>(command) ||
         std::holds_alternative<RevokeToken>(command);
}

Outcome Batch::decide_on_account(const SentOnAccount& sent) {
  const auto request = request_of(sent.by, sent.request_key, sent.request_body);
  if (request) {
    if (auto earlier = repeated(*request)) return std::move(*earlier);
  }
  const bool own = sent.by.user == sent.user && is_own_business(sent.command);
  if (!own)
    if (auto no = refuse(desk_.rules.access, sent.by, command_name(sent.command), nullptr, now_))
      return std::unexpected(std::move(*no));
  UserId user = sent.user;
  if (const auto* adding = std::get_if<AddAccount>(&sent.command)) {
    if (user.is_nil()) user = desk_.ids->next<UserId>();
    const auto same = [&](const auto& one) { return one.second.account->username == adding->username; };
    if (desk_.staff.by_username(adding->username) || std::ranges::any_of(accounts_, same))
      return std::unexpected(invalid("username", "There is already an account with this user name. Choose another."));
  }
  auto found = accounts_.find(user);
  const auto published = desk_.staff.find(user);
  Account held = found != accounts_.end() ? *found->second.account : published ? *published : Account{};
  held.id = user;
  Context context{now_, sent.by, desk_.rules, *desk_.ids, {}};
  auto events = decide_account(held, found != accounts_.end() || published, sent.command, context);
  if (!events) return std::unexpected(std::move(events.error()));
  Done done{{}, {}, user, 0, next_, events->size(), false};
  if (events->empty()) return done;
  if (found == accounts_.end()) found = accounts_.emplace(user, WorkingAccount{std::make_shared<Account>(held), {}}).first;
  for (auto& event : *events) {
    Envelope envelope{std::move(event.event), {}, sent.by, {}, {}};
    if (request && &event == &events->back()) {
      envelope.request = request->key;
      envelope.request_body = request->body;
      envelope.request_events = events->size();
    }
    const auto recorded = draft(user.bytes, std::move(envelope));
    done.item = item_of(recorded.event);
    evolve_account(*found->second.account, recorded);
    found->second.entries.push_back(recorded.stamp.index);
  }
  if (request) requests_.emplace(request->key, Requests::Answered{request->body, done, now_});
  return done;
}

std::expected<void, ledger::Fault> Batch::append() {
  std::vector<ledger::Draft> batch;
  batch.reserve(drafts_.size());
  for (const auto& [subject, payload] : drafts_) batch.push_back({now_, subject, payload});
  const auto first = desk_.ledger->append(batch, desk_.sequence.load());
  if (!first) return std::unexpected(first.error());
  return {};
}

std::vector<CaseShelf::Held> Batch::publish() {
  std::vector<CaseShelf::Held> changed;
  for (auto& [child, work] : cases_) {
    if (!work.held) continue;
    const bool live = work.line->is_live();
    desk_.set_deadlines(*work.held);
    desk_.index_for_search(*work.line, desk_.children.find(child).get());
    desk_.children.put(std::move(work.line));
    desk_.shelf->keep(work.held, live);
    desk_.publish_row(work.held, next_ - 1, now_);
    changed.push_back(std::move(work.held));
  }
  for (auto& [user, work] : accounts_) desk_.staff.put(std::move(work.account), work.entries);
  publish_links();
  publish_facts();
  publish_force();
  for (auto& [key, answered] : requests_) desk_.requests.keep(key, std::move(answered));
  desk_.sequence = next_;
  if (!drafts_.empty()) desk_.last_at = now_;
  return changed;
}

void Batch::answer() {
  // Whoever sent many waits for the oldest first: told last, they are woken once and find all the others there.
  for (auto answer = answers_.rbegin(); answer != answers_.rend(); ++answer) answer->first.set_value(std::move(answer->second));
  answers_.clear();
}

void Batch::answer_failure(const std::string& message) {
  for (auto& [promise, outcome] : answers_)
    promise.set_value(std::unexpected(Refusal{RefusalKind::unavailable, message}));
  answers_.clear();
}

}  // namespace lapwing::desk
