#include <boost/json.hpp>
#include <boost/mp11/algorithm.hpp>

#include "casework/on_episode.hpp"
#include "casework/type_names.hpp"
#include "domain/codec.hpp"

namespace lapwing::casework {
namespace {

namespace json = boost::json;
using Parsed = std::expected<Command, std::vector<FieldError>>;

std::optional<std::size_t> index_in(const std::vector<std::string>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}
std::optional<std::size_t> index_of(std::string_view name) { return index_in(command_names(), name); }

template <class Any>
std::expected<Any, std::vector<FieldError>> parse_as(std::optional<std::size_t> index, std::string_view name, std::string_view body_text,
                                                     codec::Reading reading) {
  if (!index)
    return std::unexpected(std::vector<FieldError>{{"", FieldFault::unknown_value, fmt::format("no command is called \"{}\"", name)}});
  json::error_code failed;
  const auto body = json::parse(body_text, failed);
  if (failed)
    return std::unexpected(std::vector<FieldError>{{"", FieldFault::malformed, "the body is not JSON: " + failed.message()}});
  return boost::mp11::mp_with_index<std::variant_size_v<Any>>(*index, [&](auto i) -> std::expected<Any, std::vector<FieldError>> {
    auto read = codec::from_json<std::variant_alternative_t<i.value, Any>>(body, reading);
    if (!read) return std::unexpected(std::move(read.error()));
    return Any(std::in_place_index<i.value>, std::move(*read));
  });
}

template <class Any>
std::string schema_of(std::optional<std::size_t> index) {
  if (!index) return "{}";
  return boost::mp11::mp_with_index<std::variant_size_v<Any>>(
      *index, [](auto i) { return json::serialize(codec::schema<std::variant_alternative_t<i.value, Any>>()); });
}

}  // namespace

const std::vector<std::string>& command_names() {
  static const auto names = names_of<Command>('-');
  return names;
}

std::string_view command_name(const Command& command) { return command_names()[command.index()]; }

std::string_view command_name(const AccountCommand& command) { return account_command_names()[command.index()]; }

bool is_on_episode(std::string_view name) {
  const auto index = index_of(name);
  return index && boost::mp11::mp_with_index<std::variant_size_v<Command>>(
                      *index, [](auto i) { return OnEpisode<std::variant_alternative_t<i.value, Command>>; });
}

Parsed parse_command(std::string_view name, std::string_view json_body, codec::Reading reading) {
  return parse_as<Command>(index_of(name), name, json_body, reading);
}

std::string command_schema(std::string_view name) { return schema_of<Command>(index_of(name)); }

// ---- on reports and links ----
const std::vector<std::string>& link_command_names() {
  static const auto names = names_of<LinkCommand>('-');
  return names;
}

std::string_view command_name(const LinkCommand& command) { return link_command_names()[command.index()]; }

std::expected<LinkCommand, std::vector<FieldError>> parse_link_command(std::string_view name, std::string_view json_body,
                                                                       codec::Reading reading) {
  return parse_as<LinkCommand>(index_in(link_command_names(), name), name, json_body, reading);
}

std::string link_command_schema(std::string_view name) { return schema_of<LinkCommand>(index_in(link_command_names(), name)); }

// ---- on accounts ----
const std::vector<std::string>& account_command_names() {
  static const auto names = names_of<AccountCommand>('-');
  return names;
}

std::expected<AccountCommand, std::vector<FieldError>> parse_account_command(std::string_view name, std::string_view json_body,
                                                                             codec::Reading reading) {
  return parse_as<AccountCommand>(index_in(account_command_names(), name), name, json_body, reading);
}

std::string account_command_schema(std::string_view name) {
  return schema_of<AccountCommand>(index_in(account_command_names(), name));
}

// ---- on the force's own record ----
const std::vector<std::string>& force_command_names() {
  static const auto names = names_of<ForceCommand>('-');
  return names;
}

std::string_view command_name(const ForceCommand& command) { return force_command_names()[command.index()]; }

std::expected<ForceCommand, std::vector<FieldError>> parse_force_command(std::string_view name, std::string_view json_body,
                                                                         codec::Reading reading) {
  return parse_as<ForceCommand>(index_in(force_command_names(), name), name, json_body, reading);
}

std::string force_command_schema(std::string_view name) { return schema_of<ForceCommand>(index_in(force_command_names(), name)); }

}  // namespace lapwing::casework
