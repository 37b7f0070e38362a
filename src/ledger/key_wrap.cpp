#include "ledger/key_wrap.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

#include "ledger/bytes.hpp"
#include "ledger/entry.hpp"
#include "ledger/files.hpp"

namespace lapwing::ledger {

using Kind = Fault::Kind;

std::filesystem::path master_path(const std::filesystem::path& dir) { return dir / "master.key"; }

std::string wrap(std::string_view plain, std::string_view context, const Secret& master, Random& random) {
  std::string out(nonce_bytes + plain.size() + tag_bytes, '\0');
  auto* bytes = reinterpret_cast<unsigned char*>(out.data());
  random.fill({bytes, nonce_bytes});
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes + nonce_bytes, nullptr, raw(plain), plain.size(),
                                             raw(context), context.size(), nullptr, bytes, master.get());
  return out;
}

bool unwrap(std::string_view wrapped, std::string_view context, const Secret& master,
            std::span<std::uint8_t> out) {
  return wrapped.size() == nonce_bytes + out.size() + tag_bytes &&
         crypto_aead_xchacha20poly1305_ietf_decrypt(out.data(), nullptr, nullptr, raw(wrapped) + nonce_bytes,
                                                    wrapped.size() - nonce_bytes, raw(context),
                                                    context.size(), raw(wrapped), master.get()) == 0;
}

Result<void> make_master(const std::filesystem::path& dir, Random& random, const Secret& master) {
  random.fill(master.span());
  auto file = open_file(master_path(dir), O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (!file) return std::unexpected(file.error());
  if (auto written = write_all(*file, view(master.span()), master_path(dir)); !written) return written;
  if (auto synced = sync_file(*file, master_path(dir)); !synced) return synced;
  return sync_folder(dir);
}

Result<void> read_master(const std::filesystem::path& dir, const Secret& master) {
  const auto path = master_path(dir);
  struct stat status{};
  if (::stat(path.c_str(), &status) == 0 && (status.st_mode & S_IRWXO))
    return fault(Kind::invalid,
                 fmt::format("{} may be read by everybody on this machine: chmod 600 it", path.string()));
  auto bytes = read_file(path, master_bytes);
  if (!bytes && bytes.error().kind == Kind::not_found)
    return fault(
        Kind::key_missing,
        fmt::format("{} is not there, and nothing can be read without it: put it back", path.string()));
  if (!bytes && bytes.error().kind != Kind::too_large) return std::unexpected(bytes.error());
  if (!bytes || bytes->size() != master_bytes)
    return fault(Kind::corrupt, fmt::format("{} is not a key of {} bytes: put the right one back",
                                            path.string(), master_bytes));
  std::copy(bytes->begin(), bytes->end(), master.get());
  sodium_memzero(bytes->data(), bytes->size());
  return {};
}

}  // namespace lapwing::ledger
