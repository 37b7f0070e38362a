// What people wrote in one child's record, as its events hold it: for reviewing an episode and for counting by team and month. Texts
// that the rules gave (questions, enquiries, clocks), names, places and codes are nobody's wording and are left out.
// Pure; any thread.
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "casework/event.hpp"

namespace lapwing::casework {

struct WrittenText {
  const Recorded* recorded = nullptr;             // into the events given
  std::string event, field;                       // "review_recorded", "plan"
  std::string text;
};

// In the order of the events; those of one episode when it is named.
std::vector<WrittenText> written_texts(std::span<const Recorded> events, std::optional<EpisodeId> episode);

// The texts of one event, if a person recorded it: the field's name and what stands in it, never empty.
void each_written_text(const Recorded& recorded, const std::function<void(std::string_view field, std::string_view text)>& visit);

// Whether an event of this name can hold any.
bool may_hold_text(std::string_view event_name);

}  // namespace lapwing::casework
