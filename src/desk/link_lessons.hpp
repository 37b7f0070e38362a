// What a force's ledger has to teach about who is who (links/linkage/learning.hpp): every mention of a person that stands, which of them were
// written from one child's own record, and what people ruled to be one person or two. Reads the ledger and writes nothing, so a running
// service is not disturbed. One thread.
#pragma once
#include <expected>
#include <functional>
#include <string>

#include "ledger/ledger.hpp"
#include "links/linkage/learning.hpp"

namespace lapwing::desk {

struct LinkLessons {
  linkage::LearnFrom from;
  std::uint64_t entries = 0;               // of the ledger, that were read
};

std::expected<LinkLessons, std::string> link_lessons(const ledger::Ledger& ledger, const std::function<void(std::uint64_t, std::uint64_t)>& progress);

}  // namespace lapwing::desk
