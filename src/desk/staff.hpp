// The accounts, for signing in and for showing names. Threads: written by the desk's writer only; any thread may read.
#pragma once
#include <memory>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include "casework/accounts.hpp"

namespace lapwing::desk {

class Staff {
 public:
  using Held = std::shared_ptr<const casework::Account>;

  Held find(UserId id) const;
  Held by_username(const std::string& username) const;      // exact, as stored (lower case)
  struct Token { Held account; casework::ApiToken token; };
  std::optional<Token> by_token_hash(const std::string& hash) const;
  std::vector<Held> all() const;                             // by username
  std::vector<std::uint64_t> entries(UserId id) const;       // ledger indexes of the account's events

  void put(Held account, const std::vector<std::uint64_t>& new_entries);   // the writer's only

 private:
  mutable std::shared_mutex mutex_;
  std::unordered_map<UserId, Held> accounts_;
  std::unordered_map<UserId, std::vector<std::uint64_t>> entries_;
  std::unordered_map<std::string, UserId> usernames_, tokens_;
};

}  // namespace lapwing::desk
