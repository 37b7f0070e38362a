// The forms of a child's record: each shown and posted the same way. Also registering a child who is not missing, and breaking
// the glass of a restricted record.
#include <algorithm>

#include "desk/access.hpp"
#include "web/pages/children.hpp"

namespace lapwing::web {

using namespace render;
using casework::Case;

namespace {

const ChildForm& form_of(const Visit& visit) {
  const auto last = std::string_view(visit.request.path).substr(visit.request.path.find_last_of('/') + 1);
  return *std::ranges::find(child_forms(), last, &ChildForm::path);   // the route is there because the form is
}

Response form_shown(const Visit& visit, const ChildForm& asked, const Case& held, const Refused* refused) {
  Form form(visit, "", refused);
  asked.fields(form, visit, held);
  auto head = visit.head(std::string(asked.title) + ": " + child_title(visit, held));
  head.back_href = child_path(held.id);
  if (refused) head.errors = refused->errors;
  json::object model{{"heading", asked.title}, {"who", child_title(visit, held)},
                     {"form", form.done(child_path(held.id) + "/" + std::string(asked.path), asked.button, held.version)}};
  return visit.page("child-form", head, std::move(model), refused ? refused->status : 200);
}

// A form shown again after a refusal is the same visit to the same record: the case is taken as it is, and no second look is noted.
Response form_again(Visit& visit, const ChildForm& asked, ChildId child, const Refused& refused) {
  const auto held = visit.desk().case_of(child);
  if (!held || !*held || !desk::may_see(**held, visit.visitor.actor, visit.desk().now()))
    return visit.not_found("There is no such child's record. Check the address, or find the child by name.");
  return form_shown(visit, asked, **held, &refused);
}

Response new_child_shown(const Visit& visit, const Refused* refused) {
  Form form(visit, "", refused);
  form.input({.name = "source", .label = "Who gives this information", .hint = "For example the child's social worker, by name"});
  details_fields(form, visit, Case{});
  auto head = visit.head("Hold information about a child");
  head.back_href = "/children";
  if (refused) head.errors = refused->errors;
  json::object model{{"heading", "Hold information about a child who is not missing"},
                     {"form", form.done("/children/new", "Save", 0)}};
  return visit.page("child-form", head, std::move(model), refused ? refused->status : 200);
}

// Only a page of ours: never another host, in whatever spelling a browser would take for one.
std::string local_path(std::string_view next, std::string otherwise) {
  const bool local = next.starts_with('/') && !next.starts_with("//") &&
                     std::ranges::none_of(next, [](unsigned char c) { return c == '\\' || c < ' '; });
  return local ? std::string(next) : otherwise;
}

Response glass_again(const Visit& visit, const Case& held, const std::string& action, const Refused& refused) {
  auto head = visit.head("This record is restricted");
  head.errors = refused.errors;
  const auto wrong = error_for(refused.errors, "reason");
  json::object model{{"text", held.restriction->set.what.owner.name + " decides who may see this record. If a child's safety needs it "
                              "now, say why and open it: your reason is recorded and they are told."},
                     {"action", action},
                     {"fields", json::array{csrf(visit.visitor.csrf),
                                            textarea({.name = "reason", .label = "Why you must see it now",
                                                      .value = visit.form.get("reason"), .error = wrong}),
                                            button({.text = "Open the record", .style = "warning"})}}};
  return visit.page("restricted", head, std::move(model), refused.status);
}

}  // namespace

Response child_form_page(Visit& visit) {
  const auto& asked = form_of(visit);
  if (visit.as_known_at) return visit.problem(409, "Nothing can be changed in the past", "Go back to now, then change it.");
  auto opened = visit.open_case("the child's " + std::string(asked.path) + " form");
  if (!opened) return std::move(opened.error());
  return form_shown(visit, asked, *opened->held, nullptr);
}

Response child_form_posted(Visit& visit) {
  const auto& asked = form_of(visit);
  const auto child = ChildId::parse(visit.param("child"));
  if (!child) return visit.not_found("There is no such child's record. Check the address, or find the child by name.");
  const Posting posting{std::string(asked.command), *child, std::nullopt, child_path(*child), std::string(asked.notice)};
  return post_command(visit, posting, [&](const Refused& refused) { return form_again(visit, asked, *child, refused); });
}

Response new_child_page(Visit& visit) { return new_child_shown(visit, nullptr); }

Response new_child_posted(Visit& visit) {
  const Posting posting{"register-child", {}, std::nullopt, {}, {}};
  auto done = send_body(visit, posting, body_of(visit), [&](const Refused& refused) { return new_child_shown(visit, &refused); });
  if (!done) return std::move(done.error());
  return visit.redirect(child_path(done->child) + "/advance-information", "The child's record was made. Add what would help to find them.");
}

Response break_glass_posted(Visit& visit) {
  const auto child = ChildId::parse(visit.param("child"));
  const auto held = child ? visit.desk().case_of(*child) : std::unexpected(std::string());
  if (!held || !*held) return visit.not_found("There is no such child's record. Check the address, or find the child by name.");
  const auto back = local_path(visit.query.get("next"), child_path(*child));
  if (!(*held)->restriction) return visit.redirect(back);
  const auto action = child_path(*child) + "/break-glass?next=" + transport::percent_encode(back);
  const Posting posting{"break-glass", *child, std::nullopt, back, "The record is open to you for now. Whoever restricted it is told."};
  return post_command(visit, posting, [&](const Refused& refused) { return glass_again(visit, **held, action, refused); });
}

}  // namespace lapwing::web
