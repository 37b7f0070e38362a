// Where an import sends its commands: the desk, or, for a dry run, a copy in memory of the children that imports made, on which the
// same decisions are taken and nothing is written. An import written against this tells in a dry run exactly what it would do.
// One thread.
#pragma once
#include <expected>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <string>

#include "desk/desk.hpp"

namespace lapwing::exchange {

class Records {
 public:
  virtual ~Records() = default;
  virtual std::optional<ChildId> find(const std::string& scheme, const std::string& code) const = 0;
  // Every child that has a reference of this scheme.
  virtual std::expected<void, std::string> each(const std::string& scheme, const std::function<void(const casework::Case&)>& visit) const = 0;
  // A nil child is a new one.
  virtual std::future<desk::Outcome> send(ChildId child, casework::Command command) = 0;
};

// Records of an open desk, which must outlive it. Commands are sent as the service's own, by the name "Import".
std::unique_ptr<Records> records_of(desk::Desk& desk);

// For a dry run: reads the ledger in `data` if there is one, beside a running service if need be, and writes nothing at all.
std::expected<std::unique_ptr<Records>, std::string> records_without_writing(const std::filesystem::path& data, const std::filesystem::path& keys,
                                                                             const policy::Policies& rules, Instant now);

}  // namespace lapwing::exchange
