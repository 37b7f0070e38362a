// Where a request comes from, as the browser itself says. A form posted by another site is refused before anything is read from it,
// signed in or not: so nobody can be signed in by someone else's page either. Pure; any thread.
#pragma once
#include <string>
#include <string_view>

#include "web/transport/message.hpp"

namespace lapwing::web {

// Sent by another site's page: by Sec-Fetch-Site (Fetch Metadata), or by Origin where a browser does not send that. A program that
// sends neither is not a browser, and has no cookie that it was not given.
bool is_from_elsewhere(const transport::Request& request);

// A person who followed a link from elsewhere (a mail, another system). The browser kept the session's cookie back, because it is
// SameSite=Strict; asked again from a page of ours, it sends it.
bool followed_link_from_elsewhere(const transport::Request& request);

// `next` when it is a path of this service; otherwise "/", so that no link to the sign-in page can send anybody elsewhere.
std::string local_path(std::string_view next);

}  // namespace lapwing::web
