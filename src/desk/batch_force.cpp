// The batch's part in the force's own record: deciding, and publishing what became durable.
#include "casework/clock_alarms.hpp"
#include "casework/subjects.hpp"
#include "desk/access.hpp"
#include "desk/batch.hpp"

namespace lapwing::desk {

using namespace casework;

ItemId item_of(const Event& event) {
  return std::visit([]<class E>(const E& e) -> ItemId {
    if constexpr (std::is_same_v<E, AccreditationRecorded> || std::is_same_v<E, AbsenceRecorded>) return e.id;
    else if constexpr (std::is_same_v<E, CourseAdded>) return e.course;
    else if constexpr (std::is_same_v<E, CourseSessionRecorded>) return e.session;
    else if constexpr (std::is_same_v<E, FileSampleDrawn>) return e.sample;
    else if constexpr (std::is_same_v<E, PlanActionSet>) return e.action;
    else return {};
  }, event);
}

Outcome Batch::decide_on_force(const SentOnForce& sent) {
  const auto request = request_of(sent.by, sent.request_key, sent.request_body);
  if (request) {
    if (auto earlier = repeated(*request)) return std::move(*earlier);
  }
  if (auto no = refuse(desk_.rules.access, sent.by, command_name(sent.command), nullptr, now_)) return std::unexpected(std::move(*no));
  const auto published = desk_.force.get();
  const ForceKnowledge known{[&](UserId user) { return accounts_.contains(user) || desk_.staff.find(user); },
                             [&](EpisodeId episode) { return desk_.children.child_of(episode).has_value(); }, desk_.options.is_answered, desk_.options.is_audited};
  Context context{now_, sent.by, desk_.rules, *desk_.ids, {}};
  auto events = decide_force(force_ ? *force_ : *published, sent.command, known, context);
  if (!events) return std::unexpected(std::move(events.error()));
  Done done;
  done.first = next_;
  done.count = events->size();
  for (auto& event : *events) {
    done.item = item_of(event.event);
    Envelope envelope{std::move(event.event), {}, sent.by, {}, {}};
    if (request && &event == &events->back()) {
      envelope.request = request->key;
      envelope.request_body = request->body;
      envelope.request_events = events->size();
      envelope.request_version = next_;
    }
    draft_on_force(std::move(envelope));
  }
  done.version = force_ ? force_->version : published->version;
  if (request) requests_.emplace(request->key, Requests::Answered{request->body, done, now_});
  return done;
}

void Batch::draft_on_force(Envelope envelope) {
  if (!force_) force_ = std::make_shared<ForceRecord>(*desk_.force.get());
  const auto recorded = draft(force_subject, std::move(envelope));
  evolve_force(*force_, recorded);
  force_entries_.push_back(recorded.stamp.index);
}

// What the clocks of the plan have to say. A start may find many: a clock that nobody heeds speaks on.
std::size_t Batch::raise_alarms_of_force() {
  const auto published = desk_.force.get();
  auto alarms = alarms_due((force_ ? *force_ : *published).clocks, now_);
  for (auto& alarm : alarms) draft_on_force(Envelope{std::move(alarm), {}, Actor{}, {}, {}});
  return alarms.size();
}

void Batch::publish_force() {
  if (!force_) return;
  desk_.set_deadline_of_force(*force_);
  desk_.force.put(std::move(force_), force_entries_);
}

void DeskState::set_deadline_of_force(const ForceRecord& record) {
  std::optional<Instant> soonest;
  for (const auto& clock : record.clocks)
    if (const auto next = next_deadline(clock); next && (!soonest || *next < *soonest)) soonest = next;
  deadlines.set({ChildId{force_subject}, {}}, soonest);
}

}  // namespace lapwing::desk
