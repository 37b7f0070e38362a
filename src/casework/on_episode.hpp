// Which commands are on an episode: those whose subject decides them with one (subjects.hpp).
#pragma once
#include "casework/subjects.hpp"

namespace lapwing::casework {

template <class C>
concept OnEpisode = requires(const Case& held, const Episode& episode, const C& command, Context& context) {
  decide_on(held, episode, command, context);
};

}  // namespace lapwing::casework
