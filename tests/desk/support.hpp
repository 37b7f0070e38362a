// For tests of the desk: a data folder that goes with the test, a clock that the test sets, and a few people.
#pragma once
#include <gtest/gtest.h>

#include <filesystem>

#include "desk/desk.hpp"

namespace lapwing::desk {

inline Instant at(std::string_view rfc3339) { return parse_rfc3339(rfc3339).value(); }

class DeskTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "lapwing-desk-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    data = name;
    open();
  }
  void TearDown() override {
    desk.reset();
    std::filesystem::remove_all(data);
  }

  // Opens the folder at the time the test's clock says; what is changed in `options` before counts.
  void open() {
    time = std::make_shared<ManualTime>(now);
    options.data = data;
    options.time = time;
    auto opened = Desk::open(options);
    ASSERT_TRUE(opened) << opened.error();
    desk = std::move(*opened);
  }
  // Closes, lets `pass` go by with the service down, and opens again.
  void restart(std::chrono::microseconds pass = {}) {
    desk.reset();
    now = time->now() + pass;
    open();
  }
  void wait_until(Instant to) { desk->advance_to(to); }

  static casework::Actor actor(Role role, std::string name, std::uint64_t seed) {
    return {SeededIds(seed).next<UserId>(), std::move(name), role};
  }
  casework::Actor handler = actor(Role::call_handler, "Asha Malik", 1), sergeant = actor(Role::supervisor, "Sgt Jo Hall", 2),
                  constable = actor(Role::officer, "PC Tom Reed", 3), service{{}, "Lapwing", Role::system};

  static casework::ReportMissing report(std::string given = "Kayleigh", std::string family = "Marsh") {
    casework::ReportMissing report;
    report.details.given_name = std::move(given);
    report.details.family_name = std::move(family);
    report.details.born = Date(std::chrono::year(2011) / 2 / 14);
    report.informant.name = "Dawn Marsh";
    report.level = RiskLevel::medium;
    return report;
  }
  Done must(Sent sent) {
    auto outcome = desk->submit(std::move(sent));
    EXPECT_TRUE(outcome) << outcome.error().message;
    return outcome.value_or(Done{});
  }
  Done report_missing(std::string given = "Kayleigh") { return must({handler, {}, {}, report(std::move(given)), {}, {}, {}}); }
  std::shared_ptr<const casework::Case> case_of(ChildId child) { return desk->case_of(child).value(); }

  std::filesystem::path data;
  Instant now = at("2026-03-03T18:00:00Z");
  std::shared_ptr<ManualTime> time;
  Options options;
  std::unique_ptr<Desk> desk;
};

}  // namespace lapwing::desk
