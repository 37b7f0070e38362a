#include "desk/link_watch.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace lapwing::desk {

using namespace casework;

namespace {

std::vector<MentionRef> one_each(const std::vector<links::Member>& members) {
  std::vector<MentionRef> out;
  for (const auto& member : members)
    if (!member.mentions.empty()) out.push_back({member.mentions.front().first, member.mentions.front().second});
  return out;
}

NoticeGroup noticing(const links::Group& group) {
  NoticeGroup out{group.id, group.score, group.probability, one_each(group.adults), one_each(group.children), {}};
  for (const auto& line : group.evidence) out.evidence.push_back(line.report);
  return out;
}

}  // namespace

std::vector<LinkedSubjectInput> ask_about(const links::Group& group, Instant) {
  std::vector<LinkedSubjectInput> out;
  const auto because = [&](std::string_view how) {
    return fmt::format("{} by others linked to the same group; last told of on {}", how, for_people(london_date(group.last_seen)));
  };
  for (const auto& adult : group.adults)
    if (!adult.known_as.empty()) out.push_back({MentionKind::person, adult.known_as, because("named")});
  for (const auto& thing : group.things) {
    if (thing.children < 2) continue;
    const auto kind = thing.kind == "vehicle" ? MentionKind::vehicle : thing.kind == "phone" ? MentionKind::phone : MentionKind::place;
    const auto how = kind == MentionKind::vehicle ? "travelled in" : kind == MentionKind::phone ? "rung or messaged" : "gone to";
    out.push_back({kind, thing.name, because(how)});
  }
  if (out.size() > LinkWatch::ask_about_max) out.resize(LinkWatch::ask_about_max);
  return out;
}

LinkWatch::LinkWatch(std::shared_ptr<LinkKeeper> keeper) : keeper_(std::move(keeper)) {
  keeper_->on_change([this] {
    const std::lock_guard lock(mutex_);
    ++wanted_;
    changed_.notify_all();
  });
}

LinkWatch::~LinkWatch() {
  stop();
  keeper_->on_change({});
}

void LinkWatch::start(Desk& desk) {
  desk_ = &desk;
  stopping_ = false;
  thread_ = std::thread([this] { run(); });
}

void LinkWatch::stop() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
  }
  thread_.join();
}

void LinkWatch::wait_until_done() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return done_ >= wanted_ || stopping_; });
}

void LinkWatch::run() {
  while (true) {
    std::uint64_t looking = 0;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return wanted_ > done_ || stopping_; });
      if (stopping_) return;
      looking = wanted_;
    }
    look();
    const std::lock_guard lock(mutex_);
    done_ = looking;
    changed_.notify_all();
  }
}

void LinkWatch::look() {
  const auto groups = keeper_->groups();
  notice(*groups);
  note_on_episodes(*groups);
}

void LinkWatch::notice(const GroupList& groups) {
  for (const auto& one : groups.ranked) {
    if (one.noticed) continue;
    const auto done = desk_->submit(SentOnLinks{Actor{}, noticing(one.group)});
    if (!done) spdlog::warn("A group could not be noted: {}", done.error().message);
  }
}

void LinkWatch::note_on_episodes(const GroupList& groups) {
  for (const auto& held : desk_->live_cases()) {
    const auto* episode = held->open_episode();
    if (!episode) continue;
    const auto of_child = groups.of(held->id);
    const auto send = [&](Command command) {
      const auto done = desk_->submit(Sent{Actor{}, held->id, episode->id, std::move(command), {}, {}, {}});
      if (!done) spdlog::warn("A linked group could not be noted on an episode: {}", done.error().message);
    };
    const auto same_size = [&](const links::Group& group) {
      return std::ranges::any_of(episode->linked_groups, [&](const auto& kept) {
        return kept.what.group == group.id && kept.what.children == static_cast<int>(group.children.size()) &&
               kept.what.adults == static_cast<int>(group.adults.size());
      });
    };
    for (const auto* one : of_child) {
      const auto& group = one->group;
      if (!same_size(group))
        send(NoteLinkedGroup{group.id, group.first_seen, static_cast<int>(group.children.size()), static_cast<int>(group.adults.size()),
                             ask_about(group, desk_->now())});
    }
    for (const auto& kept : episode->linked_groups) {
      if (std::ranges::any_of(of_child, [&](const auto* one) { return one->group.id == kept.what.group; })) continue;
      const auto* known = groups.find(kept.what.group);
      send(EndLinkedGroup{kept.what.group, known && known->dismissed ? fmt::format("the group was dismissed by {}: {}", known->dismissed->by.name, known->dismissed->words)
                                                                      : "reports no longer bear it out"});
    }
  }
}

}  // namespace lapwing::desk
