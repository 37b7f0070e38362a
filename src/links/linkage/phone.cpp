#include "links/linkage/phone.hpp"

#include "links/linkage/similarity.hpp"
#include "links/linkage/values.hpp"

namespace lapwing::linkage {

PhoneReading read_phone(std::string_view text) {
  PhoneReading out{phone_digits(text), {}};
  if (!out.digits.empty() || text.find_first_not_of(" \t") == std::string_view::npos) return out;
  const bool any_digit = text.find_first_of("0123456789") != std::string_view::npos;
  out.problem = any_digit ? "too few or too many digits for a phone number" : "a phone number in words: no number was read";
  return out;
}

bool phone_slip(std::string_view digits_a, std::string_view digits_b) { return digits_a != digits_b && edits(digits_a, digits_b) == 1; }

}  // namespace lapwing::linkage
