// serve: opens the folder, starts the service, and stops it in order when asked to or when the ledger cannot be written.
#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <charconv>

#include "cli/language_rules.hpp"
#include "cli/progress.hpp"
#include "cli/verbs.hpp"
#include "desk/desk.hpp"
#include "desk/link_watch.hpp"
#include "language/report.hpp"
#include "measures/inspection/criteria.hpp"
#include "synth/demo.hpp"
#include "web/site.hpp"
#include "web/transport/server.hpp"
#include "web/transport/signals.hpp"

namespace lapwing::cli {

namespace {

using Failure = std::unexpected<std::string>;

int refuse(int exit, const std::string& message) {
  fmt::print(stderr, "{}\n", message);
  return exit;
}

// "2026-03-03T18:00:00Z" or "2026-03-03T18:00:00Z,10".
std::expected<desk::Exercise, std::string> parse_drill(std::string_view text) {
  const auto comma = text.find(',');
  const auto starts = parse_rfc3339(text.substr(0, comma));
  if (!starts) return Failure(fmt::format("--drill: the start {}.", starts.error()));
  desk::Exercise exercise{*starts, 1};
  if (comma == text.npos) return exercise;
  const auto speed = text.substr(comma + 1);
  const auto read = std::from_chars(speed.data(), speed.data() + speed.size(), exercise.speed);
  if (read.ec != std::errc{} || read.ptr != speed.data() + speed.size() || !(exercise.speed > 0))
    return Failure(fmt::format("--drill: \"{}\" is not a speed. Write how many times as fast time runs, as 10.", speed));
  return exercise;
}

bool is_loopback(const std::string& address) { return address.starts_with("127.") || address == "::1"; }

bool is_empty_folder(const std::filesystem::path& data) {
  std::error_code failed;
  return !std::filesystem::exists(data, failed) || std::filesystem::is_empty(data, failed);
}

// What was asked for, read and checked before anything is opened.
struct Wanted {
  transport::Endpoint listen;
  std::optional<desk::Exercise> exercise;
  std::optional<transport::TlsFiles> tls;
};

std::expected<Wanted, std::string> read(const ServeArguments& arguments) {
  Wanted wanted;
  const auto listen = transport::parse_endpoint(arguments.listen);
  if (!listen) return Failure(listen.error());
  wanted.listen = *listen;
  if (!arguments.drill.empty()) {
    const auto exercise = parse_drill(arguments.drill);
    if (!exercise) return Failure(exercise.error());
    wanted.exercise = *exercise;
  }
  if (arguments.tls_certificate.empty() != arguments.tls_key.empty())
    return Failure("HTTPS needs both --tls-certificate and --tls-key.");
  if (!arguments.tls_key.empty())
    wanted.tls = transport::TlsFiles{arguments.tls_certificate.string(), arguments.tls_key.string()};
  return wanted;
}

class Service {
 public:
  Service(const ServeArguments& arguments, Wanted wanted) : arguments_(arguments), wanted_(std::move(wanted)) {}

  std::expected<void, std::string> start() {
    if (arguments_.demo && is_empty_folder(arguments_.data))
      if (auto filled = fill_demo(); !filled) return filled;
    if (auto read = read_language_rules(); !read) return read;
    auto options = desk_options();
    if (auto kept = keep_links(options); !kept) return kept;
    if (auto read = read_criteria(); !read) return read;
    Progress progress("Reading the ledger");
    options.progress = [&](std::uint64_t done, std::uint64_t total) { progress(done, total); };
    options.published = [this](std::uint64_t sequence, const auto&) {
      if (auto* site = published_to_.load()) site->board_stream.changed(sequence);
    };
    options.failed = [this](const std::string&) {   // the desk has said why in the log
      failed_ = true;
      signals_.raise(SIGTERM);
    };
    auto desk = desk::Desk::open(std::move(options));
    if (!desk) return Failure(desk.error());
    desk_ = std::move(*desk);
    watch_->start(*desk_);
    return listen();
  }

  int run_until_asked_to_stop() {
    say_where();
    signals_.wait();
    server_->stop();
    site_->board_stream.end_all();
    watch_->stop();
    const auto closed = desk_->close();
    published_to_ = nullptr;
    if (failed_) return refuse(Exit::failure, "The ledger could not be written, so the service has stopped. Nothing unrecorded was shown.");
    if (!closed) return refuse(Exit::failure, closed.error());
    return Exit::done;
  }

 private:
  std::expected<void, std::string> keep_links(desk::Options& options) {
    const auto texts = desk::rule_texts(options.data, options.rules);
    if (!texts) return Failure(texts.error());
    auto keeper = desk::link_keeper(*texts);
    if (!keeper) return Failure(keeper.error());
    keeper_ = std::move(*keeper);
    watch_ = std::make_unique<desk::LinkWatch>(keeper_);
    options.links = keeper_;
    options.is_answered = [criteria = criteria_](std::string_view id) { return criteria->is_answered(id); };
    options.is_audited = [criteria = criteria_](std::string_view id) { return criteria->is_audited(id); };
    return {};
  }

  std::expected<void, std::string> read_criteria() {
    const auto files = measures::criteria_files_for(arguments_.data);
    if (!files) return std::unexpected(files.error());
    auto criteria = measures::load_criteria(*files);
    if (!criteria) return std::unexpected(fmt::format("The criteria of the self-assessment cannot be used:\n{}", fmt::join(criteria.error(), "\n")));
    criteria_ = std::make_shared<const measures::Criteria>(std::move(*criteria));
    return {};
  }

  std::expected<void, std::string> read_language_rules() {
    auto checker = language_checker(arguments_.data);
    if (!checker) return Failure(checker.error());
    wording_ = std::make_shared<const language::Checker>(std::move(*checker));
    return {};
  }

  desk::Options desk_options() const {
    desk::Options options;
    options.data = arguments_.data;
    options.keys = arguments_.keys;
    options.accept_older_ledger = arguments_.accept_older_ledger;
    if (!arguments_.rules.empty()) options.rules = arguments_.rules;
    options.exercise = wanted_.exercise;
    if (wording_) {
      options.count_text = [wording = wording_](std::string_view text, std::optional<int> age) {
        const auto findings = wording->check(text, language::Facts{age});
        const auto counted = std::ranges::count_if(findings, &language::Finding::counted);
        return measures::TextCount{language::count_words(text), static_cast<std::uint64_t>(counted)};
      };
      options.language_digest = wording_->rules().digest;
    }
    return options;
  }

  std::expected<void, std::string> fill_demo() {
    const auto now = wanted_.exercise ? wanted_.exercise->starts : desk::MachineTime(Instant{}).now();
    const auto time = std::make_shared<desk::ManualTime>(now - synth::demo_history_days);
    auto options = desk_options();
    options.time = time;
    auto desk = desk::Desk::open(std::move(options));
    if (!desk) return Failure(desk.error());
    fmt::print("Filling {} with an invented force …\n", arguments_.data.string());
    std::fflush(stdout);
    if (auto filled = synth::fill_demo(**desk, *time, now); !filled) return filled;
    return (*desk)->close();
  }

  std::expected<void, std::string> listen() {
    web::SiteOptions options;
    options.links = keeper_;
    options.wording = wording_;
    options.criteria = criteria_;
    options.demo_sign_in = offers_demo_sign_in();
    options.secure_cookies = wanted_.tls.has_value();
    options.transport_counters = [this] { return server_ ? server_->counters() : transport::Snapshot{}; };
    site_ = std::make_unique<web::Site>(*desk_, std::move(options));
    published_to_ = site_.get();
    transport::Options transport;
    transport.listen = wanted_.listen;
    transport.workers = arguments_.workers;
    transport.tls = wanted_.tls;
    transport.on_error = [this](const transport::TransportError& error) {
      return site_->on_transport_error(error.status, error.detail, error.path, error.request_id);
    };
    transport.at_once = [this](const transport::Request& request) { return site_->answer_at_once(request); };
    auto server = transport::Server::start(std::move(transport),
                                           [this](const transport::Request& request) { return site_->handle(request); });
    if (!server) return Failure(server.error());
    server_ = std::move(*server);
    return {};
  }

  bool offers_demo_sign_in() const { return arguments_.demo && is_loopback(wanted_.listen.address); }

  void say_where() const {
    const auto& bound = server_->endpoint();
    const bool v6 = bound.address.find(':') != std::string::npos;
    const auto url = fmt::format("{}://{}{}{}:{}", wanted_.tls ? "https" : "http", v6 ? "[" : "", bound.address, v6 ? "]" : "",
                                 bound.port);
    fmt::print("Lapwing is running at {}\n", url);
    if (const auto exercise = desk_->exercise())
      fmt::print("This folder is an exercise: its time is now {}.\n", for_people(desk_->now(), Instant{}));
    if (offers_demo_sign_in()) {
      fmt::print("To sign in, open {} and choose who to be. Everyone in this demonstration is invented.\n", url);
    } else if (desk_->staff().all().empty() || arguments_.demo) {
      fmt::print("To sign in, stop the service and add an account:\n  lapwing user add NAME --role administrator --data {}\n",
                 arguments_.data.string());
      if (arguments_.demo) fmt::print("One-click sign-in is offered on a loopback address only.\n");
    } else {
      fmt::print("To sign in, open {} with your user name and password.\n", url);
    }
    if (!wanted_.tls && !is_loopback(bound.address))
      fmt::print("Passwords and records cross the network readable: give --tls-certificate and --tls-key.\n");
    fmt::print("Stop with Ctrl-C.\n");
    std::fflush(stdout);
  }

  const ServeArguments& arguments_;
  const Wanted wanted_;
  transport::SignalSet signals_;   // before any thread starts
  std::atomic<bool> failed_ = false;
  std::atomic<web::Site*> published_to_ = nullptr;
  std::shared_ptr<desk::LinkKeeper> keeper_;
  std::shared_ptr<const language::Checker> wording_;
  std::shared_ptr<const measures::Criteria> criteria_;
  std::unique_ptr<desk::Desk> desk_;
  std::unique_ptr<desk::LinkWatch> watch_;   // ends before the desk
  std::unique_ptr<web::Site> site_;
  std::unique_ptr<transport::Server> server_;
};

}  // namespace

int serve(const ServeArguments& arguments) {
  spdlog::set_default_logger(spdlog::stderr_color_mt("lapwing"));
  auto wanted = read(arguments);
  if (!wanted) return refuse(Exit::usage, wanted.error());
  Service service(arguments, std::move(*wanted));
  if (const auto started = service.start(); !started) return refuse(Exit::failure, started.error());
  return service.run_until_asked_to_stop();
}

}  // namespace lapwing::cli
