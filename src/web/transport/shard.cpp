#include "web/transport/shard.hpp"

#include <fmt/format.h>

#include "web/transport/connection.hpp"
#include "web/transport/core.hpp"

namespace lapwing::transport {
namespace {

constexpr std::chrono::milliseconds tick_milliseconds{100};

// RFC 9110 section 5.6.7, which must not depend on the locale.
std::string http_date(std::chrono::sys_seconds at) {
  static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[std::chrono::weekday{day}.c_encoding()],
                     static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

}  // namespace

Shard::Shard(Core& core) : core_(core), work_(asio::make_work_guard(io_)), timer_(io_) {
  touch();
  renew_date();
}

Shard::~Shard() { stop(); }

void Shard::start() {
  schedule_tick();
  thread_ = std::thread([this] { io_.run(); });
}

void Shard::drain() {
  asio::post(io_, [this] {
    const std::vector<std::shared_ptr<Connection>> all(connections_.begin(), connections_.end());
    for (const auto& connection : all) connection->drain();
  });
}

void Shard::close_all() {
  asio::post(io_, [this] {
    const std::vector<std::shared_ptr<Connection>> all(connections_.begin(), connections_.end());
    for (const auto& connection : all) connection->close();
  });
}

void Shard::stop() {
  if (!thread_.joinable()) return;
  asio::post(io_, [this] {
    timer_.cancel();
    work_.reset();
    io_.stop();
  });
  thread_.join();
}

void Shard::adopt(tcp::socket socket, bool refuse) {
  auto connection = std::make_shared<Connection>(core_, *this, std::move(socket), refuse);
  connections_.insert(connection);
  touch();
  if (core_.stopping.load()) return connection->close();
  connection->start();
}

void Shard::remove(const std::shared_ptr<Connection>& connection) { connections_.erase(connection); }

void Shard::wake_stream(std::weak_ptr<Connection> stream) {
  {
    const std::lock_guard hold(woken_mutex_);
    woken_.push_back(std::move(stream));
    if (woken_.size() > 1) return;
  }
  asio::post(io_, [this] { flush_woken(); });
}

void Shard::flush_woken() {
  std::vector<std::weak_ptr<Connection>> woken;
  {
    const std::lock_guard hold(woken_mutex_);
    woken.swap(woken_);
  }
  touch();
  for (const auto& weak : woken)
    if (const auto connection = weak.lock()) connection->flush_stream();
}

void Shard::schedule_tick() {
  timer_.expires_after(tick_milliseconds);
  timer_.async_wait([this](error_code error) {
    if (error) return;
    tick();
    schedule_tick();
  });
}

void Shard::tick() {
  touch();
  renew_date();
  std::vector<std::shared_ptr<Connection>> due;  // acting on one may remove it from the set
  for (const auto& connection : connections_)
    if (connection->due(now_)) due.push_back(connection);
  for (const auto& connection : due) connection->on_time(now_);
}

void Shard::renew_date() {
  const auto at = std::chrono::floor<std::chrono::seconds>(core_.options.now());
  if (at == date_of_ && !date_.empty()) return;
  date_of_ = at;
  date_ = http_date(at);
}

}  // namespace lapwing::transport
