#include "web/access/sessions.hpp"

#include <algorithm>

#include "web/access/secrets.hpp"

namespace lapwing::web {

std::string Sessions::begin(UserId user, Instant now) {
  auto cookie = random_secret();
  const std::lock_guard lock(mutex_);
  sessions_[secret_hash(cookie)] = Session{user, random_secret(), now, now, {}};
  return cookie;
}

std::optional<Session> Sessions::find(const std::string& cookie, Instant now) {
  const auto key = secret_hash(cookie);
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(key);
  if (found == sessions_.end()) return std::nullopt;
  auto& session = found->second;
  if (now > end_of(session)) {
    sessions_.erase(found);
    return std::nullopt;
  }
  session.last_used = now;
  return session;
}

Instant Sessions::end_of(const Session& session) const {
  const auto last = session.started + std::chrono::hours(hours_max_);
  return session.shows_wall ? last : std::min(session.last_used + std::chrono::minutes(idle_minutes_), last);
}

std::optional<Instant> Sessions::ends(const std::string& hash) {
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(hash);
  return found == sessions_.end() ? std::nullopt : std::optional(end_of(found->second));
}

void Sessions::show_wall(const std::string& cookie) {
  const auto key = secret_hash(cookie);
  const std::lock_guard lock(mutex_);
  if (const auto found = sessions_.find(key); found != sessions_.end()) found->second.shows_wall = true;
}

void Sessions::set_notice(const std::string& cookie, std::string notice) {
  const auto key = secret_hash(cookie);
  const std::lock_guard lock(mutex_);
  if (const auto found = sessions_.find(key); found != sessions_.end()) found->second.notice = std::move(notice);
}

std::string Sessions::take_notice(const std::string& cookie) {
  const auto key = secret_hash(cookie);
  const std::lock_guard lock(mutex_);
  const auto found = sessions_.find(key);
  return found == sessions_.end() ? std::string() : std::exchange(found->second.notice, {});
}

void Sessions::end(const std::string& cookie) {
  const auto key = secret_hash(cookie);
  {
    const std::lock_guard lock(mutex_);
    if (sessions_.erase(key) == 0) return;
  }
  if (ended_) ended_();
}

void Sessions::end_all_of(UserId user) {
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(sessions_, [&](const auto& one) { return one.second.user == user; });
  }
  if (ended_) ended_();
}

std::size_t Sessions::count(Instant now) {
  const std::lock_guard lock(mutex_);
  std::erase_if(sessions_, [&](const auto& one) { return now > end_of(one.second); });
  return sessions_.size();
}

}  // namespace lapwing::web
