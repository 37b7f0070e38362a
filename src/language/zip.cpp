#include "language/zip.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>

namespace lapwing::language {
namespace {

constexpr std::string_view directory_end_mark = "PK\x05\x06", directory_mark = "PK\x01\x02", member_mark = "PK\x03\x04";
constexpr std::size_t directory_end_bytes = 22, directory_bytes = 46, member_bytes = 30, comment_bytes_max = 65'535;

std::uint32_t number(std::string_view bytes, std::size_t at, int length) {
  std::uint32_t out = 0;
  for (int i = 0; i < length; ++i) out |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)])) << (8 * i);
  return out;
}

std::unexpected<std::string> broken(std::string_view what) { return std::unexpected(fmt::format("its zip archive is broken: {}", what)); }

}  // namespace

std::expected<ZipReader, std::string> ZipReader::open(std::string_view archive) {
  if (!archive.starts_with(member_mark)) return std::unexpected("it is no zip archive");
  const auto tail_at = archive.size() > directory_end_bytes + comment_bytes_max ? archive.size() - directory_end_bytes - comment_bytes_max : 0;
  const auto found = archive.substr(tail_at).rfind(directory_end_mark);
  if (found == archive.npos || tail_at + found + directory_end_bytes > archive.size()) return broken("its directory is missing; was the file cut short?");
  const auto end = tail_at + found;
  const std::size_t count = number(archive, end + 10, 2);
  if (count > members_max) return broken(fmt::format("it says that it holds {} files", count));
  ZipReader out;
  out.archive_ = archive;
  std::size_t at = number(archive, end + 16, 4);
  for (std::size_t i = 0; i < count; ++i) {
    if (at + directory_bytes > archive.size() || archive.substr(at, 4) != directory_mark) return broken("its directory is damaged");
    const auto flags = number(archive, at + 8, 2), method = number(archive, at + 10, 2);
    const std::size_t packed = number(archive, at + 20, 4), name_bytes = number(archive, at + 28, 2), local = number(archive, at + 42, 4);
    if (at + directory_bytes + name_bytes > archive.size()) return broken("its directory is damaged");
    const auto name = archive.substr(at + directory_bytes, name_bytes);
    at += directory_bytes + name_bytes + number(archive, at + 30, 2) + number(archive, at + 32, 2);
    if (flags & 1u) return std::unexpected("it is protected by a password");
    if (local + member_bytes > archive.size() || archive.substr(local, 4) != member_mark) return broken("a file's beginning is missing");
    const auto data = local + member_bytes + number(archive, local + 26, 2) + number(archive, local + 28, 2);
    if (data > archive.size() || packed > archive.size() - data) return broken("a file's bytes are missing");
    if (method != 0 && method != 8) continue;   // nothing that a word processor writes
    out.members_.push_back({name, data, packed, method == 8});
  }
  return out;
}

std::expected<std::string, std::string> ZipReader::read(const Member& member, std::size_t bytes_max) const {
  const auto packed = archive_.substr(member.packed_at, member.packed_bytes);
  const auto too_large = [&] {
    return std::unexpected(fmt::format("it unpacks to more than {} MiB, which no written document does", bytes_max >> 20));
  };
  if (!member.deflated) {
    if (packed.size() > bytes_max) return too_large();
    return std::string(packed);
  }
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return broken("it cannot be unpacked");
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string out;
  int said = Z_OK;
  while (said == Z_OK && out.size() <= bytes_max) {
    const auto before = out.size();
    const auto room = std::min<std::size_t>(std::max<std::size_t>(before, 64 * 1024), bytes_max + 1 - before);
    if (room == 0) break;
    out.resize(before + room);
    stream.next_out = reinterpret_cast<Bytef*>(out.data() + before);
    stream.avail_out = static_cast<uInt>(room);
    said = inflate(&stream, Z_NO_FLUSH);
    out.resize(before + room - stream.avail_out);
    if (said == Z_OK && stream.avail_out > 0 && stream.avail_in == 0) said = Z_BUF_ERROR;   // cut short
  }
  inflateEnd(&stream);
  if (out.size() > bytes_max) return too_large();
  if (said != Z_STREAM_END) return broken("what it holds does not unpack");
  return out;
}

}  // namespace lapwing::language
