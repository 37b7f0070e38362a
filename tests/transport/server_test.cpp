// What a client may rely on, and what a bad one gets.
#include <gtest/gtest.h>

#include <future>
#include <latch>

#include "transport/client.hpp"
#include "web/transport/server.hpp"

namespace lapwing::transport {
namespace {

using testing::Client;

Options on_any_port(Limits limits = {}) {
  Options options;
  options.listen = {"127.0.0.1", 0};
  options.limits = limits;
  return options;
}

std::unique_ptr<Server> started(Options options, Handler handler) {
  auto server = Server::start(std::move(options), std::move(handler));
  EXPECT_TRUE(server.has_value()) << server.error();
  return std::move(*server);
}

Response echo(const Request& request) {
  return text_response(200, "text/plain",
                       request.method + " " + request.path + " ? " + request.query + " # " + request.body);
}

TEST(Server, AnswersManyRequestsOnOneConnection) {
  auto server = started(on_any_port(), echo);
  Client client(server->port());
  for (int i = 0; i < 5; ++i) {
    const auto reply = client.get("/a/" + std::to_string(i) + "?x=1");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "GET /a/" + std::to_string(i) + " ? x=1 # ");
    EXPECT_FALSE(reply.has("Connection: close"));
    EXPECT_TRUE(reply.has("X-Request-Id: "));
    EXPECT_TRUE(reply.has(" GMT\r\n"));
  }
  EXPECT_EQ(server->counters().accepted, 1u);
  EXPECT_EQ(server->counters().responses[1], 5u);
}

TEST(Server, AnswersPipelinedRequestsInOrder) {
  auto server = started(on_any_port(), echo);
  Client client(server->port());
  std::string all;
  for (int i = 0; i < 50; ++i)
    all += "POST /" + std::to_string(i) + " HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n\r\nabc";
  client.send(all);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(client.reply().body, "POST /" + std::to_string(i) + " ?  # abc");
}

TEST(Server, ReadsABodySentByteByByteAndOneSentInChunks) {
  auto server = started(on_any_port(), echo);
  Client client(server->port());
  for (const char c : std::string("POST /p HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nhello"))
    client.send(std::string_view(&c, 1));
  EXPECT_EQ(client.reply().body, "POST /p ?  # hello");
  client.send("POST /c HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  EXPECT_EQ(client.reply().body, "POST /c ?  # abcde");
}

TEST(Server, SendsAHeadWithTheLengthButWithoutTheBody) {
  auto server = started(on_any_port(), echo);
  Client client(server->port());
  client.send("HEAD /h HTTP/1.1\r\nHost: t\r\n\r\n");
  const auto head = client.reply(true);
  EXPECT_TRUE(head.has("Content-Length: " + std::to_string(std::string("GET /h ?  # ").size())));
  EXPECT_EQ(client.get("/next").body, "GET /next ?  # ");
}

TEST(Server, SaysContinueBeforeTheBodyIsSent) {
  auto server = started(on_any_port(), echo);
  Client client(server->port());
  client.send("POST /e HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.reply().status, 100);
  client.send("ok");
  EXPECT_EQ(client.reply().body, "POST /e ?  # ok");
}

TEST(Server, ClosesAfterAnHttp10RequestAndAfterConnectionClose) {
  auto server = started(on_any_port(), echo);
  for (const char* request : {"GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"}) {
    Client client(server->port());
    client.send(request);
    EXPECT_EQ(client.reply().status, 200);
    EXPECT_TRUE(client.ended());
  }
}

TEST(Server, RefusesEachKindOfBadRequestByItsStatusAndLives) {
  Limits limits;
  limits.header_bytes_max = 1000;
  limits.target_bytes_max = 200;
  limits.body_bytes_max = 100;
  auto server = started(on_any_port(limits), echo);
  const std::string long_target(400, 'a'), very_long(3000, 'a');
  const std::vector<std::pair<std::string, int>> bad{
      {"nonsense\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n\r\n", 400},                                                          // no Host
      {"GET /%zz HTTP/1.1\r\nHost: t\r\n\r\n", 400},                                            // bad escape
      {"GET /%ff HTTP/1.1\r\nHost: t\r\n\r\n", 400},                                            // not UTF-8
      {"GET /%00 HTTP/1.1\r\nHost: t\r\n\r\n", 400},                                            // NUL
      {"GET nowhere HTTP/1.1\r\nHost: t\r\n\r\n", 400},                                         // no slash
      {"POST / HTTP/1.1\r\nHost: t\r\nContent-Length: x\r\n\r\n", 400},                         // no number
      {"POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400},    // two lengths
      {"POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
      {"POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: gzip\r\n\r\n", 400},                   // no end
      {"POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},          // bad chunk
      {"GET /" + long_target + " HTTP/1.1\r\nHost: t\r\n\r\n", 414},
      {"GET /" + very_long, 414},
      {"GET / HTTP/1.1\r\nHost: t\r\nX: " + very_long, 431},
      {"POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 101\r\n\r\n", 413},
      {"POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n" + std::string(255, 'x') + "\r\n", 413},
  };
  for (const auto& [request, status] : bad) {
    Client client(server->port());
    client.send(request);
    const auto reply = client.reply();
    EXPECT_EQ(reply.status, status) << request.substr(0, 80);
    EXPECT_TRUE(reply.has("Connection: close")) << request.substr(0, 80);
    EXPECT_TRUE(client.ended()) << request.substr(0, 80);
  }
  EXPECT_EQ(Client(server->port()).get("/still").status, 200);
  EXPECT_EQ(server->counters().bad_requests, bad.size());
}

TEST(Server, AsksTheErrorHookForTheBodyAndTellsItThePath) {
  auto options = on_any_port();
  options.limits.body_bytes_max = 10;
  options.on_error = [](const TransportError& error) {
    return text_response(200, "application/problem+json", error.path + " " + std::to_string(error.status));
  };
  auto server = started(std::move(options), echo);
  Client client(server->port());
  client.send("POST /api/v1/x HTTP/1.1\r\nHost: t\r\nContent-Length: 11\r\n\r\n");
  const auto reply = client.reply();
  EXPECT_EQ(reply.status, 413);
  EXPECT_EQ(reply.body, "/api/v1/x 413");
}

TEST(Server, AnswersFiveHundredWhenAHandlerThrows) {
  auto server = started(on_any_port(), [](const Request&) -> Response { throw std::runtime_error("secret"); });
  Client client(server->port());
  const auto reply = client.get("/");
  EXPECT_EQ(reply.status, 500);
  EXPECT_EQ(reply.body.find("secret"), std::string::npos);
  EXPECT_EQ(client.get("/").status, 500);  // the connection lives on
}

TEST(Server, LeavesOutAHeaderThatWouldSplitTheResponse) {
  auto server = started(on_any_port(), [](const Request&) {
    return text_response(200, "text/plain", "ok").set("X-Bad", "a\r\nX-Forged: b").set("X-Good", "c");
  });
  const auto reply = Client(server->port()).get("/");
  EXPECT_FALSE(reply.has("X-Forged"));
  EXPECT_TRUE(reply.has("X-Good: c"));
}

TEST(Server, GivesUpOnHeadersAndBodiesThatNeverEnd) {
  Limits limits;
  limits.header_seconds_max = 0.2;
  limits.body_seconds_max = 0.2;
  auto server = started(on_any_port(limits), echo);
  Client slow_header(server->port()), slow_body(server->port());
  slow_header.send("GET / HTTP/1.1\r\nHos");
  slow_body.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\nab");
  EXPECT_EQ(slow_header.reply().status, 408);
  EXPECT_EQ(slow_body.reply().status, 408);
  EXPECT_TRUE(slow_header.ended());
}

TEST(Server, ClosesAConnectionThatStaysIdle) {
  Limits limits;
  limits.idle_seconds_max = 0.2;
  auto server = started(on_any_port(limits), echo);
  Client client(server->port());
  EXPECT_EQ(client.get("/").status, 200);
  EXPECT_TRUE(client.ended());
}

TEST(Server, AnswersFiveOhThreeWhenTheQueueIsFull) {
  Limits limits;
  limits.queue_max = 1;
  auto options = on_any_port(limits);
  options.workers = 1;
  std::latch entered(1), release(1);
  std::atomic<bool> first{true};
  auto server = started(std::move(options), [&](const Request& request) {
    if (first.exchange(false)) entered.count_down(), release.wait();
    return echo(request);
  });
  Client running(server->port()), waiting(server->port()), refused(server->port());
  running.send("GET /1 HTTP/1.1\r\nHost: t\r\n\r\n");
  entered.wait();
  waiting.send("GET /2 HTTP/1.1\r\nHost: t\r\n\r\n");
  while (server->counters().queued == 0) std::this_thread::yield();
  const auto reply = refused.get("/3");
  EXPECT_EQ(reply.status, 503);
  EXPECT_TRUE(reply.has("Retry-After: 2"));
  release.count_down();
  EXPECT_EQ(running.reply().status, 200);
  EXPECT_EQ(waiting.reply().status, 200);
}

TEST(Server, TellsAConnectionBeyondTheLimitAndServesTheNextOneLater) {
  Limits limits;
  limits.connections_max = 2;
  auto server = started(on_any_port(limits), echo);
  Client one(server->port()), two(server->port());
  EXPECT_EQ(one.get("/").status, 200);
  EXPECT_EQ(two.get("/").status, 200);
  EXPECT_EQ(Client(server->port()).get("/").status, 503);
  two.close();
  one.close();
  while (server->counters().connections != 0) std::this_thread::yield();
  EXPECT_EQ(Client(server->port()).get("/").status, 200);
}

TEST(Server, HoldsManyConnectionsAtOnce) {
  auto server = started(on_any_port({.queue_max = 300}), echo);   // a slow worker may find them all waiting
  std::vector<Client> clients;
  for (int i = 0; i < 300; ++i) clients.emplace_back(server->port());
  for (auto& client : clients) client.send("GET /m HTTP/1.1\r\nHost: t\r\n\r\n");
  for (auto& client : clients) EXPECT_EQ(client.reply().status, 200);
  EXPECT_EQ(server->counters().connections, 300u);
}

TEST(Server, FinishesWhatIsInFlightWhenStoppedAndAcceptsNothingMore) {
  std::latch entered(1), release(1);
  auto server = started(on_any_port(), [&](const Request& request) {
    if (request.path == "/slow") entered.count_down(), release.wait();
    return echo(request);
  });
  Client idle(server->port()), busy(server->port());
  EXPECT_EQ(idle.get("/").status, 200);
  busy.send("GET /slow HTTP/1.1\r\nHost: t\r\n\r\n");
  entered.wait();
  auto stopping = std::async(std::launch::async, [&] { return server->stop(); });
  EXPECT_TRUE(idle.ended());  // so the drain has begun
  release.count_down();
  const auto reply = busy.reply();
  EXPECT_EQ(reply.body, "GET /slow ?  # ");
  EXPECT_TRUE(reply.has("Connection: close"));
  EXPECT_TRUE(busy.ended());
  busy.close();
  EXPECT_TRUE(stopping.get());
  EXPECT_FALSE(Client(server->port()).connected());
}

TEST(Server, StopsEvenWhenAClientNeverFinishes) {
  Limits limits;
  limits.drain_seconds_max = 0.2;
  auto server = started(on_any_port(limits), echo);
  Client half(server->port());
  EXPECT_EQ(half.get("/").status, 200);
  half.send("POST / HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(half.reply().status, 100);  // so the server is reading its body
  EXPECT_FALSE(server->stop());
  EXPECT_TRUE(half.ended());
}

TEST(Server, SaysWhyItCannotListen) {
  auto server = started(on_any_port(), echo);
  Options taken;
  taken.listen = server->endpoint();
  EXPECT_NE(Server::start(taken, echo).error().find("already in use"), std::string::npos);
  Options wrong;
  wrong.listen = {"not an address", 1};
  EXPECT_NE(Server::start(wrong, echo).error().find("not an IP address"), std::string::npos);
}

TEST(Endpoints, AreReadOrRefusedWithAReason) {
  EXPECT_EQ(parse_endpoint("127.0.0.1:8080")->port, 8080);
  EXPECT_EQ(parse_endpoint("[::1]:0")->address, "::1");
  EXPECT_EQ(parse_endpoint("localhost:1")->address, "127.0.0.1");
  for (const char* bad : {"", "8080", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:8x", "::1:80", "example.org:80"})
    EXPECT_FALSE(parse_endpoint(bad)) << bad;
}

TEST(Server, AnswersAtOnceWhatNeedsNoWorker) {
  auto options = on_any_port();
  options.workers = 1;
  options.at_once = [](const Request& request) { return request.path == "/quick" ? std::optional(echo(request)) : std::nullopt; };
  std::latch entered(1), release(1);
  auto server = started(std::move(options), [&](const Request& request) {
    if (request.path == "/slow") entered.count_down(), release.wait();
    return echo(request);
  });
  Client slow(server->port());
  slow.send("GET /slow HTTP/1.1\r\nHost: t\r\n\r\n");
  entered.wait();
  EXPECT_EQ(Client(server->port()).get("/quick").status, 200);
  release.count_down();
  EXPECT_EQ(slow.reply().status, 200);
}

TEST(Server, MakesWhatIsThrownAtOnceAnError) {
  auto options = on_any_port();
  options.at_once = [](const Request&) -> std::optional<Response> { throw std::runtime_error("by a test"); };
  auto server = started(std::move(options), echo);
  EXPECT_EQ(Client(server->port()).get("/").status, 500);
}

TEST(Metrics, AreCountedAndWrittenInPrometheusForm) {
  auto server = started(on_any_port(), echo);
  Client client(server->port());
  client.get("/");
  client.get("/");
  const auto text = metrics_text(server->counters());
  EXPECT_NE(text.find("lapwing_http_responses_total{class=\"2xx\"} 2\n"), std::string::npos);
  EXPECT_NE(text.find("lapwing_http_seconds_count 2\n"), std::string::npos);
  EXPECT_NE(text.find("lapwing_http_seconds_bucket{le=\"+Inf\"} 2\n"), std::string::npos);
  EXPECT_NE(text.find("lapwing_http_connections 1\n"), std::string::npos);
}

}  // namespace
}  // namespace lapwing::transport
