// Events of the service itself: which rules it worked by, whether it is an exercise, and when its clock could not be trusted.
#pragma once
#include <vector>

#include "casework/stamp.hpp"

namespace lapwing::casework {

struct RuleFile { std::string name, text; };
BOOST_DESCRIBE_STRUCT(RuleFile, (), (name, text))

struct RulesAdopted { std::string digest; std::vector<RuleFile> files; };   // the rules in full, so that an inquiry can read them
BOOST_DESCRIBE_STRUCT(RulesAdopted, (), (digest, files))
struct ExerciseStarted { Instant starts{}; double speed = 1; Instant real_start{}; };   // this ledger is an exercise for good
BOOST_DESCRIBE_STRUCT(ExerciseStarted, (), (starts, speed, real_start))
struct ClockFault { std::string what; };                                    // the machine's clock jumped or ran behind the ledger
BOOST_DESCRIBE_STRUCT(ClockFault, (), (what))
struct PersonErased { std::string subject; std::string reason; };           // the key of this subject (a UUID) is about to be destroyed
BOOST_DESCRIBE_STRUCT(PersonErased, (), (subject, reason))
struct OlderLedgerAccepted { std::uint64_t entries = 0; };                  // a backup was put back: what followed this many entries is lost
BOOST_DESCRIBE_STRUCT(OlderLedgerAccepted, (), (entries))

}  // namespace lapwing::casework
