#include "links/graph/person_record.hpp"

namespace lapwing::links {

namespace {

linkage::Sex sex_of(Sex sex) {
  switch (sex) {
    case Sex::female: return linkage::Sex::female;
    case Sex::male: return linkage::Sex::male;
    case Sex::other: return linkage::Sex::other;
    default: return linkage::Sex::unknown;
  }
}

}  // namespace

linkage::PersonRecord person_record(linkage::RecordId record, const reports::Report& report, const reports::Person& person) {
  linkage::PersonRecord said;
  said.id = record;
  said.name = person.name;
  said.aliases = person.aliases;
  if (person.dob)
    said.born = linkage::PartialDate{static_cast<int>(person.dob->year()), static_cast<int>(static_cast<unsigned>(person.dob->month())),
                                     static_cast<int>(static_cast<unsigned>(person.dob->day()))};
  if (person.age_about) said.age = linkage::AgeAbout{*person.age_about, static_cast<int>(london_date(report.received_at).year())};
  said.sex = sex_of(person.sex);
  said.phones = person.phones;
  said.address = person.address;
  return said;
}

}  // namespace lapwing::links
