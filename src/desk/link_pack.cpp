// The keeper's place in the desk's snapshots. Parts come in this order: the frame in pieces, each report with its number in the graph, each
// report that stands beside another of its number. A report that was erased has no part; if the frame says that it stood, something was
// erased after the snapshot was made, and everything is worked out anew.
#include <algorithm>
#include <mutex>

#include "desk/link_keeper.hpp"
#include "domain/pack.hpp"

namespace lapwing::desk {

namespace {

enum Mark : std::uint64_t { frame_piece, of_report, of_child, beside };
constexpr std::size_t frame_piece_bytes = 8u << 20;

std::string marked(Mark mark, std::string_view rest) {
  Packer out;
  out.number(mark);
  return out.take().append(rest);
}

}  // namespace

// Reports are packed under the keeper's lock a few at a time, so that the writer is never kept waiting for long.
class LinkKeeper::Parts final : public LinkParts {
 public:
  explicit Parts(const LinkKeeper& keeper) : keeper_(keeper), pack_(*keeper.links_), frame_(pack_.frame()) {
    for (const auto& [id, number] : keeper.by_id_)
      if (const auto first = keeper.numbers_.find(number); first != keeper.numbers_.end() && first->second != id)
        ready_.push_back({id.bytes, marked(Mark::beside, number)});
    beside_ = std::exchange(ready_, {});
  }

  bool next(LinkPart& out) override {
    if (frame_at_ < frame_.size()) {
      out = {{}, marked(frame_piece, std::string_view(frame_).substr(frame_at_, frame_piece_bytes))};
      frame_at_ += frame_piece_bytes;
      return true;
    }
    if (ready_.empty()) pack_some();
    if (ready_.empty()) return false;
    out = std::move(ready_.back());
    ready_.pop_back();
    return true;
  }

 private:
  void pack_some() {
    constexpr std::size_t at_once = 512;
    const std::shared_lock lock(keeper_.mutex_);
    while (report_ < pack_.report_count() && ready_.size() < at_once) {
      const auto ix = report_++;
      const auto& number = keeper_.links_->store().report(ix).number;
      if (const auto own = keeper_.own_numbers_.find(number); own != keeper_.own_numbers_.end())
        ready_.push_back({own->second.bytes, marked(of_child, pack_.part(*keeper_.links_, ix))});
      else if (const auto id = keeper_.numbers_.find(number); id != keeper_.numbers_.end())
        ready_.push_back({id->second.bytes, marked(of_report, pack_.part(*keeper_.links_, ix))});
    }
    if (ready_.empty()) ready_ = std::exchange(beside_, {});
    std::ranges::reverse(ready_);
  }

  const LinkKeeper& keeper_;
  const links::LinksPack pack_;
  const std::string frame_;
  std::size_t frame_at_ = 0;
  links::ReportIx report_ = 0;
  std::vector<LinkPart> ready_, beside_;   // ready_: the next one last
};

std::unique_ptr<LinkParts> LinkKeeper::parts() {
  const std::shared_lock lock(mutex_);
  if (report_erased_ || !links_->store().people().can_be_packed()) return {};
  return std::make_unique<Parts>(*this);
}

void LinkKeeper::take_part(const LinkPart& part) {
  const std::lock_guard lock(mutex_);
  if (!fits_) return;
  Unpacker in(part.bytes);
  const auto mark = in.number();
  const auto rest = std::string_view(part.bytes).substr(part.bytes.size() - in.left());
  if (mark == frame_piece && !framed_) {
    frame_ += rest;
  } else if (mark == of_report || mark == of_child) {
    fits_ = take_frame(frame_) && take_report({part.subject, std::string(rest)}, mark == of_child);
  } else if (mark == beside) {
    by_id_.emplace(ReportId{part.subject}, std::string(rest));
  } else {
    fits_ = false;
  }
}

bool LinkKeeper::take_frame(std::string_view frame) {
  if (std::exchange(framed_, true)) return true;
  return links_->store().people().can_be_packed() && links_->recall(frame);
}

bool LinkKeeper::take_report(const LinkPart& part, bool of_child) {
  const ReportId id{part.subject};
  const auto number = links_->recall_report(part.bytes, of_child ? std::string("child") : id.text());
  if (!number) return false;
  if (of_child) {
    own_numbers_.emplace(*number, ChildId{part.subject});
    children_[ChildId{part.subject}].numbers.push_back(*number);
  } else {
    numbers_.emplace(*number, id);
    by_id_.emplace(id, *number);
  }
  return true;
}

void LinkKeeper::parts_taken(std::uint64_t position, const std::vector<casework::Recorded>& rulings, ReadEarlier earlier) {
  {
    const std::lock_guard lock(mutex_);
    fits_ = fits_ && take_frame(frame_) && links_->recalled();
    if (fits_) known_to_ = position, earlier_ = std::move(earlier);
  }
  if (!fits_) return parts_dropped();
  frame_ = {};
  for (const auto& ruling : rulings) ruling_recorded(ruling);
}

void LinkKeeper::parts_dropped() {
  const std::lock_guard lock(mutex_);
  auto people = links_->store().people().fresh();
  if (!people) return;   // one that cannot be packed has taken nothing
  links_.emplace(rules_, std::move(people));
  links_->hold();
  frame_ = {};
  children_.clear();
  own_numbers_.clear();
  numbers_.clear();
  by_id_.clear();
}

views::CaseTrail LinkKeeper::trail_so_far(ChildId child) const {
  views::CaseTrail trail(child);
  if (earlier_)
    for (const auto& recorded : earlier_(child, known_to_)) trail.take(recorded);
  trail.finish();
  return trail;
}

}  // namespace lapwing::desk
