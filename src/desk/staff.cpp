#include "desk/staff.hpp"

#include <algorithm>
#include <mutex>

namespace lapwing::desk {

Staff::Held Staff::find(UserId id) const {
  const std::shared_lock lock(mutex_);
  const auto found = accounts_.find(id);
  return found == accounts_.end() ? nullptr : found->second;
}

Staff::Held Staff::by_username(const std::string& username) const {
  const std::shared_lock lock(mutex_);
  const auto found = usernames_.find(username);
  return found == usernames_.end() ? nullptr : accounts_.at(found->second);
}

std::optional<Staff::Token> Staff::by_token_hash(const std::string& hash) const {
  const std::shared_lock lock(mutex_);
  const auto found = tokens_.find(hash);
  if (found == tokens_.end()) return std::nullopt;
  const auto& account = accounts_.at(found->second);
  const auto token = std::ranges::find(account->tokens, hash, &casework::ApiToken::hash);
  if (token == account->tokens.end()) return std::nullopt;   // revoked since
  return Token{account, *token};
}

std::vector<Staff::Held> Staff::all() const {
  std::vector<Held> accounts;
  {
    const std::shared_lock lock(mutex_);
    for (const auto& [id, account] : accounts_) accounts.push_back(account);
  }
  std::ranges::sort(accounts, {}, [](const Held& account) -> const std::string& { return account->username; });
  return accounts;
}

std::vector<std::uint64_t> Staff::entries(UserId id) const {
  const std::shared_lock lock(mutex_);
  const auto found = entries_.find(id);
  return found == entries_.end() ? std::vector<std::uint64_t>{} : found->second;
}

void Staff::put(Held account, const std::vector<std::uint64_t>& new_entries) {
  const std::unique_lock lock(mutex_);
  auto& entries = entries_[account->id];
  entries.insert(entries.end(), new_entries.begin(), new_entries.end());
  usernames_[account->username] = account->id;
  for (const auto& token : account->tokens) tokens_[token.hash] = account->id;
  accounts_.insert_or_assign(account->id, std::move(account));
}

}  // namespace lapwing::desk
