#include "web/render/mustache.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace lapwing::render {
namespace {

using boost::json::value;
constexpr std::size_t depth_max = 100;  // a component that holds itself is a mistake, not a page

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first == text.npos ? std::string_view{} : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::vector<std::string_view> split_name(std::string_view name) {
  std::vector<std::string_view> parts;
  if (name == ".") return parts;
  while (true) {
    const auto dot = name.find('.');
    parts.push_back(name.substr(0, dot));
    if (dot == name.npos) return parts;
    name.remove_prefix(dot + 1);
  }
}

[[noreturn]] void wrong(std::string_view text, std::size_t at, std::string_view what) {
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<long>(std::min(at, text.size())), '\n');
  throw std::logic_error(fmt::format("template line {}: {}", line, what));
}

const value* look_up(const std::vector<std::string_view>& path, const std::vector<const value*>& stack) {
  if (path.empty()) return stack.back();
  const value* found = nullptr;
  for (auto at = stack.rbegin(); at != stack.rend() && !found; ++at)
    if (const auto* object = (*at)->if_object()) found = object->if_contains(path.front());
  for (std::size_t i = 1; i < path.size() && found; ++i) {
    const auto* object = found->if_object();
    found = object ? object->if_contains(path[i]) : nullptr;
  }
  return found;
}

bool truthy(const value* v) {
  if (!v || v->is_null()) return false;
  if (const auto* flag = v->if_bool()) return *flag;
  if (const auto* text = v->if_string()) return !text->empty();
  if (const auto* list = v->if_array()) return !list->empty();
  return true;
}

void append(const value& v, bool escape, std::string& out) {
  if (const auto* text = v.if_string()) {
    if (escape) return append_escaped(*text, out);
    out.append(text->data(), text->size());
  } else if (const auto* whole = v.if_int64()) {
    fmt::format_to(std::back_inserter(out), "{}", *whole);
  } else if (const auto* natural = v.if_uint64()) {
    fmt::format_to(std::back_inserter(out), "{}", *natural);
  } else if (const auto* real = v.if_double()) {
    fmt::format_to(std::back_inserter(out), "{}", *real);
  } else if (const auto* flag = v.if_bool()) {
    out += *flag ? "true" : "false";
  }
}

// One {{tag}}: where it starts and ends in the text, and what it says.
struct Tag {
  std::size_t begin, end;
  char sigil;  // one of # ^ / ! > & { or a space for a plain name
  std::string_view name;
};

bool next_tag(std::string_view text, std::size_t from, Tag& tag) {
  tag.begin = text.find("{{", from);
  if (tag.begin == text.npos) return false;
  const bool triple = text.substr(tag.begin, 3) == "{{{";
  const auto close = text.find(triple ? "}}}" : "}}", tag.begin);
  if (close == text.npos) wrong(text, tag.begin, "a tag is not closed");
  tag.end = close + (triple ? 3 : 2);
  auto inside = text.substr(tag.begin + (triple ? 3 : 2), close - tag.begin - (triple ? 3 : 2));
  tag.sigil = triple ? '{' : ' ';
  if (!triple && !inside.empty() && std::string_view("#^/!>&").find(inside.front()) != std::string_view::npos) {
    tag.sigil = inside.front();
    inside.remove_prefix(1);
  }
  tag.name = trim(inside);
  if (tag.name.empty() && tag.sigil != '!') wrong(text, tag.begin, "a tag has no name");
  return true;
}

// When the tag is all there is on its line, the line's bounds; the line itself leaves no trace.
bool alone_on_line(std::string_view text, const Tag& tag, std::size_t& begin, std::size_t& end) {
  if (tag.sigil == ' ' || tag.sigil == '&' || tag.sigil == '{') return false;
  begin = tag.begin;
  while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) --begin;
  if (begin > 0 && text[begin - 1] != '\n') return false;
  end = tag.end;
  while (end < text.size() && (text[end] == ' ' || text[end] == '\t' || text[end] == '\r')) ++end;
  if (end < text.size() && text[end] != '\n') return false;
  if (end < text.size()) ++end;
  return true;
}

}  // namespace

void append_escaped(std::string_view text, std::string& out) {
  std::size_t from = 0;
  while (true) {
    const auto at = text.find_first_of("&<>\"'", from);
    out.append(text.substr(from, at - from));
    if (at == text.npos) return;
    switch (text[at]) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += "&#39;"; break;
    }
    from = at + 1;
  }
}

Mustache::Mustache(std::string_view text) { parse(text); }

void Mustache::parse(std::string_view text) {
  std::vector<std::size_t> open;
  std::size_t from = 0;
  const auto keep = [&](std::size_t begin, std::size_t end) {
    if (end > begin) steps_.push_back({Kind::text, text.substr(begin, end - begin), {}, 0});
  };
  Tag tag;
  while (next_tag(text, from, tag)) {
    std::size_t begin = tag.begin, end = tag.end;
    if (!alone_on_line(text, tag, begin, end)) begin = tag.begin, end = tag.end;
    keep(from, std::max(begin, from));
    from = end;
    switch (tag.sigil) {
      case '!': break;
      case '#':
      case '^':
        open.push_back(steps_.size());
        steps_.push_back({tag.sigil == '#' ? Kind::section : Kind::inverted, tag.name, split_name(tag.name), 0});
        break;
      case '/':
        if (open.empty() || steps_[open.back()].text != tag.name)
          wrong(text, tag.begin, fmt::format("{{{{/{}}}}} closes nothing that is open", tag.name));
        steps_[open.back()].end = steps_.size();
        open.pop_back();
        break;
      case '>':
        if (tag.name.front() == '*') {
          const auto name = trim(tag.name.substr(1));
          steps_.push_back({Kind::dynamic, name, split_name(name), 0});
        } else {
          steps_.push_back({Kind::partial, tag.name, {}, 0});
        }
        break;
      default:
        steps_.push_back({tag.sigil == ' ' ? Kind::escaped : Kind::raw, tag.name, split_name(tag.name), 0});
    }
  }
  keep(from, text.size());
  if (!open.empty()) wrong(text, text.size(), fmt::format("{{{{#{}}}}} is not closed", steps_[open.back()].text));
}

void Mustache::render(const value& model, const Partials& partials, std::string& out) const {
  Stack stack{&model};
  run(0, steps_.size(), stack, partials, out);
}

void Mustache::run(std::size_t from, std::size_t to, Stack& stack, const Partials& partials, std::string& out) const {
  for (std::size_t i = from; i < to; ++i) {
    const auto& step = steps_[i];
    switch (step.kind) {
      case Kind::text: out.append(step.text); break;
      case Kind::escaped:
      case Kind::raw:
        if (const auto* found = look_up(step.path, stack)) append(*found, step.kind == Kind::escaped, out);
        break;
      case Kind::section:
        run_section(step, i + 1, stack, partials, out);
        i = step.end - 1;
        break;
      case Kind::inverted:
        if (!truthy(look_up(step.path, stack))) run(i + 1, step.end, stack, partials, out);
        i = step.end - 1;
        break;
      case Kind::partial: {
        if (stack.size() > depth_max) throw std::logic_error("template: partials nest without end");
        const auto& partial = partials(step.text);
        stack.push_back(stack.back());  // counts the depth
        partial.run(0, partial.steps_.size(), stack, partials, out);
        stack.pop_back();
        break;
      }
      case Kind::dynamic: {
        const auto* name = look_up(step.path, stack);
        if (!name || !name->is_string()) throw std::logic_error(fmt::format("template: no partial's name in {}", step.text));
        partials(name->get_string()).render(*stack.back(), partials, out);
        break;
      }
    }
  }
}

void Mustache::run_section(const Step& step, std::size_t from, Stack& stack, const Partials& partials,
                           std::string& out) const {
  const auto* found = look_up(step.path, stack);
  if (!truthy(found)) return;
  const auto once = [&](const value& item) {
    stack.push_back(&item);
    run(from, step.end, stack, partials, out);
    stack.pop_back();
  };
  if (const auto* list = found->if_array())
    for (const auto& item : *list) once(item);
  else
    once(*found);
}

}  // namespace lapwing::render
