// Oneself, the rules in force, what proves the ledger, and the description of all this.
#include <fmt/format.h>
#include <sodium.h>

#include <charconv>

#include "language/checker.hpp"
#include "ledger/ledger.hpp"
#include "web/api/answers.hpp"
#include "web/api/calls.hpp"
#include "web/site.hpp"

namespace lapwing::web::api {

namespace {

Response get_me(Visit& visit) {
  if (auto refused = refuse_past(visit)) return std::move(*refused);
  const auto& [actor, access, team, csrf, by_token, must_change] = visit.visitor;
  json::object me{{"name", actor.name}, {"role", boost::describe::enum_to_string(actor.role, "")}, {"role_name", access->label},
                  {"sees_names", access->names}, {"reads", json::value_from(access->reads)},
                  {"commands", json::value_from(access->commands)}};
  if (actor.user) me["id"] = actor.user->text();
  if (team) me["team"] = *team;
  return answer(200, me);
}

Response get_rules(Visit& visit) {
  if (auto refused = refuse_past(visit)) return std::move(*refused);
  json::array files;
  for (const auto& [name, text] : visit.rules().files) files.emplace_back(name);
  const auto& language = visit.site.wording->rules();
  return answer(200, json::object{{"digest", visit.rules().digest}, {"files", std::move(files)},
                                  {"language_version", language.version}, {"language_digest", language.digest}});
}

std::string base64(const ledger::Hash& hash) {
  char text[sodium_base64_ENCODED_LEN(sizeof(ledger::Hash), sodium_base64_VARIANT_ORIGINAL)];
  return sodium_bin2base64(text, sizeof text, hash.data(), hash.size(), sodium_base64_VARIANT_ORIGINAL);
}

Response ledger_problem(const Visit& visit, const ledger::Fault& fault) {
  return visit.problem(503, "The ledger cannot be read", fault.message);
}

Response get_checkpoint(Visit& visit) {
  if (auto refused = refuse_past(visit)) return std::move(*refused);
  const auto& ledger = visit.desk().ledger();
  const auto text = ledger.checkpoint();
  if (!text) return ledger_problem(visit, text.error());
  const auto read = ledger::parse_checkpoint(*text);
  if (!read) return ledger_problem(visit, read.error());
  return answer(200, json::object{{"checkpoint", *text}, {"size", read->size}, {"root", base64(read->root)},
                                  {"key", ledger::to_vkey(ledger.verifier())}});
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && read.ec == std::errc{} && read.ptr == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

Response get_proof(Visit& visit) {
  if (auto refused = refuse_past(visit)) return std::move(*refused);
  const auto& ledger = visit.desk().ledger();
  const auto entries = ledger.head().size;
  const auto index = number(visit.param("index"));
  const auto size = visit.query.has("size") ? number(visit.query.get("size")) : std::optional(entries);
  if (!size || *size > entries || *size == 0)
    return visit.problem(400, "There is no such size", fmt::format("size: a number of entries from 1 to {}.", entries));
  if (!index || *index >= *size) return visit.not_found(fmt::format("The first {} entries do not include this one.", *size));
  auto cursor = ledger.scan(*index, *index + 1);
  if (!cursor) return ledger_problem(visit, cursor.error());
  ledger::Entry entry;
  if (const auto read = cursor->next(entry); !read) return ledger_problem(visit, read.error());
  const auto path = ledger.inclusion(*index, *size);
  if (!path) return ledger_problem(visit, path.error());
  const auto root = ledger.root_at(*size);
  if (!root) return ledger_problem(visit, root.error());
  json::array hashes;
  for (const auto& hash : *path) hashes.emplace_back(base64(hash));
  return answer(200, json::object{{"index", *index}, {"size", *size}, {"leaf", base64(cursor->leaf())}, {"root", base64(*root)},
                                  {"path", std::move(hashes)}});
}

Response get_description(Visit&) {
  static const auto text = std::make_shared<const std::string>(openapi());
  return answer(200, text);
}

}  // namespace

Calls about_calls() {
  return {
      {.route = {"GET", "/api/v1/me", signed_in(), get_me, "Who you are and what your role may do and read"}, .answers = "Me"},
      {.route = {"GET", "/api/v1/rules", signed_in(), get_rules, "Which rules decide: their files and the digest each decision keeps"},
       .answers = "Rules"},
      {.route = {"GET", "/api/v1/ledger/checkpoint", reads("ledger"), get_checkpoint, "A signed checkpoint to keep elsewhere"},
       .answers = "Checkpoint"},
      {.route = {"GET", "/api/v1/ledger/proof/{index}", reads("ledger"), get_proof, "The proof that an entry is in the ledger (RFC 9162)"},
       .answers = "Proof", .query = {{"size", "Of the tree the proof is for; the whole ledger when absent."}}},
      {.route = {"GET", "/api/openapi.json", anyone(), get_description, "This description"}, .answers = "Description"},
  };
}

}  // namespace lapwing::web::api
