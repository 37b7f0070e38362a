// The rules against the code that obeys them: every command is somebody's to give, and no word in a rule is one nobody knows.
#include <gmock/gmock.h>

#include <boost/mp11/algorithm.hpp>
#include <set>

#include "casework/support.hpp"

namespace lapwing::casework {
namespace {

std::set<std::string> commands_there_are() {
  std::set<std::string> out(command_names().begin(), command_names().end());
  out.insert(link_command_names().begin(), link_command_names().end());
  out.insert(force_command_names().begin(), force_command_names().end());
  boost::mp11::mp_for_each<boost::mp11::mp_iota<boost::mp11::mp_size<AccountCommand>>>([&](auto i) {
    out.emplace(command_name(AccountCommand(boost::mp11::mp_at_c<AccountCommand, decltype(i)::value>{})));
  });
  return out;
}

TEST(Access, LetsSomebodyGiveEveryCommand) {
  const auto& roles = test_rules().access.roles;
  for (const auto& command : commands_there_are())
    EXPECT_TRUE(std::any_of(roles.begin(), roles.end(), [&](const auto& role) { return role.second.commands.contains(command); }))
        << command;
}

TEST(Access, NamesNoCommandThatDoesNotExist) {
  const auto known = commands_there_are();
  for (const auto& [role, access] : test_rules().access.roles)
    for (const auto& command : access.commands) EXPECT_TRUE(known.contains(command)) << command;
}

TEST(Access, LeavesTheServicesOwnCommandsToTheService) {
  for (const auto& [role, access] : test_rules().access.roles) {
    if (role == Role::system) continue;
    for (const auto* own : {"note-read", "note-board-read", "note-sign-in", "raise-alarms", "import-child", "note-report-read", "notice-group", "note-linked-group", "end-linked-group"})
      EXPECT_FALSE(access.commands.contains(own)) << access.label << ": " << own;
  }
}

TEST(Access, LetsOnlyASupervisingRoleAgreeToAnInterviewThatWasNotInPerson) {
  for (const auto& [role, access] : test_rules().access.roles) {
    const bool supervises = role == Role::supervisor || role == Role::duty_inspector || role == Role::superintendent;
    EXPECT_EQ(access.commands.contains("agree-interview-mode"), supervises) << access.label;
  }
}

TEST(Ethnicity, GivesReasonsThatCanBeRecorded) {
  for (const auto& [code, reason] : test_rules().ethnicity.not_stated_from_ssda903) {
    NotStatedReason value{};
    EXPECT_TRUE(boost::describe::enum_from_string(reason.c_str(), value)) << code << ": " << reason;
  }
}

}  // namespace
}  // namespace lapwing::casework
