// The pages of one episode, for episode*.cpp only. Each is built from the case as it was opened, with the form that was refused
// filled in as it was typed. Pure: what is sent is in episode.cpp.
#pragma once
#include "web/pages/episode_head.hpp"
#include "web/pages/form.hpp"

namespace lapwing::web {

struct EpisodePage {
  std::string title;
  json::array main, aside;   // components; the aside stands beside on a wide screen, below on a narrow one
};

struct EpisodeView {
  const Visit& visit;
  const OpenedCase& opened;
  const Refused* refused = nullptr;

  const casework::Case& held() const { return *opened.held; }
  const casework::Episode& episode() const { return *opened.episode; }
  bool may(std::string_view command) const { return may_change(visit, command); }
  // Work on a closed episode is over, but for notes and what the rules let outlive it.
  bool may_work(std::string_view command) const { return episode().is_open() && may(command); }
  Form form(std::string part) const { return Form(visit, std::move(part), refused); }
  std::string action(std::string_view command) const { return episode_path(episode()) + "/" + std::string(command); }
  std::string when(Instant at) const { return for_people(at, visit.now()); }
};

EpisodePage overview_page(const EpisodeView& view);
EpisodePage risk_page(const EpisodeView& view);
EpisodePage enquiries_page(const EpisodeView& view);
EpisodePage activity_page(const EpisodeView& view);
EpisodePage review_page(const EpisodeView& view);
EpisodePage reported_page(const EpisodeView& view);
// Needs the history, so it can fail: the message says why.
std::expected<EpisodePage, std::string> timeline_page(const EpisodeView& view);

// episode_work.cpp: who owns it, who was sent, the handover.
json::array owner_part(const EpisodeView& view);
json::array officers_part(const EpisodeView& view);
json::array handover_part(const EpisodeView& view);

// episode_risk.cpp
std::vector<std::string> questions_to_ask(const EpisodeView& view);   // in the rules' words, most useful first

// Folded under "Details": what is known and who told us, for the answer whose fields begin with `name`. Open when something is in it.
json::object more_about(Form row, const std::string& name, std::string_view if_not);   // "the caller": who else told us

// episode_activity.cpp
json::object note_form(const EpisodeView& view, std::string part);

std::string lowered(std::string text);   // the first letter small, within a sentence

void move_into(json::array& to, json::array from);
render::Choices mention_choices();
// Rows for naming people, places and things: fields "FIELD[i].kind", ".label", ".detail", with `legend` above each.
void mention_rows(Form& form, std::string_view field, std::string_view legend, int rows);

}  // namespace lapwing::web
