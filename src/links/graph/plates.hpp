// Which whole registrations a half-read one could be, among all that are held. A half-read plate that could be more than
// `candidates_max` cars says nothing and is joined to none; whole plates that differ by one easily misread character may be one car.
//
// Owned by the Store; one thread at a time.
#pragma once
#include <boost/unordered/unordered_flat_map.hpp>
#include <string>
#include <vector>

#include "links/graph/types.hpp"

namespace lapwing::links {

class Plates {
 public:
  static constexpr std::size_t candidates_max = 3;

  void add(NodeId node, const std::string& plate);
  // Those that may be the same car as this, whole for a half-read one and half-read or misread for a whole one, ascending. For a
  // half-read plate with too many candidates: none.
  std::vector<NodeId> may_be(const std::string& plate) const;

 private:
  struct Held {
    NodeId node;
    std::string plate;
  };
  std::vector<std::uint32_t> whole_for(const std::string& pattern, std::size_t most) const;   // places in held_
  boost::unordered_flat_map<std::uint32_t, std::vector<std::uint32_t>> whole_;     // by every two of its characters
  boost::unordered_flat_map<std::uint32_t, std::vector<std::uint32_t>> partial_;   // by its first two read characters
  std::vector<Held> held_;
};

}  // namespace lapwing::links
