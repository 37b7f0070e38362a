// For tests over every event type: one event of each, with every field filled and one text planted in all of them.
#pragma once
#include "casework/event.hpp"
#include "domain/codec.hpp"

namespace lapwing::views {

inline const ItemId one_item = SeededIds(21).next<ItemId>();   // the same everywhere, so that events find what they point at
inline const UserId one_user = SeededIds(22).next<UserId>();

template <class T>
void plant(T& value, const std::string& text, Instant when) {
  if constexpr (std::is_same_v<T, std::string>) value = text;
  else if constexpr (std::is_same_v<T, Instant>) value = when;
  else if constexpr (std::is_same_v<T, Date>) value = Date{std::chrono::year{2010}, std::chrono::May, std::chrono::day{1}};
  else if constexpr (std::is_same_v<T, bool>) value = true;
  else if constexpr (std::is_arithmetic_v<T>) value = 2;
  else if constexpr (std::is_same_v<T, ItemId>) value = one_item;
  else if constexpr (std::is_same_v<T, UserId>) value = one_user;
  else if constexpr (codec::is_optional<T>::value) plant(value.emplace(), text, when);
  else if constexpr (codec::is_vector<T>::value) { value.resize(1); plant(value[0], text, when); }
  else if constexpr (codec::Described<T>)
    boost::mp11::mp_for_each<codec::members_of<T>>([&](auto member) { plant(value.*member.pointer, text, when); });
}

inline std::vector<casework::Event> every_event(const std::string& text, Instant when) {
  std::vector<casework::Event> out;
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, casework::AnyEvent>>([&](auto type) {
    typename decltype(type)::type event{};
    plant(event, text, when);
    out.push_back(std::move(event));
  });
  return out;
}

inline std::vector<casework::Recorded> recorded_one_by_one(const std::vector<casework::Event>& events, Instant first) {
  const auto episode = SeededIds(23).next<EpisodeId>();
  std::vector<casework::Recorded> out;
  for (const auto& event : events) {
    const auto index = out.size() + 1;
    out.push_back({{index, first + Minutes(index), {one_user, "Sgt A. Okafor", Role::supervisor}}, episode, event});
  }
  return out;
}

}  // namespace lapwing::views
