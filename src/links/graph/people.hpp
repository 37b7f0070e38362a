// Who a mention of a person is: the seam between the graph and whoever resolves. The graph gives each mention a record number and is
// told which records are one person, and again whenever that changes. Three answers: the resolver (people_resolved.cpp), the truth of an
// invented force (people_given.cpp, so that the search for groups is measured apart from resolution), and anything a test makes up.
//
// One thread at a time.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "reports/report.hpp"

namespace lapwing::links {

using RecordId = std::uint64_t;

struct Placed {
  RecordId with = 0;                                // a record of the same person; the added record's own when it stands alone
  std::vector<std::vector<RecordId>> changed;       // each person who was joined of several or divided, with every record of theirs
};

class People {
 public:
  virtual ~People() = default;
  virtual Placed add(RecordId record, const reports::Report& report, const reports::Person& person) = 0;
  virtual std::vector<std::vector<RecordId>> withdraw(RecordId record) = 0;   // the same kind of list as `changed`
  // A person's ruling that two records are one, or are not. The error says why it is refused.
  virtual std::vector<std::vector<RecordId>> rule(RecordId a, RecordId b, bool same) = 0;
};

// `truth(report number, ref)` names the entity; empty for a mention that is nobody else.
std::unique_ptr<People> people_given(std::function<std::string(const std::string&, const std::string&)> truth);

}  // namespace lapwing::links
