// The first so many of an unordered crowd, by id, after a cursor: how lists of the API page without a sorted index, which would
// cost memory for every child and episode there ever was. One pass, a handful kept.
#pragma once
#include <map>
#include <optional>

namespace lapwing::web::api {

template <class Id, class What>
class FirstAfter {
 public:
  // Keeps one more than `limit`, to know whether there is a next page.
  FirstAfter(std::optional<Id> after, std::size_t limit) : after_(after), keep_(limit + 1) {}

  void offer(const Id& id, const What& what) {
    if (after_ && id <= *after_) return;
    if (kept_.size() == keep_ && !(id < kept_.rbegin()->first)) return;
    kept_.emplace(id, what);
    if (kept_.size() > keep_) kept_.erase(std::prev(kept_.end()));
  }

  // Those kept, in order; `next` becomes the cursor of the following page, or none.
  std::map<Id, What> take(std::optional<Id>& next) && {
    if (kept_.size() == keep_) {
      kept_.erase(std::prev(kept_.end()));
      next = kept_.rbegin()->first;
    }
    return std::move(kept_);
  }

 private:
  const std::optional<Id> after_;
  const std::size_t keep_;
  std::map<Id, What> kept_;
};

}  // namespace lapwing::web::api
