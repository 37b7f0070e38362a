// What pages read of the graph: the links of a person, place, vehicle or phone with the report behind each, whom they lead to, and, for a
// missing child, whom and where to try first. An entity is named by its id (Store::id_of): its earliest mention, "R-000123/p2"; any other
// mention's name finds it too. Pure reads; any thread while nobody writes to the Links.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "links/links.hpp"

namespace lapwing::links {

struct Entity {
  std::string id, kind;                    // "person", "place", "vehicle", "phone"
  std::string name;                        // the fullest told; empty: not known
  std::string role;                        // of a person: "child" or "adult"; of a place: its kind
  std::string standing;                    // why its ties weigh little, in plain words; empty: nothing ordinary is known
  double share = 1;                        // of a tie's weight that this leaves
  std::size_t mentions = 0, reports = 0;
  Instant first{}, last{};                 // reports received
};

// One thing that one report says of two entities.
struct LinkLine {
  std::string report, key;                 // its number, and where the caller keeps its words
  std::string agency, report_kind;
  Entity other;
  std::string what;                        // "given a phone"
  std::optional<std::string> at;           // the place's address as sent
  std::string grading;                     // "2C P"; empty: none given
  Instant received{}, from{}, to{};        // from and to: when it happened, or when it was received
  bool timed = false;
};

struct Neighbour {
  Entity entity;
  std::vector<std::string> what;           // each different deed once
  std::vector<std::string> reports;        // newest first
  Instant first{}, last{};
  double strength = 0;                     // 0: family, home or the like, which says nothing of harm
};

struct ToTry {
  Entity entity;                           // a person, an address, a car or a phone
  double weight = 0;
  std::vector<std::string> reasons;        // each names its report or group
};

std::optional<Entity> entity(const Links& links, std::string_view id);
std::vector<LinkLine> links_of(const Links& links, std::string_view id);         // newest received first
std::vector<Neighbour> neighbours(const Links& links, std::string_view id);      // strongest first
// For a missing child: known associates, and addresses, cars and phones to try, from what was told before `now`; the child's own home and
// the professionals around them are left out. Best first, at most `most`.
std::vector<ToTry> to_try_first(const Links& links, std::string_view child, Instant now, std::size_t most = 12);

}  // namespace lapwing::links
