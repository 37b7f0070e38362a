#include "web/access/secrets.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

namespace lapwing::web {

static constexpr std::size_t password_bytes_max = 256;

std::string random_secret() {
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();   // the terminating zero
  return text;
}

std::string secret_hash(std::string_view secret) {
  std::array<unsigned char, 32> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(secret.data()), secret.size(), nullptr, 0);
  std::string hex(2 * hash.size() + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  hex.pop_back();
  return hex;
}

std::expected<std::string, std::string> hash_password(const std::string& password) {
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0)
    return std::unexpected("There is not enough memory to keep a password safely. Try again.");
  return std::string(hash.data());
}

bool password_matches(const std::string& hash, const std::string& password) {
  return password.size() <= password_bytes_max &&
         crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

void pretend_to_check(const std::string& password) {
  static const std::string some_hash = hash_password(random_secret()).value_or("");
  (void)password_matches(some_hash, password);
}

std::string password_fault(const std::string& password, const std::string& username, int length_min) {
  if (password.size() < static_cast<std::size_t>(length_min))
    return fmt::format("Use at least {} characters. Three random words are easy to remember.", length_min);
  if (password.size() > password_bytes_max) return fmt::format("Use at most {} characters.", password_bytes_max);
  std::string lower = password;
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return c < 128 ? std::tolower(c) : c; });
  static constexpr std::string_view common[] = {"password", "123456789", "qwertyuiop", "letmein", "iloveyou", "welcome",
                                                "administrator", "lapwing", "police", "changeme"};
  for (const auto word : common) {   // a common word with a few characters around it is as weak as the word
    const auto at = lower.find(word);
    if (at != std::string::npos && lower.size() < word.size() + 6)
      return "This password is among the first that are tried. Use three random words.";
  }
  if (!username.empty() && lower.find(username) != std::string::npos) return "Leave your user name out of your password.";
  return {};
}

}  // namespace lapwing::web
