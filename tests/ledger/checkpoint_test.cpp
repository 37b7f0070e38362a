#include "ledger/checkpoint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "ledger/merkle.hpp"
#include "ledger/world.hpp"

namespace lapwing::ledger {
namespace {

using testing::HasSubstr;

// The example of the published tlog-checkpoint specification.
const std::string published =
    "example.com/behind-the-sofa\n"
    "20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n"
    "\xE2\x80\x94 example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

TEST(Checkpoint, the_published_example_is_read) {
  auto checkpoint = parse_checkpoint(published);
  ASSERT_TRUE(checkpoint) << checkpoint.error().message;
  EXPECT_EQ(checkpoint->origin, "example.com/behind-the-sofa");
  EXPECT_EQ(checkpoint->size, 20852163u);
  ASSERT_EQ(checkpoint->signatures.size(), 1u);
  EXPECT_EQ(checkpoint->signatures[0].bytes.size(), 64u);
}

TEST(Checkpoint, published_verifier_keys_are_read_and_written_the_same) {
  // From the Go project's sumdb/note documentation, and the key of its public checksum database.
  for (const std::string vkey : {"PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                                 "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"}) {
    auto verifier = parse_vkey(vkey);
    ASSERT_TRUE(verifier) << vkey;
    EXPECT_EQ(to_vkey(*verifier), vkey);
  }
}

TEST(Checkpoint, a_verifier_key_with_anything_wrong_is_refused) {
  for (const std::string vkey : {"", "PeterNeumann", "PeterNeumann+c74f20a3",
                                 "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                                 "PeterNeumanm+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                                 "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                                 "PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                                 "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n"})
    EXPECT_FALSE(parse_vkey(vkey)) << vkey;
}

TEST(Checkpoint, a_ledgers_checkpoint_opens_with_its_own_verifier_key) {
  Folder dir;
  auto ledger = open(dir, {.origin = "force.example/ledger"});
  fill(*ledger, 5);
  const std::string note = need(ledger->checkpoint());
  EXPECT_THAT(note, testing::StartsWith("force.example/ledger\n5\n"));
  auto checkpoint = open_checkpoint(note, need(parse_vkey(to_vkey(ledger->verifier()))));
  ASSERT_TRUE(checkpoint) << checkpoint.error().message;
  EXPECT_EQ(checkpoint->root, ledger->head().root);
}

TEST(Checkpoint, every_bit_of_a_checkpoint_counts) {
  Folder dir;
  auto ledger = open(dir);
  fill(*ledger, 3);
  std::string note = need(ledger->checkpoint());
  for (std::size_t i = 0; i < note.size(); ++i)
    for (int bit = 0; bit < 8; ++bit) {
      note[i] = static_cast<char>(note[i] ^ (1 << bit));
      EXPECT_FALSE(open_checkpoint(note, ledger->verifier())) << i << "." << bit;
      note[i] = static_cast<char>(note[i] ^ (1 << bit));
    }
}

TEST(Checkpoint, a_witness_may_sign_beside_us_and_lines_may_follow_the_root) {
  Folder dir;
  auto ledger = open(dir);
  const std::string note = need(ledger->checkpoint());
  const std::string witnessed = note + published.substr(published.find("\xE2\x80\x94"));
  auto checkpoint = open_checkpoint(witnessed, ledger->verifier());
  ASSERT_TRUE(checkpoint) << checkpoint.error().message;
  EXPECT_EQ(checkpoint->signatures.size(), 2u);
  std::string extended = published;
  extended.insert(extended.find("\n\n") + 1, "more to say\n");
  EXPECT_THAT(need(parse_checkpoint(extended)).extensions, testing::ElementsAre("more to say"));
}

TEST(Checkpoint, another_ledgers_checkpoint_is_refused_with_its_name) {
  Folder a, b;
  auto one = open(a, {.origin = "one"}), other = open(b, {.origin = "other"});
  auto refused = open_checkpoint(need(one->checkpoint()), other->verifier());
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("one"));
}

TEST(Checkpoint, malformed_notes_are_refused) {
  const auto with = [](std::string_view from, std::string_view to) {
    std::string text = published;
    text.replace(text.find(from), from.size(), to);
    return text;
  };
  for (const std::string& note : {std::string(),
                                  std::string("\n"),
                                  std::string("\n\n"),
                                  std::string("a\n\n"),
                                  std::string("a\n1\n\n"),
                                  published.substr(0, published.size() - 1),
                                  published + "\n",
                                  published + "x\n",
                                  with("20852163", "020852163"),
                                  with("20852163", "-1"),
                                  with("20852163", ""),
                                  with("20852163", "99999999999999999999"),
                                  with("20852163", "9223372036854775808"),
                                  with("q2I=", "q2J="),
                                  with("q2I=\n", "q2I\n"),
                                  with("q2I=", "q2I= "),
                                  with("example", "\x01xample"),
                                  with("example", "\xC0\x80"),
                                  with("example", "\xFF"),
                                  with("\n\n", "\n"),
                                  with("\xE2\x80\x94 ", "- "),
                                  with("\xE2\x80\x94 ", "\xE2\x80\x94"),
                                  with("sofa Az3", "sofa+ Az3"),
                                  with(" Az3", " "),
                                  with("\n", "\r\n")})
    EXPECT_FALSE(parse_checkpoint(note)) << note;
}

TEST(Checkpoint, a_ledger_with_an_impossible_name_is_not_made) {
  for (const std::string origin : {"has space", "has+plus", "line\nbreak", "nbsp\xC2\xA0", "\xFF"}) {
    Folder dir;
    EXPECT_EQ(Ledger::open(dir, {.origin = origin}).error().kind, Fault::Kind::invalid) << origin;
  }
}

RC_GTEST_PROP(Checkpoint, what_is_written_is_read_back, (std::uint64_t size)) {
  size >>= 1;
  const Hash root = sha256(std::to_string(size));
  const Verifier signer{.origin = "o"};
  auto read = parse_checkpoint(checkpoint_note(checkpoint_body("o", size, root), signer, Signature{}));
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->size == size);
  RC_ASSERT(read->root == root);
}

}  // namespace
}  // namespace lapwing::ledger
