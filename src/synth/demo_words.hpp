// What people write in the demonstration: plain and respectful, about nobody. {child} is the child's given name.
#pragma once
#include <string>
#include <string_view>

#include "casework/returns.hpp"
#include "synth/random.hpp"

namespace lapwing::synth {

enum class Said { circumstances, worry, search, note, visit, enquiry_result, plan, informant, condition, refused_return_interview };

std::string said(Random& chance, Said what, std::string_view child);

// How the child answers a question of the prevention interview. `easy`: the child is at ease and what was named is harmless. Else
// something is left that somebody must act on.
casework::QuestionAnswer answer_to(Random& chance, const casework::Question& question, std::string_view child, bool easy);

}  // namespace lapwing::synth
