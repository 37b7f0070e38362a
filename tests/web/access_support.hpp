// For tests of signing in and of accounts: someone with a password, and ways to come in with it.
#pragma once
#include "web/access/secrets.hpp"
#include "web/support.hpp"

namespace lapwing::web {

inline const std::string good_password = "lantern orchard tide";

// Hashing takes its time by design, so it is done once.
inline const std::string& good_hash() {
  static const std::string hash = hash_password(good_password).value();
  return hash;
}

inline const Headers from_another_site{{"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://elsewhere.example"}};

class AccessTest : public WebTest {
 protected:
  void SetUp() override {
    WebTest::SetUp();
    okafor = add_account("a.okafor", Role::supervisor, good_hash());
  }
  Answer sign_in(const std::string& username, const std::string& password, FormFields more = {}) {
    more.emplace_back("username", username);
    more.emplace_back("password", password);
    return post("/sign-in", std::move(more));
  }
  Answer sign_in_keeping(FormFields kept, const std::string& username, const std::string& password) {
    kept.emplace_back("username", username);
    kept.emplace_back("password", password);
    return post("/sign-in/kept", std::move(kept));
  }
  // Asks with this cookie, whoever it belongs to.
  Answer get_with(const std::string& cookie_value, const std::string& target) {
    auto asked = request("GET", target, {}, {{"Cookie", site->session_cookie() + "=" + cookie_value}});
    return ask(asked, {});
  }
  std::string cookie_set_by(const Answer& answer) {
    const auto set = answer.header("Set-Cookie");
    const auto from = set.find('=') + 1;
    return set.substr(from, set.find(';') - from);
  }
  template <class E>
  std::vector<E> history(UserId user) {
    std::vector<E> found;
    const auto events = desk->account_history(user).value();
    for (const auto& recorded : events)
      if (const auto* event = std::get_if<E>(&recorded.event)) found.push_back(*event);
    return found;
  }

  UserId okafor;
};

}  // namespace lapwing::web
