// Episodes as JSON that were asked for a moment ago. A control room's programs ask for the same few open episodes again and again;
// making the text costs far more than sending it.
//
// An entry is good while the desk still holds the very case it was made from and no clock has changed its phase since. It keeps the
// case only weakly: once the case has changed, or was erased, the text is dropped at the next look or the next keeping. Only what
// a role that sees names is given, now, is kept here. Any thread.
#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "casework/case.hpp"

namespace lapwing::web::api {

class EpisodeBodies {
 public:
  static constexpr std::size_t bodies_max = 1024;
  using Body = std::shared_ptr<const std::string>;
  using Held = std::shared_ptr<const casework::Case>;

  Body find(const Held& held, EpisodeId episode, Instant now);   // null: make it
  void keep(const Held& held, EpisodeId episode, Instant until, Body body);

 private:
  struct Kept {
    std::weak_ptr<const casework::Case> held;
    Instant until;
    Body body;
  };
  void make_room();   // guarded by mutex_

  std::mutex mutex_;   // guards bodies_
  std::unordered_map<EpisodeId, Kept> bodies_;
};

}  // namespace lapwing::web::api
