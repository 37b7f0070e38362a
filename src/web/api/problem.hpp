// Problem documents (RFC 9457): what every error of the API looks like.
#pragma once
#include <string>
#include <string_view>

#include "casework/command.hpp"
#include "web/transport/message.hpp"

namespace lapwing::web {

// {"type":"about:blank","title","status","detail","instance"}
transport::Response problem_document(int status, const std::string& title, const std::string& detail, const std::string& path);
// The same with what the refusal knows: "errors":[{"path","fault","message"}], "missing":[…], and for a stale change both sides: "held":{…}
// and "sent", the body that was refused (`sent`: JSON text; empty when there is none to show).
transport::Response problem_of(const casework::Refusal& refusal, const std::string& path, std::string_view sent = {});

std::string_view fault_word(FieldFault fault);   // "unknown_value"

}  // namespace lapwing::web
