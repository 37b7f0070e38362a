// What this room asks of the file system beyond SQLite: a lock, whole files, durability. Messages name the
// path.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

#include "ledger/fault.hpp"

namespace lapwing::ledger {

// An open file, closed when it goes.
class File {
 public:
  File() = default;
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(File&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  File& operator=(File&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  ~File();
  int get() const { return descriptor_; }
  explicit operator bool() const { return descriptor_ >= 0; }

 private:
  int descriptor_ = -1;
};

// What errno `error` on `path` means to a person.
Fault file_fault(int error, std::string_view doing, const std::filesystem::path& path);

Result<File> open_file(const std::filesystem::path& path, int flags, unsigned mode = 0600);
// Creates the folder and its parents, readable by its owner alone.
Result<void> make_folder(const std::filesystem::path& dir);
// Takes DIR/lock for this process, or says who has it. Held until the File goes.
Result<File> lock_folder(const std::filesystem::path& dir);
Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max);
Result<void> write_all(const File& file, std::string_view bytes, const std::filesystem::path& path);
Result<void> sync_file(const File& file, const std::filesystem::path& path);
// Makes a rename or a new name in `dir` durable.
Result<void> sync_folder(const std::filesystem::path& dir);

}  // namespace lapwing::ledger
