// SHA-256 in pieces, through OpenSSL (which uses the processor's own instructions). One thread at a time.
#pragma once
#include "ledger/types.hpp"

struct evp_md_ctx_st;

namespace lapwing::ledger {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&& other) noexcept : context_(other.context_) { other.context_ = nullptr; }
  Sha256& operator=(Sha256&&) = delete;

  void restart();
  void add(const void* bytes, std::size_t size);
  void add(std::string_view bytes) { add(bytes.data(), bytes.size()); }
  Hash finish();  // restart() before the next add()

 private:
  evp_md_ctx_st* context_;
};

}  // namespace lapwing::ledger
