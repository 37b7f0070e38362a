#include "domain/pack.hpp"
#include "links/links.hpp"

namespace lapwing::links {

LinksPack::LinksPack(const Links& links) : store_(links.store_), withdrawn_early_(links.withdrawn_early_.begin(), links.withdrawn_early_.end()) {}

const Store& LinksPack::store_of(const Links& links) { return links.store_; }

std::string LinksPack::frame() const {
  Packer out;
  out.number(withdrawn_early_.size());
  for (const auto& number : withdrawn_early_) out.text(number);
  return out.take() + store_.frame();
}

bool Links::recall(std::string_view frame) {
  Unpacker in(frame);
  for (auto left = in.count(); left > 0; --left) withdrawn_early_.insert(in.text());
  if (!in.ok()) return false;
  recalling_ = StorePack::begin(store_, frame.substr(frame.size() - in.left()));
  return recalling_.has_value();
}

std::optional<std::string> Links::recall_report(std::string_view part, std::string_view key) {
  return recalling_ ? recalling_->take(store_, part, key) : std::nullopt;
}

// What a grading leaves of a weight, and all that is worked out of mentions and facts, goes by the rules as they are now.
bool Links::recalled() {
  if (!recalling_ || !recalling_->end(store_)) return false;
  recalling_.reset();
  store_.grade_anew([&](const reports::Grading& grading) { return static_cast<float>(Ties::grade(rules_, grading)); });
  for (NodeId node = 0; node < store_.node_count(); ++node) touched_.insert(touched_.end(), node);
  return true;
}

}  // namespace lapwing::links
