// The return's routes: each page, and each command posted from one.
#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "web/pages/return_pages.hpp"
#include "web/route.hpp"

namespace lapwing::web {

namespace {

struct Page {
  std::string_view path;
  std::string_view looked_at;   // in the ledger's words
  BuildPage build;
};

constexpr Page pages[] = {
    {"return", "the return", return_page},
    {"interview", "the prevention interview", interview_page},
    {"actions", "the actions", actions_page},
    {"return-interview", "the return home interview", return_interview_page},
    {"close", "what is missing before closing", closing_page},
};

struct Posted {
  std::string_view command, page;   // the page whose form it is, shown again when it is refused
  std::string_view then, notice;    // where to go once it is recorded, and what is said there
};

constexpr Posted posted[] = {
    {"record-return", "return", "interview", "The return was recorded. These questions come from it."},
    {"hold-interview", "interview", "interview", "How the interview was held was recorded."},
    {"agree-interview-mode", "interview", "interview", "Your agreement was recorded."},
    {"set-action", "actions", "actions", "The action was set."},
    {"complete-action", "actions", "actions", "The action was recorded as done."},
    {"reassign-action", "actions", "actions", "The action was passed on."},
    {"offer-return-interview", "return-interview", "return-interview", "The offer was recorded."},
    {"record-return-interview", "return-interview", "return-interview", "What came of the offer was recorded."},
    {"reopen-episode", "close", "return", "The episode is open. Its clocks run."},
};

// What to say of a field that was left empty, by the command and the field's own name.
struct LeftEmpty { std::string_view command, field, message; };

constexpr LeftEmpty left_empty[] = {
    {"record-return", "at", "Say when the child was found"},
    {"record-return", "how", "Choose how the child was found"},
    {"record-return", "where.text", "Say where the child was found"},
    {"hold-interview", "mode", "Choose how the interview was held"},
    {"agree-interview-mode", "reason", "Say why this was right for the child"},
    {"set-action", "text", "Say what must be done"},
    {"set-action", "owner.user", "Choose who will do it"},
    {"complete-action", "result", "Say what was done, and what was found"},
    {"reassign-action", "to.user", "Choose who will do it now"},
    {"reassign-action", "reason", "Say why it is passed on"},
    {"offer-return-interview", "provider", "Say who offers the interview"},
    {"record-return-interview", "outcome", "Choose what came of the offer"},
    {"reopen-episode", "reason", "Say why"},
};

Refused in_words(const Visit& visit, std::string_view command, const std::string& part, Refused refused) {
  const auto prefix = part.empty() ? std::string() : part + ".";
  for (auto& [name, message] : refused.errors)
    for (const auto& known : left_empty)
      if (known.command == command && name == prefix + std::string(known.field) && visit.form.get(name).empty() &&
          visit.form.get(name + "-day").empty() && visit.form.get(name + "-time").empty())
        message = known.message;
  return refused;
}

std::string_view last_part(std::string_view path) { return path.substr(path.find_last_of('/') + 1); }

const Page& page_at(std::string_view path) { return *std::ranges::find(pages, path, &Page::path); }

Response get(Visit& visit) {
  const auto& page = page_at(last_part(visit.request.path));
  auto opened = visit.open_case(std::string(page.looked_at));
  return opened ? show_page(visit, *opened, page.build, nullptr) : std::move(opened.error());
}

Response post(Visit& visit) {
  const auto& what = *std::ranges::find(posted, last_part(visit.request.path), &Posted::command);
  const auto& page = page_at(what.page);
  auto opened = visit.open_case(std::string(page.looked_at) + ", to record something");
  if (!opened) return std::move(opened.error());
  const std::string part(visit.form.get("_part"));
  const Posting posting{std::string(what.command), opened->held->id, opened->episode->id, href_of(visit, *opened->episode, what.then),
                        std::string(what.notice), part};
  const auto again = [&](const Refused& refused) {
    const auto shown = with_rows_as_typed(visit, in_words(visit, what.command, part, refused));
    return show_page(visit, *opened, page.build, &shown);
  };
  auto done = send_body(visit, posting, without_blanks(body_of(visit, part)), again);
  return done ? visit.redirect(posting.back, posting.notice) : std::move(done.error());
}

bool is_blank(const json::value& value) {
  if (const auto* text = value.if_string()) return text->find_first_not_of(" \t\r\n") == text->npos;
  if (const auto* object = value.if_object()) return object->empty();
  const auto* list = value.if_array();
  return list && list->empty();
}

void drop_blanks(json::value& value) {
  if (auto* list = value.if_array()) {
    for (auto& item : *list) drop_blanks(item);
  } else if (auto* object = value.if_object()) {
    json::object kept;
    for (auto& [key, field] : *object) {
      drop_blanks(field);
      if (!is_blank(field)) kept.emplace(key, std::move(field));
    }
    *object = std::move(kept);
  }
}

// Which row of the page holds the `wanted`th row that was filled in.
std::size_t row_typed(const transport::Fields& form, const std::string& rows, std::size_t wanted) {
  for (std::size_t i = 0;; ++i) {
    const auto row = fmt::format("{}[{}].", rows, i);
    if (!form.has(row + "label")) return wanted;
    if (form.get(row + "label").empty() && form.get(row + "detail").empty()) continue;
    if (wanted-- == 0) return i;
  }
}

}  // namespace

json::object without_blanks(json::object body) {
  json::value value(std::move(body));
  drop_blanks(value);
  return std::move(value.as_object());
}

Refused with_rows_as_typed(const Visit& visit, Refused refused) {
  static constexpr std::string_view rows = "mentions";
  for (auto& [name, message] : refused.errors) {
    const auto at = name.find(std::string(rows) + "[");
    if (at == name.npos) continue;
    const auto bracket = at + rows.size();
    std::size_t row = 0;
    const auto read = std::from_chars(name.data() + bracket + 1, name.data() + name.size(), row);
    if (read.ec != std::errc{}) continue;
    const auto rest = name.substr(static_cast<std::size_t>(read.ptr - name.data()));
    const auto field = name.substr(0, bracket);
    name = fmt::format("{}[{}{}", field, row_typed(visit.form, field, row), rest);
  }
  return refused;
}

Response show_page(const Visit& visit, const OpenedCase& opened, BuildPage build, const Refused* refused) {
  auto page = build(EpisodeView{visit, opened, refused});
  auto head = episode_page(visit, opened, page.title);
  if (refused) head.errors = refused->errors;
  json::object model{{"head", episode_head(visit, opened, "return")},
                     {"heading", page.title},
                     {"fields", std::move(page.main)},
                     {"has_aside", !page.aside.empty()},
                     {"aside", std::move(page.aside)}};
  return visit.page("episode", head, std::move(model), refused ? refused->status : 200);
}

Routes return_routes() {
  Routes routes;
  for (const auto& page : pages)
    routes.push_back({"GET", "/episodes/{episode}/" + std::string(page.path), reads("episode"), get,
                      "Shows " + std::string(page.looked_at), {}});
  const auto posts = [&](std::string_view command, Response (*handler)(Visit&)) {
    routes.push_back({"POST", "/episodes/{episode}/" + std::string(command), does(std::string(command)), handler,
                      "Records from the return's forms: " + std::string(command), {}});
  };
  for (const auto& one : posted) posts(one.command, post);
  posts("answer-questions", post_answers);
  posts("close-episode", post_close);
  return routes;
}

}  // namespace lapwing::web
