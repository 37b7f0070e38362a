// A decision on a group, sent as it stands before whoever decides: the reports that bear on it and its children go into the ledger with it.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "web/opened_report.hpp"
#include "web/pages/groups_pages.hpp"
#include "web/wording.hpp"

namespace lapwing::web {

namespace {

using casework::LinkCommand;

struct Deciding {
  LinksThen then;
  const desk::GroupOnDesk* one = nullptr;
};

std::expected<Deciding, Response> deciding(Visit& visit) {
  auto then = links_at(visit);
  if (!then) return std::unexpected(then.error());
  const auto* one = then->groups->find(visit.param("group"));
  if (!one)
    return std::unexpected(visit.not_found("There is no such group now. It may have been joined with another since you looked: see the list. Nothing was recorded."));
  return Deciding{std::move(*then), one};
}

Response again(Visit& visit, const std::string& part, render::FieldErrors errors) {
  Refused refused{std::move(errors), 422};
  for (auto& error : refused.errors)
    if (!error.name.empty()) error.name = part + "." + error.name;
  return shown_group_page(visit, &refused);
}

Response sent(Visit& visit, const std::string& part, LinkCommand command, std::string back, std::string notice) {
  if (auto asked = asked_about_wording(visit, casework::command_name(command))) return std::move(*asked);
  const auto outcome = send_on_links(visit, std::move(command));
  if (outcome) return visit.redirect(std::move(back), std::move(notice));
  if (outcome.error().kind != casework::RefusalKind::invalid) return visit.refusal(outcome.error());
  const auto refused = refused_by(visit, part, outcome.error());
  return shown_group_page(visit, &refused);
}

std::string text_of(const Visit& visit, const std::string& name) { return std::string(visit.form.get(name)); }

}  // namespace

Response take_on_posted(Visit& visit) {
  const auto now = deciding(visit);
  if (!now) return now.error();
  const auto& group = now->one->group;
  const auto user = UserId::parse(text_of(visit, "take.owner.user"));
  const auto account = user ? visit.desk().staff().find(*user) : nullptr;
  if (!account) return again(visit, "take", {{"owner.user", "Choose who takes it on"}});
  casework::TakeOnGroup command{group.id, {*user, account->name}, {}, evidence_of(group), child_mentions_of(group)};
  if (const auto note = text_of(visit, "take.note"); !note.empty()) command.note = note;
  return sent(visit, "take", std::move(command), group_path(group.id), "The group was taken on by " + account->name + ".");
}

Response dismiss_posted(Visit& visit) {
  const auto now = deciding(visit);
  if (!now) return now.error();
  const auto& group = now->one->group;
  return sent(visit, "dismiss", casework::DismissGroup{group.id, text_of(visit, "dismiss.reason"), evidence_of(group), child_mentions_of(group)},
              "/groups?show=dismissed", "The group was dismissed. It comes back when a new report bears on it.");
}

Response merge_posted(Visit& visit) {
  const auto now = deciding(visit);
  if (!now) return now.error();
  const auto& group = now->one->group;
  const auto* other = now->then.groups->find(text_of(visit, "merge.other"));
  if (!other || other->group.id == group.id) return again(visit, "merge", {{"other", "Choose the other group"}});
  return sent(visit, "merge",
              casework::MergeGroups{group.id, {other->group.id}, text_of(visit, "merge.reason"), child_mentions_of(group), child_mentions_of(other->group)}, "/groups",
              "The two are one group now.");
}

Response split_posted(Visit& visit) {
  const auto now = deciding(visit);
  if (!now) return now.error();
  const auto& group = now->one->group;
  casework::SplitGroup command{group.id, std::vector<casework::GroupPart>(2), text_of(visit, "split.reason")};
  const auto all = child_mentions_of(group);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& id = group.children[i].id;
    const bool apart = std::ranges::any_of(visit.form, [&](const auto& field) { return field.first == "split.children" && field.second == id; });
    command.parts[apart ? 1 : 0].children.push_back(all[i]);
  }
  if (command.parts[0].children.empty() || command.parts[1].children.empty())
    return again(visit, "split", {{"children", "Choose some of the children, and not all"}});
  return sent(visit, "split", std::move(command), "/groups", "They are two groups now, where reports bear each out by itself.");
}

Response undo_posted(Visit& visit) {
  const auto part = text_of(visit, "_part");
  std::uint64_t ruling = 0;
  const auto text = text_of(visit, part + ".ruling");
  std::from_chars(text.data(), text.data() + text.size(), ruling);
  const auto now = deciding(visit);
  if (!now) return now.error();
  const auto held = std::ranges::find(now->one->rulings, ruling, &desk::GroupRuling::index);
  if (held == now->one->rulings.end() || held->lifted_by)
    return visit.problem(409, "There is nothing to take back", "This decision is not held, or was taken back already. Look at the group again.");
  return sent(visit, part, casework::LiftGroupRuling{now->one->group.id, ruling, text_of(visit, part + ".reason")}, group_path(now->one->group.id),
              "The decision was taken back.");
}

}  // namespace lapwing::web
