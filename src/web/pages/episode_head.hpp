// The head of every page of an episode: who, state, risk with its age, the next clock, who owns it, "as known at", and the
// way between the episode's pages. Pure in what it is given.
#pragma once
#include "views/board_row.hpp"
#include "web/visit.hpp"

namespace lapwing::web {

// For a template's {{#head}}{{> episode-head}}{{/head}}. `current_tab` is one of "overview", "risk", "enquiries", "activity",
// "return", "timeline", "case-review". The page's <h1> is in it.
json::object episode_head(const Visit& visit, const OpenedCase& opened, std::string_view current_tab);

// The page head for the layout: titled "Risk: Amy Fernley", wide.
render::PageHead episode_page(const Visit& visit, const OpenedCase& opened, std::string_view title);

// "/episodes/M-2026-000123", and a page of it that keeps to the time being looked at: href_of(visit, episode, "risk").
std::string episode_path(const casework::Episode& episode);
std::string href_of(const Visit& visit, const casework::Episode& episode, std::string_view page = {});

// "Amy Fernley"; the episode's reference for a role that reads without names.
std::string title_name(const Visit& visit, const casework::Case& held, const casework::Episode& episode);

// The episode as the board would tell it, closed or not: state, risk, clocks in words.
views::BoardRow told(const Visit& visit, const OpenedCase& opened);

// "High, decided 18:06 by Sgt Okafor", or that nobody has decided yet.
std::string risk_sentence(const views::BoardRisk& risk, Instant now);

// Whether the visitor may do this here and now: their role may, and the page shows the present.
bool may_change(const Visit& visit, std::string_view command);

}  // namespace lapwing::web
