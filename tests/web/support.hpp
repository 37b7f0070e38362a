// For tests of pages and of the API: the site driven without a socket, over a desk in a folder that goes with the test, whose clock
// the test sets. There is one account for each role; its user name is the role's word: get("/now", "supervisor").
//
//   const auto done = report_missing();
//   const auto page = get("/episodes/" + done.episode->text(), "officer");
//   EXPECT_EQ(post("/episodes/…/deploy-officer", {{"officer", "PC Reed"}}, "officer").status, 303);
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <mutex>

#include "desk/desk.hpp"
#include "web/access/role_words.hpp"
#include "web/access/secrets.hpp"
#include "web/site.hpp"

namespace lapwing::web {

inline Instant at(std::string_view rfc3339) { return parse_rfc3339(rfc3339).value(); }

struct Answer {
  int status = 0;
  std::string body;
  std::map<std::string, std::string> headers;
  Response response;

  std::string header(const std::string& name) const { return headers.contains(name) ? headers.at(name) : ""; }
  std::string location() const { return header("Location"); }
  bool says(std::string_view text) const { return body.find(text) != std::string::npos; }
};

using FormFields = std::vector<std::pair<std::string, std::string>>;
using Headers = std::vector<transport::Header>;

class WebTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "lapwing-web-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    data = name;
    open();
    for (const auto& [role, access] : desk->rules().access.roles)
      if (role != Role::system) add_account(role_word(role), role);
  }
  void TearDown() override {
    close_site();
    desk.reset();
    std::filesystem::remove_all(data);
  }

  // `site_options` and `options` as they are when it is called.
  void open() {
    time = std::make_shared<desk::ManualTime>(start);
    options.data = data;
    options.time = time;
    options.published = [this](std::uint64_t sequence, const auto&) {
      const std::lock_guard lock(site_mutex_);
      if (site) site->board_stream.changed(sequence);
    };
    auto opened = desk::Desk::open(options);
    ASSERT_TRUE(opened) << opened.error();
    desk = std::move(*opened);
    reopen_site();
  }
  void reopen_site() {
    close_site();
    cookies_.clear();
    auto fresh = std::make_unique<Site>(*desk, site_options);
    const std::lock_guard lock(site_mutex_);
    site = std::move(fresh);
  }
  void close_site() {
    std::unique_ptr<Site> old;   // goes once the lock is free again
    const std::lock_guard lock(site_mutex_);
    old = std::move(site);
  }

  UserId add_account(const std::string& username, Role role, std::optional<std::string> password_hash = {}, bool must_change = false) {
    casework::AddAccount add{username, "The " + for_people(std::string_view(role_word(role))), role, "Response A", {}, std::move(password_hash), must_change};
    const auto added = desk->submit(desk::SentOnAccount{casework::Actor{}, {}, std::move(add)});
    EXPECT_TRUE(added) << added.error().message;
    return added ? added->user : UserId{};
  }
  casework::Actor actor(const std::string& who) const {
    const auto account = desk->staff().by_username(who);
    return account ? casework::Actor{account->id, account->name, account->role} : casework::Actor{};
  }

  // ---- asking; `who` is a user name, or nobody ----
  Answer get(const std::string& target, const std::string& who = {}, Headers headers = {}) {
    return ask(request("GET", target, who, std::move(headers)), who);
  }
  // A form as the page of this visitor's session would send it, with its token.
  Answer post(const std::string& target, FormFields form, const std::string& who = {}, Headers headers = {}) {
    if (!who.empty()) form.emplace_back("csrf", csrf(who));
    return post_bare(target, std::move(form), who, std::move(headers));
  }
  // The same without the token.
  Answer post_bare(const std::string& target, FormFields form, const std::string& who = {}, Headers headers = {}) {
    auto asked = request("POST", target, who, std::move(headers));
    asked.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    asked.body = transport::encode_form(transport::Fields(std::move(form)));
    return ask(asked, who);
  }
  Answer post_json(const std::string& target, const std::string& body, const std::string& token, Headers headers = {}) {
    auto asked = request("POST", target, {}, std::move(headers));
    asked.headers.emplace_back("Content-Type", "application/json");
    asked.headers.emplace_back("Authorization", "Bearer " + token);
    asked.body = body;
    return ask(asked, {});
  }
  Answer get_json(const std::string& target, const std::string& token, Headers headers = {}) {
    headers.emplace_back("Authorization", "Bearer " + token);
    return get(target, {}, std::move(headers));
  }

  // Signed in without the sign-in page; one session each.
  std::string cookie(const std::string& who) {
    auto& held = cookies_[who];
    if (held.empty()) held = site->sessions.begin(*actor(who).user, time->now());
    return held;
  }
  std::string csrf(const std::string& who) {
    const auto session = site->sessions.find(cookie(who), time->now());
    return session ? session->csrf : "";
  }
  std::string token(const std::string& who) {
    const auto secret = random_secret();
    const auto issued = desk->submit(desk::SentOnAccount{casework::Actor{}, *actor(who).user,
                                                         casework::IssueToken{"a test", secret_hash(secret), {}}});
    EXPECT_TRUE(issued);
    return secret;
  }

  static casework::ReportMissing report(std::string given = "Kayleigh", std::string family = "Marsh") {
    casework::ReportMissing report;
    report.details.given_name = std::move(given);
    report.details.family_name = std::move(family);
    report.details.born = Date(std::chrono::year(2011) / 2 / 14);
    report.informant.name = "Dawn Marsh";
    report.level = RiskLevel::medium;
    return report;
  }
  desk::Done must(desk::Sent sent) {
    auto outcome = desk->submit(std::move(sent));
    EXPECT_TRUE(outcome) << outcome.error().message;
    return outcome.value_or(desk::Done{});
  }
  desk::Done report_missing(std::string given = "Kayleigh", std::string family = "Marsh") {
    return must({actor("call_handler"), {}, {}, report(std::move(given), std::move(family)), {}, {}, {}});
  }
  void wait(std::chrono::microseconds pass) { desk->advance_to(time->now() + pass); }

  Request request(std::string method, const std::string& target, const std::string& who, Headers headers) {
    Request asked;
    asked.method = std::move(method);
    asked.target = target;
    const auto mark = target.find('?');
    asked.path = transport::percent_decode(target.substr(0, mark)).value();
    if (mark != std::string::npos) asked.query = target.substr(mark + 1);
    asked.headers = std::move(headers);
    asked.headers.emplace_back("Host", "127.0.0.1:8080");
    if (!who.empty()) asked.headers.emplace_back("Cookie", site->session_cookie() + "=" + cookie(who));
    asked.peer_address = "127.0.0.1";
    asked.id = "test-1";
    asked.arrival = time->now();
    return asked;
  }
  // A new cookie in the answer is kept for `who`, as a browser would.
  Answer ask(const Request& asked, const std::string& who) {
    Answer answer;
    answer.response = site->handle(asked);
    answer.status = answer.response.status;
    answer.body = answer.response.body.view();
    for (const auto& [name, value] : answer.response.headers) answer.headers[name] = value;
    const auto set = answer.header("Set-Cookie");
    if (!who.empty() && set.starts_with(site->session_cookie() + "=")) {
      const auto from = site->session_cookie().size() + 1;
      cookies_[who] = set.substr(from, set.find(';') - from);
    }
    return answer;
  }

  std::filesystem::path data;
  Instant start = at("2026-03-03T18:00:00Z");
  std::shared_ptr<desk::ManualTime> time;
  desk::Options options;
  SiteOptions site_options{.demo_sign_in = false, .secure_cookies = false, .refusal_ms_min = 0};
  std::unique_ptr<desk::Desk> desk;
  std::unique_ptr<Site> site;

 private:
  std::mutex site_mutex_;   // the desk's writer tells the site of changes after it has answered
  std::map<std::string, std::string> cookies_;
};

}  // namespace lapwing::web
