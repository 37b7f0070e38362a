#include "casework/written_text.hpp"

#include <algorithm>
#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>
#include <set>

#include "casework/type_names.hpp"

namespace lapwing::casework {

namespace {

// Fields that hold prose, by their last word; names, places, codes and what the rules say are none.
constexpr std::string_view prose_fields[] = {
    "text", "circumstances", "why_worried", "description", "tracing_steps", "medical_needs", "communication_needs", "detail", "plan", "summary",
    "outstanding", "outcome", "result", "reason", "lower_reason", "condition", "answer", "comment", "note", "what_will_happen", "learning",
    "not_in_person_reason", "refusal_reason", "child_rescue_alert", "said", "with", "response_plan", "patterns"};
constexpr std::string_view words_of_the_rules = "pointed_to";

bool is_prose_field(std::string_view key) { return std::ranges::find(prose_fields, key) != std::end(prose_fields); }

// What the rules or the service made, whoever's step brought it.
template <class E>
constexpr bool made_by_rules = std::is_same_v<E, QuestionSet> || std::is_same_v<E, WordingKept> || std::is_same_v<E, RecordRead> ||
                               std::is_same_v<E, ClockSet> || std::is_same_v<E, LinkedGroupNoted> || std::is_same_v<E, LinkedGroupEnded>;
template <class E>
bool is_made_by_rules(const E&) { return made_by_rules<E>; }
bool is_made_by_rules(const EnquirySet& enquiry) { return enquiry.rule.has_value(); }

template <class T>
concept Described = boost::describe::has_describe_members<T>::value && !std::is_enum_v<T>;
template <class T>
using members_of = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
using Visit = std::function<void(std::string_view, std::string_view)>;

void walk(const std::string& text, std::string_view key, const Visit& visit) {
  if (!text.empty() && is_prose_field(key)) visit(key, text);
}
void walk(const Place&, std::string_view, const Visit&) {}
template <Described T>
void walk(const T& value, std::string_view key, const Visit& visit);
template <class T>
void walk(const std::optional<T>& value, std::string_view key, const Visit& visit);
template <class T>
void walk(const std::vector<T>& values, std::string_view key, const Visit& visit);
template <class T>
void walk(const T&, std::string_view, const Visit&) {}

template <class T>
void walk(const std::optional<T>& value, std::string_view key, const Visit& visit) {
  if (value) walk(*value, key, visit);
}
template <class T>
void walk(const std::vector<T>& values, std::string_view key, const Visit& visit) {
  for (const auto& value : values) walk(value, key, visit);
}
template <Described T>
void walk(const T& value, std::string_view, const Visit& visit) {
  boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
    if (member.name != words_of_the_rules) walk(value.*member.pointer, member.name, visit);
  });
}

// Whether a field of this type and name, or one within it, is prose.
template <class T>
struct Holds {
  static bool prose(std::string_view key) {
    if constexpr (std::is_same_v<T, std::string>) {
      return is_prose_field(key);
    } else if constexpr (Described<T> && !std::is_same_v<T, Place>) {
      bool any = false;
      boost::mp11::mp_for_each<members_of<T>>([&](auto member) {
        using Field = std::decay_t<decltype(std::declval<T&>().*member.pointer)>;
        any |= member.name != words_of_the_rules && Holds<Field>::prose(member.name);
      });
      return any;
    } else {
      return false;
    }
  }
};
template <class T>
struct Holds<std::optional<T>> : Holds<T> {};
template <class T>
struct Holds<std::vector<T>> : Holds<T> {};

std::set<std::string, std::less<>> names_of_written() {
  std::set<std::string, std::less<>> names;
  [&]<class... E>(const std::variant<E...>*) {
    ((!made_by_rules<E> && Holds<E>::prose({}) ? (void)names.insert(separated(type_name<E>(), '_')) : void()), ...);
  }(static_cast<const AnyEvent*>(nullptr));
  return names;
}

}  // namespace

void each_written_text(const Recorded& recorded, const std::function<void(std::string_view, std::string_view)>& visit) {
  if (recorded.stamp.by.role == Role::system) return;
  std::visit([&](const auto& event) { if (!is_made_by_rules(event)) walk(event, {}, visit); }, recorded.event);
}

std::vector<WrittenText> written_texts(std::span<const Recorded> events, std::optional<EpisodeId> episode) {
  std::vector<WrittenText> out;
  for (const auto& recorded : events) {
    if (episode && recorded.episode != episode) continue;
    each_written_text(recorded, [&](std::string_view field, std::string_view text) {
      out.push_back({&recorded, std::string(event_name(recorded.event)), std::string(field), std::string(text)});
    });
  }
  return out;
}

bool may_hold_text(std::string_view event_name) {
  static const auto names = names_of_written();
  return names.contains(event_name);
}

}  // namespace lapwing::casework
