#include "policy/digest.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

namespace lapwing::policy {

std::string digest_of(RuleTexts files) {
  std::sort(files.begin(), files.end());
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> hash(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  bool done = hash && EVP_DigestInit_ex(hash.get(), EVP_sha256(), nullptr);
  for (const auto& [name, text] : files) {
    const auto head = fmt::format("{}{}{}{}", name, '\0', text.size(), '\0');
    done = done && EVP_DigestUpdate(hash.get(), head.data(), head.size()) && EVP_DigestUpdate(hash.get(), text.data(), text.size());
  }
  if (!done || !EVP_DigestFinal_ex(hash.get(), bytes.data(), &size)) throw std::runtime_error("SHA-256 is not available");
  return fmt::format("{:02x}", fmt::join(bytes.begin(), bytes.begin() + size, ""));
}

}  // namespace lapwing::policy
