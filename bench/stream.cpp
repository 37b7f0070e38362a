// From a command's acknowledgement to the board's push: 1,000 streams open over HTTP on loopback, 100 commands a second for ten
// seconds. For each command and each stream, the time between the command's answer and the arrival of the first event that
// covers it (its id is the ledger's index of the command's last event, or a later one).
// Usage: bench_stream [STREAMS] [COMMANDS_A_SECOND] [SECONDS]
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <charconv>

#include "desk/desk.hpp"
#include "figures.hpp"
#include "web/access/secrets.hpp"
#include "web/site.hpp"
#include "web/transport/server.hpp"

using namespace lapwing;
using namespace lapwing::bench;
using Clock = std::chrono::steady_clock;

namespace {

// When each stream had heard of each ledger index. One thread reads all the sockets.
class Listeners {
 public:
  Listeners(std::uint16_t port, const std::string& token, int count) : epoll_(::epoll_create1(0)), streams_(static_cast<std::size_t>(count)) {
    const auto request = fmt::format("GET /api/v1/board/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\n\r\n", token);
    for (std::size_t i = 0; i < streams_.size(); ++i) {
      const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
      sockaddr_in to{};
      to.sin_family = AF_INET;
      to.sin_port = htons(port);
      to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      if (::connect(socket, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0 ||
          ::write(socket, request.data(), request.size()) != static_cast<ssize_t>(request.size())) {
        fmt::print(stderr, "Stream {} could not be opened.\n", i);
        std::exit(3);
      }
      {
        const std::lock_guard lock(mutex_);
        streams_[i].socket = socket;
      }
      epoll_event event{};
      event.events = EPOLLIN;
      event.data.u64 = i;
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event);
      if (i == 0) thread_ = std::thread([this] { read(); });
      // A burst beyond the server's queue would be told to come back later, as browsers then do; here each is let in first.
      while (connected_ + 64 < static_cast<int>(i)) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
  ~Listeners() {
    stop_ = true;
    thread_.join();
    for (auto& stream : streams_) ::close(stream.socket);
    ::close(epoll_);
  }
  int connected() const { return connected_; }

  struct Heard { std::uint64_t id; Clock::time_point at; };
  struct Stream { int socket = -1; bool open = false; std::string rest; std::vector<Heard> heard; };
  // After the last command, once every stream has heard of `last` (or `patience` has passed).
  bool all_heard(std::uint64_t last, std::chrono::seconds patience) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [&] {
      return std::ranges::all_of(streams_, [&](const Stream& s) { return !s.heard.empty() && s.heard.back().id >= last; });
    });
  }
  const std::vector<Stream>& streams() const { return streams_; }

 private:
  void read() {
    std::array<epoll_event, 256> events;
    std::array<char, 1 << 16> bytes;
    while (!stop_) {
      const int ready = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 50);
      const std::lock_guard lock(mutex_);
      for (int i = 0; i < ready; ++i) {
        auto& stream = streams_[events[static_cast<std::size_t>(i)].data.u64];
        const auto got = ::read(stream.socket, bytes.data(), bytes.size());
        if (got > 0) take(stream, {bytes.data(), static_cast<std::size_t>(got)});
      }
      changed_.notify_all();
    }
  }
  // Finds the "id: N" lines; an event's html is passed over.
  void take(Stream& stream, std::string_view bytes) {
    const auto now = Clock::now();
    if (!std::exchange(stream.open, true)) ++connected_;
    stream.rest.append(bytes);
    std::size_t from = 0, end;
    while ((end = stream.rest.find('\n', from)) != std::string::npos) {
      const std::string_view line(stream.rest.data() + from, end - from);
      if (line.starts_with("id:")) {
        const auto digits = line.substr(line.find_first_of("0123456789"));
        std::uint64_t id = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), id);
        stream.heard.push_back({id, now});
      }
      from = end + 1;
    }
    stream.rest.erase(0, from);
  }

  const int epoll_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Stream> streams_;
  std::atomic<int> connected_{0};
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

struct Acknowledged { std::uint64_t last; Clock::time_point at; };

std::vector<Acknowledged> send(desk::Desk& desk, const std::vector<desk::Done>& episodes, const casework::Actor& by, int per_second, int seconds) {
  std::vector<Acknowledged> all;
  const auto start = Clock::now();
  for (int i = 0; i < per_second * seconds; ++i) {
    std::this_thread::sleep_until(start + std::chrono::microseconds(std::int64_t{1'000'000} * i / per_second));
    const auto& one = episodes[static_cast<std::size_t>(i) % episodes.size()];
    const auto done = must(desk.submit(desk::Sent{by, one.child, one.episode, casework::RecordActivity{casework::ActivityKind::phone_call, "Rang the family; no news."}, {}, {}, {}}));
    all.push_back({done.first + done.count - 1, Clock::now()});
  }
  return all;
}

Spread ack_to_push_ms(const Listeners& listeners, const std::vector<Acknowledged>& commands) {
  std::vector<double> ms;
  for (const auto& stream : listeners.streams()) {
    auto heard = stream.heard.begin();
    for (const auto& command : commands) {
      while (heard != stream.heard.end() && heard->id < command.last) ++heard;
      if (heard == stream.heard.end()) break;
      ms.push_back(std::max(0.0, std::chrono::duration<double, std::milli>(heard->at - command.at).count()));
    }
  }
  if (ms.size() != listeners.streams().size() * commands.size())
    fmt::print("Not every stream heard of every command: {} of {}.\n", ms.size(), listeners.streams().size() * commands.size());
  return spread(std::move(ms));
}

}  // namespace

int main(int argc, char** argv) {
  const int streams = argc > 1 ? std::atoi(argv[1]) : 1000, per_second = argc > 2 ? std::atoi(argv[2]) : 100, seconds = argc > 3 ? std::atoi(argv[3]) : 10;
  const Folder folder(".");
  web::Site* site = nullptr;
  desk::Options options;
  options.data = folder.path() / "data";
  options.published = [&](std::uint64_t sequence, const auto&) {
    if (site) site->board_stream.changed(sequence);
  };
  auto desk = must(desk::Desk::open(std::move(options)));
  web::Site the_site(*desk, {});
  site = &the_site;
  const auto added = must(desk->submit(desk::SentOnAccount{casework::Actor{}, {}, casework::AddAccount{"bench", "Sgt Bench", Role::supervisor, {}, {}, {}, false}}));
  const auto token = web::random_secret();
  must(desk->submit(desk::SentOnAccount{casework::Actor{}, added.user, casework::IssueToken{"bench", web::secret_hash(token), {}}}));
  const casework::Actor by{added.user, "Sgt Bench", Role::supervisor};
  std::vector<desk::Done> episodes;
  for (int i = 0; i < 50; ++i) {
    casework::ReportMissing report;
    report.details.given_name = fmt::format("Child {}", i);
    report.informant.name = "A carer";
    episodes.push_back(must(desk->submit(desk::Sent{by, {}, {}, report, {}, {}, {}})));
  }
  transport::Options server_options;
  server_options.listen = {"127.0.0.1", 0};
  auto server = must(transport::Server::start(server_options, [&](const transport::Request& request) { return the_site.handle(request); }));
  {
    Listeners listeners(server->port(), token, streams);
    const Stopwatch opening;
    while (listeners.connected() < streams && opening.seconds() < 30) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    const auto commands = send(*desk, episodes, by, per_second, seconds);
    listeners.all_heard(commands.back().last, std::chrono::seconds(10));
    const auto ms = ack_to_push_ms(listeners, commands);
    fmt::print("| streams | commands/s | p50 ms | p99 ms (under 100) | max ms |\n|--:|--:|--:|--:|--:|\n| {} | {} | {:.1f} | {:.1f} | {:.1f} |\n",
               listeners.connected(), per_second, ms.p50, ms.p99, ms.max);
  }
  the_site.board_stream.end_all();
  server->stop();
}
