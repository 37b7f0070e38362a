// What is wrong with one field of something sent: where (a path such as "last_seen.at" or "facts[2].answer", the same in
// JSON and in form field names), what kind of fault, and a message that says how to put it right.
#pragma once
#include <string>

namespace lapwing {

enum class FieldFault { required, wrong_type, malformed, unknown_value, unknown_field, not_allowed };

struct FieldError {
  std::string path;
  FieldFault fault = FieldFault::malformed;
  std::string message;
};

}  // namespace lapwing
