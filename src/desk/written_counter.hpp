// Counts what people wrote (measures::WrittenFacts) on a thread of its own, so that checking the wording of a text keeps nobody
// waiting: not the writer, and not a start. The figures follow the record by a moment; after a start without a snapshot they follow by as
// long as it takes to read the ledger once, and say how far they have come (counted_to).
//
// Threads: the writer hands over and asks for the end; anyone may wait for what was handed over.
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "desk/register.hpp"
#include "ledger/ledger.hpp"
#include "measures/facts/fact_table.hpp"

namespace lapwing::desk {

// The words of a text and those findings in it that count; `age`: the child's in whole years when it was written, where known.
using CountText = std::function<measures::TextCount(std::string_view text, std::optional<int> age)>;

class WrittenCounter {
 public:
  struct Text {
    UserId author;
    Instant at{};
    std::optional<int> age;
    std::string text;
  };
  static constexpr std::size_t texts_waiting_max = 50'000;   // beyond, they are read from the ledger again

  // Counts what the ledger holds up to `head` and the table does not have yet, then what is handed over. `rules_digest`: of the rules
  // that `count` goes by; where the table was counted by others, it says so from now on.
  WrittenCounter(CountText count, const std::string& rules_digest, measures::FactTable& table, const ledger::Ledger& ledger,
                 const Register& children, std::uint64_t head);
  ~WrittenCounter();   // stops; what is not counted yet will be after the next start

  // The texts of the entries `from` … `to` - 1, which follow the last that were handed over.
  void hand_over(std::vector<Text> texts, std::uint64_t from, std::uint64_t to);
  // Returns once all that was handed over is counted, or never will be.
  void settle() const;

 private:
  struct Handed {
    std::uint64_t from, to;
    std::vector<Text> texts;
  };
  void run();
  std::optional<Handed> next();                         // of what waits; nothing where the ledger must be read, or at the end
  bool count_from_ledger(std::uint64_t to);             // false: it cannot be read
  void count(const std::vector<Text>& texts, std::uint64_t to);

  const CountText count_;
  measures::FactTable& table_;
  const ledger::Ledger& ledger_;
  const Register& children_;

  mutable std::mutex mutex_;                            // guards the next
  mutable std::condition_variable changed_;
  std::deque<Handed> waiting_;
  std::size_t texts_waiting_ = 0;
  std::uint64_t counted_, handed_to_;                   // ledger indexes
  bool stopping_ = false, over_ = false;
  std::thread thread_;
};

}  // namespace lapwing::desk
