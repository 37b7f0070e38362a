#include "casework/child_details.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

#include "casework/interview.hpp"

namespace lapwing::casework {
namespace {

using Fields = boost::describe::describe_members<ChildDetails, boost::describe::mod_public>;

void lay_over(std::string& held, const std::string& given) {
  if (!is_blank(given)) held = given;
}
void lay_over(Sex& held, Sex given) {
  if (given != Sex::unknown) held = given;
}
void lay_over(Answer& held, Answer given) {
  if (given != Answer::not_asked) held = given;
}
template <class T>
void lay_over(std::optional<T>& held, const std::optional<T>& given) {
  if (given) held = given;
}
void lay_over(std::vector<std::string>& held, const std::vector<std::string>& given) {
  for (const auto& item : given)
    if (std::find(held.begin(), held.end(), item) == held.end()) held.push_back(item);
}

}  // namespace

ChildDetails merged(const ChildDetails& held, const ChildDetails& given) {
  ChildDetails out = held;
  boost::mp11::mp_for_each<Fields>([&](auto field) { lay_over(out.*field.pointer, given.*field.pointer); });
  return out;
}

bool same(const ChildDetails& one, const ChildDetails& other) {
  bool all = true;
  boost::mp11::mp_for_each<Fields>([&](auto field) { all = all && one.*field.pointer == other.*field.pointer; });
  return all;
}

bool is_identified(const ChildDetails& details) {
  return !is_blank(details.given_name) || !is_blank(details.family_name) || !is_blank(details.description.value_or(""));
}

void check_identified(const ChildDetails& details, const std::string& path, std::vector<FieldError>& wrong) {
  if (!is_identified(details))
    wrong.push_back({path + ".given_name", FieldFault::required,
                     "Enter the child's name, or describe the child if nobody knows it"});
}

void check_age(const ChildDetails& details, Date today, const std::string& path, std::vector<FieldError>& wrong) {
  if (details.born) {
    const auto age = age_in_years(*details.born, today);
    if (!age)
      wrong.push_back({path + ".born", FieldFault::not_allowed, "Enter a date of birth that is not in the future"});
    else if (*age > child_age_years_max)
      wrong.push_back({path + ".born", FieldFault::not_allowed,
                       fmt::format("Check the year of birth: it would make this person {} years old", *age)});
  }
  if (details.age_about && (*details.age_about < 0 || *details.age_about > child_age_years_max))
    wrong.push_back({path + ".age_about", FieldFault::not_allowed,
                     fmt::format("Enter an age between 0 and {} years", child_age_years_max)});
}

}  // namespace lapwing::casework
