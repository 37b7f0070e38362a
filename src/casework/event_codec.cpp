#include <boost/json.hpp>
#include <boost/mp11/algorithm.hpp>
#include <unordered_map>

#include "casework/event.hpp"
#include "casework/type_names.hpp"
#include "domain/codec_text.hpp"

namespace lapwing::casework {
namespace {

namespace json = boost::json;

const std::vector<std::string>& event_names() {
  static const auto names = names_of<AnyEvent>('_');
  return names;
}

const std::unordered_map<std::string_view, std::size_t>& event_indexes() {
  static const auto indexes = [] {
    std::unordered_map<std::string_view, std::size_t> out;
    for (std::size_t i = 0; i < event_names().size(); ++i) out.emplace(event_names()[i], i);
    return out;
  }();
  return indexes;
}

void write_fields(std::string& out, const Event& event) {
  std::visit([&](const auto& e) { codec::write_json(out, e); }, event);
}

void write_actor(std::string& out, const Actor& by) {
  out += '{';
  if (by.user) {
    out += "\"u\":\"";
    out += by.user->text();
    out += "\",";
  }
  out += "\"n\":";
  codec::write_string(out, by.name);
  out += ",\"r\":";
  codec::write_json(out, by.role);
  out += '}';
}

std::string_view text_at(const json::object& from, std::string_view key) {
  const auto* value = from.if_contains(key);
  const auto* text = value ? value->if_string() : nullptr;
  return text ? std::string_view(*text) : std::string_view();
}

std::uint64_t number_at(const json::object& from, std::string_view key) {
  const auto* value = from.if_contains(key);
  json::error_code absent;
  const auto number = value ? value->to_number<std::uint64_t>(absent) : 0;
  return absent ? 0 : number;
}

std::optional<Actor> read_actor(const json::object& from) {
  const auto* value = from.if_contains("by");
  const auto* by = value ? value->if_object() : nullptr;
  const auto role = by ? codec::from_word<Role>(text_at(*by, "r")) : std::nullopt;
  if (!role) return std::nullopt;
  Actor actor{std::nullopt, std::string(text_at(*by, "n")), *role};
  if (const auto user = text_at(*by, "u"); !user.empty()) {
    actor.user = UserId::parse(user);
    if (!actor.user) return std::nullopt;
  }
  return actor;
}

std::expected<Event, std::string> read_event(std::string_view name, const json::value& fields) {
  const auto found = event_indexes().find(name);
  if (found == event_indexes().end()) return std::unexpected(fmt::format("no event is called \"{}\"", name));
  return boost::mp11::mp_with_index<std::variant_size_v<AnyEvent>>(
      found->second, [&](auto index) -> std::expected<Event, std::string> {
        using T = std::variant_alternative_t<index.value, AnyEvent>;
        auto read = codec::from_json<T>(fields, codec::Reading::recorded);
        if (read) return Event(std::move(*read));
        const auto& first = read.error().front();
        return std::unexpected(fmt::format("{}: {} {}", name, first.path, first.message));
      });
}

std::expected<Envelope, std::string> read_envelope(const json::value& whole) {
  const auto* object = whole.if_object();
  if (!object) return std::unexpected("an event must be an object");
  const auto* fields = object->if_contains("d");
  if (!fields) return std::unexpected("an event must have its fields under \"d\"");
  auto event = read_event(text_at(*object, "e"), *fields);
  if (!event) return std::unexpected(std::move(event.error()));
  auto actor = read_actor(*object);
  if (!actor) return std::unexpected("an event must say who did it under \"by\"");
  Envelope out{.event = std::move(*event), .episode = {}, .by = std::move(*actor), .request = {}, .request_body = {},
               .request_events = number_at(*object, "rn"), .request_version = number_at(*object, "rv")};
  if (const auto text = text_at(*object, "ep"); !text.empty()) {
    out.episode = EpisodeId::parse(text);
    if (!out.episode) return std::unexpected("\"ep\" must be an identifier in UUID form");
  }
  if (const auto text = text_at(*object, "rq"); !text.empty()) out.request = text;
  if (const auto text = text_at(*object, "rb"); !text.empty()) out.request_body = text;
  return out;
}

}  // namespace

std::string_view event_name(const Event& event) { return event_names()[event.index()]; }

std::string encode(const Envelope& envelope) {
  constexpr std::size_t usual_bytes = 512;
  std::string out;
  out.reserve(usual_bytes);
  const auto field = [&](std::string_view name, const auto& value) {
    out += name;
    codec::write_json(out, value);
  };
  out += "{\"e\":";
  codec::write_string(out, event_name(envelope.event));
  if (envelope.episode) field(",\"ep\":", *envelope.episode);
  out += ",\"by\":";
  write_actor(out, envelope.by);
  if (envelope.request) field(",\"rq\":", *envelope.request);
  if (envelope.request_body) field(",\"rb\":", *envelope.request_body);
  if (envelope.request_events != 0) {
    field(",\"rn\":", envelope.request_events);
    field(",\"rv\":", envelope.request_version);
  }
  out += ",\"d\":";
  write_fields(out, envelope.event);
  out += '}';
  return out;
}

// Replaying reads millions of these: the tree is built in a buffer on the stack, which holds nearly every event.
std::expected<Envelope, std::string> decode(std::string_view payload) {
  constexpr std::size_t tree_bytes = 16 * 1024, text_bytes = 1024;
  unsigned char tree[tree_bytes], text[text_bytes];
  json::monotonic_resource memory(tree, sizeof tree);
  json::parser parser(json::storage_ptr(), json::parse_options(), text, sizeof text);
  parser.reset(&memory);
  json::error_code failed;
  parser.write(payload, failed);
  if (failed) return std::unexpected(fmt::format("not JSON: {}", failed.message()));
  return read_envelope(parser.release());
}

std::string event_json(const Event& event) {
  std::string out;
  write_fields(out, event);
  return out;
}

}  // namespace lapwing::casework
