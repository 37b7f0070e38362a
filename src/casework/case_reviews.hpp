// Looking back at how a child was written about and looked after: wordings that their author kept although they were told how they
// harm, and reviews of closed episodes. Both are read from the ledger by whoever reviews; nothing is decided from them.
#pragma once
#include <boost/describe.hpp>
#include <optional>
#include <string>

namespace lapwing::casework {

// ---- events ----
// A wording that the language rules found and its author kept, recorded in the same step as what it stands in. `command` and `field` say
// where ("record-review", "plan"); `rule` and `severity` are the rules' own words; `reason` is the author's, empty where none was given.
struct WordingKept { std::string command, field, text, rule, severity, reason, rules_digest; };
BOOST_DESCRIBE_STRUCT(WordingKept, (), (command, field, text, rule, severity, reason, rules_digest))
struct CaseReviewed { std::string text; std::optional<std::string> learning; };   // of one episode; `learning`: what should be done otherwise
BOOST_DESCRIBE_STRUCT(CaseReviewed, (), (text, learning))

// ---- commands ----
struct WriteCaseReview { std::string text; std::optional<std::string> learning; };
BOOST_DESCRIBE_STRUCT(WriteCaseReview, (), (text, learning))

}  // namespace lapwing::casework
