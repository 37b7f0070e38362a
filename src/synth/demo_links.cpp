#include "synth/demo_links.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>

namespace lapwing::synth {

namespace json = boost::json;

namespace {

using std::chrono::days;

constexpr std::string_view house = "27 Saltmarsh Row, ZZ1 4QT", flat = "Flat 3, 8 Ropery Court, ZZ1 7BD", takeaway = "Golden Spit, 112 Harbour Street, ZZ1 2AA";
constexpr std::string_view grey_car = "KD14 HVU", white_van = "LR65 BNX", shared_phone = "07700 900461";

// Where the invented town has its streets: in the sea, so that nobody's home is on the map.
json::object place_told(std::string_view address, std::string_view kind) {
  const auto [lat, lon] = address == house ? std::pair(54.957, -0.612) : address == flat ? std::pair(54.934, -0.561) : std::pair(54.949, -0.643);
  return {{"ref", "l1"}, {"address", address}, {"kind", kind}, {"lat", lat}, {"lon", lon}};
}

struct Adult { std::string_view name; int age; std::string_view phone; };
constexpr Adult craig{"Craig Hallam", 31, shared_phone}, lee{"Lee Rusk", 27, ""}, dean{"Dean Otley", 24, ""};

// One thing that one agency was told: who gave whom what, where, in which car, and how sure the sender is.
struct Told {
  int days_before;
  std::string_view kind, agency;
  int source;
  char information;
  std::size_t child;
  Adult adult;
  std::string_view adult_as, link, what, at, place_kind, plate, text;   // adult_as: the name as this sender has it
};

constexpr Told story[] = {
    {97, "intelligence", "police", 2, 'C', 0, craig, "Craig Hallam", "lift", "", house, "home", grey_car, "A neighbour saw a young person dropped at the house late."},
    {91, "referral", "school", 1, 'B', 1, craig, "Craig Hallum", "gave", "phone", "", "", "", "New phone, said to be from a friend called Craig."},
    {88, "interview", "children's services", 1, 'A', 0, lee, "Lee Rusk", "gave", "alcohol", house, "home", "", "Told her social worker about evenings at the house."},
    {83, "sighting", "police", 2, 'C', 2, craig, "Craig Hallam", "lift", "", "", "", "KD14 H?U", "Seen getting into a grey car by the retail park."},
    {79, "intelligence", "health", 1, 'B', 3, lee, "Lee Rusk", "gave", "drugs", house, "home", "", "Told a nurse where they had been given something to smoke."},
    {72, "stop", "police", 1, 'A', 2, dean, "Dean Otley", "found_with", "", "", "", white_van, "Van stopped on the coast road, 01:10."},
    {66, "intelligence", "children's home", 2, 'C', 4, craig, "Craig", "called", "", "", "", "", "Rung every evening from the same number."},
    {60, "return", "police", 1, 'A', 1, dean, "Dean Otley", "stayed", "", flat, "home", "", "Found at the flat on the second morning."},
    {57, "intelligence", "police", 2, 'C', 5, lee, "Lee Rusk", "lift", "", house, "home", white_van, "Dropped off near the house with another young person."},
    {51, "referral", "school", 1, 'B', 3, craig, "Craig Hallam", "gave", "clothes", "", "", "", "New coat and trainers; says Craig pays."},
    {44, "intelligence", "police", 1, 'B', 4, lee, "Lee Rusk", "lift", "", house, "home", grey_car, "Seen leaving the house in the grey car."},
    {39, "interview", "children's services", 1, 'A', 5, dean, "Dean Ottley", "gave", "alcohol", flat, "home", "", "Spoke of parties at a flat."},
    {33, "intelligence", "health", 1, 'B', 6, craig, "Craig Hallam", "gave", "money", house, "home", "", "Said that errands are paid for."},
    {26, "sighting", "police", 2, 'C', 6, dean, "Dean Otley", "lift", "", "", "", white_van, "Picked up outside the takeaway."},
    {19, "return", "police", 1, 'A', 0, craig, "Craig Hallam", "stayed", "", house, "home", "", "Found at the house after two nights."},
    {12, "intelligence", "police", 1, 'B', 2, lee, "Lee Rusk", "gave", "drugs", house, "home", "", "Named the house and who hands things out there."},
    {6, "intelligence", "children's home", 2, 'C', 1, craig, "Craig Hallam", "lift", "", "", "", grey_car, "Collected from the end of the road twice this week."},
};

constexpr std::pair<std::string_view, std::string_view> known_from_reports[] = {{"Tamsin Ridley", "2010-11-03"}, {"Josh Whelan", "2011-08-19"}, {"Ellie Dunne", "2012-02-27"}};

std::string report_text(const Told& told, const json::object& child, int number, Instant at) {
  json::object adult{{"ref", "p2"}, {"role", "adult"}, {"name", told.adult_as}, {"age_about", told.adult.age}, {"sex", "male"}};
  if (!told.adult.phone.empty()) adult["phones"] = json::array{json::string(told.adult.phone)};
  json::object link{{"kind", told.link}, {"from", told.link == "stayed" ? "p1" : "p2"}, {"to", told.link == "stayed" ? "p2" : "p1"}};
  if (!told.what.empty()) link["what"] = told.what;
  json::object report{{"report", fmt::format("D-{:04}", number)},
                      {"received_at", to_rfc3339(at)},
                      {"kind", told.kind},
                      {"agency", told.agency},
                      {"grading", json::object{{"source", told.source}, {"information", std::string(1, told.information)}, {"handling", "P"}}},
                      {"occurred", json::object{{"from", to_rfc3339(at - std::chrono::hours(14))}, {"to", to_rfc3339(at - std::chrono::hours(11))}}},
                      {"text", told.text},
                      {"people", json::array{child, adult}}};
  if (!told.at.empty()) {
    report["places"] = json::array{place_told(told.at, told.place_kind)};
    link["at"] = "l1";
  }
  json::array links;
  if (!told.plate.empty()) {
    const bool partial = told.plate.find('?') != told.plate.npos;
    report["vehicles"] = json::array{json::object{{"ref", "v1"}, {"vrm", told.plate}, {"partial", partial}}};
    link["with"] = json::array{"v1"};
    links.push_back(json::object{{"kind", "drives"}, {"from", "p2"}, {"with", json::array{"v1"}}});
  }
  links.insert(links.begin(), std::move(link));
  report["links"] = std::move(links);
  return json::serialize(report);
}

// A youth worker whom many children know, a parent who drives her child's friends, and a takeaway that everybody uses.
std::string ordinary_text(int which, const json::object& child, int number, Instant at) {
  json::object report{{"report", fmt::format("D-{:04}", number)}, {"received_at", to_rfc3339(at)}, {"kind", "intelligence"}, {"agency", "police"},
                      {"grading", json::object{{"source", 1}, {"information", "B"}, {"handling", "P"}}}};
  if (which == 0) {
    report["people"] = json::array{child, json::object{{"ref", "p2"}, {"role", "professional"}, {"name", "Joan Pettifer"}, {"age_about", 45}}};
    report["places"] = json::array{json::object{{"ref", "l1"}, {"address", "Quayside Youth Club, Mill Lane, ZZ1 3CC"}, {"kind", "other"}}};
    report["links"] = json::array{json::object{{"kind", "met"}, {"from", "p2"}, {"to", "p1"}, {"at", "l1"}}};
    report["text"] = "Goes to the youth club on Fridays.";
  } else if (which == 1) {
    report["people"] = json::array{child, json::object{{"ref", "p2"}, {"role", "family"}, {"name", "Helen Marr"}, {"age_about", 41}, {"sex", "female"}}};
    report["vehicles"] = json::array{json::object{{"ref", "v1"}, {"vrm", "NX68 PTO"}}};
    report["links"] = json::array{json::object{{"kind", "lift"}, {"from", "p2"}, {"to", "p1"}, {"with", json::array{"v1"}}}};
    report["text"] = "Brought home from training by a team mate's mother.";
  } else {
    report["people"] = json::array{child, json::object{{"ref", "p2"}, {"role", "adult"}, {"name", "Yusuf Aydin"}, {"age_about", 50}, {"sex", "male"}}};
    report["places"] = json::array{place_told(takeaway, "takeaway")};
    report["links"] = json::array{json::object{{"kind", "met"}, {"from", "p2"}, {"to", "p1"}, {"at", "l1"}}};
    report["text"] = "Bought chips with friends.";
  }
  return json::serialize(report);
}

json::object as_child(std::string_view name, std::string_view born) {
  return {{"ref", "p1"}, {"role", "child"}, {"name", name}, {"dob", born}};
}

}  // namespace

void set_reports(Stage& stage, Instant now, const std::vector<DemoChildPtr>& known) {
  std::vector<json::object> children;
  for (std::size_t i = 0; i < known.size() && i < 4; ++i) {
    const auto& details = known[i]->details;
    children.push_back(as_child(details.given_name + " " + details.family_name, details.born ? to_iso(*details.born) : "2011-05-05"));
  }
  for (const auto& [name, born] : known_from_reports) children.push_back(as_child(name, born));
  int number = 0;
  for (const auto& told : story) {
    const auto at = now - days(told.days_before);
    stage.at(at, [&stage, text = report_text(told, children.at(told.child), ++number, at)] { stage.bring(text); });
  }
  for (int i = 0; i < 15; ++i) {
    const auto at = now - days(90 - 5 * i);
    constexpr std::array given{"Ben", "Chloe", "Amir", "Nina", "Tom"};
    constexpr std::array family{"Sayer", "Lindo", "Brack"};
    const auto child = as_child(fmt::format("{} {}", given[static_cast<std::size_t>(i / 3)], family[static_cast<std::size_t>(i % 3)]),
                                fmt::format("2012-0{}-1{}", 1 + i / 3, i % 3));
    stage.at(at, [&stage, text = ordinary_text(i % 3, child, ++number, at)] { stage.bring(text); });
  }
}

}  // namespace lapwing::synth
