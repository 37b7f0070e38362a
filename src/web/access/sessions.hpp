// Sessions: who is signed in in which browser. Kept in memory only: a restart signs everybody out, and nothing that could be used
// to sign in is ever on disk. The cookie holds 256 random bits; here only their hash is kept (OWASP ASVS 5, chapter V7).
//
// A session ends after rules.force.session_idle_minutes without a request (one that shows the wall does not: nobody touches a wall), after
// session_hours_max whatever happens, at sign-out, and when the account is closed, locked by an administrator or given a new password.
// Any thread.
#pragma once
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "domain/ids.hpp"
#include "domain/time.hpp"

namespace lapwing::web {

struct Session {
  UserId user;
  std::string csrf;               // 256 random bits, base64url; every posted form carries it
  Instant started{}, last_used{};
  std::string notice;             // shown once on the next page
  bool shows_wall = false;
};

class Sessions {
 public:
  Sessions(int idle_minutes, int hours_max) : idle_minutes_(idle_minutes), hours_max_(hours_max) {}

  std::string begin(UserId user, Instant now);                               // the cookie's value
  std::optional<Session> find(const std::string& cookie, Instant now);       // and counts as use
  // When the session of the cookie with this hash ends if nobody uses it meanwhile; nothing: it has ended. Asking is no use of it.
  std::optional<Instant> ends(const std::string& hash);
  // To be told after sessions were ended by someone, on their thread (not when one runs out). Set before anyone signs in.
  void when_ended(std::function<void()> told) { ended_ = std::move(told); }
  void show_wall(const std::string& cookie);                                 // the wall was opened in it
  void set_notice(const std::string& cookie, std::string notice);
  std::string take_notice(const std::string& cookie);
  void end(const std::string& cookie);
  void end_all_of(UserId user);
  std::size_t count(Instant now);

 private:
  Instant end_of(const Session& session) const;

  const int idle_minutes_, hours_max_;
  std::function<void()> ended_;
  std::mutex mutex_;              // guards sessions_
  std::unordered_map<std::string, Session> sessions_;   // by the cookie's hash
};

}  // namespace lapwing::web
