#include "measures/response/response_measures.hpp"

#include <array>

namespace lapwing::measures {

namespace {

// A stretch that has not ended is not known yet, so a child still missing has no longest one.
ElapsedSeconds longest_idle(const EpisodeFacts& e) { return e.is_missing() ? never_happened : e.longest_idle; }

constexpr std::array<ResponseMeasure, response_measures_count> measures{{
    {"first-deployment", "First deployment", "had an officer sent within the clock", "officer_in_time", ClockKind::first_deployment,
     "from the report until a named officer was sent", [](const EpisodeFacts& e) { return e.deployed; }},
    {"review", "Review", "were reviewed by a supervisor within the clock", "review_in_time", ClockKind::review,
     "from the report until a supervisor's first review", [](const EpisodeFacts& e) { return e.reviewed; }},
    {"idle", "Never idle", "were never left idle for longer than the clock allows", "never_idle", ClockKind::idle,
     "the longest stretch, while the child was missing, in which no person recorded anything", longest_idle},
    {"prevention-interview", "Prevention interview", "had the prevention interview within the clock", "interview_in_time", ClockKind::prevention_interview,
     "from the child's return until the prevention interview", [](const EpisodeFacts& e) { return e.interviewed; }},
    {"rhi-offered", "Return home interview offered", "had the return home interview offered", "rhi_offered", ClockKind::return_interview_offer,
     "from the child's return until the offer", [](const EpisodeFacts& e) { return e.rhi_offered; }},
    {"rhi-accepted", "Return home interview accepted", "had the offer accepted", "rhi_accepted", ClockKind::return_interview},
    {"rhi-completed", "Return home interview completed", "had the return home interview, in time or later", "rhi_completed", ClockKind::return_interview,
     "from the child's return until the return home interview", [](const EpisodeFacts& e) { return e.rhi_completed; }},
    {"rhi-within-72-hours", "Return home interview within 72 hours", "had the return home interview within 72 hours of the return", "rhi_within_72h",
     ClockKind::return_interview},
}};

}  // namespace

std::span<const ResponseMeasure, response_measures_count> response_measures() { return measures; }

}  // namespace lapwing::measures
