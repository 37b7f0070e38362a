// The site: the desk behind its door. It finds the route, knows the visitor, checks the access rule and the form's token, calls
// the handler and puts the security headers on whatever comes out. One Site serves all worker threads; everything in it is
// immutable or guarded.
#pragma once
#include <functional>
#include <memory>
#include <semaphore>
#include <string>

#include "desk/desk.hpp"
#include "web/access/sessions.hpp"
#include "web/api/episode_bodies.hpp"
#include "web/board_stream.hpp"
#include "web/route.hpp"
#include "web/transport/message.hpp"
#include "web/transport/metrics.hpp"

namespace lapwing::desk { class LinkKeeper; }
namespace lapwing::language { class Checker; }
namespace lapwing::measures { struct Criteria; }

namespace lapwing::web {

struct SiteOptions {
  std::shared_ptr<const desk::LinkKeeper> links;   // who is tied to whom; empty: nobody keeps it, and no page shows it
  std::shared_ptr<const language::Checker> wording;   // checks what people write; empty: by the rules built in
  std::shared_ptr<const measures::Criteria> criteria;   // what the force judges itself by; empty: those built in
  bool demo_sign_in = false;                 // one click per role; only with --demo on a loopback address
  bool secure_cookies = false;               // over TLS: __Host- cookies and HSTS
  int refusal_ms_min = 300;                  // a refused sign-in is answered no sooner, so that its reason cannot be timed
  std::function<transport::Snapshot()> transport_counters;   // for /metrics
};

class Site {
 public:
  Site(desk::Desk& desk, SiteOptions options);
  ~Site();

  transport::Response handle(const transport::Request& request);   // any thread
  // What the route can answer at once, to the letter what handle() would answer; nothing: handle() it on a worker.
  std::optional<transport::Response> answer_at_once(const transport::Request& request);
  transport::Response on_transport_error(int status, const std::string& detail, const std::string& path,
                                         const std::string& request_id) const;

  // "__Host-lapwing" over TLS, where the browser itself keeps others from setting it; "lapwing" on plain loopback.
  std::string session_cookie() const { return options.secure_cookies ? "__Host-lapwing" : "lapwing"; }

  desk::Desk& desk;
  const SiteOptions options;
  const std::shared_ptr<const language::Checker> wording;   // never null, nor the next; shared by all threads
  const std::shared_ptr<const measures::Criteria> criteria;
  Sessions sessions;
  BoardStream board_stream;
  api::EpisodeBodies episode_bodies;
  // Checking a password takes 64 MiB and a while; a flood of sign-ins must leave workers for everyone else.
  static constexpr int password_checks_max = 2;
  std::counting_semaphore<password_checks_max> password_checks{password_checks_max};

 private:
  std::optional<transport::Response> receive(Visit& visit, Found found);        // nothing: come in
  std::optional<transport::Response> admit(Visit& visit, const Route& route);   // likewise
  void know_visitor(Visit& visit);
};

}  // namespace lapwing::web
