#include "web/written_text.hpp"

#include <algorithm>
#include <boost/json.hpp>

namespace lapwing::web {

namespace json = boost::json;

namespace {

// Fields that hold prose, by their last word; names, places, codes and what the rules say are none.
constexpr std::string_view prose_fields[] = {
    "text", "circumstances", "why_worried", "description", "tracing_steps", "medical_needs", "communication_needs", "detail", "plan", "summary",
    "outstanding", "outcome", "result", "reason", "lower_reason", "condition", "answer", "comment", "note", "what_will_happen", "learning",
    "not_in_person_reason", "refusal_reason", "child_rescue_alert", "said", "with", "response_plan", "patterns"};

bool is_prose_field(std::string_view key) { return std::ranges::find(prose_fields, key) != std::end(prose_fields); }

// Made by the rules or by the service, whoever's step brought them.
bool is_written_by_people(const casework::Event& event) {
  using namespace casework;
  if (const auto* enquiry = std::get_if<EnquirySet>(&event)) return !enquiry->rule;
  return !std::holds_alternative<QuestionSet>(event) && !std::holds_alternative<WordingKept>(event) && !std::holds_alternative<RecordRead>(event) &&
         !casework::event_name(event).starts_with("clock_set") && !casework::event_name(event).starts_with("linked_group");
}

class Walk {
 public:
  Walk(const casework::Recorded& recorded, std::vector<WrittenText>& out) : recorded_(recorded), out_(out) {}

  void operator()(const json::value& value, std::string_view key) {
    if (const auto* text = value.if_string()) {
      if (is_prose_field(key) && !text->empty())
        out_.push_back({&recorded_, std::string(casework::event_name(recorded_.event)), std::string(key), std::string(*text)});
    } else if (const auto* list = value.if_array()) {
      for (const auto& item : *list) (*this)(item, key);
    } else if (const auto* object = value.if_object()) {
      for (const auto& [name, member] : *object)
        if (name != "pointed_to") (*this)(member, name);   // the rules' own words
    }
  }

 private:
  const casework::Recorded& recorded_;
  std::vector<WrittenText>& out_;
};

}  // namespace

std::vector<WrittenText> written_texts(std::span<const casework::Recorded> events, std::optional<EpisodeId> episode) {
  std::vector<WrittenText> out;
  for (const auto& recorded : events) {
    if (episode && recorded.episode != episode) continue;
    if (recorded.stamp.by.role == Role::system || !is_written_by_people(recorded.event)) continue;
    Walk(recorded, out)(json::parse(casework::event_json(recorded.event)), {});
  }
  return out;
}

}  // namespace lapwing::web
