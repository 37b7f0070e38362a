// For tests of the API: asking and sending with a token of one role, and reading the JSON that comes back.
#pragma once
#include <boost/json.hpp>

#include "casework/command.hpp"
#include "web/support.hpp"

namespace lapwing::web {

namespace json = boost::json;

class ApiTest : public WebTest {
 protected:
  static json::object object_of(const Answer& answer) {
    json::error_code failed;
    auto value = json::parse(answer.body, failed);
    if (failed || !value.is_object()) ADD_FAILURE() << "not a JSON object: " << answer.body.substr(0, 200);
    return !failed && value.is_object() ? value.as_object() : json::object{};
  }
  static json::array items_of(const Answer& answer) {
    auto object = object_of(answer);
    return object["items"].is_array() ? object["items"].as_array() : json::array{};
  }
  static std::string text(const json::object& object, std::string_view key) {
    const auto* value = object.if_contains(key);
    return value && value->is_string() ? std::string(value->as_string()) : std::string();
  }

  // One token for each role, made when first asked for.
  const std::string& key(const std::string& who) {
    auto& held = keys_[who];
    if (held.empty()) held = token(who);
    return held;
  }
  Answer read(const std::string& path, const std::string& who, Headers headers = {}) {
    return get_json("/api/v1" + path, key(who), std::move(headers));
  }
  Answer send(const std::string& path, const std::string& body, const std::string& who, Headers headers = {}) {
    return post_json("/api/v1" + path, body, key(who), std::move(headers));
  }

  static constexpr std::string_view report_body =
      R"({"details":{"given_name":"Kayleigh","family_name":"Marsh","born":"2011-02-14"},"informant":{"name":"Dawn Marsh"},"level":"medium"})";

  // Every problem says what, why and where, and is never a page.
  static void expect_problem(const Answer& answer, int status) {
    EXPECT_EQ(answer.status, status) << answer.body;
    EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
    const auto problem = object_of(answer);
    EXPECT_EQ(problem.at("status").as_int64(), status);
    EXPECT_FALSE(text(problem, "title").empty());
    EXPECT_FALSE(text(problem, "detail").empty());
    EXPECT_TRUE(text(problem, "instance").starts_with("/api/")) << text(problem, "instance");
  }

 private:
  std::map<std::string, std::string> keys_;
};

}  // namespace lapwing::web
