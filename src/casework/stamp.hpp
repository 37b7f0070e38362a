// Who did a thing and when it was recorded: the part that every event has.
#pragma once
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "domain/ids.hpp"
#include "domain/time.hpp"
#include "domain/words.hpp"

namespace lapwing::casework {

// A person as known when they acted (the name and role stay as they were then), or the service itself (role `system`, no user).
struct Actor {
  std::optional<UserId> user;
  std::string name;
  Role role = Role::system;
  bool operator==(const Actor&) const = default;
};
BOOST_DESCRIBE_STRUCT(Actor, (), (user, name, role))

struct Stamp {
  std::uint64_t index = 0;   // the ledger's number for the event: also the version a change is made from
  Instant at{};              // when the ledger recorded it
  Actor by;
};

// Something folded together with who recorded it and when.
template <class T>
struct Kept {
  Stamp stamp;
  T what;
};

// Someone named as responsible: an account where there is one, and always a name a person would say aloud.
struct Person {
  std::optional<UserId> user;
  std::string name;
  bool operator==(const Person&) const = default;
};
BOOST_DESCRIBE_STRUCT(Person, (), (user, name))

// A place as it was said; a postcode and position only where known.
struct Place {
  std::string text;
  std::optional<std::string> postcode;
  std::optional<double> lat, lon;
};
BOOST_DESCRIBE_STRUCT(Place, (), (text, postcode, lat, lon))

}  // namespace lapwing::casework
