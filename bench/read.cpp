// bench_read [--seconds N] [--episodes N]: a JSON read of one episode through the whole door (token, access rule, restriction, the
// look noted in the ledger) beside a bare Beast handler that returns the same bytes. Both run in this process; wrk loads them in
// turn, so compare the ratio, not the absolutes.
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "bare.hpp"
#include "desk/desk.hpp"
#include "figures.hpp"
#include "web/access/secrets.hpp"
#include "web/site.hpp"
#include "web/transport/server.hpp"

namespace {

using namespace lapwing;

using bench::must;

// A force of open episodes with some work on each; the reference of one of them.
std::string fill(desk::Desk& desk, const casework::Actor& by, int episodes) {
  std::string path;
  for (int i = 0; i < episodes; ++i) {
    casework::ReportMissing report;
    report.details.given_name = fmt::format("Child{}", i);
    report.details.born = Date(std::chrono::year(2011) / 2 / 14);
    report.informant.name = "Dawn Marsh";
    report.level = RiskLevel::medium;
    const auto done = must(desk.submit(desk::Sent{by, {}, {}, report, {}, {}, {}}));
    for (int n = 0; n < 5; ++n)
      must(desk.submit(desk::Sent{by, done.child, done.episode,
                                  casework::RecordActivity{casework::ActivityKind::phone_call, "Rang the family; no news."}, {}, {}, {}}));
    path = "/api/v1/episodes/" + done.episode->text();
  }
  return path;
}

std::string fresh_token(desk::Desk& desk, UserId user) {
  const auto secret = web::random_secret();
  must(desk.submit(desk::SentOnAccount{casework::Actor{}, user, casework::IssueToken{"bench", web::secret_hash(secret), {}}}));
  return secret;
}

std::string body_of(web::Site& site, const std::string& path, const std::string& token) {
  transport::Request request;
  request.method = "GET";
  request.target = request.path = path;
  request.headers = {{"Host", "127.0.0.1"}, {"Authorization", "Bearer " + token}};
  const auto response = site.handle(request);
  if (response.status != 200) throw std::runtime_error(fmt::format("{}: {}", response.status, response.body.view()));
  return std::string(response.body.view());
}

void compare(web::Site& site, const std::string& path, const std::string& token, int seconds) {
  const std::string body = body_of(site, path, token), bearer = "-H 'Authorization: Bearer " + token + "'";
  std::vector<double> bare, ours;
  for (int round = 0; round < 3; ++round) {
    {
      bench::BareServer server(1, body);
      bare.push_back(bench::wrk_requests_per_second(server.port(), seconds, path, bearer));
    }
    transport::Options options;
    options.listen = {"127.0.0.1", 0};
    options.at_once = [&](const transport::Request& request) { return site.answer_at_once(request); };
    const auto server = must(
        transport::Server::start(std::move(options), [&](const transport::Request& request) { return site.handle(request); }));
    ours.push_back(bench::wrk_requests_per_second(server->port(), seconds, path, bearer));
  }
  const double base = bench::spread(bare).p50, whole = bench::spread(ours).p50;
  fmt::print("| one episode as JSON, {} bytes, wrk with 32 connections | requests/s | of bare Beast |\n|---|--:|--:|\n", body.size());
  fmt::print("| bare Beast, one thread | {:.0f} | 1.00 |\n", base);
  fmt::print("| lapwing | {:.0f} | {:.2f} |\n", whole, whole / base);
}

int number_after(int count, char** words, std::string_view name, int otherwise) {
  for (int i = 1; i + 1 < count; ++i)
    if (words[i] == name) return std::max(1, std::atoi(words[i + 1]));
  return otherwise;
}

}  // namespace

int main(int count, char** words) {
  const bench::Folder folder(std::filesystem::temp_directory_path());
  desk::Options options;
  options.data = folder.path();
  const auto desk = must(desk::Desk::open(std::move(options)));
  const auto officer = must(desk->submit(desk::SentOnAccount{
      casework::Actor{}, {}, casework::AddAccount{"officer", "PC Tom Reed", Role::officer, {}, {}, {}, false}}));
  const auto path = fill(*desk, {officer.user, "PC Tom Reed", Role::officer}, number_after(count, words, "--episodes", 200));
  const auto token = fresh_token(*desk, officer.user);
  web::Site site(*desk, {});
  compare(site, path, token, number_after(count, words, "--seconds", 3));
  return 0;
}
