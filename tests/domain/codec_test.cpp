#include "domain/codec_text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace lapwing {
namespace {

BOOST_DEFINE_ENUM_CLASS(Colour, red, blue)

struct Coat {
  std::string kind;
  std::optional<Colour> colour;
  bool operator==(const Coat&) const = default;
};
BOOST_DESCRIBE_STRUCT(Coat, (), (kind, colour))

struct Sample {
  ChildId child;
  Instant at{};
  Date born{};
  Colour colour{};
  std::string note;
  int count = 0;
  double weight = 0;
  bool urgent = false;
  std::optional<std::string> nickname;
  std::vector<Coat> coats;
  bool operator==(const Sample&) const = default;
};
BOOST_DESCRIBE_STRUCT(Sample, (), (child, at, born, colour, note, count, weight, urgent, nickname, coats))

using codec::from_json;
using codec::Reading;

boost::json::value whole() {
  return boost::json::parse(
      R"({"child":"0f8fad5b-d9cb-469f-a165-70867728950e","at":"2026-03-03T14:05:00Z","born":"2010-05-01",
    "colour":"blue","note":"seen","count":3,"weight":1.5,"urgent":true,"nickname":"Kay","coats":[{"kind":"parka","colour":"red"}]})");
}

boost::json::value whole_but(std::string_view field, boost::json::value other) {
  auto value = whole();
  value.as_object()[field] = std::move(other);
  return value;
}

boost::json::value whole_without(std::string_view field) {
  auto value = whole();
  value.as_object().erase(field);
  return value;
}

std::string written(const auto& value) {
  std::string out;
  codec::write_json(out, value);
  return out;
}

TEST(WritingAsText, GivesTheBytesOfTheTree) {
  auto sample = from_json<Sample>(whole(), Reading::command).value();
  EXPECT_EQ(written(sample), boost::json::serialize(codec::to_json(sample)));
  sample.nickname.reset();
  sample.coats.clear();
  sample.count = std::numeric_limits<int>::min();
  sample.weight = -0.1;
  EXPECT_EQ(written(sample), boost::json::serialize(codec::to_json(sample)));
  EXPECT_EQ(written(std::vector<Coat>{}), "[]");
}

RC_GTEST_PROP(WritingAsText, EscapesAnyTextAsTheTreeDoes, (const std::string& text)) {
  RC_ASSERT(written(text) == boost::json::serialize(codec::to_json(text)));
}

TEST(WritingAsText, EscapesEveryControlCharacter) {
  std::string text = "caf\xC3\xA9 \"quoted\" back\\slash/";
  for (char c = 0; c < 0x20; ++c) text += c;
  text += '\x7F';
  EXPECT_EQ(written(text), boost::json::serialize(codec::to_json(text)));
}

// The one error that reading `value` as a command gives.
FieldError only_error(const boost::json::value& value) {
  const auto read = from_json<Sample>(value, Reading::command);
  if (read || read.error().size() != 1) {
    ADD_FAILURE() << "wanted exactly one error for " << boost::json::serialize(value);
    return {};
  }
  return read.error()[0];
}

TEST(Codec, ReadsAndPrintsAWholeDescribedType) {
  const auto read = from_json<Sample>(whole(), Reading::command);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->count, 3);
  EXPECT_EQ(read->colour, Colour::blue);
  EXPECT_EQ(read->coats, (std::vector<Coat>{{"parka", Colour::red}}));
  EXPECT_EQ(codec::to_json(*read), whole());
}

TEST(Codec, OptionalListAndBoolMayBeAbsent) {
  for (const auto* field : {"nickname", "coats", "urgent"})
    EXPECT_TRUE(from_json<Sample>(whole_without(field), Reading::command)) << field;
  EXPECT_TRUE(from_json<Sample>(whole_but("nickname", nullptr), Reading::command));
}

TEST(Codec, EverythingElseIsRequired) {
  for (const auto* field : {"child", "at", "born", "colour", "note", "count", "weight"}) {
    EXPECT_EQ(only_error(whole_without(field)).fault, FieldFault::required) << field;
    EXPECT_EQ(only_error(whole_but(field, nullptr)).path, field);
  }
}

TEST(Codec, RequiredTextMustNotBeEmpty) {
  const auto error = only_error(whole_but("note", ""));
  EXPECT_EQ(error.path, "note");
  EXPECT_EQ(error.fault, FieldFault::required);
}

TEST(Codec, NamesAnUnknownField) {
  const auto error = only_error(whole_but("shoe_size", 4));
  EXPECT_EQ(error.path, "shoe_size");
  EXPECT_EQ(error.fault, FieldFault::unknown_field);
}

TEST(Codec, RefusesWrongTypes) {
  for (const auto* field : {"child", "at", "born", "colour", "note", "nickname", "count", "weight", "urgent"})
    EXPECT_EQ(only_error(whole_but(field, boost::json::array{})).fault, FieldFault::wrong_type) << field;
  EXPECT_EQ(only_error(whole_but("coats", "parka")).fault, FieldFault::wrong_type);
  EXPECT_EQ(only_error(whole_but("count", 2.5)).fault, FieldFault::wrong_type);
  EXPECT_EQ(only_error(whole_but("count", 5'000'000'000)).fault, FieldFault::wrong_type) << "out of range";
  EXPECT_FALSE(from_json<Sample>(boost::json::value("text"), Reading::command));
}

TEST(Codec, RefusesMalformedText) {
  EXPECT_EQ(only_error(whole_but("child", "nobody")).fault, FieldFault::malformed);
  EXPECT_EQ(only_error(whole_but("at", "yesterday")).fault, FieldFault::malformed);
  EXPECT_EQ(only_error(whole_but("born", "2010-02-30")).fault, FieldFault::malformed);
}

TEST(Codec, ListsTheWordsAnEnumTakes) {
  const auto error = only_error(whole_but("colour", "green"));
  EXPECT_EQ(error.fault, FieldFault::unknown_value);
  EXPECT_EQ(error.message, "must be one of: red, blue");
}

TEST(Codec, PathsReachIntoListsAndObjects) {
  const auto coats = boost::json::parse(R"([{"kind":"parka"},{"kind":"cape","colour":"green"}])");
  EXPECT_EQ(only_error(whole_but("coats", coats)).path, "coats[1].colour");
  EXPECT_EQ(only_error(whole_but("coats", boost::json::parse(R"([{}])"))).path, "coats[0].kind");
  EXPECT_EQ(only_error(whole_but("coats", boost::json::parse(R"([{"kind":"a","x":1}])"))).path, "coats[0].x");
}

TEST(Codec, ReportsEveryErrorAtOnce) {
  const auto read = from_json<Sample>(boost::json::object{}, Reading::command);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().size(), 7u);
}

TEST(Codec, ReadsARecordedEventOfAnOlderOrNewerDay) {
  const auto older = from_json<Sample>(whole_without("count"), Reading::recorded);
  ASSERT_TRUE(older);
  EXPECT_EQ(older->count, 0);
  EXPECT_EQ(older->note, "seen");
  EXPECT_TRUE(from_json<Sample>(whole_but("added_since", 1), Reading::recorded));
  EXPECT_TRUE(from_json<Sample>(whole_but("note", ""), Reading::recorded));
  EXPECT_FALSE(from_json<Sample>(whole_but("count", "three"), Reading::recorded))
      << "lenient is not careless";
}

TEST(Codec, SchemaSaysWhatTheReaderTakes) {
  const auto schema = codec::schema<Sample>();
  const auto& properties = schema.at("properties").as_object();
  EXPECT_EQ(properties.size(), 10u);
  EXPECT_EQ(properties.at("child"), (boost::json::value{{"type", "string"}, {"format", "uuid"}}));
  EXPECT_EQ(properties.at("at"), (boost::json::value{{"type", "string"}, {"format", "date-time"}}));
  EXPECT_EQ(properties.at("born"), (boost::json::value{{"type", "string"}, {"format", "date"}}));
  EXPECT_EQ(properties.at("colour").at("enum"), (boost::json::array{"red", "blue"}));
  EXPECT_EQ(properties.at("count").at("type"), "integer");
  EXPECT_EQ(properties.at("weight").at("type"), "number");
  EXPECT_EQ(properties.at("urgent").at("type"), "boolean");
  EXPECT_EQ(properties.at("nickname").at("type"), "string");
  EXPECT_EQ(properties.at("coats").at("items").at("required"), (boost::json::array{"kind"}));
  EXPECT_EQ(schema.at("required"),
            (boost::json::array{"child", "at", "born", "colour", "note", "count", "weight"}));
  EXPECT_EQ(schema.at("additionalProperties"), false);
}

RC_GTEST_PROP(Codec, AnyValueComesBackTheSame,
              (const IdBytes& bytes, int count, bool urgent, const std::string& nickname, bool blue)) {
  Sample sample;
  sample.child.bytes = bytes;
  sample.at = Instant{std::chrono::microseconds{*rc::gen::inRange<std::int64_t>(0, 4'000'000'000'000'000)}};
  sample.born = Date{std::chrono::sys_days{std::chrono::days{*rc::gen::inRange(-20'000, 40'000)}}};
  sample.colour = blue ? Colour::blue : Colour::red;
  sample.note = *rc::gen::nonEmpty<std::string>();
  sample.count = count;
  sample.weight = *rc::gen::inRange(-1000, 1000) / 8.0;
  sample.urgent = urgent;
  if (urgent) sample.nickname = nickname;
  sample.coats.resize(*rc::gen::inRange(0, 4), Coat{"parka", sample.colour});
  const auto text = boost::json::serialize(codec::to_json(sample));
  boost::json::parse_options options;
  options.allow_invalid_utf8 = true;
  const auto read = from_json<Sample>(boost::json::parse(text, {}, options), Reading::command);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == sample);
}

}  // namespace
}  // namespace lapwing
