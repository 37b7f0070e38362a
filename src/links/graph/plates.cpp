#include "links/graph/plates.hpp"

#include <algorithm>

#include "links/graph/things.hpp"

namespace lapwing::links {

namespace {

constexpr std::size_t indexed_length = 7;   // of a current registration; others are met again only as they stand
constexpr std::size_t compared_max = 4000;  // of one bucket: beyond that the two characters say too little

std::uint32_t pair_key(std::size_t i, char a, std::size_t j, char b) {
  return static_cast<std::uint32_t>(i << 20 | j << 16 | static_cast<std::uint32_t>(static_cast<unsigned char>(a)) << 8 | static_cast<unsigned char>(b));
}

template <class Visit>
void each_pair(const std::string& plate, Visit visit) {
  for (std::size_t i = 0; i < plate.size(); ++i)
    for (std::size_t j = i + 1; j < plate.size() && plate[i] != '?'; ++j)
      if (plate[j] != '?') visit(pair_key(i, plate[i], j, plate[j]));
}

}  // namespace

void Plates::add(NodeId node, const std::string& plate) {
  if (plate.size() != indexed_length) return;
  const auto at = static_cast<std::uint32_t>(held_.size());
  held_.push_back({node, plate});
  if (!plate_is_partial(plate)) return each_pair(plate, [&](std::uint32_t key) { whole_[key].push_back(at); });
  bool first = true;
  each_pair(plate, [&](std::uint32_t key) {
    if (std::exchange(first, false)) partial_[key].push_back(at);
  });
}

// By the rarest two characters that were read. More than `most`: none.
std::vector<std::uint32_t> Plates::whole_for(const std::string& pattern, std::size_t most) const {
  const std::vector<std::uint32_t>* rarest = nullptr;
  bool absent = false;
  each_pair(pattern, [&](std::uint32_t key) {
    const auto found = whole_.find(key);
    if (found == whole_.end()) absent = true;
    else if (!rarest || found->second.size() < rarest->size()) rarest = &found->second;
  });
  std::vector<std::uint32_t> out;
  if (absent || !rarest || rarest->size() > compared_max) return out;
  for (const auto at : *rarest)
    if (plates_agree(held_[at].plate, pattern)) {
      out.push_back(at);
      if (out.size() > most) return {};
    }
  return out;
}

std::vector<NodeId> Plates::may_be(const std::string& plate) const {
  std::vector<NodeId> out;
  if (plate.size() != indexed_length) return out;
  if (plate_is_partial(plate)) {
    for (const auto at : whole_for(plate, candidates_max)) out.push_back(held_[at].node);
  } else {
    each_pair(plate, [&](std::uint32_t key) {
      if (const auto found = partial_.find(key); found != partial_.end())
        for (const auto at : found->second)
          if (plates_agree(plate, held_[at].plate)) out.push_back(held_[at].node);
    });
    for (std::size_t unsure = 0; unsure < plate.size(); ++unsure) {
      auto pattern = plate;
      pattern[unsure] = '?';
      for (const auto at : whole_for(pattern, compared_max))
        if (plates_misread(plate, held_[at].plate)) out.push_back(held_[at].node);
    }
  }
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace lapwing::links
