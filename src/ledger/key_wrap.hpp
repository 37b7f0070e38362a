// The master key, and secrets wrapped by it (docs/ledger-format.md, "Keys"). For the key ring; a Secret
// belongs to its owner, the functions may be called from any thread.
#pragma once
#include <sodium.h>

#include <filesystem>
#include <memory>
#include <new>
#include <span>
#include <string>

#include "ledger/fault.hpp"
#include "ledger/random.hpp"

namespace lapwing::ledger {

inline constexpr std::size_t master_bytes = 32;

// Memory that is locked, guarded and wiped.
class Secret {
 public:
  explicit Secret(std::size_t size) : bytes_(static_cast<unsigned char*>(sodium_malloc(size))), size_(size) {
    if (!bytes_) throw std::bad_alloc();
  }
  unsigned char* get() const { return bytes_.get(); }
  std::span<std::uint8_t> span() const { return {bytes_.get(), size_}; }

 private:
  struct Free {
    void operator()(unsigned char* bytes) const { sodium_free(bytes); }
  };
  std::unique_ptr<unsigned char, Free> bytes_;
  std::size_t size_;
};

std::filesystem::path master_path(const std::filesystem::path& keys_dir);
// Makes DIR/master.key, durably and for its owner alone; there must be none.
Result<void> make_master(const std::filesystem::path& keys_dir, Random& random, const Secret& master);
Result<void> read_master(const std::filesystem::path& keys_dir, const Secret& master);

// nonce ‖ ciphertext ‖ tag; `context` is the additional data and says whose secret it is.
std::string wrap(std::string_view plain, std::string_view context, const Secret& master, Random& random);
// Fills `out`; false unless `wrapped` is a secret of just that size, context and master.
bool unwrap(std::string_view wrapped, std::string_view context, const Secret& master,
            std::span<std::uint8_t> out);

}  // namespace lapwing::ledger
