#include "measures/own_answers.hpp"

namespace lapwing::measures {

std::vector<std::uint8_t> own_answers(const FactTable::Scan& scan) {
  std::vector<std::uint8_t> out(scan.child_rows());
  for (ChildRow row = 0; row < out.size(); ++row) out[row] = scan.child(row).completeness() == Completeness::self_defined;
  return out;
}

}  // namespace lapwing::measures
