#include "web/access/password_check.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <thread>

#include "web/access/secrets.hpp"
#include "web/site.hpp"

namespace lapwing::web {

namespace {

// Why this password does not open this account; nothing when it does.
std::string why_not(const Visit& visit, const desk::Staff::Held& account, const std::string& password) {
  const bool may_try = account && !account->closed && !account->password_hash.empty() &&
                       !(account->locked_until && visit.desk().now() < *account->locked_until);
  if (may_try) return password_matches(account->password_hash, password) ? "" : "the password was wrong";
  pretend_to_check(password);
  if (!account) return "there is no such account";
  if (account->closed) return "the account is closed";
  return account->password_hash.empty() ? "the account has no password" : "the account was locked";
}

void note_refusal(const Visit& visit, const desk::Staff::Held& account, const std::string& why) {
  const auto& address = visit.request.peer_address;
  if (!account) {   // what was typed as a user name may be a password, and is kept nowhere
    spdlog::warn("A sign-in from {} was refused: {}.", address, why);
    return;
  }
  const auto noted = visit.desk().submit(desk::SentOnAccount{casework::Actor{}, account->id, casework::NoteSignIn{address, false, why}});
  if (!noted) spdlog::error("A refused sign-in could not be noted: {}", noted.error().message);
}

struct Permit {
  decltype(Site::password_checks)& from;
  ~Permit() { from.release(); }
};

}  // namespace

Checked check_password(Visit& visit, const desk::Staff::Held& account, const std::string& password, const std::string& doing) {
  const auto earliest_refusal = std::chrono::steady_clock::now() + std::chrono::milliseconds(visit.site.options.refusal_ms_min);
  auto& checks = visit.site.password_checks;
  if (!checks.try_acquire()) return Checked::busy;
  const Permit permit{checks};
  const auto why = why_not(visit, account, password);
  if (!why.empty()) {
    note_refusal(visit, account, fmt::format("{}: {}", doing, why));
    std::this_thread::sleep_until(earliest_refusal);
  }
  return why.empty() ? Checked::right : Checked::wrong;
}

std::string wrong_password_message(const policy::ForcePolicy& force) {
  return fmt::format("The user name or the password is not right. After {} wrong passwords an account is locked for {} minutes.",
                     force.sign_in_refusals_max, force.lock_minutes);
}

}  // namespace lapwing::web
