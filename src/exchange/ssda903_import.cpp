#include "exchange/ssda903_import.hpp"

#include <fmt/format.h>

#include <boost/describe/enum_from_string.hpp>
#include <deque>

namespace lapwing::exchange::ssda903 {

using namespace casework;

namespace {

constexpr std::size_t under_way_max = 4096;   // commands sent and not yet answered
constexpr std::string_view upn_scheme = "upn";

std::string_view words_of_placement(std::string_view code) {
  static const std::map<std::string_view, std::string_view> words = {
      {"H5", "semi-independent living"}, {"K1", "a secure children's home"}, {"K2", "a children's home"}, {"P1", "own parents"},
      {"P2", "independent living"}, {"P3", "residential employment"}, {"R1", "a residential care home"}, {"R2", "a hospital or health establishment"},
      {"R3", "a family centre"}, {"R5", "a young offender institution"}, {"S1", "a residential school"}, {"Z1", "another placement"}};
  const auto found = words.find(code);
  if (found != words.end()) return found->second;
  if (code.starts_with('A')) return "placed for adoption";
  if (code.starts_with('T')) return "a temporary placement";
  return code.starts_with('U') ? "foster care" : "a placement";
}

class Import {
 public:
  Import(Return given, const policy::EthnicityPolicy& ethnicity, Records& records,
         const std::function<void(std::uint64_t, std::uint64_t)>& progress)
      : given_(std::move(given)), ethnicity_(ethnicity), records_(records), progress_(progress) {
    report_.files = std::move(given_.files);
    report_.refused = std::move(given_.refused);
  }

  std::expected<ImportReport, std::string> run(std::optional<Year> year) {
    report_.year_inferred = !year;
    report_.year = year ? year : year_of(given_);
    auto checked = check();
    if (!checked) return std::unexpected(checked.error());
    total_ = given_.children.size() + checked->periods.size();
    for (const auto& row : given_.children) send_child(row, details_of(row), ethnicity_of(row));
    send_children_without_header(checked->periods);
    finish_all();
    send_pupil_numbers();
    for (const auto& period : checked->periods) send_period(period);
    finish_all();
    std::ranges::move(checked->refused, std::back_inserter(report_.refused));
    if (!failed_.empty()) return std::unexpected(failed_);
    return std::move(report_);
  }

 private:
  using Answered = std::function<void(const desk::Done&)>;
  struct UnderWay {
    std::future<desk::Outcome> answer;
    Row row;
    Answered then;
  };

  std::expected<Checked, std::string> check() {
    OpenBefore open;
    if (!report_.year) return check_periods(given_.periods, Year{}, open);
    const auto read = records_.each(std::string(scheme), [&](const Case& held) {
      for (const auto& kept : held.historic)
        if (kept.what.source == scheme && !kept.what.end && kept.what.start < report_.year->starts)
          for (const auto& reference : held.references)
            if (reference.scheme == scheme) open[reference.value].insert(kept.what.start);
    });
    if (!read) return std::unexpected(read.error());
    return check_periods(given_.periods, *report_.year, open);
  }

  // ---- what is sent ----
  ChildDetails details_of(const ChildRow& row) const {
    auto details = details_of_code(row.code);
    details.sex = row.sex;
    details.born = row.born;
    const auto found = given_.placements.find(row.code);
    if (found == given_.placements.end()) return details;
    const auto& placement = found->second;
    if (!placement.home_postcode.empty()) details.address = "Home postcode " + placement.home_postcode;
    if (!placement.ended) {
      details.looked_after = Answer::yes;
      details.placement = fmt::format("{} since {}", words_of_placement(placement.placement_type), for_people(placement.from));
      if (!placement.placement_postcode.empty()) *details.placement += ", postcode " + placement.placement_postcode;
    }
    return details;
  }
  static ChildDetails details_of_code(const std::string& code) {
    ChildDetails details;
    details.description = fmt::format("Looked-after child {} (statutory return)", code);
    return details;
  }

  std::optional<SelfDefinedEthnicity> ethnicity_of(const ChildRow& row) {
    if (const auto code = ethnicity_.from_ssda903.find(row.ethnic); code != ethnicity_.from_ssda903.end())
      return SelfDefinedEthnicity{code->second, {}, ethnicity_.list_version};
    const auto reason = ethnicity_.not_stated_from_ssda903.find(row.ethnic);
    if (reason == ethnicity_.not_stated_from_ssda903.end()) {
      ++report_.ethnicity_left_to_a_person;
      return std::nullopt;
    }
    SelfDefinedEthnicity not_stated{"NS", NotStatedReason::not_asked, ethnicity_.list_version};
    boost::describe::enum_from_string(reason->second.c_str(), *not_stated.not_stated_reason);
    return not_stated;
  }

  void send_child(const Row& row, ChildDetails details, std::optional<SelfDefinedEthnicity> ethnicity, std::string code) {
    const auto held = records_.find(std::string(scheme), code);
    ImportChild command{std::string(scheme), code, std::move(details), std::move(ethnicity)};
    send(row, held.value_or(ChildId{}), std::move(command), [this, code, is_new = !held](const desk::Done& done) {
      children_[code] = done.child;
      ++(is_new ? report_.children.added : done.count > 0 ? report_.children.changed : report_.children.unchanged);
      step();
    });
  }
  void send_child(const ChildRow& row, ChildDetails details, std::optional<SelfDefinedEthnicity> ethnicity) {
    send_child(row, std::move(details), std::move(ethnicity), row.code);
  }

  // Their periods are facts whoever forgot their row; when header.csv comes, the rest is filled in.
  void send_children_without_header(const std::vector<Period>& periods) {
    std::set<std::string> sent;
    for (const auto& period : periods) {
      if (given_.codes.contains(period.code) || !sent.insert(period.code).second) continue;
      ++report_.without_header;
      auto details = details_of_code(period.code);
      details.born = period.born;
      ++total_;
      send_child(period, std::move(details), {}, period.code);
    }
  }

  // A pupil's number that stands for "not known yet" (UN1 to UN5) names nobody.
  void send_pupil_numbers() {
    for (const auto& row : given_.children) {
      const auto child = children_.find(row.code);
      if (row.upn.empty() || row.upn.starts_with("UN") || child == children_.end()) continue;
      send(row, child->second, ImportChild{std::string(upn_scheme), row.upn, {}, {}}, [](const desk::Done&) {});
    }
  }

  void send_period(const Period& period) {
    const auto child = children_.find(period.code);
    if (child == children_.end()) return;   // why the child was refused is told already
    send(period, child->second, ImportPeriod{std::string(scheme), period.row_key(), period.kind, period.start, period.end},
         [this](const desk::Done& done) {
           ++(done.count > 0 ? report_.periods.added : report_.periods.unchanged);
           step();
         });
  }

  // ---- many under way at once ----
  void send(const Row& row, ChildId child, Command command, Answered then) {
    if (!failed_.empty()) return;
    under_way_.push_back({records_.send(child, std::move(command)), row, std::move(then)});
    if (under_way_.size() > under_way_max) finish_one();
  }
  void finish_one() {
    auto one = std::move(under_way_.front());
    under_way_.pop_front();
    const auto outcome = one.answer.get();
    if (outcome) one.then(*outcome);
    else if (outcome.error().kind == RefusalKind::unavailable) failed_ = outcome.error().message;
    else report_.refused.push_back({one.row.file, one.row.line, "", outcome.error().message});
  }
  void finish_all() {
    while (!under_way_.empty()) finish_one();
  }
  void step() {
    if (progress_) progress_(++done_, total_);
  }

  Return given_;
  const policy::EthnicityPolicy& ethnicity_;
  Records& records_;
  const std::function<void(std::uint64_t, std::uint64_t)>& progress_;
  ImportReport report_;
  std::map<std::string, ChildId> children_;
  std::deque<UnderWay> under_way_;
  std::uint64_t done_ = 0, total_ = 0;
  std::string failed_;
};

}  // namespace

std::uint64_t ImportReport::refused_rows() const {
  std::set<std::pair<std::string, std::uint64_t>> rows;
  std::uint64_t absent = 0;
  for (const auto& one : refused) {
    if (one.line) rows.emplace(one.file, *one.line);
    else ++absent;
  }
  return rows.size() + absent;
}

std::expected<ImportReport, std::string> import(Return given, std::optional<Year> year, const policy::EthnicityPolicy& ethnicity,
                                                Records& records, const std::function<void(std::uint64_t, std::uint64_t)>& progress) {
  return Import(std::move(given), ethnicity, records, progress).run(year);
}

}  // namespace lapwing::exchange::ssda903
