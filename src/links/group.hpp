// A group: adults who may be causing harm to several children, as the reports held show it. A group is found, scored and explained by
// the reports alone; what people decided about it stands beside it (decisions.hpp). Plain values, safe to copy to any thread.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "domain/time.hpp"

namespace lapwing::links {

struct Member {
  std::string id;                                              // the earliest mention of them: "R-000123/p2"
  std::string known_as;                                        // the fullest name told; empty: not known
  std::string part;                                            // "gave lifts; gave a phone", in plain English
  std::vector<std::pair<std::string, std::string>> mentions;   // report and ref, earliest received first
  std::vector<std::pair<std::string, std::string>> thought;    // of those, mentions only thought to be the same person within this group
  double weight = 0;                                           // of a child: what ties them to the group
};

struct Thing {
  std::string id, kind, name;                                  // kind: "place", "vehicle", "phone"
  std::size_t children = 0;                                    // of the group
};

struct EvidenceLine {
  std::string report;
  std::string why;
  double contribution = 0;                                     // the score with all reports less the score without this one
};

struct Group {
  std::string id;                                              // of its earliest incident: stays while the group grows
  double score = 0;                                            // see groups/case.hpp
  double probability = 0;
  std::vector<Member> adults, children;                        // those tied most strongly first
  std::vector<Thing> things;
  std::vector<EvidenceLine> evidence;                          // the fewest reports found that carry it, earliest first
  std::vector<EvidenceLine> others;                            // the rest that bear on it
  std::vector<std::string> weaken;                             // what would weaken it, in plain English
  Instant first_seen{}, last_seen{};                           // when it would first have been ranked; the last report that bears on it
  bool ranked = false;                                         // its score reaches the rules' rank_at; else only near it
};

}  // namespace lapwing::links
