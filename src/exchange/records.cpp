#include "exchange/records.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "desk/reading.hpp"
#include "ledger/ledger.hpp"

namespace lapwing::exchange {

using casework::Case;

namespace {

const casework::Actor importer{{}, "Import", Role::system};

bool has_reference(const Case& held, const std::string& scheme) {
  return std::ranges::any_of(held.references, [&](const auto& reference) { return reference.scheme == scheme; });
}

class DeskRecords final : public Records {
 public:
  explicit DeskRecords(desk::Desk& desk) : desk_(desk) {}

  std::optional<ChildId> find(const std::string& scheme, const std::string& code) const override {
    return desk_.children().by_external(scheme, code);
  }
  std::expected<void, std::string> each(const std::string& scheme, const std::function<void(const Case&)>& visit) const override {
    std::vector<ChildId> children;
    desk_.children().each([&](const desk::ChildLine& line) {
      if (std::ranges::any_of(line.references, [&](const auto& reference) { return reference.first == scheme; })) children.push_back(line.id);
    });
    for (const auto child : children) {
      const auto held = desk_.case_of(child);
      if (!held) return std::unexpected(held.error());
      if (*held) visit(**held);
    }
    return {};
  }
  std::future<desk::Outcome> send(ChildId child, casework::Command command) override {
    return desk_.enqueue(desk::Sent{importer, child, {}, std::move(command), {}, {}, {}});
  }

 private:
  desk::Desk& desk_;
};

class CopiedRecords final : public Records {
 public:
  CopiedRecords(const policy::Policies& rules, Instant now) : rules_(rules), now_(now) {}

  std::expected<void, std::string> copy(const std::filesystem::path& data, const std::filesystem::path& keys) {
    ledger::Options options;
    options.access = ledger::Access::read;
    options.keys_dir = keys;
    const auto ledger = ledger::Ledger::open(data, options);
    if (!ledger) return std::unexpected(ledger.error().message);
    auto cursor = (*ledger)->scan(0);
    if (!cursor) return std::unexpected(cursor.error().message);
    ledger::Entry entry;
    while (true) {
      const auto more = cursor->next(entry);
      if (!more) return std::unexpected(more.error().message);
      if (!*more) return {};
      if (auto taken = take(entry); !taken) return taken;
    }
  }

  std::optional<ChildId> find(const std::string& scheme, const std::string& code) const override {
    const auto found = by_reference_.find({scheme, code});
    return found == by_reference_.end() ? std::nullopt : std::optional(found->second);
  }
  std::expected<void, std::string> each(const std::string& scheme, const std::function<void(const Case&)>& visit) const override {
    for (const auto& [id, held] : cases_)
      if (has_reference(held, scheme)) visit(held);
    return {};
  }
  std::future<desk::Outcome> send(ChildId child, casework::Command command) override {
    std::promise<desk::Outcome> answer;
    answer.set_value(decide(child.is_nil() ? ids_.next<ChildId>() : child, command));
    return answer.get_future();
  }

 private:
  // Only the children that an import registered are its to change, and nothing of their episodes matters to it.
  std::expected<void, std::string> take(const ledger::Entry& entry) {
    if (entry.erased || entry.subject == ledger::no_subject) return {};
    const ChildId child{entry.subject};
    const bool begins = entry.payload.starts_with(R"({"e":"child_registered")");
    if (!begins && !cases_.contains(child)) return {};
    auto recorded = desk::to_recorded(entry);
    if (!recorded) return std::unexpected(recorded.error());
    if (recorded->episode || (begins && recorded->stamp.by.name != importer.name)) return {};
    keep(child, *recorded);
    return {};
  }

  void keep(ChildId child, const casework::Recorded& recorded) {
    auto& held = cases_[child];
    held.id = child;
    casework::evolve(held, recorded);
    if (const auto* added = std::get_if<casework::ExternalReferenceAdded>(&recorded.event))
      by_reference_.try_emplace({added->scheme, added->value}, child);
  }

  desk::Outcome decide(ChildId child, const casework::Command& command) {
    const auto found = cases_.find(child);
    Case nobody;
    nobody.id = child;
    casework::Context context{now_, importer, rules_, ids_, {}};
    auto events = casework::decide(found == cases_.end() ? nobody : found->second, command, {}, {}, context);
    if (!events) return std::unexpected(std::move(events.error()));
    desk::Done done{child, {}, {}, 0, 0, events->size(), false};
    for (auto& event : *events) keep(child, {{++index_, now_, importer}, {}, std::move(event.event)});
    return done;
  }

  const policy::Policies& rules_;
  const Instant now_;
  SeededIds ids_{1};
  std::unordered_map<ChildId, Case> cases_;
  std::map<std::pair<std::string, std::string>, ChildId> by_reference_;
  std::uint64_t index_ = 0;
};

}  // namespace

std::unique_ptr<Records> records_of(desk::Desk& desk) { return std::make_unique<DeskRecords>(desk); }

std::expected<std::unique_ptr<Records>, std::string> records_without_writing(const std::filesystem::path& data, const std::filesystem::path& keys,
                                                                             const policy::Policies& rules, Instant now) {
  auto records = std::make_unique<CopiedRecords>(rules, now);
  std::error_code failed;
  if (std::filesystem::exists(data / "ledger.db", failed))
    if (auto copied = records->copy(data, keys); !copied) return std::unexpected(copied.error());
  return records;
}

}  // namespace lapwing::exchange
