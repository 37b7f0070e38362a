// A sample drawn at random, and the same each time for the same seed, so that somebody else can draw it again. Pure; any thread.
#pragma once
#include <cstdint>
#include <vector>

namespace lapwing::measures {

// `count` different places below `size` (all of them, when there are fewer), in the order drawn; each as likely as any other. Put what is
// drawn from into an order of its own first, so that the draw does not depend on how it is held.
std::vector<std::size_t> draw(std::size_t size, std::uint64_t seed, std::size_t count);

}  // namespace lapwing::measures
