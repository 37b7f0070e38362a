// user add and token: what an operator does about accounts on the machine itself, with the service stopped.
#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "cli/verbs.hpp"
#include "desk/desk.hpp"
#include "web/access/role_words.hpp"
#include "web/access/secrets.hpp"

namespace lapwing::cli {

namespace {

using Failure = std::unexpected<std::string>;

constexpr std::chrono::days token_works{365};

int failed(const std::string& message) {
  fmt::print(stderr, "{}\n", message);
  return Exit::failure;
}

// The terminal shows nothing of what is typed while one of these lives.
class NoEcho {
 public:
  NoEcho() {
    ::tcgetattr(STDIN_FILENO, &before_);
    auto quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  ~NoEcho() { ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_); }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;

 private:
  termios before_{};
};

std::expected<std::string, std::string> line_of_input() {
  std::string line;
  if (!std::getline(std::cin, line)) return Failure("No password was given.");
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

std::expected<std::string, std::string> ask(const char* question) {
  fmt::print(stderr, "{}", question);
  std::fflush(stderr);
  const NoEcho quiet;
  auto line = line_of_input();
  fmt::print(stderr, "\n");
  return line;
}

std::expected<std::string, std::string> new_password() {
  if (::isatty(STDIN_FILENO) != 1) return line_of_input();
  const auto first = ask("Password: ");
  if (!first) return first;
  const auto second = ask("Once more: ");
  if (second && *second != *first) return Failure("The two are not the same. Nothing was added.");
  return second;
}

std::expected<std::unique_ptr<desk::Desk>, std::string> open_desk(const UserArguments& arguments) {
  desk::Options options;
  options.data = arguments.data;
  options.keys = arguments.keys;
  return desk::Desk::open(std::move(options));
}

std::string first_message(const casework::Refusal& refusal) {
  return refusal.fields.empty() ? refusal.message : refusal.fields.front().path + ": " + refusal.fields.front().message;
}

}  // namespace

int user_add(const UserArguments& arguments) {
  const auto role = web::role_from_word(arguments.role);
  if (!role) {
    fmt::print(stderr, "\"{}\" is not a role. See lapwing user add --help.\n", arguments.role);
    return Exit::usage;
  }
  const auto desk = open_desk(arguments);
  if (!desk) return failed(desk.error());
  const auto password = new_password();
  if (!password) return failed(password.error());
  const auto length_min = (*desk)->rules().force.password_length_min;
  if (const auto fault = web::password_fault(*password, arguments.username, length_min); !fault.empty()) return failed(fault);
  const auto hash = web::hash_password(*password);
  if (!hash) return failed(hash.error());

  casework::AddAccount add{.username = arguments.username,
                           .name = arguments.name.empty() ? arguments.username : arguments.name,
                           .role = *role};
  if (!arguments.team.empty()) add.team = arguments.team;
  add.password_hash = *hash;
  const auto added = (*desk)->submit(desk::SentOnAccount{casework::Actor{}, {}, std::move(add)});
  if (!added) return failed(first_message(added.error()));
  fmt::print("Added {} as {}.\n", arguments.username, (*desk)->rules().access.roles.at(*role).label);
  return Exit::done;
}

int token(const UserArguments& arguments) {
  const auto desk = open_desk(arguments);
  if (!desk) return failed(desk.error());
  const auto account = (*desk)->staff().by_username(arguments.username);
  if (!account) return failed(fmt::format("There is no account {}.", arguments.username));
  const auto secret = web::random_secret();
  const auto expires = (*desk)->now() + token_works;
  const auto issued = (*desk)->submit(desk::SentOnAccount{
      casework::Actor{}, account->id, casework::IssueToken{"From the command line", web::secret_hash(secret), expires}});
  if (!issued) return failed(first_message(issued.error()));
  fmt::print(stderr, "This token is shown once. It works until {}.\n", for_people(expires, Instant{}));
  fmt::print("{}\n", secret);
  return Exit::done;
}

}  // namespace lapwing::cli
