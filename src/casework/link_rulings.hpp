// Reports as they come in, and what people rule on the links found between them: who is the same, who is not, which group somebody
// takes on or dismisses. A report is one subject in the ledger, so that erasing it erases it whole; each ruling is one too.
//
// A mention is somebody or something as one report names it: the report's number and the name (`ref`) that holds within it. Who
// is who, and which groups there are, is found by src/links; nothing here depends on it. Groups are known by the name that it gives.
#pragma once
#include <vector>

#include "casework/stamp.hpp"

namespace lapwing::casework {

struct MentionRef { std::string report, ref; bool operator==(const MentionRef&) const = default; };
BOOST_DESCRIBE_STRUCT(MentionRef, (), (report, ref))
struct GroupPart { std::vector<MentionRef> adults, children; };
BOOST_DESCRIBE_STRUCT(GroupPart, (), (adults, children))

// ---- events ----
// `sent` is the text exactly as it came: what it says is read from it anew each time, so that a later reader understands more.
// `beside` is the report that was held under this number first, when this one says something else.
struct ReportReceived { std::string number, sent; std::optional<ReportId> beside; };
BOOST_DESCRIBE_STRUCT(ReportReceived, (), (number, sent, beside))
struct ReportRead { std::string what; std::optional<Instant> as_known_at; std::uint64_t times = 1; };   // someone looked at the report
BOOST_DESCRIBE_STRUCT(ReportRead, (), (what, as_known_at, times))
struct MatchConfirmed { std::string from_report, from_ref, to_report, to_ref, reason; };
BOOST_DESCRIBE_STRUCT(MatchConfirmed, (), (from_report, from_ref, to_report, to_ref, reason))
struct MatchRefused { std::string from_report, from_ref, to_report, to_ref, reason; };
BOOST_DESCRIBE_STRUCT(MatchRefused, (), (from_report, from_ref, to_report, to_ref, reason))
struct MatchRulingLifted { std::string from_report, from_ref, to_report, to_ref, reason; };
BOOST_DESCRIBE_STRUCT(MatchRulingLifted, (), (from_report, from_ref, to_report, to_ref, reason))
// `evidence`: the numbers of the reports that carried the group then; a dismissed group comes back only on others.
// `children`: a mention of each child of the group then, so that the ruling finds its group again when another report has renamed it.
struct GroupTakenOn { std::string group; Person owner; std::optional<std::string> note; std::vector<std::string> evidence; std::vector<MentionRef> children; };
BOOST_DESCRIBE_STRUCT(GroupTakenOn, (), (group, owner, note, evidence, children))
struct GroupDismissed { std::string group, reason; std::vector<std::string> evidence; std::vector<MentionRef> children; };
BOOST_DESCRIBE_STRUCT(GroupDismissed, (), (group, reason, evidence, children))
// `children` of `into`, `other_children` of all of `from`.
struct GroupsMerged { std::string into; std::vector<std::string> from; std::string reason; std::vector<MentionRef> children, other_children; };
BOOST_DESCRIBE_STRUCT(GroupsMerged, (), (into, from, reason, children, other_children))
struct GroupSplit { std::string group; std::vector<GroupPart> parts; std::string reason; };
BOOST_DESCRIBE_STRUCT(GroupSplit, (), (group, parts, reason))
// One of these rulings taken back: `ruling` is its place in the ledger.
struct GroupRulingLifted { std::string group; std::uint64_t ruling = 0; std::string reason; };
BOOST_DESCRIBE_STRUCT(GroupRulingLifted, (), (group, ruling, reason))
// The service's own: a group came into the list for the first time. One mention stands for each member.
struct GroupNoticed {
  std::string group;
  double score = 0, probability = 0;
  std::vector<MentionRef> adults, children;
  std::vector<std::string> evidence;
};
BOOST_DESCRIBE_STRUCT(GroupNoticed, (), (group, score, probability, adults, children, evidence))

// ---- commands ---- (the subject is the report or the ruling; a new one each)
// Without a number in `sent`, `gives_number` asks the desk for the next free one: for a report that is written here.
struct ReceiveReport { std::string sent; bool gives_number = false; };
BOOST_DESCRIBE_STRUCT(ReceiveReport, (), (sent, gives_number))
struct NoteReportRead { ReportId report; std::string what; std::optional<Instant> as_known_at; std::uint64_t times = 1; };
BOOST_DESCRIBE_STRUCT(NoteReportRead, (), (report, what, as_known_at, times))
struct ConfirmMatch { std::string from_report, from_ref, to_report, to_ref, reason; };
BOOST_DESCRIBE_STRUCT(ConfirmMatch, (), (from_report, from_ref, to_report, to_ref, reason))
struct RefuseMatch { std::string from_report, from_ref, to_report, to_ref, reason; };
BOOST_DESCRIBE_STRUCT(RefuseMatch, (), (from_report, from_ref, to_report, to_ref, reason))
struct LiftMatchRuling { std::string from_report, from_ref, to_report, to_ref, reason; };
BOOST_DESCRIBE_STRUCT(LiftMatchRuling, (), (from_report, from_ref, to_report, to_ref, reason))
struct TakeOnGroup { std::string group; Person owner; std::optional<std::string> note; std::vector<std::string> evidence; std::vector<MentionRef> children; };
BOOST_DESCRIBE_STRUCT(TakeOnGroup, (), (group, owner, note, evidence, children))
struct DismissGroup { std::string group, reason; std::vector<std::string> evidence; std::vector<MentionRef> children; };
BOOST_DESCRIBE_STRUCT(DismissGroup, (), (group, reason, evidence, children))
struct MergeGroups { std::string into; std::vector<std::string> from; std::string reason; std::vector<MentionRef> children, other_children; };
BOOST_DESCRIBE_STRUCT(MergeGroups, (), (into, from, reason, children, other_children))
struct SplitGroup { std::string group; std::vector<GroupPart> parts; std::string reason; };
BOOST_DESCRIBE_STRUCT(SplitGroup, (), (group, parts, reason))
struct LiftGroupRuling { std::string group; std::uint64_t ruling = 0; std::string reason; };
BOOST_DESCRIBE_STRUCT(LiftGroupRuling, (), (group, ruling, reason))
struct NoticeGroup {
  std::string group;
  double score = 0, probability = 0;
  std::vector<MentionRef> adults, children;
  std::vector<std::string> evidence;
};
BOOST_DESCRIBE_STRUCT(NoticeGroup, (), (group, score, probability, adults, children, evidence))

}  // namespace lapwing::casework
