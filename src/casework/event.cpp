#include "casework/event.hpp"

namespace lapwing::casework {

Event::Event() = default;
Event::Event(const Event&) = default;
Event::Event(Event&&) noexcept = default;
Event& Event::operator=(const Event&) = default;
Event& Event::operator=(Event&&) noexcept = default;
Event::~Event() = default;
Event::Event(AnyEvent any) : AnyEvent(std::move(any)) {}

}  // namespace lapwing::casework
