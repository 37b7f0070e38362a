#include "web/transport/signals.hpp"

#include <pthread.h>
#include <unistd.h>

namespace lapwing::transport {

SignalSet::SignalSet(std::initializer_list<int> signals) {
  sigemptyset(&wanted_);
  for (const int signal : signals) sigaddset(&wanted_, signal);
  pthread_sigmask(SIG_BLOCK, &wanted_, &before_);
}

SignalSet::~SignalSet() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

int SignalSet::wait() {
  int signal = 0;
  while (sigwait(&wanted_, &signal) != 0) {
  }
  return signal;
}

void SignalSet::raise(int signal) { ::kill(::getpid(), signal); }

}  // namespace lapwing::transport
