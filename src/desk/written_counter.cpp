#include "desk/written_counter.hpp"

#include <spdlog/spdlog.h>

#include "casework/written_text.hpp"
#include "desk/reading.hpp"

namespace lapwing::desk {

namespace {

constexpr std::size_t texts_at_once = 256;   // counted before the table hears of them

}  // namespace

WrittenCounter::WrittenCounter(CountText count, const std::string& rules_digest, measures::FactTable& table, const ledger::Ledger& ledger,
                               const Register& children, std::uint64_t head)
    : count_(std::move(count)), table_(table), ledger_(ledger), children_(children), handed_to_(head) {
  auto held = table_.written();
  if (held.rules_digest != rules_digest) {
    held.older_rules |= !held.rows.empty();
    held.rules_digest = rules_digest;
    table_.put_written(held);
  }
  counted_ = held.counted_to;
  thread_ = std::thread([this] { run(); });
}

WrittenCounter::~WrittenCounter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void WrittenCounter::hand_over(std::vector<Text> texts, std::uint64_t from, std::uint64_t to) {
  {
    const std::lock_guard lock(mutex_);
    handed_to_ = to;
    if (over_) return;
    if (texts_waiting_ < texts_waiting_max) {
      texts_waiting_ += texts.size();
      waiting_.push_back({from, to, std::move(texts)});
    }
  }
  changed_.notify_all();
}

void WrittenCounter::settle() const {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return counted_ >= handed_to_ || over_; });
}

std::optional<WrittenCounter::Handed> WrittenCounter::next() {
  while (!waiting_.empty() && waiting_.front().from <= counted_) {
    auto first = std::move(waiting_.front());
    waiting_.pop_front();
    texts_waiting_ -= first.texts.size();
    if (first.from == counted_) return first;   // else the ledger was read past it
  }
  return std::nullopt;
}

void WrittenCounter::run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    if (counted_ >= handed_to_) {
      waiting_.clear();
      texts_waiting_ = 0;
      changed_.notify_all();
      changed_.wait(lock, [&] { return stopping_ || counted_ < handed_to_; });
      continue;
    }
    const auto handed = next();
    const auto to = handed ? handed->to : waiting_.empty() ? handed_to_ : waiting_.front().from;
    lock.unlock();
    bool is_counted = true;
    if (handed) count(handed->texts, to);
    else is_counted = count_from_ledger(to);
    lock.lock();
    if (!is_counted) break;
    counted_ = to;
  }
  over_ = true;
  changed_.notify_all();
}

void WrittenCounter::count(const std::vector<Text>& texts, std::uint64_t to) {
  std::vector<measures::WrittenRow> rows;
  rows.reserve(texts.size());
  for (const auto& text : texts) {
    const auto counted = count_(text.text, text.age);
    rows.push_back({text.author, measures::month_number(text.at), counted.words, counted.findings, 1});
  }
  table_.add_written(rows, to);
}

// False, too, when it is told to stop: what was counted until then is in the table.
bool WrittenCounter::count_from_ledger(std::uint64_t to) {
  auto cursor = ledger_.scan(counted_, to);
  if (!cursor) return spdlog::error("Wording is not counted: {}", cursor.error().message), false;
  std::vector<Text> texts;
  ledger::Entry entry;
  while (true) {
    const auto more = cursor->next(entry);
    if (!more) return spdlog::error("Wording is not counted: {}", more.error().message), false;
    if (!*more) break;
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) return false;
    }
    if (entry.erased || !casework::may_hold_text(peek_name(entry.payload))) continue;
    const ChildId child{entry.subject};
    const auto line = children_.find(child);
    if (!line || line->erased) continue;   // of an account, a report or a ruling
    const auto recorded = to_recorded(entry);
    if (!recorded) return spdlog::error("Wording is not counted: {}", recorded.error()), false;
    const auto& stamp = recorded->stamp;
    if (!stamp.by.user) continue;
    const auto age = line->born ? age_in_years(*line->born, london_date(stamp.at)) : std::nullopt;
    casework::each_written_text(*recorded, [&](std::string_view, std::string_view text) {
      texts.push_back({*stamp.by.user, stamp.at, age, std::string(text)});
    });
    if (texts.size() < texts_at_once) continue;
    count(texts, entry.index + 1);
    texts.clear();
  }
  count(texts, to);
  return true;
}

}  // namespace lapwing::desk
