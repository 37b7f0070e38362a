// Whether a place of a text is within quotation marks. A mark opens where a space stands before it and a letter after, and closes the
// other way round, so that neither an apostrophe nor a mark far away is taken for one. Pure.
#pragma once
#include <cstddef>
#include <string_view>

namespace lapwing::language {

bool within_quotation(std::string_view text, std::size_t start, std::size_t end);

}  // namespace lapwing::language
