// What is done and learned: notes, contact with the caller, sightings; and the supervisor's review.
#include <algorithm>

#include <fmt/format.h>

#include "views/sentences.hpp"
#include "web/pages/episode_pages.hpp"

namespace lapwing::web {

using namespace render;

namespace {

const Choices& activity_choices() {
  static const Choices choices{{"note", "Note"}, {"phone_call", "Phone call"}, {"visit", "Visit"}, {"search", "Search"},
                               {"phone_data", "Phone data"}, {"social_media", "Social media"},
                               {"partner_contact", "Contact with a partner agency"}, {"family_contact", "Contact with the family"}};
  return choices;
}

json::object contact_form(const EpisodeView& view) {
  static const Choices reached{{"yes", "Yes"}, {"no", "No"}};
  auto form = view.form("contact");
  const auto& caller = view.episode().report.informant;
  form.add(paragraph(fmt::format("{}{}{}", caller.name, caller.relationship ? ", " + *caller.relationship : "",
                                 caller.phone ? ", " + *caller.phone : "")))
      .radios({.name = "reached", .legend = "Were they reached?", .items = reached, .in_line = true, .small = true})
      .textarea({.name = "text", .label = "What was said, or what was tried", .rows = 2});
  return form.folded("Record contact with the caller", view.action("contact-informant"), "Record the contact", view.held().version);
}

json::object sighting_form(const EpisodeView& view) {
  auto form = view.form("sighting");
  form.when("seen_at", "When the child was seen", "Leave the date out for today.")
      .input({.name = "place.text", .label = "Where"})
      .input({.name = "place.postcode", .label = "Postcode, if known", .width = "10", .spellcheck = false})
      .input({.name = "with", .label = "With whom"})
      .input({.name = "seen_by", .label = "Who saw them"})
      .input({.name = "contact", .label = "How to reach that person"})
      .textarea({.name = "text", .label = "What else was seen", .rows = 2})
      .checkbox("confirmed", "We are sure that it was the child");
  return form.folded("Record a sighting", view.action("record-sighting"), "Record the sighting", view.held().version);
}

Moment moment(const EpisodeView& view, const casework::Stamp& stamp, std::string title, std::string text) {
  return {std::move(title), to_rfc3339(stamp.at), view.when(stamp.at), views::who(stamp.by), std::move(text), {}};
}

std::string sighting_text(const EpisodeView& view, const casework::SightingRecorded& seen) {
  auto text = fmt::format("Seen at {}, {}.", view.when(seen.seen_at), seen.place.text);
  if (seen.with) text += " With " + *seen.with + ".";
  if (seen.seen_by) text += " Seen by " + *seen.seen_by + (seen.contact ? " (" + *seen.contact + ")." : ".");
  if (seen.text) text += "\n" + *seen.text;
  return text;
}

std::string review_text(const casework::ReviewRecorded& review) {
  auto text = fmt::format("Risk: {}.\nPlan: {}", lowered(views::risk_word(review.confirmed_level)), review.plan);
  if (review.child_rescue_alert) text += "\nChild rescue alert: " + *review.child_rescue_alert;
  return text;
}

json::object reviews_list(const EpisodeView& view) {
  std::vector<Moment> moments;
  for (const auto& [stamp, review] : view.episode().reviews) moments.push_back(moment(view, stamp, "Review", review_text(review)));
  std::ranges::reverse(moments);
  return timeline(moments);
}

json::object all_recorded(const EpisodeView& view) {
  const auto& episode = view.episode();
  std::vector<std::pair<std::uint64_t, Moment>> all;
  const auto add = [&](const casework::Stamp& stamp, std::string title, std::string text) {
    all.emplace_back(stamp.index, moment(view, stamp, std::move(title), std::move(text)));
  };
  for (const auto& [stamp, done] : episode.activities) {
    const auto word = std::string_view(boost::describe::enum_to_string(done.kind, ""));
    const auto known = std::ranges::find(activity_choices(), word, &Choice::value);
    add(stamp, known != activity_choices().end() ? known->label : for_people(word), done.text);
  }
  for (const auto& [stamp, contact] : episode.informant_contacts)
    add(stamp, contact.reached ? "Spoke to the caller" : "Tried to reach the caller", contact.text);
  for (const auto& [stamp, seen] : episode.sightings)
    add(stamp, seen.confirmed ? "Sighting, sure" : "Sighting, not confirmed", sighting_text(view, seen));
  for (const auto& [stamp, review] : episode.reviews) add(stamp, "Review", review_text(review));
  std::ranges::sort(all, std::ranges::greater{}, [](const auto& one) { return one.first; });
  std::vector<Moment> moments;
  for (auto& [index, one] : all) moments.push_back(std::move(one));
  return timeline(moments);
}

}  // namespace

json::object note_form(const EpisodeView& view, std::string part) {
  auto form = view.form(std::move(part));
  form.textarea({.name = "text", .label = "What was done or learned", .rows = 2})
      .select({.name = "kind", .label = "What it was", .items = activity_choices(), .chosen = "note"});
  return form.done(view.action("record-activity"), "Record it", view.held().version);
}

EpisodePage activity_page(const EpisodeView& view) {
  EpisodePage page{.title = "Activity", .main = {}, .aside = {}};
  const auto& episode = view.episode();
  if (view.may("record-activity")) page.main.push_back(note_form(view, "note"));
  if (view.may_work("contact-informant")) page.main.push_back(contact_form(view));
  if (view.may_work("record-sighting")) page.main.push_back(sighting_form(view));
  const bool none = episode.activities.empty() && episode.informant_contacts.empty() && episode.sightings.empty() &&
                    episode.reviews.empty();
  page.main.push_back(heading("Recorded, newest first"));
  page.main.push_back(none ? paragraph("Nothing has been recorded since the report.") : all_recorded(view));
  return page;
}

EpisodePage review_page(const EpisodeView& view) {
  EpisodePage page{.title = "Review", .main = {}, .aside = {}};
  if (view.may_work("record-review")) {
    auto form = view.form("review");
    form.level("confirmed_level", "The risk is", boost::describe::enum_to_string(view.episode().level(), ""),
               "Look at what the facts point to first: it is on the Risk page.")
        .textarea({.name = "lower_reason", .label = "If lower than the facts point to, say why", .rows = 2})
        .textarea({.name = "plan", .label = "The plan now", .hint = "What will be done next, by whom, by when.", .rows = 5})
        .input({.name = "child_rescue_alert", .label = "Child rescue alert",
                .hint = "Was one considered? What was decided, and why?"});
    page.main.push_back(form.done(view.action("record-review"), "Record the review", view.held().version));
  } else {
    page.main.push_back(paragraph("A supervisor reviews an episode while the child is missing."));
  }
  page.main.push_back(heading("Reviews so far"));
  page.main.push_back(view.episode().reviews.empty() ? paragraph("None yet.") : reviews_list(view));
  return page;
}

}  // namespace lapwing::web
