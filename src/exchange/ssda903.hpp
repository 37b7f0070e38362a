// The SSDA903 return on children looked after: its files as local authorities send them, read into rows, and every row checked against
// the collection's published rules. Pure: what is already held is passed in.
//
// header.csv    who the children are        CHILD, SEX, DOB, ETHNIC, UPN, …
// missing.csv   when they were missing      CHILD, DOB, MISSING, MIS_START, MIS_END
// episodes.csv  where they lived            CHILD, DECOM, …, DEC, …, HOME_POST, PL_POST
//
// A date in the return is a calendar date and stays one. Source: Department for Education, guide to the SSDA903 collection.
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "domain/time.hpp"
#include "domain/words.hpp"
#include "exchange/csv.hpp"
#include "policy/policies.hpp"

namespace lapwing::exchange::ssda903 {

inline constexpr std::string_view scheme = "ssda903";

// A row that is left out, and why. `rule` is the published number; there is none for a line that is not a row at all.
struct Refused {
  std::string file;
  std::optional<std::uint64_t> line;   // none: something the file should hold and does not
  std::string rule;
  std::string reason;
};

struct Row {
  std::string file;
  std::uint64_t line = 0;
};
struct ChildRow : Row {
  std::string code;
  Sex sex = Sex::unknown;
  Date born{};
  std::string ethnic, upn;
};
struct PeriodRow : Row {
  std::string code, kind, start, end, born;   // as written: the rules are about what was written
};
struct PlacementRow : Row {
  std::string code;
  Date from{};
  bool ended = false;
  std::string home_postcode, placement_postcode, placement_type;
};

struct FileRead {
  std::string file, kind;                // "header", "missing", "episodes"
  std::uint64_t rows = 0;
};

struct Return {
  std::vector<FileRead> files;
  std::vector<ChildRow> children;
  std::vector<PeriodRow> periods;
  std::map<std::string, PlacementRow> placements;   // each child's latest
  std::vector<Refused> refused;
  std::set<std::string> codes;                      // of `children`
};

// Adds one file; it is known by its header line. The error is for the whole file: not of the return, or not readable.
std::expected<void, std::string> read_file(const std::filesystem::path& path, const policy::EthnicityPolicy& ethnicity, Return& into,
                                           const std::function<void(std::uint64_t bytes)>& progress);
std::expected<void, std::string> read_stream(std::istream& in, const std::string& name, const policy::EthnicityPolicy& ethnicity,
                                             Return& into, const std::function<void(std::uint64_t bytes)>& progress);

// The collection runs from 1 April to 31 March.
struct Year {
  Date starts{}, ends{};
};
Year year_ending(Date ends);
// The year in which most of the dates fall; none when the return has no date of a missing period.
std::optional<Year> year_of(const Return& given);

struct Period : Row {
  std::string code, kind;
  Date start{};
  std::optional<Date> end, born;
  std::string row_key() const;           // what makes it itself within its child's record
};

// The start dates of the periods that an earlier return left open, by the child's code.
using OpenBefore = std::map<std::string, std::set<Date>>;

struct Checked {
  std::vector<Period> periods;
  std::vector<Refused> refused;
};
Checked check_periods(const std::vector<PeriodRow>& rows, const Year& year, const OpenBefore& open_before);

}  // namespace lapwing::exchange::ssda903
