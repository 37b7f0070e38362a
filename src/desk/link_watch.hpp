// Watches the groups for the service and records what follows: that a group came into the list for the first time (once, whatever restarts
// come between), and on the episode of each missing child who belongs to a live group that they do, or no longer do.
//
// Owned by whoever opened the desk; has a thread of its own, because the writer cannot wait on itself. It begins once the desk is open and
// must end before the desk closes.
#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "desk/desk.hpp"
#include "desk/link_keeper.hpp"

namespace lapwing::desk {

class LinkWatch {
 public:
  static constexpr std::size_t ask_about_max = 8;   // people and things of one group put into an interview

  explicit LinkWatch(std::shared_ptr<LinkKeeper> keeper);   // before the desk opens
  ~LinkWatch();
  void start(Desk& desk);
  void stop();
  // Returns once everything that was recorded before the call has had its consequences recorded.
  void wait_until_done();

 private:
  void run();
  void look();
  void notice(const GroupList& groups);
  void note_on_episodes(const GroupList& groups);

  std::shared_ptr<LinkKeeper> keeper_;
  Desk* desk_ = nullptr;
  std::thread thread_;
  std::mutex mutex_;                                 // guards the rest
  std::condition_variable changed_;
  std::uint64_t wanted_ = 1, done_ = 0;              // changes told of, and looked at
  bool stopping_ = false;
};

// What an interview should ask a child of the group about: the adults, places, cars and phones tied to others of its children.
std::vector<casework::LinkedSubjectInput> ask_about(const links::Group& group, Instant now);

}  // namespace lapwing::desk
