#include "policy/readers.hpp"

namespace lapwing::policy {

void read_enquiries(Section& file, const RiskPolicy& risk, EnquiryPolicy& enquiries) {
  UniqueIds ids;
  for (auto& from : file.sections("enquiry")) {
    EnquiryRule rule;
    rule.id = from.text("id");
    ids.add(from, "id", rule.id);
    rule.from_level = from.word<RiskLevel>("from_level").value_or(RiskLevel::very_low);
    rule.text = from.text("text");
    rule.why = from.text("why");
    rule.when = read_conditions(from, "when", risk);
    rule.looked_after = from.flag("looked_after");
    rule.has_phone = from.flag("has_phone");
    rule.has_named_people = from.flag("has_named_people");
    rule.has_named_places = from.flag("has_named_places");
    rule.earlier_episodes = from.flag("earlier_episodes");
    rule.source = from.text("source");
    from.finish();
    enquiries.rules.push_back(std::move(rule));
  }
  file.finish();
  if (enquiries.rules.empty()) file.problem("there are no enquiries");
}

}  // namespace lapwing::policy
