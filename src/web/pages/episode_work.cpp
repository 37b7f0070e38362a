// Who owns an episode, who was sent to find the child, and handing over to the next shift.
#include <algorithm>

#include <fmt/format.h>

#include "web/pages/episode_pages.hpp"

namespace lapwing::web {

using namespace render;

void move_into(json::array& to, json::array from) {
  for (auto& item : from) to.push_back(std::move(item));
}

Choices mention_choices() {
  return {{"person", "Person"}, {"place", "Place"}, {"thing", "Thing"}, {"phone", "Phone"}, {"vehicle", "Vehicle"}};
}

void mention_rows(Form& form, std::string_view field, std::string_view legend, int rows) {
  const auto kinds = mention_choices();
  for (int i = 0; i < rows; ++i) {
    Form row = form;
    row.take_fields();
    const auto kind = fmt::format("{}[{}].kind", field, i), label = fmt::format("{}[{}].label", field, i),
               detail = fmt::format("{}[{}].detail", field, i);
    row.select({.name = kind, .label = "Kind", .items = kinds})
        .input({.name = label, .label = "Who or what", .width = "20"})
        .input({.name = detail, .label = "What is known", .hint = {}, .width = "20"});
    form.add({{"kind", "components/row"}, {"legend", fmt::format("{} {}", legend, i + 1)}, {"fields", row.take_fields()}});
  }
}

json::array owner_part(const EpisodeView& view) {
  const auto& episode = view.episode();
  json::array out{heading("Owner", "m", "owner")};
  out.push_back(paragraph(episode.owner ? episode.owner->name : "Nobody owns this yet. Alarms go to the supervisors of " +
                                                                    episode.report.team + "."));
  if (!view.may_work("set-owner")) return out;
  const auto seen = view.held().version;
  const auto& me = view.visit.visitor.actor;
  if (me.user && (!episode.owner || episode.owner->user != me.user)) {
    auto mine = view.form("mine");
    mine.hidden("owner.user", me.user->text());
    out.push_back(mine.done(view.action("set-owner"), "I will own this", seen, "secondary"));
  }
  auto give = view.form("owner");
  give.person("owner", "Who").input({.name = "reason", .label = "Why (if it helps)"});
  out.push_back(give.folded("Give it to someone else", view.action("set-owner"), "Give it to them", seen));
  if (view.visit.visitor.may_read("measures") && view.visit.visitor.sees_names())
    out.push_back(link("Who is in date, on shift and carries least", "/measures/workforce/allocate/" + episode.id.text()));
  return out;
}

static json::object arrival_form(const EpisodeView& view, const casework::OfficerDeployed& sent, std::size_t number) {
  auto form = view.form(fmt::format("arrival-{}", number));
  form.hidden("deployment", sent.deployment.text()).when("at", "When they got there", "Leave it all out for now.");
  return form.folded("Record that " + sent.officer.name + " has arrived", view.action("record-arrival"), "Record the arrival",
                     view.held().version);
}

json::array officers_part(const EpisodeView& view) {
  const auto& episode = view.episode();
  json::array out{heading("Officers sent", "m", "officers")};
  if (episode.deployments.empty()) out.push_back(paragraph("No officer has been sent yet."));
  for (std::size_t i = 0; i < episode.deployments.size(); ++i) {
    const auto& [stamp, sent] = episode.deployments[i];
    const bool there = std::ranges::count(episode.arrived, sent.deployment) > 0;
    out.push_back(paragraph(fmt::format("{}{} to {}, sent {}. {}", sent.officer.name,
                                        sent.collar_number ? " (" + *sent.collar_number + ")" : "", sent.going_to,
                                        view.when(stamp.at), there ? "Arrived." : "Not yet arrived.")));
    if (!there && view.may_work("record-arrival")) out.push_back(arrival_form(view, sent, i + 1));
  }
  if (!view.may_work("deploy-officer")) return out;
  auto form = view.form("deploy");
  form.input({.name = "officer.name", .label = "Officer's name", .hint = "A named officer: this alone counts as sent."})
      .hidden("officer.user", "")
      .input({.name = "collar_number", .label = "Collar number", .width = "10", .spellcheck = false})
      .input({.name = "going_to", .label = "Going to"});
  out.push_back(form.folded("Send an officer", view.action("deploy-officer"), "Record the officer", view.held().version));
  return out;
}

// Offered to an account, it is that account's to accept; the desk says so again to anyone else.
static bool may_be_mine(const EpisodeView& view) {
  const auto& to = view.episode().handover->what.to;
  return view.may_work("accept-handover") && (!to.user || to.user == view.visit.visitor.actor.user);
}

json::array handover_part(const EpisodeView& view) {
  const auto& episode = view.episode();
  json::array out{heading("Handover", "m", "handover")};
  const auto seen = view.held().version;
  if (episode.handover) {
    const auto& [stamp, offer] = *episode.handover;
    out.push_back(paragraph(fmt::format("Offered to {} at {} by {}. Not yet accepted.", offer.to.name, view.when(stamp.at),
                                        stamp.by.name)));
    out.push_back(paragraph(offer.summary));
    if (!offer.outstanding.empty()) out.push_back(bullets(offer.outstanding));
    if (may_be_mine(view)) {
      auto accept = view.form("accept");
      accept.input({.name = "comment", .label = "Anything to add"});
      out.push_back(accept.done(view.action("accept-handover"), "Accept the handover", seen));
    }
  } else {
    out.push_back(paragraph("No handover has been offered."));
  }
  if (!view.may_work("offer-handover")) return out;
  auto offer = view.form("handover");
  offer.person("to", "Who takes over")
      .textarea({.name = "summary", .label = "Where things stand", .rows = 3})
      .textarea({.name = "outstanding", .label = "What is still to do", .hint = "One a line.", .rows = 3});
  out.push_back(offer.folded("Offer a handover", view.action("offer-handover"), "Offer it", seen));
  return out;
}

}  // namespace lapwing::web
