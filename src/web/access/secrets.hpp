// Secrets: random ones for cookies and tokens, of which only a hash is kept, and passwords under Argon2id. Any thread.
#pragma once
#include <expected>
#include <string>
#include <string_view>

namespace lapwing::web {

std::string random_secret();                              // 256 random bits, base64url
std::string secret_hash(std::string_view secret);         // BLAKE2b-256, hexadecimal: for secrets that are random already

// Argon2id (RFC 9106) with libsodium's interactive limits: 64 MiB, two passes. Takes tens of milliseconds by design.
std::expected<std::string, std::string> hash_password(const std::string& password);
bool password_matches(const std::string& hash, const std::string& password);
// As long as password_matches takes, for a user name that does not exist: who has an account cannot be told by timing.
void pretend_to_check(const std::string& password);

// What is wrong with a new password: too short, too long, one of the commonest, or the user's own name. Empty: nothing.
// (OWASP ASVS 5: length and a list of common ones, no rules on kinds of characters.)
std::string password_fault(const std::string& password, const std::string& username, int length_min);

}  // namespace lapwing::web
