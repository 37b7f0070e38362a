// Reading the return's files into rows.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "exchange/ssda903.hpp"

namespace lapwing::exchange::ssda903 {

namespace {

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == text.npos ? std::string_view{} : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// The columns of one file by name, and the fields of the record at hand.
class Columns {
 public:
  explicit Columns(const CsvRecord& header) {
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
      std::string name(trimmed(header.fields[i]));
      std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
      at_.emplace(std::move(name), i);
    }
  }
  bool have(std::initializer_list<std::string_view> names) const {
    return std::ranges::all_of(names, [&](auto name) { return at_.contains(name); });
  }
  std::size_t size() const { return at_.size(); }
  std::string of(const CsvRecord& record, std::string_view name) const {
    const auto found = at_.find(name);
    if (found == at_.end() || found->second >= record.fields.size()) return {};
    return std::string(trimmed(record.fields[found->second]));
  }

 private:
  std::map<std::string, std::size_t, std::less<>> at_;
};

enum class Kind { header, missing, episodes };

std::optional<Kind> kind_of(const Columns& columns) {
  if (columns.have({"CHILD", "MISSING", "MIS_START", "MIS_END"})) return Kind::missing;
  if (columns.have({"CHILD", "DECOM", "DEC", "HOME_POST", "PL_POST"})) return Kind::episodes;
  if (columns.have({"CHILD", "SEX", "DOB", "ETHNIC"})) return Kind::header;
  return std::nullopt;
}

class FileReader {
 public:
  FileReader(std::string name, const policy::EthnicityPolicy& ethnicity, Return& into)
      : name_(std::move(name)), ethnicity_(ethnicity), into_(into) {}

  void take(Kind kind, const Columns& columns, const CsvRecord& record) {
    const auto code = columns.of(record, "CHILD");
    if (record.fields.size() > columns.size())
      return refuse(record.line, "", fmt::format("It has {} columns; the first line names {}.", record.fields.size(), columns.size()));
    if (code.empty()) return refuse(record.line, "", "There is no child's code.");
    if (kind == Kind::header) take_child(columns, record, code);
    else if (kind == Kind::missing) take_period(columns, record, code);
    else take_placement(columns, record, code);
  }
  void refuse(std::uint64_t line, std::string rule, std::string reason) {
    into_.refused.push_back({name_, line, std::move(rule), std::move(reason)});
  }

 private:
  void take_child(const Columns& columns, const CsvRecord& record, const std::string& code) {
    ChildRow row;
    static_cast<Row&>(row) = {name_, record.line};
    row.code = code;
    row.ethnic = columns.of(record, "ETHNIC");
    row.upn = columns.of(record, "UPN");
    const auto sex = columns.of(record, "SEX");
    const auto born = parse_slash_date(columns.of(record, "DOB"));
    const auto before = into_.refused.size();
    if (sex != "1" && sex != "2") refuse(record.line, "101", fmt::format("The sex \"{}\" is not 1 or 2.", sex));
    if (!born) refuse(record.line, "102", fmt::format("The date of birth is not a date: {}", born.error()));
    if (!is_ethnicity(row.ethnic)) refuse(record.line, "103", fmt::format("The ethnicity \"{}\" is not one of the return's codes.", row.ethnic));
    if (into_.codes.contains(code)) refuse(record.line, "", fmt::format("Child {} is already on an earlier line.", code));
    if (into_.refused.size() != before) return;
    row.sex = sex == "1" ? Sex::male : Sex::female;
    row.born = *born;
    into_.codes.insert(code);
    into_.children.push_back(std::move(row));
  }

  bool is_ethnicity(const std::string& code) const {
    // WIRT and WROM are the return's codes too; no code of ours follows from them without a person (rules/ethnicity.toml).
    return code == "WIRT" || code == "WROM" || ethnicity_.from_ssda903.contains(code) || ethnicity_.not_stated_from_ssda903.contains(code);
  }

  void take_period(const Columns& columns, const CsvRecord& record, const std::string& code) {
    PeriodRow row;
    static_cast<Row&>(row) = {name_, record.line};
    row.code = code;
    row.born = columns.of(record, "DOB");
    row.kind = columns.of(record, "MISSING");
    row.start = columns.of(record, "MIS_START");
    row.end = columns.of(record, "MIS_END");
    into_.periods.push_back(std::move(row));
  }

  void take_placement(const Columns& columns, const CsvRecord& record, const std::string& code) {
    const auto from = parse_slash_date(columns.of(record, "DECOM"));
    if (!from) return refuse(record.line, "", fmt::format("The date the placement began is not a date: {}", from.error()));
    PlacementRow row;
    static_cast<Row&>(row) = {name_, record.line};
    row.code = code;
    row.from = *from;
    row.ended = !columns.of(record, "DEC").empty();
    row.home_postcode = columns.of(record, "HOME_POST");
    row.placement_postcode = columns.of(record, "PL_POST");
    row.placement_type = columns.of(record, "PLACE");
    auto [held, first] = into_.placements.try_emplace(code, row);
    if (!first && held->second.from <= row.from) held->second = std::move(row);
  }

  const std::string name_;
  const policy::EthnicityPolicy& ethnicity_;
  Return& into_;
};

constexpr std::string_view words(Kind kind) { return kind == Kind::header ? "header" : kind == Kind::missing ? "missing" : "episodes"; }

}  // namespace

std::expected<void, std::string> read_stream(std::istream& in, const std::string& name, const policy::EthnicityPolicy& ethnicity,
                                             Return& into, const std::function<void(std::uint64_t)>& progress) {
  CsvReader csv(in);
  CsvRecord record;
  const auto first = csv.next(record);
  if (!first) return std::unexpected(fmt::format("{}: line {}: {}", name, first.error().line, first.error().message));
  const Columns columns(*first ? record : CsvRecord{});
  const auto kind = kind_of(columns);
  if (!kind)
    return std::unexpected(fmt::format("{} is not a file of the return that can be imported. Its first line must name the columns of "
                                       "header.csv, missing.csv or episodes.csv.", name));
  FileReader reader(name, ethnicity, into);
  std::uint64_t rows = 0;
  while (true) {
    const auto more = csv.next(record);
    if (more && !*more) break;
    ++rows;
    if (!more) reader.refuse(more.error().line, "", more.error().message);
    else reader.take(*kind, columns, record);
    if (progress && rows % 1024 == 0) progress(static_cast<std::uint64_t>(std::max<std::streamoff>(in.tellg(), 0)));
  }
  into.files.push_back({name, std::string(words(*kind)), rows});
  return {};
}

std::expected<void, std::string> read_file(const std::filesystem::path& path, const policy::EthnicityPolicy& ethnicity, Return& into,
                                           const std::function<void(std::uint64_t)>& progress) {
  std::error_code failed;
  std::ifstream in(path, std::ios::binary);
  if (!in || std::filesystem::is_directory(path, failed)) return std::unexpected(fmt::format("{} cannot be read.", path.string()));
  return read_stream(in, path.filename().string(), ethnicity, into, progress);
}

}  // namespace lapwing::exchange::ssda903
