#include "ledger/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace lapwing::ledger {

using Kind = Fault::Kind;

File::~File() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Fault file_fault(int error, std::string_view doing, const std::filesystem::path& path) {
  const std::string message = fmt::format("cannot {} {}: {}", doing, path.string(), std::strerror(error));
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return {Kind::full_disk, message + "; free some space and try again"};
    case EROFS:
    case EACCES:
    case EPERM:
      return {Kind::read_only, message + "; check who owns it and how it is mounted"};
    case ENOENT:
      return {Kind::not_found, message};
    default:
      return {Kind::io, message};
  }
}

Result<File> open_file(const std::filesystem::path& path, int flags, unsigned mode) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC, mode);
  if (descriptor < 0)
    return std::unexpected(file_fault(errno, flags & (O_WRONLY | O_RDWR) ? "write" : "read", path));
  return File(descriptor);
}

Result<void> make_folder(const std::filesystem::path& dir) {
  std::error_code error;
  if (std::filesystem::is_directory(dir, error)) return {};
  if (dir.has_parent_path() && dir.parent_path() != dir)
    if (auto made = make_folder(dir.parent_path()); !made) return made;
  if (::mkdir(dir.c_str(), 0700) != 0 && errno != EEXIST)
    return std::unexpected(file_fault(errno, "make the folder", dir));
  return {};
}

Result<File> lock_folder(const std::filesystem::path& dir) {
  const std::filesystem::path path = dir / "lock";
  auto file = open_file(path, O_RDWR | O_CREAT);
  if (!file) return file;
  if (::flock(file->get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return std::unexpected(file_fault(errno, "lock", path));
    char holder[32] = {};
    const ssize_t read = ::read(file->get(), holder, sizeof holder - 1);
    const std::string who =
        read > 0 ? fmt::format("process {}", std::string_view(holder, read)) : "another process";
    return fault(Kind::locked, fmt::format("{} is in use by {}: stop that one first, or use another folder",
                                           dir.string(), who));
  }
  // The number only helps the message above; the lock itself is the kernel's and ends with the process.
  const std::string pid = std::to_string(::getpid());
  if (::ftruncate(file->get(), 0) != 0) return std::unexpected(file_fault(errno, "write", path));
  if (auto written = write_all(*file, pid, path); !written) return std::unexpected(written.error());
  return file;
}

Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max) {
  auto file = open_file(path, O_RDONLY);
  if (!file) return std::unexpected(file.error());
  std::string out(bytes_max + 1, '\0');
  std::size_t size = 0;
  while (size < out.size()) {
    const ssize_t read = ::read(file->get(), out.data() + size, out.size() - size);
    if (read < 0 && errno == EINTR) continue;
    if (read < 0) return std::unexpected(file_fault(errno, "read", path));
    if (read == 0) break;
    size += static_cast<std::size_t>(read);
  }
  if (size > bytes_max)
    return fault(Kind::too_large, fmt::format("{} is longer than {} bytes", path.string(), bytes_max));
  out.resize(size);
  return out;
}

Result<void> write_all(const File& file, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return std::unexpected(file_fault(errno, "write", path));
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> sync_file(const File& file, const std::filesystem::path& path) {
  if (::fsync(file.get()) != 0) return std::unexpected(file_fault(errno, "make durable", path));
  return {};
}

Result<void> sync_folder(const std::filesystem::path& dir) {
  auto file = open_file(dir, O_RDONLY | O_DIRECTORY);
  if (!file) return std::unexpected(file.error());
  return sync_file(*file, dir);
}

}  // namespace lapwing::ledger
