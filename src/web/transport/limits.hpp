// What one server will take from the outside, each limit by name. Reaching a limit is an ordinary event: the client
// gets the status given here and the server carries on. A plain value, copied into the server when it starts.
#pragma once

#include <cstddef>

namespace lapwing::transport {

struct Limits {
  std::size_t header_bytes_max = 16 * 1024;      // request line and headers together: 431
  std::size_t target_bytes_max = 8 * 1024;       // path and query: 414
  std::size_t body_bytes_max = 2 * 1024 * 1024;  // 413
  double header_seconds_max = 10;                // from a request's first byte to the end of its headers: 408
  double body_seconds_max = 60;                  // from the end of the headers to the end of the body: 408
  double idle_seconds_max = 60;                  // a kept connection without a request, or a client that stops reading
  std::size_t connections_max = 4096;            // open sockets, streams included; further ones get 503 and are closed
  std::size_t streams_max = 2048;                // event streams; further ones get 503 with Retry-After
  std::size_t queue_max = 256;                   // requests waiting for a worker; further ones get 503 with Retry-After
  std::size_t stream_queue_bytes_max = 1024 * 1024;  // unsent bytes of one stream; beyond it the stream is ended
  double heartbeat_seconds = 15;                     // an "event: beat" on every stream that often
  double drain_seconds_max = 10;                     // how long stop() waits for requests in flight
  int retry_after_seconds = 2;                       // what a 503 asks the client to wait
};

}  // namespace lapwing::transport
