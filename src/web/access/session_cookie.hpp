// The session's cookie as a header, and the time its session is reckoned by. Pure; any thread.
//
// HttpOnly: no script reads it. SameSite=Strict: no other site's page can make the browser send it; a person who follows a link from
// a mail is let through by one page of ours (followed_link_from_elsewhere). Path=/, and over TLS Secure with the __Host- prefix.
// It has no Max-Age: it goes when the browser does, and the server ends the session itself.
#pragma once
#include <fmt/format.h>

#include "web/site.hpp"

namespace lapwing::web {

inline std::string session_cookie_of(const Site& site, const std::string& value) {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict{}", site.session_cookie(), value,
                     site.options.secure_cookies ? "; Secure" : "");
}

inline std::string no_session_cookie(const Site& site) { return session_cookie_of(site, "") + "; Max-Age=0"; }

// Sessions end by real time, whatever speed an exercise runs at.
inline Instant arrival_of(const Request& request) { return std::chrono::time_point_cast<Instant::duration>(request.arrival); }

}  // namespace lapwing::web
