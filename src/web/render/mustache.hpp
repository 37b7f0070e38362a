// Mustache over Boost.JSON: a template is parsed once into a flat list of steps and rendered many times, straight from
// the model into one string. Internal to the room; a parsed Template never changes, so any thread may render it.
//
// Why not kainjow::mustache: it wants the model copied into its own tree first and lacks dynamic partials. On the
// table of 100 rows of tests/render/sample.hpp it took 22 ms, and 10 ms with the partials written out by hand; this
// takes 0.6 ms (-O2, one run, on the same machine).
//
// Understood: {{x}} {{x.y}} {{.}} escaped, {{{x}}} and {{&x}} as they are, {{#x}}…{{/x}}, {{^x}}…{{/x}}, {{! }},
// {{> partial}} and {{>*name}}, a partial whose name is the value of `name`. A tag alone on its line leaves no line.
// Falsy: absent, null, false, "", []. A dynamic partial sees the current object and nothing around it, so that a
// component never picks up a stranger's key. Not understood: changed delimiters, lambdas, indented partials.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace lapwing::render {

class Mustache {
 public:
  // Throws std::logic_error with the line of the mistake: a template is ours, never input. `text` must outlive this.
  explicit Mustache(std::string_view text);

  using Partials = std::function<const Mustache&(std::string_view name)>;  // throws when there is none
  void render(const boost::json::value& model, const Partials& partials, std::string& out) const;

 private:
  enum class Kind : std::uint8_t { text, escaped, raw, section, inverted, partial, dynamic };
  struct Step {
    Kind kind;
    std::string_view text;               // the text, or the name
    std::vector<std::string_view> path;  // the name at its dots; empty for "."
    std::size_t end = 0;                 // of a section: the step after its last
  };
  using Stack = std::vector<const boost::json::value*>;

  void parse(std::string_view text);
  void run(std::size_t from, std::size_t to, Stack& stack, const Partials& partials, std::string& out) const;
  void run_section(const Step& step, std::size_t from, Stack& stack, const Partials& partials, std::string& out) const;

  std::vector<Step> steps_;
};

void append_escaped(std::string_view text, std::string& out);  // & < > " '

}  // namespace lapwing::render
