#include "casework/linked_groups.hpp"

#include <algorithm>

#include "casework/interview.hpp"
#include "casework/subjects.hpp"

namespace lapwing::casework {
namespace {

const LinkedGroupNoted* noted(const Episode& episode, const std::string& group) {
  for (const auto& kept : episode.linked_groups)
    if (kept.what.group == group) return &kept.what;
  return nullptr;
}

// What was asked about before keeps its id, so that nothing is asked twice when the group grows.
std::vector<LinkedSubject> subjects(const LinkedGroupNoted* before, const std::vector<LinkedSubjectInput>& wanted, Context& context) {
  std::vector<LinkedSubject> out;
  if (before) out = before->ask_about;
  for (const auto& one : wanted) {
    const auto key = mention_key(one.kind, one.label);
    const auto same = [&](const LinkedSubject& held) { return mention_key(held.kind, held.label) == key; };
    if (is_blank(one.label) || std::ranges::any_of(out, same)) continue;
    out.push_back({context.ids.next<ItemId>(), one.kind, tidied(one.label), one.because});
  }
  return out;
}

}  // namespace

Decided decide_on(const Case&, const Episode& episode, const NoteLinkedGroup& c, Context& context) {
  if (is_blank(c.group)) return std::unexpected(invalid("group", "Say which group."));
  const auto* before = noted(episode, c.group);
  LinkedGroupNoted now{c.group, c.since, c.children, c.adults, subjects(before, c.ask_about, context)};
  if (before && before->children == now.children && before->adults == now.adults && before->ask_about.size() == now.ask_about.size())
    return Decided{};
  return on(episode.id, {std::move(now)});
}

Decided decide_on(const Case&, const Episode& episode, const EndLinkedGroup& c, Context&) {
  if (!noted(episode, c.group)) return Decided{};
  return on(episode.id, {LinkedGroupEnded{c.group, c.why}});
}

void evolve_linked_groups(Case& held, const Recorded& recorded) {
  if (!recorded.episode || !held.episode(*recorded.episode)) return;
  auto& episode = held.edit(*recorded.episode);
  const auto forget = [&](const std::string& group) {
    std::erase_if(episode.linked_groups.edit(), [&](const auto& kept) { return kept.what.group == group; });
  };
  if (const auto* e = std::get_if<LinkedGroupNoted>(&recorded.event)) {
    forget(e->group);
    episode.linked_groups.push_back({recorded.stamp, *e});
  } else if (const auto* ended = std::get_if<LinkedGroupEnded>(&recorded.event)) {
    forget(ended->group);
  }
}

}  // namespace lapwing::casework
