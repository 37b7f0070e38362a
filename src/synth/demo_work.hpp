// How an episode is worked in the demonstration, step by step: minded while the child is missing, asked about on return, closed.
#pragma once
#include "synth/demo_stage.hpp"

namespace lapwing::synth {

// Answers to the risk questions that point to about this level.
std::vector<casework::RiskAnswer> risk_answers_for(Random& chance, RiskLevel level);

// From now until the child is found, somebody does what the clocks ask a little before they are due, and records some work in
// between. `until` stops it: what happens after is another's to tell.
void mind(Stage& stage, Worked worked, Instant until);

void own(Stage& stage, Worked worked, const casework::Actor& sergeant);      // confirms the risk and takes the episode
void send_officer(Stage& stage, Worked worked, std::size_t officer, std::string going_to, Minutes arrives_in);

struct Found {
  casework::HowFound how = casework::HowFound::returned_by_self;
  std::string where;
  std::optional<std::string> with, brought_back;
  bool easy = true;   // nothing in the answers that somebody must act on
};
// The return, and everything after it up to closing and the return home interview.
void come_back(Stage& stage, Worked worked, const Found& found);

}  // namespace lapwing::synth
