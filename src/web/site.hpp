// The site: the desk behind its door. It finds the route, knows the visitor, checks the access rule and the form's token, calls
// the handler and puts the security headers on whatever comes out. One Site serves all worker threads; everything in it is
// immutable or guarded.
#pragma once
#include <memory>
#include <string>

#include "desk/desk.hpp"
#include "web/access/sessions.hpp"
#include "web/board_stream.hpp"
#include "web/transport/message.hpp"
#include "web/transport/metrics.hpp"

namespace lapwing::web {

struct SiteOptions {
  bool demo_sign_in = false;                 // one click per role; only with --demo on a loopback address
  bool secure_cookies = false;               // over TLS: __Host- cookies and HSTS
  std::function<transport::Snapshot()> transport_counters;   // for /metrics
};

class Site {
 public:
  Site(desk::Desk& desk, SiteOptions options);
  ~Site();

  transport::Response handle(const transport::Request& request);   // any thread
  transport::Response on_transport_error(int status, const std::string& detail, const std::string& path,
                                         const std::string& request_id) const;

  desk::Desk& desk;
  const SiteOptions options;
  Sessions sessions;
  BoardStream board_stream;
};

}  // namespace lapwing::web
