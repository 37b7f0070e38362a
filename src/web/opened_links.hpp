// Groups and links being looked at: as they are, or as known at the time asked for; names left out for a role that reads without them, and
// a child whose record is not open to this visitor shown as that. Pages and the API go through here. Worker threads; nothing is shared.
#pragma once
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "desk/link_keeper.hpp"
#include "web/visit.hpp"

namespace lapwing::web {

// A fold as it was known then reads the ledger again: more reports than this and it is refused, not waited for.
inline constexpr std::size_t as_known_reports_max = 20'000;

struct LinksThen {
  std::shared_ptr<const desk::LinkKeeper> keeper;
  std::shared_ptr<const desk::GroupList> groups;
};
// The Response is the refusal: nobody keeps links here, or what was known then would take too long.
std::expected<LinksThen, Response> links_at(const Visit& visit);

// Whether the record of this child is open to the visitor: its need-to-know restriction only.
bool may_see_child(const Visit& visit, ChildId child);

struct ShownMember {
  std::string name;                              // "Darren Cole", "somebody not named", "Adult 2", "a child whose record is restricted"
  std::string part;                              // empty where names are left out
  std::optional<ChildId> record;                 // only if open to this visitor
  bool thought = false;                          // the record is only thought to be theirs: nobody has confirmed it
  std::size_t reports = 0;
  bool restricted = false;
};
struct ShownEvidence {
  std::string number, href, source;              // source: "Intelligence, police, received 3 March 2026"
  std::string why;
  double contribution = 0;
  int percent = 0;                               // of the largest contribution, 0 to 100
  std::string adds;                              // "without it the group would not be ranked"
};
struct ShownGroup {
  std::string id, title, tied_by, likelihood;    // "3 adults and 7 children"; "tied by …"; "strong evidence: about 9 in 10 …"
  double score = 0, probability = 0;             // probability: as told, in hundredths (links/sureness.hpp)
  Instant first_seen{}, last_seen{};
  std::vector<ShownMember> adults, children;
  std::vector<std::string> things;
  std::vector<ShownEvidence> evidence, others;
  std::vector<std::string> weaken;
  std::string state, state_colour;               // "New", "Taken on by Ana Reid", "Back on new evidence", "Dismissed"
};
ShownGroup shown_group(const Visit& visit, const LinksThen& then, const desk::GroupOnDesk& one);
std::string group_path(std::string_view group);

// What a decision on this group is made on, for the ledger: every report that bears on it and a mention of each child.
std::vector<std::string> evidence_of(const links::Group& group);
std::vector<casework::MentionRef> child_mentions_of(const links::Group& group);

// "gave a lift", 3 March 2026, police, report R-000123 (2C): each lead that this visitor may be shown.
std::vector<desk::Lead> shown_leads(const Visit& visit, ChildId child);

}  // namespace lapwing::web
