#include "desk/entry_list.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace lapwing::desk {
namespace {

RC_GTEST_PROP(EntryList, gives_back_what_was_put_in_also_after_packing, (std::vector<std::uint32_t> jumps)) {
  std::vector<std::uint64_t> put;
  EntryList list;
  std::uint64_t at = 0;
  for (const auto jump : jumps) {
    put.push_back(at += jump);
    list.push_back(at);
  }
  RC_ASSERT(list.values() == put);
  Packer packer;
  list.pack(packer);
  const auto bytes = packer.take();
  Unpacker in(bytes);
  auto again = EntryList::unpack(in);
  RC_ASSERT(in.finished());
  put.push_back(at + 7);
  again.push_back(at + 7);
  RC_ASSERT(again.values() == put);
  RC_ASSERT(again.size() == put.size());
}

TEST(EntryList, refuses_a_count_that_its_bytes_cannot_hold) {
  Packer packer;
  packer.number(5);
  packer.text("ab");
  const auto bytes = packer.take();
  Unpacker in(bytes);
  EntryList::unpack(in);
  EXPECT_FALSE(in.ok());
}

}  // namespace
}  // namespace lapwing::desk
