#include "casework/accounts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "casework/command.hpp"
#include "casework/interview.hpp"
#include "casework/subjects.hpp"

namespace lapwing::casework {
namespace {

constexpr std::size_t username_characters_min = 2, username_characters_max = 64;

Decided refuse(Refusal refusal) { return std::unexpected(std::move(refusal)); }

Decided events(std::vector<Event> list) {
  std::vector<NewEvent> out;
  for (auto& event : list) out.push_back({std::move(event), {}});
  return out;
}

bool is_username(std::string_view name) {
  return name.size() >= username_characters_min && name.size() <= username_characters_max &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
         });
}

bool is_locked(const Account& held, Instant now) { return held.locked_until && *held.locked_until > now; }

// Nobody signs in as the service.
std::optional<Refusal> refuse_holder(const std::string& name, Role role) {
  if (is_blank(name)) return invalid("name", "Enter the name that other people know this person by");
  if (role == Role::system) return invalid("role", "Choose the role of a person");
  return std::nullopt;
}

Decided decide_on(const Account&, const AddAccount& c, Context&) {
  if (!is_username(c.username))
    return refuse(invalid("username", fmt::format("Use {} to {} small letters, figures, dots and dashes", username_characters_min,
                                                  username_characters_max)));
  if (auto refusal = refuse_holder(c.name, c.role)) return refuse(std::move(*refusal));
  std::vector<Event> out{AccountAdded{c.username, c.name, c.role, c.team, c.collar_number}};
  if (c.password_hash) out.push_back(PasswordSet{*c.password_hash, c.must_change});
  return events(std::move(out));
}

Decided decide_on(const Account&, const SetPassword& c, Context&) {
  if (is_blank(c.hash)) return refuse(invalid("hash", "must be a password's hash"));
  return events({PasswordSet{c.hash, c.must_change}});
}

Decided decide_on(const Account& held, const ChangeAccount& c, Context&) {
  if (auto refusal = refuse_holder(c.name, c.role)) return refuse(std::move(*refusal));
  if (held.name == c.name && held.role == c.role && held.team == c.team) return Decided{};
  return events({AccountChanged{c.name, c.role, c.team}});
}

Decided decide_on(const Account&, const CloseAccount& c, Context&) {
  if (is_blank(c.reason)) return refuse(invalid("reason", "Say why the account is closed"));
  return events({AccountClosed{c.reason}});
}

Decided decide_on(const Account& held, const NoteSignIn& c, Context& context) {
  const auto& force = context.rules.force;
  if (c.accepted) {
    if (is_locked(held, context.now))
      return refuse({.kind = RefusalKind::not_allowed,
                     .message = fmt::format("This account is locked until {}. An administrator can unlock it sooner.",
                                            for_people(*held.locked_until, context.now))});
    return events({SignedIn{c.address}});
  }
  std::vector<Event> out{SignInRefused{c.address, c.why}};
  const bool last_chance = held.refusals_in_a_row + 1 >= force.sign_in_refusals_max;
  if (last_chance && !held.closed && !is_locked(held, context.now))
    out.push_back(AccountLocked{context.now + Minutes(force.lock_minutes)});
  return events(std::move(out));
}

Decided decide_on(const Account&, const NoteSignOut& c, Context&) { return events({SignedOut{c.how}}); }

Decided decide_on(const Account& held, const UnlockAccount& c, Context& context) {
  if (!is_locked(held, context.now)) return refuse(not_yet("This account is not locked."));
  if (is_blank(c.reason)) return refuse(invalid("reason", "Say why the account is unlocked"));
  return events({AccountUnlocked{c.reason}});
}

Decided decide_on(const Account&, const IssueToken& c, Context& context) {
  if (is_blank(c.label)) return refuse(invalid("label", "Say what the token is for"));
  if (is_blank(c.hash)) return refuse(invalid("hash", "must be a token's hash"));
  if (c.expires && *c.expires <= context.now) return refuse(invalid("expires", "Set a time that is still to come"));
  return events({TokenIssued{{context.ids.next<ItemId>(), c.label, c.hash, c.expires}}});
}

Decided decide_on(const Account& held, const RevokeToken& c, Context&) {
  const bool known = std::any_of(held.tokens.begin(), held.tokens.end(), [&](const auto& t) { return t.id == c.token; });
  if (!known) return refuse(not_found("This account has no such token."));
  return events({TokenRevoked{c.token}});
}

Decided decide_on(const Account&, const NoteBoardRead& c, Context&) { return events({BoardRead{c.what, c.as_known_at, c.times}}); }

// What may still be noted of a closed account: looks, signing out of a session that was open, and attempts refused.
bool allowed_when_closed(const AccountCommand& command) {
  if (const auto* sign_in = std::get_if<NoteSignIn>(&command)) return !sign_in->accepted;
  return std::holds_alternative<NoteBoardRead>(command) || std::holds_alternative<NoteSignOut>(command);
}

struct Fold {
  Account& held;
  const Stamp& stamp;

  void forgive() const {
    held.refusals_in_a_row = 0;
    held.locked_until.reset();
  }
  void operator()(const AccountAdded& e) const {
    held.username = e.username;
    held.name = e.name;
    held.role = e.role;
    held.team = e.team;
    held.collar_number = e.collar_number;
  }
  void operator()(const PasswordSet& e) const {
    held.password_hash = e.hash;
    held.must_change = e.must_change;
    forgive();
  }
  void operator()(const AccountChanged& e) const {
    held.name = e.name;
    held.role = e.role;
    held.team = e.team;
  }
  void operator()(const AccountClosed&) const {
    held.closed = true;
    held.tokens.clear();
  }
  void operator()(const SignedIn&) const {
    forgive();
    held.last_signed_in = stamp.at;
  }
  void operator()(const SignInRefused&) const {   // while it is locked, trying again neither counts nor locks it longer
    if (!is_locked(held, stamp.at)) ++held.refusals_in_a_row;
  }
  void operator()(const AccountLocked& e) const {
    held.locked_until = e.until;
    held.refusals_in_a_row = 0;
  }
  void operator()(const AccountUnlocked&) const { forgive(); }
  void operator()(const TokenIssued& e) const { held.tokens.push_back(e.token); }
  void operator()(const TokenRevoked& e) const {
    std::erase_if(held.tokens, [&](const auto& t) { return t.id == e.token; });
  }
  template <class Other>
  void operator()(const Other&) const {}
};

}  // namespace

Decided decide_account(const Account& held, bool exists, const AccountCommand& command, Context& context) {
  const bool adding = std::holds_alternative<AddAccount>(command);
  if (adding && exists) return refuse(invalid("username", "This account is already there."));
  if (!adding && !exists) return refuse(not_found("There is no such account."));
  if (held.closed && !allowed_when_closed(command))
    return refuse({.kind = RefusalKind::not_allowed, .message = "This account is closed."});
  return std::visit([&](const auto& c) { return decide_on(held, c, context); }, command);
}

void evolve_account(Account& held, const Recorded& recorded) {
  std::visit(Fold{held, recorded.stamp}, recorded.event);
  evolve_workforce(held, recorded);
}

}  // namespace lapwing::casework
