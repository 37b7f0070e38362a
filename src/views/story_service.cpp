// How accounts and the service itself are told.
#include <fmt/format.h>

#include "views/sentences.hpp"
#include "views/story.hpp"

namespace lapwing::views {

using namespace casework;

Telling tell(const AccountAdded& e, const Teller& t) {
  Telling out{TimelineKind::account, fmt::format("An account was added by {}.", t.by())};
  add(out.details, "Name", e.name);
  add(out.details, "Signs in as", e.username);
  add(out.details, "Role", capital(role_word(e.role)));
  add(out.details, "Team", e.team);
  add(out.details, "Collar number", e.collar_number);
  return out;
}

Telling tell(const PasswordSet& e, const Teller& t) {
  return {TimelineKind::account,
          fmt::format("A password was set by {}{}.", t.by(), e.must_change ? ", to be changed at the next sign-in" : "")};
}

Telling tell(const AccountChanged& e, const Teller& t) {
  Telling out{TimelineKind::account, fmt::format("The account was changed by {}.", t.by())};
  add(out.details, "Name", e.name);
  add(out.details, "Role", capital(role_word(e.role)));
  add(out.details, "Team", e.team);
  return out;
}

Telling tell(const AccountClosed& e, const Teller& t) {
  Telling out{TimelineKind::account, fmt::format("The account was closed by {}.", t.by())};
  add(out.details, "Reason", e.reason);
  return out;
}

Telling tell(const SignedIn& e, const Teller& t) {
  Telling out{TimelineKind::account, fmt::format("{} signed in.", t.By())};
  add(out.details, "From", e.address);
  return out;
}

Telling tell(const SignInRefused& e, const Teller&) {
  Telling out{TimelineKind::account, "A sign-in was refused."};
  add(out.details, "From", e.address);
  add(out.details, "Why", e.why);
  return out;
}

Telling tell(const SignedOut& e, const Teller& t) {
  Telling out{TimelineKind::account, fmt::format("{} signed out.", t.By())};
  add(out.details, "How", for_people(e.how));
  return out;
}

Telling tell(const AccountLocked& e, const Teller& t) {
  return {TimelineKind::account, fmt::format("The account was locked until {}.", t.when(e.until))};
}

Telling tell(const AccountUnlocked& e, const Teller& t) {
  Telling out{TimelineKind::account, fmt::format("The account was unlocked by {}.", t.by())};
  add(out.details, "Reason", e.reason);
  return out;
}

Telling tell(const TokenIssued& e, const Teller& t) {
  Telling out{TimelineKind::account, fmt::format("A token for the API was given out by {}.", t.by())};
  add(out.details, "For", e.token.label);
  if (e.token.expires) add(out.details, "Until", t.when(*e.token.expires));
  return out;
}

Telling tell(const TokenRevoked&, const Teller& t) {
  return {TimelineKind::account, fmt::format("A token for the API was taken back by {}.", t.by())};
}

Telling tell(const BoardRead& e, const Teller& t) {
  std::string title = fmt::format("{} looked at the {}", t.By(), e.what.empty() ? "board" : e.what);
  if (e.as_known_at) title += fmt::format(", as known at {}", t.when(*e.as_known_at));
  if (e.times > 1) title += fmt::format(" ({} times)", e.times);
  return {TimelineKind::read, title + "."};
}

Telling tell(const RulesAdopted& e, const Teller&) {
  Telling out{TimelineKind::service, "The service began to work by new rules."};
  add(out.details, "Digest of the rules", e.digest);
  for (const auto& file : e.files) add(out.details, "File", file.name);
  return out;
}

Telling tell(const ExerciseStarted& e, const Teller& t) {
  Telling out{TimelineKind::service,
              fmt::format("An exercise was started at {}. Nothing recorded here is about a real child.", t.when(e.starts))};
  add(out.details, "Speed", fmt::format("{} times real time", e.speed));
  return out;
}

Telling tell(const ClockFault& e, const Teller&) {
  Telling out{TimelineKind::service, "The machine's clock could not be trusted."};
  if (!e.what.empty()) out.details.push_back(e.what);
  return out;
}

Telling tell(const PersonErased& e, const Teller&) {
  Telling out{TimelineKind::service, "Everything held about one person, or one report, was erased."};
  add(out.details, "Subject", e.subject);
  add(out.details, "Because", e.reason);
  return out;
}

Telling tell(const OlderLedgerAccepted& e, const Teller&) {
  return {TimelineKind::service, fmt::format("The service went on from a copy of the ledger that ends after {} entries; later ones are lost.", e.entries)};
}

}  // namespace lapwing::views
