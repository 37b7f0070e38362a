// Event streams: nothing lost, nothing doubled, nobody held up by a slow reader.
#include <gtest/gtest.h>

#include <mutex>

#include "transport/client.hpp"
#include "web/transport/server.hpp"

namespace lapwing::transport {
namespace {

using testing::Client;

Chunk chunk(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

struct Streaming {
  explicit Streaming(Limits limits = {}, Hub::CatchUp first = {chunk("event: reset\ndata: all\n\n"), 0}) {
    Options options;
    options.listen = {"127.0.0.1", 0};
    options.limits = limits;
    server = std::move(Server::start(std::move(options), [this, first](const Request& request) {
                         Response response;
                         if (request.path == "/stream") {
                           note(request.last_event_id().value_or(""));
                           const Audience audience = request.query.empty() ? 0 : request.query[0] - '0';
                           response.stream = hub.subscribe(audience, [&] { return first; });
                         }
                         return response;
                       }).value());
  }
  Client join(std::string_view query = {}, std::string_view headers = {}, int receive_buffer_bytes = 0) {
    Client client(server->port(), receive_buffer_bytes);
    client.send("GET /stream" + std::string(query) + " HTTP/1.1\r\nHost: t\r\n" + std::string(headers) + "\r\n");
    return client;
  }
  static std::string next(Client& client) { return client.read_until("\n\n"); }

  Hub hub;
  std::string last_event_id() {
    const std::lock_guard lock(mutex_);
    return last_event_id_;
  }

 private:
  void note(std::string_view id) {   // on a worker, before the stream's first byte is sent
    const std::lock_guard lock(mutex_);
    last_event_id_ = id;
  }
  std::mutex mutex_;
  std::string last_event_id_;

 public:
  std::unique_ptr<Server> server;   // the first to go: its workers use the rest
};

TEST(EventStream, StartsWithTheCatchUpAndDeliversEveryPublicationInOrder) {
  Streaming s;
  auto client = s.join();
  const auto head = client.read_until("\r\n\r\n");
  EXPECT_NE(head.find("Content-Type: text/event-stream\r\n"), std::string::npos);
  EXPECT_EQ(Streaming::next(client), "event: reset\ndata: all\n\n");
  for (int i = 1; i <= 100; ++i) s.hub.publish(i, chunk(sse_event("row", std::to_string(i), "r")));
  for (int i = 1; i <= 100; ++i)
    EXPECT_EQ(Streaming::next(client), "event: row\nid: " + std::to_string(i) + "\ndata: r\n\n");
}

TEST(EventStream, PassesLastEventIdToTheHandler) {
  Streaming s;
  auto client = s.join("", "Last-Event-ID: 41\r\n");
  Streaming::next(client);
  EXPECT_EQ(s.last_event_id(), "41");
}

TEST(EventStream, GivesEachAudienceItsOwnVariantMadeOnce) {
  Streaming s;
  auto names = s.join("?1"), no_names = s.join("?2"), nothing = s.join("?3"), names_too = s.join("?1");
  for (auto* client : {&names, &no_names, &nothing, &names_too}) client->read_until("data: all\n\n");
  int made = 0;
  s.hub.publish(1, [&](Audience audience) -> Chunk {
    ++made;
    return audience == 3 ? nullptr : chunk("data: audience " + std::to_string(audience) + "\n\n");
  });
  s.hub.publish(2, chunk("data: everyone\n\n"));
  EXPECT_EQ(made, 3);
  EXPECT_EQ(Streaming::next(names), "data: audience 1\n\n");
  EXPECT_EQ(Streaming::next(names_too), "data: audience 1\n\n");
  EXPECT_EQ(Streaming::next(no_names), "data: audience 2\n\n");
  EXPECT_EQ(Streaming::next(nothing), "data: everyone\n\n");
}

TEST(Hub, LeavesOutWhatTheCatchUpAlreadyCoversButNothingAfterIt) {
  Hub hub;
  // Published while the catch-up is being read: 1 and 2 are in what it read, 3 is not.
  auto stream = hub.subscribe(0, [&] {
    for (int i = 1; i <= 3; ++i) hub.publish(i, chunk("data: " + std::to_string(i) + "\n\n"));
    return Hub::CatchUp{chunk("data: up to 2\n\n"), 2};
  });
  Options options;
  options.listen = {"127.0.0.1", 0};
  auto server = std::move(Server::start(options, [&](const Request&) {
                            Response response;
                            response.stream = stream;
                            return response;
                          }).value());
  Client client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  client.read_until("\r\n\r\n");
  EXPECT_EQ(client.read_until("\n\n"), "data: up to 2\n\n");
  EXPECT_EQ(client.read_until("\n\n"), "data: 3\n\n");
  hub.publish(2, chunk("data: late\n\n"));
  hub.publish(4, chunk("data: 4\n\n"));
  EXPECT_EQ(client.read_until("\n\n"), "data: 4\n\n");
}

TEST(EventStream, BeatsWhileNothingHappens) {
  Limits limits;
  limits.heartbeat_seconds = 0.1;
  Streaming s(limits);
  auto client = s.join();
  client.read_until("data: all\n\n");
  EXPECT_EQ(Streaming::next(client), "event: beat\ndata:\n\n");
  EXPECT_EQ(Streaming::next(client), "event: beat\ndata:\n\n");
}

TEST(EventStream, IsEndedWhenTheClientReadsTooSlowlyWhileOthersGoOn) {
  Limits limits;
  limits.stream_queue_bytes_max = 64 * 1024;
  Streaming s(limits);
  auto slow = s.join("", "", 4096);
  auto quick = s.join();
  quick.read_until("data: all\n\n");
  while (s.server->counters().streams < 2) std::this_thread::yield();
  const std::string line = "data: " + std::string(8000, 'x') + "\n\n";
  int published = 0;
  while (s.server->counters().streams_dropped == 0) {
    s.hub.publish(++published, chunk(line));
    EXPECT_EQ(Streaming::next(quick), line);
    ASSERT_LT(published, 100000);
  }
  EXPECT_LT(slow.read_all().size(), published * line.size());
  s.hub.publish(++published, chunk("data: on\n\n"));
  EXPECT_EQ(Streaming::next(quick), "data: on\n\n");
}

TEST(EventStream, LeavesTheHubWhenTheClientGoes) {
  Streaming s;
  auto client = s.join();
  client.read_until("data: all\n\n");
  EXPECT_EQ(s.hub.streams(), 1u);
  client.close();
  while (s.hub.streams() != 0) std::this_thread::yield();
  while (s.server->counters().streams != 0) std::this_thread::yield();
}

TEST(EventStream, IsRefusedBeyondTheLimit) {
  Limits limits;
  limits.streams_max = 1;
  Streaming s(limits);
  auto first = s.join();
  first.read_until("data: all\n\n");
  auto second = s.join();
  const auto reply = second.reply();
  EXPECT_EQ(reply.status, 503);
  EXPECT_TRUE(reply.has("Retry-After"));
}

TEST(EventStream, EndsPolitelyWhenTheServerStopsAfterWhatIsQueued) {
  Streaming s;
  auto client = s.join();
  client.read_until("data: all\n\n");
  s.hub.publish(1, chunk("data: last\n\n"));
  auto stopped = std::thread([&] { EXPECT_TRUE(s.server->stop()); });
  EXPECT_EQ(client.read_all(), "data: last\n\n");
  client.close();
  stopped.join();
}

TEST(EventStream, SurvivesItsHub) {
  auto hub = std::make_unique<Hub>();
  Options options;
  options.listen = {"127.0.0.1", 0};
  auto server = std::move(Server::start(options, [&](const Request&) {
                            Response response;
                            response.stream = hub->subscribe(0, [] { return Hub::CatchUp{chunk("data: hi\n\n"), 0}; });
                            return response;
                          }).value());
  Client client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: t\r\n\r\n");
  client.read_until("data: hi\n\n");
  hub.reset();
  EXPECT_TRUE(client.ended());
}

TEST(EventStream, ReachesManyStreamsFromManyPublishers) {
  Streaming s;
  std::vector<Client> clients;
  for (int i = 0; i < 100; ++i) clients.push_back(s.join());
  for (auto& client : clients) client.read_until("data: all\n\n");
  std::vector<std::thread> publishers;
  for (int t = 0; t < 4; ++t)
    publishers.emplace_back([&, t] {
      for (int i = 0; i < 25; ++i) s.hub.publish(0, chunk("data: " + std::to_string(t) + "\n\n"));
    });
  for (auto& publisher : publishers) publisher.join();
  for (auto& client : clients) {
    std::array<int, 4> seen{};
    for (int i = 0; i < 100; ++i) ++seen.at(Streaming::next(client).at(6) - '0');
    EXPECT_EQ(seen, (std::array<int, 4>{25, 25, 25, 25}));
  }
}

TEST(SseEvent, SplitsDataIntoLinesAndKeepsIdsToOneLine) {
  EXPECT_EQ(sse_event("row", "7", "a\nb\r\nc"), "event: row\nid: 7\ndata: a\ndata: b\ndata: c\n\n");
  EXPECT_EQ(sse_event("", "1\nevent: forged", ""), "id: 1\ndata: \n\n");
  EXPECT_EQ(sse_retry(2000), "retry: 2000\n\n");
}

}  // namespace
}  // namespace lapwing::transport
