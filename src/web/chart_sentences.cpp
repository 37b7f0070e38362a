#include "web/chart_sentences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace lapwing::web {

namespace {

using links::NodeKind;
using Pair = std::pair<std::size_t, std::size_t>;

constexpr std::size_t people_in_one_report_max = 12;   // a list of everybody at a match says nothing of any two of them

std::string in_words(std::size_t number) {
  constexpr std::array<std::string_view, 10> words{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"};
  return number < words.size() ? std::string(words[number]) : fmt::format("{}", number);
}

std::string_view place_word(reports::PlaceKind kind) {
  switch (kind) {
    case reports::PlaceKind::home: return "house";
    case reports::PlaceKind::hotel: return "hotel";
    case reports::PlaceKind::takeaway: return "takeaway";
    case reports::PlaceKind::taxi_office: return "taxi office";
    case reports::PlaceKind::park: return "park";
    case reports::PlaceKind::station: return "station";
    case reports::PlaceKind::school: return "school";
    case reports::PlaceKind::childrens_home: return "children's home";
    case reports::PlaceKind::shop: return "shop";
    default: return "place";
  }
}

// Where two were together. A place that a report names beside the two need not be among the entities.
struct Where {
  NodeKind kind = NodeKind::person;        // person: nowhere in particular
  links::NodeId at = links::none;
  std::size_t entity = links::none;        // in the chart
  reports::PlaceKind place = reports::PlaceKind::other;
  auto key() const { return std::tuple(kind, at, entity); }
  bool operator<(const Where& other) const { return key() < other.key(); }
};
struct Together {
  Pair who;
  Where where;
  std::set<Date> dates;
  Instant last{};
};

class Finding {
 public:
  explicit Finding(const links::Chart& chart) : chart_(chart) {}

  std::vector<Together> done() {
    std::map<std::pair<std::size_t, std::string>, std::set<std::size_t>> people_with;   // a thing in one report: whom it has with it
    std::map<std::string, const links::ChartLink*> of_report;
    for (const auto& link : chart_.links) {
      const bool x = is_person(link.x), y = is_person(link.y);
      if (x && y) say(link.x, link.y, {link.at_node == links::none ? NodeKind::person : NodeKind::place, link.at_node, links::none, link.at_kind}, link);
      else if (x != y) people_with[{x ? link.y : link.x, link.report}].insert(x ? link.x : link.y);
      of_report.emplace(link.report, &link);
    }
    for (const auto& [thing, people] : people_with) {
      if (people.size() > people_in_one_report_max) continue;
      const auto& one = chart_.entities[thing.first];
      for (auto a = people.begin(); a != people.end(); ++a)
        for (auto b = std::next(a); b != people.end(); ++b) say(*a, *b, {one.kind, links::none, thing.first, one.place}, *of_report.at(thing.second));
    }
    std::vector<Together> out;
    for (auto& [key, together] : found_) out.push_back(std::move(together));
    std::ranges::sort(out, [](const Together& a, const Together& b) {
      if (a.dates.size() != b.dates.size()) return a.dates.size() > b.dates.size();
      if ((a.where.kind == NodeKind::person) != (b.where.kind == NodeKind::person)) return b.where.kind == NodeKind::person;
      return a.last != b.last ? a.last > b.last : a.who < b.who;
    });
    return out;
  }

 private:
  bool is_person(std::size_t entity) const { return chart_.entities[entity].kind == NodeKind::person; }

  void say(std::size_t a, std::size_t b, const Where& where, const links::ChartLink& link) {
    const Pair who{std::min(a, b), std::max(a, b)};
    auto& together = found_[{who, where}];
    together.who = who;
    together.where = where;
    together.dates.insert(london_date(link.when));
    together.last = std::max(together.last, link.when);
  }

  const links::Chart& chart_;
  std::map<std::pair<Pair, Where>, Together> found_;
};

std::string sentence(const Together& one, const std::vector<std::string>& names) {
  const auto who = fmt::format("{} and {}", names[one.who.first], names[one.who.second]);
  const auto dates = fmt::format("on {} date{}", in_words(one.dates.size()), one.dates.size() == 1 ? "" : "s");
  const auto named = one.where.entity == links::none ? std::string() : ", " + names[one.where.entity] + ",";
  switch (one.where.kind) {
    case NodeKind::person: return fmt::format("Reports tell of {} together {}.", who, dates);
    case NodeKind::place: return fmt::format("{} were at the same {}{} {}.", who, place_word(one.where.place), named, dates);
    case NodeKind::vehicle: return fmt::format("{} were in the same vehicle{} {}.", who, named, dates);
    case NodeKind::phone: return fmt::format("{} were in touch through the same phone{} {}.", who, named, dates);
  }
  return "";
}

}  // namespace

std::vector<std::string> chart_sentences(const links::Chart& chart, const std::vector<std::string>& names) {
  if (chart.links.empty()) return {"No report that is shown here links them to anybody or anything. That nothing is known does not mean that there is nothing."};
  std::vector<std::string> out;
  std::set<Pair> told;
  for (const auto& one : Finding(chart).done())
    if (one.dates.size() > 1 && out.size() < chart_sentences_max && told.insert(one.who).second) out.push_back(sentence(one, names));
  if (!out.empty()) return out;
  std::size_t people = 0;
  for (const auto& one : chart.entities) people += one.kind == NodeKind::person;
  const auto things = chart.entities.size() - people;
  return {fmt::format("Reports tell of {} {} and {} {} together, none of them on more than one date.", in_words(people), people == 1 ? "person" : "people",
                      in_words(things), things == 1 ? "place, vehicle or phone" : "places, vehicles and phones")};
}

}  // namespace lapwing::web
