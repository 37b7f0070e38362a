// The API describes itself, whole and truly.
#include "casework/command.hpp"
#include "web/api_support.hpp"

namespace lapwing::web {
namespace {

class ApiDescription : public ApiTest {
 protected:
  json::object description() { return object_of(get("/api/openapi.json")); }

  // Every "$ref" anywhere in it.
  static void references(const json::value& in, std::set<std::string>& out) {
    if (const auto* list = in.if_array())
      for (const auto& item : *list) references(item, out);
    if (const auto* object = in.if_object())
      for (const auto& [name, value] : *object) {
        if (name == "$ref") out.insert(std::string(value.as_string()));
        else references(value, out);
      }
  }

  // What the schema asks of a value's members: known ones only, the required ones there, all the way down.
  static void expect_fits(const json::value& value, const json::object& schema, const std::string& at) {
    if (const auto* type = schema.if_contains("type"); type && type->is_string()) {
      const auto& word = type->as_string();
      const bool fits = word == "object" ? value.is_object() : word == "array" ? value.is_array() : word == "string" ? value.is_string()
                        : word == "boolean" ? value.is_bool() : value.is_number();
      ASSERT_TRUE(fits) << at << " is not " << word;
    }
    if (const auto* list = value.if_array())
      for (const auto& item : *list) expect_fits(item, schema.at("items").as_object(), at + "[]");
    const auto* properties = schema.if_contains("properties");
    if (!value.is_object() || !properties) return;
    for (const auto& [name, member] : value.as_object()) {
      const auto* known = properties->as_object().if_contains(name);
      ASSERT_TRUE(known) << at << "." << std::string(name) << " is not described";
      expect_fits(member, known->as_object(), at + "." + std::string(name));
    }
  }
};

TEST_F(ApiDescription, EveryCallIsInItAndEverythingInItIsACall) {
  const auto described = description();
  std::set<std::string> in_routes, in_description;
  for (const auto& route : all_routes())
    if (route.pattern.starts_with("/api/")) in_routes.insert(route.method + " " + route.pattern);
  for (const auto& [path, methods] : described.at("paths").as_object())
    for (const auto& [method, operation] : methods.as_object()) {
      in_description.insert((method == "get" ? "GET " : "POST ") + std::string(path));
      EXPECT_FALSE(operation.at("summary").as_string().empty()) << std::string(path);
    }
  EXPECT_EQ(in_routes, in_description);
}

TEST_F(ApiDescription, EveryCommandAPersonMaySendIsInIt) {
  const auto description_text = get("/api/openapi.json").body;
  const auto described = description();
  const auto& schemas = described.at("components").at("schemas").as_object();
  for (const auto& name : casework::command_names()) {
    const bool services_own = name.starts_with("import-") || name == "note-read" || name == "raise-alarms" ||
                               name == "note-linked-group" || name == "end-linked-group";
    EXPECT_EQ(schemas.contains(name), !services_own) << name;
  }
}

TEST_F(ApiDescription, EveryReferenceResolvesAndEveryOperationHasItsOwnName) {
  const json::value whole = description();
  std::set<std::string> refs;
  references(whole, refs);
  EXPECT_FALSE(refs.empty());
  for (const auto& ref : refs) {
    json::error_code failed;
    EXPECT_NE(whole.find_pointer(std::string_view(ref).substr(1), failed), nullptr) << ref;
  }
  std::set<std::string> ids;
  for (const auto& [path, methods] : whole.at("paths").as_object())
    for (const auto& [method, operation] : methods.as_object())
      EXPECT_TRUE(ids.insert(std::string(operation.at("operationId").as_string())).second) << std::string(path);
}

TEST_F(ApiDescription, WhatIsAnsweredIsWhatIsDescribed) {
  const auto done = report_missing();
  ASSERT_EQ(send("/children/" + done.child.text() + "/record-ethnicity", R"({"code":"W1"})", "officer").status, 200);
  wait(std::chrono::hours(5));
  const auto described = description();
  const auto& schemas = described.at("components").at("schemas").as_object();
  const auto fits = [&](const Answer& answer, std::string_view name) {
    expect_fits(object_of(answer), schemas.at(name).as_object(), std::string(name));
  };
  fits(read("/episodes/" + done.episode->text(), "officer"), "Episode");
  fits(read("/children/" + done.child.text(), "officer"), "Child");
  fits(read("/board", "officer"), "Board");
  fits(read("/alerts", "supervisor"), "Alerts");
  fits(read("/me", "officer"), "Me");
  fits(read("/rules", "officer"), "Rules");
  fits(read("/ledger/checkpoint", "auditor"), "Checkpoint");
  fits(read("/ledger/proof/1", "auditor"), "Proof");
  fits(send("/episodes", std::string(report_body), "officer"), "Done");
  fits(send("/episodes", "{}", "officer"), "Problem");
  for (const auto& item : items_of(read("/children?q=Kayleigh", "officer"))) expect_fits(item, schemas.at("ChildListed").as_object(), "ChildListed");
  for (const auto& item : items_of(read("/episodes", "officer"))) expect_fits(item, schemas.at("EpisodeListed").as_object(), "EpisodeListed");
  for (const auto& item : items_of(read("/children/" + done.child.text() + "/timeline", "officer")))
    expect_fits(item, schemas.at("TimelineItem").as_object(), "TimelineItem");
  for (const auto& item : items_of(read("/children/" + done.child.text() + "/events", "officer")))
    expect_fits(item, schemas.at("Event").as_object(), "Event");
}

}  // namespace
}  // namespace lapwing::web
