// Accounts: who may sign in, in what role, with what secrets, and what they did about it. Secrets are only ever hashes.
// One account is one subject in the ledger, so a leaver's personal data can be erased as a child's can.
#pragma once
#include <map>
#include <vector>

#include "casework/stamp.hpp"
#include "casework/workforce.hpp"

namespace lapwing::casework {

struct ApiToken {
  ItemId id;
  std::string label;
  std::string hash;                        // BLAKE2b-256 of the token, hexadecimal; the token itself is shown once
  std::optional<Instant> expires;
};
BOOST_DESCRIBE_STRUCT(ApiToken, (), (id, label, hash, expires))

// ---- events ----
struct AccountAdded { std::string username, name; Role role = Role::officer; std::optional<std::string> team, collar_number; };
BOOST_DESCRIBE_STRUCT(AccountAdded, (), (username, name, role, team, collar_number))
struct PasswordSet { std::string hash; bool must_change = false; };   // Argon2id, in the encoded form of libsodium
BOOST_DESCRIBE_STRUCT(PasswordSet, (), (hash, must_change))
struct AccountChanged { std::string name; Role role = Role::officer; std::optional<std::string> team; };
BOOST_DESCRIBE_STRUCT(AccountChanged, (), (name, role, team))
struct AccountClosed { std::string reason; };
BOOST_DESCRIBE_STRUCT(AccountClosed, (), (reason))
struct SignedIn { std::string address; };                            // the network address; never the session's secret
BOOST_DESCRIBE_STRUCT(SignedIn, (), (address))
struct SignInRefused { std::string address, why; };
BOOST_DESCRIBE_STRUCT(SignInRefused, (), (address, why))
struct SignedOut { std::string how; };
BOOST_DESCRIBE_STRUCT(SignedOut, (), (how))
struct AccountLocked { Instant until{}; };
BOOST_DESCRIBE_STRUCT(AccountLocked, (), (until))
struct AccountUnlocked { std::string reason; };
BOOST_DESCRIBE_STRUCT(AccountUnlocked, (), (reason))
struct TokenIssued { ApiToken token; };
BOOST_DESCRIBE_STRUCT(TokenIssued, (), (token))
struct TokenRevoked { ItemId token; };
BOOST_DESCRIBE_STRUCT(TokenRevoked, (), (token))
struct BoardRead { std::string what; std::optional<Instant> as_known_at; std::uint64_t times = 1; };   // a look at many children at once
BOOST_DESCRIBE_STRUCT(BoardRead, (), (what, as_known_at, times))

// ---- commands ---- (the subject is the account)
struct AddAccount { std::string username, name; Role role = Role::officer; std::optional<std::string> team, collar_number, password_hash; bool must_change = false; };
BOOST_DESCRIBE_STRUCT(AddAccount, (), (username, name, role, team, collar_number, password_hash, must_change))
struct SetPassword { std::string hash; bool must_change = false; };
BOOST_DESCRIBE_STRUCT(SetPassword, (), (hash, must_change))
struct ChangeAccount { std::string name; Role role = Role::officer; std::optional<std::string> team; };
BOOST_DESCRIBE_STRUCT(ChangeAccount, (), (name, role, team))
struct CloseAccount { std::string reason; };
BOOST_DESCRIBE_STRUCT(CloseAccount, (), (reason))
struct NoteSignIn { std::string address; bool accepted = false; std::string why; };
BOOST_DESCRIBE_STRUCT(NoteSignIn, (), (address, accepted, why))
struct NoteSignOut { std::string how; };
BOOST_DESCRIBE_STRUCT(NoteSignOut, (), (how))
struct UnlockAccount { std::string reason; };
BOOST_DESCRIBE_STRUCT(UnlockAccount, (), (reason))
struct IssueToken { std::string label, hash; std::optional<Instant> expires; };
BOOST_DESCRIBE_STRUCT(IssueToken, (), (label, hash, expires))
struct RevokeToken { ItemId token; };
BOOST_DESCRIBE_STRUCT(RevokeToken, (), (token))
struct NoteBoardRead { std::string what; std::optional<Instant> as_known_at; std::uint64_t times = 1; };
BOOST_DESCRIBE_STRUCT(NoteBoardRead, (), (what, as_known_at, times))

// ---- state ----
struct Account {
  UserId id;
  std::string username, name;
  Role role = Role::officer;
  std::optional<std::string> team, collar_number;
  std::string password_hash;
  bool must_change = false, closed = false;
  int refusals_in_a_row = 0;
  std::optional<Instant> locked_until;
  std::optional<Instant> last_signed_in;
  std::vector<ApiToken> tokens;
  std::vector<Accreditation> accreditations;   // every one ever recorded, by the day awarded
  std::optional<WorkingPattern> pattern;       // none: nobody has said when they work
  std::vector<Absence> absences;               // by the first day away
};
BOOST_DESCRIBE_STRUCT(Account, (), (id, username, name, role, team, collar_number, password_hash, must_change, closed,
                                    refusals_in_a_row, locked_until, last_signed_in, tokens, accreditations, pattern, absences))

}  // namespace lapwing::casework
