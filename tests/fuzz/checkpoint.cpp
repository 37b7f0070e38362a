// room: ledger
//
// The checkpoint parser, which reads text that came from elsewhere: it may refuse, and what it takes it must
// have understood byte for byte.
#include <cstdlib>

#include "ledger/bytes.hpp"
#include "ledger/checkpoint.hpp"

using namespace lapwing::ledger;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  if (auto verifier = parse_vkey(text); verifier && to_vkey(*verifier) != text) std::abort();
  auto checkpoint = parse_checkpoint(text);
  if (!checkpoint) return 0;
  std::string written = checkpoint_body(checkpoint->origin, checkpoint->size, checkpoint->root);
  for (const auto& line : checkpoint->extensions) written += line + "\n";
  written += "\n";
  for (const auto& signature : checkpoint->signatures) {
    std::string id(4, '\0');
    put_u32(id.data(), signature.key_id);
    written += "\xE2\x80\x94 " + signature.name + " " + to_base64(id + signature.bytes) + "\n";
  }
  if (written != text) std::abort();
  // Nobody signed this, whatever it says.
  if (open_checkpoint(text, Verifier{checkpoint->origin, PublicKey{9}})) std::abort();
  return 0;
}
