// Where a report tells of harm: a row for each small area in which it ties a child and an adult to a place (a lift, a meeting, a stay, something
// given or paid). An area is the sector of a postcode, "ZZ1 4"; an address is never held here. A report that only stands beside another of its
// number has none.
//
// Plain values; any thread.
#pragma once
#include <limits>
#include <string>
#include <vector>

#include "domain/ids.hpp"
#include "measures/facts/written_facts.hpp"
#include "reports/report.hpp"

namespace lapwing::measures {

using SectorNumber = std::uint16_t;   // a place in FactTable's list of sectors; 0: no whole postcode was given

struct PlaceFacts {
  static constexpr double not_given = std::numeric_limits<double>::quiet_NaN();

  ReportId report;
  MonthNumber month = 0;              // in which the report was received
  SectorNumber sector = 0;
  bool erased = false;
  double lat = not_given, lon = not_given;   // degrees, WGS 84

  bool has_degrees() const { return lat == lat && lon == lon; }
};

struct ToldPlace {
  std::string sector;                 // numbered by whoever keeps the rows
  PlaceFacts row;
};

// A sector once a report.
std::vector<ToldPlace> place_facts(ReportId id, const reports::Report& report);

}  // namespace lapwing::measures
