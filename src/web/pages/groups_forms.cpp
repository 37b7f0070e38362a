// The decisions a person may make on a group: take it on, dismiss it, join it with another, part it.
#include <fmt/format.h>

#include <algorithm>

#include "web/pages/groups_pages.hpp"

namespace lapwing::web {

using namespace render;

namespace {

// Whoever may decide on groups may own one: analysts too, whom the lists of staff for an episode leave out.
Choices owners(const Visit& visit) {
  Choices out{{"", "Choose a name"}};
  for (const auto& account : visit.desk().staff().all())
    if (!account->closed && account->role != Role::system && visit.rules().access.may_command(account->role, "take-on-group"))
      out.push_back({account->id.text(), account->team ? account->name + ", " + *account->team : account->name});
  std::ranges::sort(out.begin() + 1, out.end(), {}, &Choice::label);
  return out;
}

json::object take_on_form(const Visit& visit, const std::string& path, const Refused* refused) {
  const auto choices = owners(visit);
  Form form(visit, "take", refused);
  form.select({.name = "owner.user", .label = "Who takes it on", .items = choices, .chosen = visit.visitor.actor.user ? visit.visitor.actor.user->text() : ""})
      .textarea({.name = "note", .label = "What happens next", .rows = 3});
  return form.done(path + "/take-on", "Take it on", 0);
}

json::object dismiss_form(const Visit& visit, const std::string& path, const Refused* refused) {
  Form form(visit, "dismiss", refused);
  form.textarea({.name = "reason", .label = "Why it is dismissed", .hint = "It comes back by itself when a new report bears on it.", .rows = 3});
  return form.folded("Dismiss this group", path + "/dismiss", "Dismiss", 0);
}

json::object merge_form(const Visit& visit, const LinksThen& then, const desk::GroupOnDesk& one, const std::string& path, const Refused* refused) {
  Choices others{{"", "Choose a group"}};
  for (const auto* list : {&then.groups->ranked, &then.groups->near})
    for (const auto& other : *list)
      if (other.group.id != one.group.id) {
        const auto shown = shown_group(visit, then, other);
        others.push_back({other.group.id, fmt::format("{}, {}", shown.title, shown.tied_by)});
      }
  Form form(visit, "merge", refused);
  form.select({.name = "other", .label = "The other group", .items = others}).input({.name = "reason", .label = "Why they are one group"});
  return form.folded("Say that this and another are one group", path + "/merge", "Join them", 0);
}

json::object split_form(const Visit& visit, const LinksThen& then, const desk::GroupOnDesk& one, const std::string& path, const Refused* refused) {
  const auto shown = shown_group(visit, then, one);
  Choices children;
  for (std::size_t i = 0; i < shown.children.size(); ++i) children.push_back({one.group.children[i].id, shown.children[i].name});
  Form form(visit, "split", refused);
  std::vector<std::string> chosen;
  for (const auto& [name, text] : visit.form)
    if (form.was_refused() && name == form.name("children")) chosen.push_back(text);
  form.add(checkboxes({.name = form.name("children"), .legend = "Children who go into a group of their own", .items = children, .chosen = chosen,
                       .error = form.error("children"), .small = true, .legend_size = "s"}));
  form.input({.name = "reason", .label = "Why they are not one group"});
  return form.folded("Say that this is two groups", path + "/split", "Part them", 0);
}

}  // namespace

json::array group_forms(const Visit& visit, const LinksThen& then, const desk::GroupOnDesk& one, const Refused* refused) {
  const auto path = group_path(one.group.id);
  json::array out;
  const auto may = [&](std::string_view command) { return visit.visitor.may_do(command) && visit.visitor.sees_names(); };
  if (may("take-on-group")) {
    out.push_back(heading(one.taken_on ? "Hand it to somebody else" : "Take it on"));
    out.push_back(take_on_form(visit, path, refused));
  }
  if (may("dismiss-group") && !one.dismissed) out.push_back(dismiss_form(visit, path, refused));
  if (may("merge-groups")) out.push_back(merge_form(visit, then, one, path, refused));
  if (may("split-group") && one.group.children.size() > 1) out.push_back(split_form(visit, then, one, path, refused));
  return out;
}

}  // namespace lapwing::web
