// A page with one of everything, of the size of our largest: what the tests render and the benchmark measures.
// `text` stands wherever a person's words could, so that a test may put markup there.
#pragma once

#include "web/render/components.hpp"
#include "web/render/render.hpp"

namespace lapwing::render::testing {

inline json::array sample_form(const std::string& text, const FieldErrors& errors) {
  const auto known = [&](std::string_view more) -> Choices {
    return {{"yes", "Yes", text, {input(more, "Which?", text)}}, {"no", "No"}, {"not_known", "Not known"}};
  };
  json::array fields;
  fields.push_back(csrf(text));
  fields.push_back(input({.name = "name", .label = "Child's name", .value = text, .error = error_for(errors, "name"),
                          .hint = "Also a nickname", .label_size = "m", .data_search = "children"}));
  fields.push_back(input({.name = "cost", .label = text, .value = "5", .width = "5", .prefix = "£"}));
  fields.push_back(date_time({.name = "last-seen", .legend = "When was she last seen?", .day = "3", .month = "3",
                              .year = "2026", .time = "14:05", .error = error_for(errors, "last-seen"), .hint = text,
                              .legend_size = "m"}));
  fields.push_back(radios({.name = "medicine", .legend = "Does she need medicine?", .items = known("which-medicine"),
                           .chosen = "yes",
                           .error = error_for(errors, "medicine"), .hint = text}));
  fields.push_back(radios({.name = "alone", .legend = "Is she alone?", .items = Choices{{"yes", text}, {"no", "No"}},
                           .in_line = true, .small = true}));
  fields.push_back(checkboxes({.name = "marks", .legend = "Marks", .items = known("which-marks"), .chosen = {"yes"}, .hint = text}));
  fields.push_back(checkbox("told", text, true));
  fields.push_back(select({.name = "area", .label = "Area", .items = Choices{{"n", text}, {"s", "South"}}, .chosen = "s"}));
  fields.push_back(textarea({.name = "worry", .label = "Why are you worried today?", .value = text, .hint = text}));
  fields.push_back(fieldset(text, {input("a", text, text)}));
  fields.push_back(button({.text = "Save"}));
  fields.push_back(button({.text = text, .href = "/now?a=1&b=2", .style = "secondary"}));
  fields.push_back(hidden("version", text));
  return fields;
}

inline json::array sample_facts(const std::string& text, int rows) {
  std::vector<std::vector<Cell>> cells;
  for (int i = 0; i < rows; ++i)
    cells.push_back({{{.text = text + " Kay", .href = "/children/" + std::to_string(i)}},
                     {{.text = "High", .tag = "red"}},
                     {{.text = "3 hours 12 minutes", .since = "2026-03-03T14:05:00Z"}},
                     {{.text = "22 min late", .due = "2026-03-03T17:05:00Z"}},
                     {{.text = std::to_string(i)}, std::to_string(i)},
                     {{.text = "Sgt Okafor, Response A"}}});
  const std::vector<Column> columns{{"Child"}, {"Risk"}, {"Missing"}, {"Next clock"}, {"Times", true, "none"}, {"Owner"}};
  json::array facts;
  facts.push_back(sub_navigation("Episode", {{"Overview", "/e/1", true}, {text, "/e/1/enquiries"}}));
  facts.push_back(summary_list({{"Risk", {.text = "High", .tag = "red"}, "Change", "/e/1/risk", "risk"},
                                {"Missing for", {.text = "3 hours 12 minutes", .since = "2026-03-03T14:05:00Z"}},
                                {text, {.text = text}}}));
  facts.push_back(task_list({{"Read to the caller", "/e/1/read", text, "Not yet started", "blue"},
                             {"Tell children's services", "", "", "Completed"}}));
  facts.push_back(timeline({{text, "2026-03-03T14:05:00Z", "14:05 on 3 March 2026", "PC Lee", text},
                            {"Seen near the park", "2026-03-03T15:05:00Z", "15:05 on 3 March 2026", "", "",
                             {tag(text, "grey")}}}));
  facts.push_back(table({.caption = "Open episodes", .columns = columns, .rows = cells}));
  facts.push_back(table({.caption = "Nothing", .columns = columns, .rows = {}, .empty = text}));
  facts.push_back(details("What is this?", text));
  facts.push_back(details(text, json::array{paragraph(text), bullets({text, "two"}), link(text, "/x")}));
  facts.push_back(heading(text, "m", "part"));
  facts.push_back(inset(text));
  facts.push_back(warning(text));
  return facts;
}

inline PageHead sample_head(const std::string& text) {
  PageHead head;
  head.title = "Report a child missing" + text;
  head.errors = {{"name", "Enter the child's name, or \"not known\"" + text},
                 {"last-seen", "Enter when she was last seen"},
                 {"medicine", "Say whether she needs medicine"},
                 {"", "Someone else changed this page" + text}};
  head.user = "Sgt Okafor" + text;
  head.role = "supervisor";
  head.account = {{"My shift", "/shift"}, {"Alerts", "/alerts"}};
  head.navigation = {{"Now", "/now", true}, {"Children", "/children"}, {"Reports", "/reports"}};
  head.may_report = head.may_search = true;
  head.query = text;
  head.exercise = "Exercise time 14:05 on 3 March 2026, 10 times as fast." + text;
  head.notice = "The review was set for 18:06." + text;
  head.back_href = "/now";
  head.csrf = text;
  head.session_seconds = 900;
  head.stay_href = "/session";
  head.leave_href = "/sign-in?timed-out";
  return head;
}

inline json::object sample_model(const std::string& text, int rows) {
  const auto head = sample_head(text);
  auto model = page_model(head);
  auto fields = sample_form(text, head.errors);
  for (auto& fact : sample_facts(text, rows)) fields.push_back(std::move(fact));
  model["fields"] = std::move(fields);
  return model;
}

}  // namespace lapwing::render::testing
