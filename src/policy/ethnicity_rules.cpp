#include <fmt/format.h>

#include "policy/readers.hpp"

namespace lapwing::policy {
namespace {

std::vector<EthnicityCode> read_codes(Section& list) {
  std::vector<EthnicityCode> out;
  UniqueIds codes;
  for (auto& from : list.sections("codes")) {
    EthnicityCode code;
    code.code = from.text("code");
    codes.add(from, "code", code.code);
    code.label = from.text("label");
    code.group = from.text("group");
    from.finish();
    out.push_back(std::move(code));
  }
  list.text("source");
  if (out.empty()) list.problem("the list has no codes");
  return out;
}

std::map<std::string, std::string> read_crosswalk(Section& from, std::string_view key) {
  std::map<std::string, std::string> out;
  if (auto table = from.section(key)) {
    for (const auto& code : table->keys()) out[code] = table->text(code);
    table->finish();
  }
  return out;
}

}  // namespace

void read_ethnicity(Section& file, EthnicityPolicy& ethnicity) {
  if (auto list = file.section("self_defined")) {
    ethnicity.list_version = list->text("list_version");
    ethnicity.self_defined = read_codes(*list);
    list->finish();
  }
  if (auto list = file.section("observed")) {
    ethnicity.observed = read_codes(*list);
    list->finish();
  }
  if (auto crosswalk = file.section("ssda903")) {
    ethnicity.from_ssda903 = read_crosswalk(*crosswalk, "codes");
    ethnicity.not_stated_from_ssda903 = read_crosswalk(*crosswalk, "not_stated");
    crosswalk->text("source");
    crosswalk->finish();
    for (const auto& [theirs, ours] : ethnicity.from_ssda903)
      if (!ethnicity.find(ours))
        crosswalk->problem("codes", fmt::format("{} leads to \"{}\", which is not on the self-defined list", theirs, ours));
  }
  file.finish();
  if (!ethnicity.find("NS")) file.problem("the self-defined list must have NS, not stated");
}

}  // namespace lapwing::policy
