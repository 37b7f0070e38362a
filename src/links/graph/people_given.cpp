#include <algorithm>
#include <unordered_map>

#include "links/graph/people.hpp"

namespace lapwing::links {

namespace {

class Given final : public People {
 public:
  explicit Given(std::function<std::string(const std::string&, const std::string&)> truth) : truth_(std::move(truth)) {}

  Placed add(RecordId record, const reports::Report& report, const reports::Person& person) override {
    const auto entity = truth_(report.number, person.ref);
    if (entity.empty()) return {record, {}};
    auto& held = records_[entity];
    held.push_back(record);
    of_[record] = entity;
    return {held.front(), {}};
  }

  std::vector<std::vector<RecordId>> withdraw(RecordId record) override {
    if (const auto entity = of_.find(record); entity != of_.end()) {
      std::erase(records_[entity->second], record);
      of_.erase(entity);
    }
    return {};
  }

  std::vector<std::vector<RecordId>> rule(RecordId, RecordId, bool) override { return {}; }   // the truth is not overruled

 private:
  std::function<std::string(const std::string&, const std::string&)> truth_;
  std::unordered_map<std::string, std::vector<RecordId>> records_;
  std::unordered_map<RecordId, std::string> of_;
};

}  // namespace

std::unique_ptr<People> people_given(std::function<std::string(const std::string&, const std::string&)> truth) {
  return std::make_unique<Given>(std::move(truth));
}

}  // namespace lapwing::links
