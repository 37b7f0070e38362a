#include "casework/interview.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "casework/subjects.hpp"

namespace lapwing::casework {
namespace {

constexpr int phone_digits_min = 6;   // fewer digits than this are not a phone number

bool is_apostrophe(UChar32 c) { return c == U'\'' || c == U'’' || c == U'‘' || c == U'`'; }

// Folded words of a label: letters and digits, apostrophes dropped inside a word, everything else a gap.
std::vector<std::string> words_of(std::string_view label) {
  auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(label.data(), static_cast<int>(label.size())));
  text.foldCase();
  std::vector<std::string> words;
  icu::UnicodeString word;
  const auto finish = [&] {
    if (word.isEmpty()) return;
    std::string out;
    word.toUTF8String(out);
    words.push_back(std::move(out));
    word.remove();
  };
  for (int i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const UChar32 c = text.char32At(i);
    if (u_isalnum(c) || u_getCombiningClass(c) != 0) word.append(c);
    else if (!is_apostrophe(c)) finish();
  }
  finish();
  return words;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  return fmt::format("{}", fmt::join(words, between));
}

std::string digits_of(std::string_view label) {
  std::string digits;
  for (const char c : label)
    if (c >= '0' && c <= '9') digits += c;
  if (digits.starts_with("0044")) digits.replace(0, 4, "0");
  else if (digits.starts_with("44") && label.find('+') != label.npos) digits.replace(0, 2, "0");
  return digits;
}

}  // namespace

std::string mention_key(MentionKind kind, std::string_view label) {
  const auto prefix = std::to_string(static_cast<int>(kind)) + ":";
  if (kind == MentionKind::phone) {
    if (auto digits = digits_of(label); digits.size() >= phone_digits_min) return prefix + digits;
  }
  auto words = words_of(label);
  if (kind == MentionKind::vehicle) return prefix + joined(words, "");
  // "a" and "an" only in front: "flat A" and "flat" are two places.
  const auto is_article = [&](std::size_t i) {
    return words[i] == "the" || (i == 0 && (words[i] == "a" || words[i] == "an"));
  };
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (!is_article(i)) kept.push_back(words[i]);
  if (kept.empty()) kept = std::move(words);
  return prefix + (kept.empty() ? tidied(label) : joined(kept, " "));
}

std::string tidied(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool gap = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!gap) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string sentence_case(std::string_view text) {
  auto out = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
  if (!out.isEmpty()) {
    const UChar32 first = out.char32At(0);
    out.replace(0, U16_LENGTH(first), u_toupper(first));
  }
  std::string utf8;
  out.toUTF8String(utf8);
  return utf8;
}

std::string mid_sentence(std::string_view label) {
  static constexpr std::array<std::string_view, 9> lowered = {"The ", "A ", "An ", "Her ", "His ", "Their ", "My ", "Some ", "Someone "};
  auto out = tidied(label);
  for (const auto word : lowered)
    if (out.starts_with(word)) out[0] = static_cast<char>(out[0] - 'A' + 'a');
  return out;
}

bool is_blank(std::string_view text) { return tidied(text).empty(); }

bool is_reason(std::string_view text) {
  const auto unicode = icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int>(text.size())));
  int letters = 0;
  for (int i = 0; i < unicode.length(); i = unicode.moveIndex32(i, 1)) letters += u_isalpha(unicode.char32At(i)) ? 1 : 0;
  return letters >= reason_letters_min;
}

std::string name_of(const ChildDetails& details) {
  const auto name = tidied(details.given_name);
  return name.empty() ? "the child" : name;
}

Person person_of(const Actor& actor) { return {actor.user, actor.name}; }

const Question* find_question(const Episode& episode, ItemId id) {
  for (const auto& question : episode.interview.questions)
    if (question.id == id) return &question;
  return nullptr;
}

const OwnedAction* find_action(const Episode& episode, ItemId id) {
  for (const auto& kept : episode.actions)
    if (kept.what.id == id) return &kept.what;
  return nullptr;
}

namespace {
bool covers(const OwnedAction& action, ItemId question) {
  return action.question == question || std::find(action.also.begin(), action.also.end(), question) != action.also.end();
}
}  // namespace

bool is_covered(const Episode& episode, ItemId question) {
  return std::any_of(episode.actions.begin(), episode.actions.end(),
                     [&](const auto& kept) { return covers(kept.what, question); });
}

bool has_open_action(const Episode& episode, ItemId question) {
  return std::any_of(episode.actions.begin(), episode.actions.end(),
                     [&](const auto& kept) { return !kept.what.result && covers(kept.what, question); });
}

bool needs_action(QuestionOutcome outcome, std::optional<QuestionSafety> safety, bool disclosure) {
  return disclosure || outcome != QuestionOutcome::answered ||
         (safety && *safety != QuestionSafety::safe);
}

std::optional<Refusal> refuse_if_closed(const Episode& episode) {
  if (episode.is_open()) return std::nullopt;
  return not_yet("This episode is closed. Reopen it, saying why, and then make this change.");
}

Refusal invalid(std::vector<FieldError> fields) {
  Refusal refusal;
  refusal.kind = RefusalKind::invalid;
  refusal.message = fields.size() == 1 ? fields.front().message : "Some of what was sent needs putting right.";
  refusal.fields = std::move(fields);
  return refusal;
}

std::expected<Instant, FieldError> time_of(std::optional<Instant> given, Instant now, Instant earliest, std::string path,
                                           std::string before_message) {
  const Instant at = given.value_or(now);
  if (at > now)
    return std::unexpected(FieldError{std::move(path), FieldFault::not_allowed, "This time is in the future. Give the time it happened."});
  if (at < earliest)
    return std::unexpected(FieldError{std::move(path), FieldFault::not_allowed, std::move(before_message)});
  return at;
}

void check_labels(const std::vector<MentionInput>& mentions, const std::string& path, std::vector<FieldError>& wrong) {
  for (std::size_t i = 0; i < mentions.size(); ++i)
    if (is_blank(mentions[i].label))
      wrong.push_back({fmt::format("{}[{}].label", path, i), FieldFault::required, "Say who or what was named."});
}

}  // namespace lapwing::casework
