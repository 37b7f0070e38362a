// Waiting for the operator to end the service. Construct it in main before any other thread exists: it blocks the
// signals for this thread and so for every thread started later, and wait() then takes them one by one.
#pragma once

#include <csignal>
#include <initializer_list>

namespace lapwing::transport {

class SignalSet {
 public:
  explicit SignalSet(std::initializer_list<int> signals = {SIGTERM, SIGINT});
  ~SignalSet();  // restores the mask this thread had
  SignalSet(const SignalSet&) = delete;
  SignalSet& operator=(const SignalSet&) = delete;

  int wait();        // the signal that came
  void raise(int signal);  // as if it had come from outside: lets another thread end wait()

 private:
  sigset_t wanted_;
  sigset_t before_;
};

}  // namespace lapwing::transport
