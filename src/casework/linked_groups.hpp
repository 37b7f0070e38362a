// A missing child who belongs to a group: adults whom reports tie to several children, found by src/links. That the group is known is
// noted on the episode by the service itself, so that the review comes sooner, the board says so, and the prevention interview asks about the
// people and places at which others linked to the same group were found. A group is a reason to look and never a finding.
#pragma once
#include <vector>

#include "casework/stamp.hpp"

namespace lapwing::casework {

// Somebody or somewhere that the interview asks about, and why; no other child is named in either.
struct LinkedSubject { ItemId id; MentionKind kind = MentionKind::person; std::string label, because; };
BOOST_DESCRIBE_STRUCT(LinkedSubject, (), (id, kind, label, because))
struct LinkedSubjectInput { MentionKind kind = MentionKind::person; std::string label, because; };
BOOST_DESCRIBE_STRUCT(LinkedSubjectInput, (), (kind, label, because))

// ---- events ----
struct LinkedGroupNoted {   // again whenever its size or what to ask about has grown; the latest stands
  std::string group;
  Instant since{};          // when the group was first seen
  int children = 0, adults = 0;
  std::vector<LinkedSubject> ask_about;
};
BOOST_DESCRIBE_STRUCT(LinkedGroupNoted, (), (group, since, children, adults, ask_about))
struct LinkedGroupEnded { std::string group, why; };   // dismissed, or the reports no longer bear it
BOOST_DESCRIBE_STRUCT(LinkedGroupEnded, (), (group, why))

// ---- commands ---- (the service's own)
struct NoteLinkedGroup {
  std::string group;
  Instant since{};
  int children = 0, adults = 0;
  std::vector<LinkedSubjectInput> ask_about;
};
BOOST_DESCRIBE_STRUCT(NoteLinkedGroup, (), (group, since, children, adults, ask_about))
struct EndLinkedGroup { std::string group, why; };
BOOST_DESCRIBE_STRUCT(EndLinkedGroup, (), (group, why))

}  // namespace lapwing::casework
