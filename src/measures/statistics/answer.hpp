// What a statistic gives when it may have nothing to give: the figure, or one sentence that says why there is not enough to say. A
// figure is never made up for a page's sake. Values only, any thread.
#pragma once
#include <expected>
#include <string>

namespace lapwing::statistics {

template <class Figure>
using Answer = std::expected<Figure, std::string>;   // the sentence begins "not enough to say" and ends without a full stop

inline std::unexpected<std::string> not_enough(const std::string& why) { return std::unexpected("not enough to say: " + why); }

struct Interval {
  double estimate = 0, lower = 0, upper = 0;
};

}  // namespace lapwing::statistics
