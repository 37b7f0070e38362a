#include "ledger/checkpoint.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <charconv>

#include "ledger/bytes.hpp"
#include "ledger/merkle.hpp"

namespace lapwing::ledger {
namespace {

constexpr std::string_view dash = "\xE2\x80\x94 ";  // U+2014 and a space
constexpr std::size_t signatures_max = 100;
constexpr std::uint8_t ed25519 = 0x01;

std::string typed_key(const PublicKey& key) {
  return std::string(1, static_cast<char>(ed25519)).append(view(key));
}

std::uint32_t key_id(const Verifier& verifier) {
  const Hash hash = sha256(verifier.origin + "\n" + typed_key(verifier.key));
  return get_u32(view(hash).data());
}

// The length of the well-formed UTF-8 character at the start, or 0.
std::size_t utf8_length(std::string_view s, std::uint32_t& code) {
  const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(s[i]); };
  const std::uint8_t b = at(0);
  const std::size_t n = b < 0x80                ? 1
                        : b >= 0xC2 && b < 0xE0 ? 2
                        : b >= 0xE0 && b < 0xF0 ? 3
                        : b >= 0xF0 && b < 0xF5 ? 4
                                                : 0;
  if (n == 0 || s.size() < n) return 0;
  code = n == 1 ? b : b & (0xFF >> (n + 1));
  for (std::size_t i = 1; i < n; ++i) {
    if ((at(i) & 0xC0) != 0x80) return 0;
    code = code << 6 | (at(i) & 0x3F);
  }
  constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code < least[n] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return 0;
  return n;
}

bool is_space(std::uint32_t c) {
  return c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

// Well-formed UTF-8 without control characters, but for the newlines.
bool valid_text(std::string_view text, bool newlines) {
  while (!text.empty()) {
    std::uint32_t code = 0;
    const std::size_t n = utf8_length(text, code);
    if (n == 0 || (code < 0x20 && !(newlines && code == '\n')) || code == 0x7F) return false;
    text.remove_prefix(n);
  }
  return true;
}

Result<Checkpoint> refuse(std::string_view why) {
  return fault(Fault::Kind::invalid, fmt::format("this is not a checkpoint: {}", why));
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty() ||
      (text[0] == '0' && text.size() > 1) || value > static_cast<std::uint64_t>(INT64_MAX))
    return std::nullopt;
  return value;
}

// Takes the first line, without its newline, off `text`, which ends with one.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

std::optional<Checkpoint::Signed> parse_signature(std::string_view line) {
  if (!line.starts_with(dash)) return std::nullopt;
  line.remove_prefix(dash.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !valid_origin(line.substr(0, space))) return std::nullopt;
  auto bytes = from_base64(line.substr(space + 1));
  if (!bytes || bytes->size() <= 4) return std::nullopt;
  return Checkpoint::Signed{std::string(line.substr(0, space)), get_u32(bytes->data()), bytes->substr(4)};
}

}  // namespace

bool valid_origin(std::string_view origin) {
  if (origin.empty() || origin.size() > origin_bytes_max || !valid_text(origin, false)) return false;
  while (!origin.empty()) {
    std::uint32_t code = 0;
    const std::size_t n = utf8_length(origin, code);
    if (is_space(code) || code == '+') return false;
    origin.remove_prefix(n);
  }
  return true;
}

std::string to_vkey(const Verifier& verifier) {
  return fmt::format("{}+{:08x}+{}", verifier.origin, key_id(verifier), to_base64(typed_key(verifier.key)));
}

Result<Verifier> parse_vkey(std::string_view text) {
  const auto refuse = [] {
    return fault(Fault::Kind::invalid, "this is not an Ed25519 verifier key of the form NAME+KEYID+KEY");
  };
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return refuse();
  const auto key = from_base64(text.substr(second + 1));
  Verifier verifier{.origin = std::string(text.substr(0, first))};
  if (!key || key->size() != 1 + verifier.key.size() || !valid_origin(verifier.origin)) return refuse();
  std::copy(key->begin() + 1, key->end(), verifier.key.begin());
  if (to_vkey(verifier) != text) return refuse();
  return verifier;
}

std::string checkpoint_body(std::string_view origin, std::uint64_t size, const Hash& root) {
  return fmt::format("{}\n{}\n{}\n", origin, size, to_base64(view(root)));
}

std::string checkpoint_note(std::string_view body, const Verifier& signer, const Signature& signature) {
  std::string bytes(4, '\0');
  put_u32(bytes.data(), key_id(signer));
  return fmt::format("{}\n{}{} {}\n", body, dash, signer.origin, to_base64(bytes.append(view(signature))));
}

Result<Checkpoint> parse_checkpoint(std::string_view note) {
  if (note.size() > checkpoint_bytes_max) return refuse("it is too long");
  if (!valid_text(note, true)) return refuse("it is not plain UTF-8 text");
  const std::size_t gap = note.rfind("\n\n");
  if (gap == std::string_view::npos || !note.ends_with('\n'))
    return refuse("the signature lines are missing");
  std::string_view body = note.substr(0, gap + 1), lines = note.substr(gap + 2);

  Checkpoint checkpoint;
  if (std::count(body.begin(), body.end(), '\n') < 3) return refuse("it needs an origin, a size and a root");
  checkpoint.origin = take_line(body);
  if (checkpoint.origin.empty()) return refuse("the origin is missing");
  const auto size = parse_size(take_line(body));
  if (!size) return refuse("the size is not a number");
  checkpoint.size = *size;
  const auto root = from_base64(take_line(body));
  if (!root || root->size() != checkpoint.root.size()) return refuse("the root is not 32 bytes of base64");
  std::copy(root->begin(), root->end(), checkpoint.root.begin());
  while (!body.empty()) {
    checkpoint.extensions.emplace_back(take_line(body));
    if (checkpoint.extensions.back().empty()) return refuse("it has an empty line");
  }
  while (!lines.empty()) {
    auto signature = parse_signature(take_line(lines));
    if (!signature) return refuse("a signature line is malformed");
    checkpoint.signatures.push_back(std::move(*signature));
  }
  if (checkpoint.signatures.empty()) return refuse("it is not signed");
  if (checkpoint.signatures.size() > signatures_max) return refuse("it has too many signatures");
  return checkpoint;
}

Result<Checkpoint> open_checkpoint(std::string_view note, const Verifier& verifier) {
  auto checkpoint = parse_checkpoint(note);
  if (!checkpoint) return checkpoint;
  if (checkpoint->origin != verifier.origin)
    return fault(Fault::Kind::invalid, fmt::format("the checkpoint is of the ledger {}, not of {}",
                                                   checkpoint->origin, verifier.origin));
  const std::string_view body = note.substr(0, note.rfind("\n\n") + 1);
  bool found = false;
  for (const auto& s : checkpoint->signatures) {
    if (s.name != verifier.origin || s.key_id != key_id(verifier))
      continue;  // a witness's, which we cannot check
    found = true;
    if (s.bytes.size() != crypto_sign_BYTES ||
        crypto_sign_verify_detached(raw(s.bytes), raw(body), body.size(), verifier.key.data()) != 0)
      return fault(Fault::Kind::invalid,
                   "the checkpoint's signature is wrong: it was altered after it was signed");
  }
  if (!found) return fault(Fault::Kind::invalid, "the checkpoint is not signed with this ledger's key");
  return checkpoint;
}

}  // namespace lapwing::ledger
