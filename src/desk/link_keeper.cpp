#include "desk/link_keeper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>

namespace lapwing::desk {

using namespace casework;

namespace {

std::string pair_key(const MentionRef& a, const MentionRef& b) {
  auto one = a.report + "/" + a.ref, other = b.report + "/" + b.ref;
  if (other < one) std::swap(one, other);
  return one + "|" + other;
}

std::set<std::string> ids_of(const std::vector<MentionRef>& mentions) {
  std::set<std::string> out;
  for (const auto& one : mentions) out.insert(one.report + "/" + one.ref);
  return out;
}

links::Decision decision(links::Decision::What what, const Recorded& from, std::string group, std::string reason) {
  links::Decision out;
  out.what = what;
  out.by = {from.stamp.by.name, from.stamp.at, std::move(reason)};
  out.group = std::move(group);
  return out;
}

GroupRuling ruling(GroupRuling::What what, const Recorded& from, std::string group, std::string words) {
  GroupRuling out;
  out.what = what;
  out.index = from.stamp.index;
  out.at = from.stamp.at;
  out.by = from.stamp.by;
  out.group = std::move(group);
  out.words = std::move(words);
  return out;
}

std::vector<const GroupOnDesk*> having(const std::vector<GroupOnDesk>& all, std::vector<std::optional<ChildId>> GroupOnDesk::*records, ChildId child) {
  std::vector<const GroupOnDesk*> out;
  for (const auto& one : all)
    if (std::ranges::find(one.*records, std::optional(child)) != (one.*records).end()) out.push_back(&one);
  return out;
}

}  // namespace

const GroupOnDesk* GroupList::find(std::string_view id) const {
  for (const auto* list : {&ranked, &dismissed, &near})
    for (const auto& one : *list)
      if (one.group.id == id) return &one;
  return nullptr;
}

std::vector<const GroupOnDesk*> GroupList::of(ChildId child) const { return having(ranked, &GroupOnDesk::records, child); }
std::vector<const GroupOnDesk*> GroupList::thought_of(ChildId child) const { return having(ranked, &GroupOnDesk::thought, child); }

LinkKeeper::LinkKeeper(policy::GroupRules rules, std::unique_ptr<links::People> people) : rules_(std::move(rules)) {
  links_.emplace(rules_, std::move(people));
  links_->hold();   // until everything the ledger holds has been told
}

// ---- the desk's writer -------------------------------------------------------------------------------------------------------

void LinkKeeper::take(const reports::Report& report, std::string_view key) {
  if (received_by_ && report.received_at > *received_by_) return;
  const auto taken = links_->take(report, key);
  touched_ |= !taken.groups.empty();   // most reports change no ranked group, and nobody need look again
}

void LinkKeeper::report_received(ReportId id, const reports::Report& report, const Stamp&, std::optional<ReportId> beside) {
  const std::lock_guard lock(mutex_);
  by_id_.emplace(id, report.number);
  numbers_.try_emplace(report.number, beside.value_or(id));
  take(report, id.text());
}

void LinkKeeper::report_erased(ReportId id) {
  {
    const std::lock_guard lock(mutex_);
    const auto number = by_id_.find(id);
    if (number == by_id_.end()) return;
    report_erased_ = true;
    // One that stood beside another was never in the graph.
    if (const auto first = numbers_.find(number->second); first != numbers_.end() && first->second == id) {
      links_->withdraw(number->second);
      numbers_.erase(first);
      touched_ = true;
    }
    by_id_.erase(number);
  }
  told();
}

void LinkKeeper::take_own(ChildId child, std::vector<reports::Report> reports) {
  auto& held = children_.at(child);
  for (const auto& report : reports) {
    if (received_by_ && report.received_at > *received_by_) continue;
    take(report, "child");
    touched_ = true;
    own_numbers_.emplace(report.number, child);
    held.numbers.push_back(report.number);
    // The record says itself that these are one child: tied to the earliest that stands or, by what takes another's place, to each.
    for (const auto& earlier : held.numbers)
      if (earlier != report.number && links_->rule_people(earlier, "p1", report.number, "p1", true) && report.withdraws.empty()) break;
  }
}

void LinkKeeper::case_recorded(ChildId child, const Recorded& recorded) {
  const std::lock_guard lock(mutex_);
  if (received_by_ && recorded.stamp.at > *received_by_) return;
  auto& held = children_[child];
  if (!held.trail) held.trail = trail_so_far(child);
  take_own(child, held.trail->take(recorded));
  if (recorded.episode) open_trails_.push_back(child);
  touched_ |= std::holds_alternative<EpisodeOpened>(recorded.event);
}

void LinkKeeper::child_erased(ChildId child) {
  {
    const std::lock_guard lock(mutex_);
    const auto held = children_.find(child);
    if (held == children_.end()) return;
    for (const auto& number : held->second.numbers) {
      links_->withdraw(number);
      own_numbers_.erase(number);
    }
    children_.erase(held);
    touched_ = true;
  }
  told();
}

void LinkKeeper::told() {
  bool changed = false;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& child : open_trails_)
      if (const auto held = children_.find(child); held != children_.end()) take_own(child, held->second.trail->finish());
    open_trails_.clear();
    if (!settled_) {
      links_->settle();
      settled_ = true;
      touched_ = true;
    }
    changed = std::exchange(touched_, false);
    ++changes_;
  }
  if (changed && changed_) changed_();
}

bool LinkKeeper::holds(std::string_view number) const {
  const std::shared_lock lock(mutex_);
  return own_numbers_.contains(std::string(number));
}

void LinkKeeper::decide(GroupRuling ruled, std::vector<links::Decision> decisions) {
  Held held{std::move(ruled), {}};
  for (auto& one : decisions) held.decisions.push_back(links_->restore(std::move(one)));
  rulings_.push_back(std::move(held));
}

void LinkKeeper::ruling_recorded(const Recorded& recorded) {
  using What = links::Decision::What;
  const std::lock_guard lock(mutex_);
  if (received_by_ && recorded.stamp.at > *received_by_) return;
  touched_ = true;
  const bool again = recorded.stamp.index < known_to_;   // what it did to people is in the snapshot
  const auto match = [&](const auto& e, std::optional<bool> same) {
    if (!again && same) links_->rule_people(e.from_report, e.from_ref, e.to_report, e.to_ref, *same);
    if (!again && !same) links_->lift_people(e.from_report, e.from_ref, e.to_report, e.to_ref);
    const auto key = pair_key({e.from_report, e.from_ref}, {e.to_report, e.to_ref});
    match_rulings_.erase(key);
    if (same) match_rulings_.emplace(key, recorded);
  };
  if (const auto* e = std::get_if<MatchConfirmed>(&recorded.event)) match(*e, true);
  else if (const auto* e = std::get_if<MatchRefused>(&recorded.event)) match(*e, false);
  else if (const auto* e = std::get_if<MatchRulingLifted>(&recorded.event)) match(*e, std::nullopt);
  else if (const auto* e = std::get_if<GroupNoticed>(&recorded.event)) noticed_.try_emplace(e->group, recorded.stamp.at);
  else if (const auto* e = std::get_if<GroupTakenOn>(&recorded.event)) {
    auto made = decision(What::taken_on, recorded, e->group, e->note.value_or(""));
    made.children = ids_of(e->children);
    made.reports = {e->evidence.begin(), e->evidence.end()};
    auto said = ruling(GroupRuling::What::taken_on, recorded, e->group, e->note.value_or(""));
    said.owner = e->owner;
    decide(std::move(said), {std::move(made)});
  } else if (const auto* e = std::get_if<GroupDismissed>(&recorded.event)) {
    auto made = decision(What::dismissed, recorded, e->group, e->reason);
    made.children = ids_of(e->children);
    made.reports = {e->evidence.begin(), e->evidence.end()};
    decide(ruling(GroupRuling::What::dismissed, recorded, e->group, e->reason), {std::move(made)});
  } else if (const auto* e = std::get_if<GroupsMerged>(&recorded.event)) {
    std::vector<links::Decision> decisions;
    for (const auto& other : e->from) {
      auto made = decision(What::merged, recorded, e->into, e->reason);
      made.children = ids_of(e->children);
      made.other = other;
      made.other_children = ids_of(e->other_children);
      decisions.push_back(std::move(made));
    }
    auto said = ruling(GroupRuling::What::merged, recorded, e->into, e->reason);
    said.others = e->from;
    decide(std::move(said), std::move(decisions));
  } else if (const auto* e = std::get_if<GroupSplit>(&recorded.event)) {
    std::vector<links::Decision> decisions;
    std::set<std::string> all;
    for (const auto& part : e->parts) all.merge(ids_of(part.children));
    for (std::size_t i = 1; i < e->parts.size(); ++i) {
      auto made = decision(What::split, recorded, e->group, e->reason);
      made.children = all;
      made.other_children = ids_of(e->parts[i].children);
      decisions.push_back(std::move(made));
    }
    decide(ruling(GroupRuling::What::split, recorded, e->group, e->reason), std::move(decisions));
  } else if (const auto* e = std::get_if<GroupRulingLifted>(&recorded.event)) {
    for (auto& held : rulings_) {
      if (held.ruling.index != e->ruling || held.ruling.lifted_by) continue;
      for (const auto id : held.decisions) links_->undo(id);
      held.ruling.lifted_by = recorded.stamp.by;
      held.ruling.lifted_at = recorded.stamp.at;
      held.ruling.lifted_why = e->reason;
    }
  }
}

// ---- reading -----------------------------------------------------------------------------------------------------------------

void LinkKeeper::find_records(GroupOnDesk& out, const links::Group& group) const {
  const auto record_with = [&](std::string_view report, std::string_view ref) -> std::optional<ChildId> {
    const auto own = ref == "p1" ? own_numbers_.find(std::string(report)) : own_numbers_.end();
    return own == own_numbers_.end() ? std::nullopt : std::optional(own->second);
  };
  for (const auto& child : group.children) {
    std::optional<ChildId> found, thought;
    for (const auto& mention : child.mentions) {
      auto& which = std::ranges::find(child.thought, mention) == child.thought.end() ? found : thought;
      if (!which) which = record_with(mention.first, mention.second);
    }
    // Somebody who is named on a child's record and is that child is found by the node, not by the group's own mentions.
    const auto& store = links_->store();
    if (const auto node = found ? links::none : store.find_node(child.id); node != links::none)
      for (const auto mention : store.node(node).mentions)
        if (!found) found = record_with(store.report(store.mention(mention).report).number, store.mention(mention).ref);
    out.records.push_back(found);
    out.thought.push_back(found ? std::nullopt : thought);
  }
}

GroupOnDesk LinkKeeper::on_desk(links::Group group) const {
  GroupOnDesk out;
  find_records(out, group);
  const auto children = links::children_of(group);
  const auto now = links::reports_of(group);
  for (const auto& held : rulings_) {
    const auto& all = links_->decisions().all();
    const bool about = std::ranges::any_of(held.decisions, [&](auto id) {
      const auto& one = all[id - 1];
      return links::Decisions::about(one, group.id, children) || one.other == group.id;
    });
    if (!about && held.ruling.group != group.id) continue;
    out.rulings.push_back(held.ruling);
    if (held.ruling.lifted_by) continue;
    if (held.ruling.what == GroupRuling::What::taken_on) {
      out.taken_on = held.ruling;
      out.dismissed.reset();
    } else if (held.ruling.what == GroupRuling::What::dismissed) {
      out.dismissed = held.ruling;
      out.taken_on.reset();
    }
  }
  if (out.dismissed && !links_->decisions().hides(group)) {
    out.returned = true;
    out.dismissed.reset();
  }
  if (const auto noticed = noticed_.find(group.id); noticed != noticed_.end()) out.noticed = noticed->second;
  out.group = std::move(group);
  return out;
}

std::shared_ptr<const GroupList> LinkKeeper::make_list() const {
  auto out = std::make_shared<GroupList>();
  for (auto& group : links_->groups()) out->ranked.push_back(on_desk(std::move(group)));
  for (auto& group : links_->dismissed()) out->dismissed.push_back(on_desk(std::move(group)));
  for (auto& group : links_->groups_near()) out->near.push_back(on_desk(std::move(group)));
  return out;
}

std::shared_ptr<const GroupList> LinkKeeper::groups() const {
  const std::lock_guard list_lock(list_mutex_);
  if (list_ && list_of_ == changes_) return list_;
  const std::shared_lock lock(mutex_);
  list_of_ = changes_;
  list_ = make_list();
  return list_;
}

links::NodeId LinkKeeper::node_of(ChildId child) const {
  const auto held = children_.find(child);
  if (held == children_.end()) return links::none;
  for (const auto& number : held->second.numbers)
    if (const auto mention = links_->store().find_mention(number, "p1"); mention != links::none) return links_->store().node_of(mention);
  return links::none;
}

std::string LinkKeeper::entity_of(ChildId child) const {
  const std::shared_lock lock(mutex_);
  const auto node = node_of(child);
  return node == links::none ? std::string() : links_->store().id_of(node);
}

std::vector<ChildId> LinkKeeper::children_of(std::string_view entity) const {
  const std::shared_lock lock(mutex_);
  std::vector<ChildId> out;
  const auto node = links_->store().find_node(entity);
  if (node == links::none) return out;
  for (const auto mention : links_->store().node(node).mentions) {
    const auto& said = links_->store().mention(mention);
    const auto own = said.ref == "p1" ? own_numbers_.find(links_->store().report(said.report).number) : own_numbers_.end();
    if (own != own_numbers_.end() && std::ranges::find(out, own->second) == out.end()) out.push_back(own->second);
  }
  return out;
}

std::size_t LinkKeeper::report_count() const {
  const std::shared_lock lock(mutex_);
  return links_->store().report_count();
}

void LinkKeeper::with_links(const std::function<void(const links::Links&)>& use) const {
  const std::shared_lock lock(mutex_);
  use(*links_);
}

std::optional<ReportId> LinkKeeper::report_id(std::string_view number) const {
  const std::shared_lock lock(mutex_);
  const auto found = numbers_.find(std::string(number));
  return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<ChildId> LinkKeeper::child_with_report(std::string_view number) const {
  const std::shared_lock lock(mutex_);
  const auto found = own_numbers_.find(std::string(number));
  return found == own_numbers_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace lapwing::desk
