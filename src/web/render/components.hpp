// The data of each partial in web/templates/components, built so that page code stays short. A component is an object
// that names its partial by "kind" and sees only its own keys. Any list of them renders with {{> fields}} (from the
// key `fields`), and a single one kept under a key of the model with {{#key}}{{> field}}{{/key}}.
// Pure functions. All text is plain; the templates escape it. Names are form field names; ids follow from them.
#pragma once

#include <boost/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace lapwing::render {

namespace json = boost::json;

// The id of the element that a field's error links to: the name with everything but letters, digits, - and _ as -.
std::string field_id(std::string_view name);

struct FieldError {
  std::string name;  // the field's name; "" for one that belongs to no field
  std::string message;
};
using FieldErrors = std::vector<FieldError>;
std::string error_for(const FieldErrors& errors, std::string_view name);  // its first message, or ""
json::object error_summary(const FieldErrors& errors);  // goes into PageHead by itself; here for fragments

struct Input {
  std::string_view name, label, value{}, error{}, hint{};
  std::string_view type = "text";      // text, password, tel, email, search
  std::string_view width{};            // "2" "3" "4" "5" "10" "20": characters; empty: full
  std::string_view autocomplete = "off", inputmode{}, prefix{}, suffix{};
  std::string_view label_size{};       // "s" "m" "l"; empty: normal
  bool spellcheck = true;
  std::string_view data_search{};      // "children": live suggestions of children already held
};
json::object input(const Input& of);
json::object input(std::string_view name, std::string_view label, std::string_view value, std::string_view error = {},
                   std::string_view hint = {});

struct Textarea {
  std::string_view name, label, value{}, error{}, hint{};
  int rows = 4;
  std::string_view label_size{};
};
json::object textarea(const Textarea& of);

struct Choice {
  std::string value, label, hint{};
  json::array reveal{};  // components shown only while this one is chosen (never inside inline radios)
};
using Choices = std::vector<Choice>;

struct Select {
  std::string_view name, label;
  const Choices& items;
  std::string_view chosen{}, error{}, hint{};
};
json::object select(const Select& of);

struct Radios {
  std::string_view name, legend;
  const Choices& items;
  std::string_view chosen{}, error{}, hint{};
  bool in_line = false, small = false;
  std::string_view legend_size{};
};
json::object radios(const Radios& of);
json::object radios(std::string_view name, std::string_view legend, const Choices& items, std::string_view chosen,
                    std::string_view error = {});

struct Checkboxes {
  std::string_view name, legend;
  const Choices& items;
  std::vector<std::string> chosen{};
  std::string_view error{}, hint{};
  bool small = false;
  std::string_view legend_size{};
};
json::object checkboxes(const Checkboxes& of);
json::object checkbox(std::string_view name, std::string_view label, bool checked, std::string_view error = {});

// Fields name-day, name-month, name-year and name-time ("14:05"); an error is named by `name`.
struct DateTime {
  std::string_view name, legend;
  std::string_view day{}, month{}, year{}, time{};
  std::string_view error{}, hint{};
  bool with_time = true;
  std::string_view legend_size{};
};
json::object date_time(const DateTime& of);

struct Button {
  std::string_view text;
  std::string_view name{}, value{};  // submitted with the form
  std::string_view href{};           // set: a link that looks like a button
  std::string_view style{};          // "" (green), "secondary", "warning"
};
json::object button(const Button& of);
json::object csrf(std::string_view token);                            // <input type=hidden name=csrf>
json::object hidden(std::string_view name, std::string_view value);   // any other hidden field
json::object fieldset(std::string_view legend, json::array fields, std::string_view legend_size = "m");

// Colours of GOV.UK tags: grey green turquoise blue purple pink red orange yellow; "" is blue. Words carry the meaning.
json::object tag(std::string_view text, std::string_view colour = {});
json::object paragraph(std::string_view text);
json::object heading(std::string_view text, std::string_view size = "m", std::string_view id = {});  // h2
json::object inset(std::string_view text);
json::object warning(std::string_view text);
json::object details(std::string_view summary, std::string_view text);
json::object details(std::string_view summary, json::array fields);
json::object bullets(const std::vector<std::string>& lines);
// A line, and where to do something about it. Without an address the line stands alone.
struct LinkedLine { std::string text, link, href; };
json::object bullets(const std::vector<LinkedLine>& lines);
json::object link(std::string_view text, std::string_view href);

// A value that may be linked, tagged or a moment. Lines are kept ("\n").
struct Value {
  std::string text;
  std::string href{};
  std::string tag{};    // colour: the text is shown as a tag
  std::string since{};  // RFC 3339: text is how long since; ticks in the browser
  std::string due{};    // RFC 3339: text is how long until, or how late; ticks in the browser
};
json::object value(const Value& of);

struct SummaryRow {
  std::string key;
  Value value;
  std::string action{}, action_href{}, action_hidden{};  // "Change", its address, "the risk level" for screen readers
};
json::object summary_list(const std::vector<SummaryRow>& rows);

struct Task {
  std::string title, href{}, hint{}, status, colour{};  // no colour: plain words, as GOV.UK shows "Completed"
};
json::object task_list(const std::vector<Task>& tasks);

struct Moment {
  std::string title, when, when_text;  // when: RFC 3339; when_text: "14:05 on 3 March 2026"
  std::string by{}, text{};
  json::array fields{};                // further components below the text
};
json::object timeline(const std::vector<Moment>& moments);

struct NavItem {
  std::string text, href;
  bool current = false;
};
json::object sub_navigation(std::string_view label, const std::vector<NavItem>& items);

struct Column {
  std::string text;
  bool numeric = false;
  std::string sort{};  // "none" "ascending" "descending": sortable in the browser; empty: not
};
struct Cell {
  Value value;
  std::string sort_value{};
};
struct Table {
  std::string_view caption;
  const std::vector<Column>& columns;
  const std::vector<std::vector<Cell>>& rows;  // the first cell of a row is its heading
  std::string_view caption_size = "m";
  std::string_view empty = "There is nothing to show.";  // said instead when there are no rows
};
json::object table(const Table& of);

// What the layout needs beside the page's own keys.
struct PageHead {
  std::string title;  // without "Error: " and without the service's name
  FieldErrors errors{};
  bool wide = false;
  bool wall = false;            // the control room's screen: no navigation, large type
  std::string user{}, role{};   // empty: nobody is signed in
  std::vector<NavItem> account{};     // the account menu
  std::vector<NavItem> navigation{};  // only what the role may open, after nothing: "Now", "Children", …
  bool may_report = false;            // shows the green button
  bool may_search = false;
  std::string query{};                // what is in the search box
  std::string exercise{};             // e.g. "Exercise time 14:05 on 3 March 2026, 10 times as fast"; empty: not one
  std::string now{};                  // RFC 3339: the service's time; ticking times count from it
  double speed = 1;                   // how fast the service's time runs
  std::string as_known_at{};          // set: the banner that says so
  std::string notice{}, notice_title = "Important", notice_kind{};  // kind "success" is green
  std::string back_href{};
  std::string csrf{};                 // of the sign-out button
  int session_seconds = 0;            // > 0: warn before it ends
  int session_warn_seconds = 120;
  std::string stay_href{}, leave_href{};
};
json::object page_model(const PageHead& head);

}  // namespace lapwing::render
