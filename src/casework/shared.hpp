// A container that copies of a case share until one of them changes it. Deciding a command copies the case, and most commands touch
// one list of a dozen: the others cost a counter each instead of every string in them.
//
// Reading through a const one shares; anything that could change it (a non-const begin, edit()) takes a copy first if it is
// shared. Different copies may be used by different threads at once, as with std::shared_ptr.
#pragma once
#include <atomic>
#include <boost/iterator/indirect_iterator.hpp>
#include <memory>
#include <utility>
#include <vector>

namespace lapwing::casework {

template <class Container>
class Shared {
 public:
  using value_type = typename Container::value_type;
  using iterator = typename Container::iterator;
  using const_iterator = typename Container::const_iterator;

  Shared() = default;
  Shared(Container held) : held_(std::make_shared<Container>(std::move(held))) {}

  const Container& get() const { return held_ ? *held_ : nothing(); }
  operator const Container&() const { return get(); }
  Container& edit() {
    if (!held_) {
      held_ = std::make_shared<Container>();
    } else if (held_.use_count() > 1) {
      held_ = std::make_shared<Container>(*held_);
    } else {
      std::atomic_thread_fence(std::memory_order_acquire);   // orders what a reader did before letting go of it
    }
    return *held_;
  }

  bool empty() const { return get().empty(); }
  std::size_t size() const { return get().size(); }
  const_iterator begin() const { return get().begin(); }
  const_iterator end() const { return get().end(); }
  auto rbegin() const { return get().rbegin(); }
  auto rend() const { return get().rend(); }
  iterator begin() { return edit().begin(); }
  iterator end() { return edit().end(); }
  const value_type& at(std::size_t index) const { return get().at(index); }
  const value_type& front() const { return get().front(); }
  const value_type& back() const { return get().back(); }
  template <class Key>
  decltype(auto) operator[](const Key& key) const { return get()[key]; }
  template <class Key>
  decltype(auto) operator[](const Key& key) { return edit()[key]; }
  template <class Key>
  auto find(const Key& key) const { return get().find(key); }
  template <class Key>
  bool contains(const Key& key) const { return get().contains(key); }
  void push_back(value_type value) { edit().push_back(std::move(value)); }
  template <class... Parts>
  auto& emplace_back(Parts&&... parts) { return edit().emplace_back(std::forward<Parts>(parts)...); }
  template <class... Parts>
  auto insert_or_assign(Parts&&... parts) { return edit().insert_or_assign(std::forward<Parts>(parts)...); }
  template <class What>
  auto erase(What&& what) { return edit().erase(std::forward<What>(what)); }
  void clear() { held_.reset(); }

 private:
  static const Container& nothing() {
    static const Container none;
    return none;
  }
  std::shared_ptr<Container> held_;
};

// The same for a list that only grows and may grow long: copies share the things in it too, so that adding one costs a counter for
// each of the others and not their copies.
template <class T>
class History {
  using Things = Shared<std::vector<std::shared_ptr<const T>>>;

 public:
  using value_type = T;
  using const_iterator = boost::indirect_iterator<typename std::vector<std::shared_ptr<const T>>::const_iterator, const T>;
  using iterator = const_iterator;

  bool empty() const { return things_.empty(); }
  std::size_t size() const { return things_.size(); }
  const_iterator begin() const { return const_iterator(things_.begin()); }
  const_iterator end() const { return const_iterator(things_.end()); }
  auto rbegin() const { return std::make_reverse_iterator(end()); }
  auto rend() const { return std::make_reverse_iterator(begin()); }
  const T& operator[](std::size_t index) const { return *things_.get()[index]; }
  const T& front() const { return *things_.front(); }
  const T& back() const { return *things_.back(); }
  void push_back(T thing) { things_.push_back(std::make_shared<const T>(std::move(thing))); }
  template <class Change>
  void change_each(Change change) {
    for (auto& thing : things_.edit()) {
      auto copy = std::make_shared<T>(*thing);
      change(*copy);
      thing = std::move(copy);
    }
  }

 private:
  Things things_;
};

}  // namespace lapwing::casework
