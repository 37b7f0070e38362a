// What recording the return, asking, acting and closing share: how two labels are known to be the same, how the child is named
// in a sentence, which questions an action covers and what must be owned. For casework's use only; everything here is pure.
#pragma once
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "casework/case.hpp"
#include "casework/command.hpp"
#include "domain/field_error.hpp"

namespace lapwing::casework {

constexpr int reason_letters_min = 5;   // "n/a" and "none" are not reasons

// Two mentions with the same key are one thing to ask about: letter case, articles, spacing and punctuation do not count, a
// phone is its digits (+44 read as 0) and a vehicle is its letters and digits.
std::string mention_key(MentionKind kind, std::string_view label);

std::string tidied(std::string_view text);            // no spaces at the ends, one between words
std::string sentence_case(std::string_view text);     // the first letter as a capital
std::string mid_sentence(std::string_view label);     // "The house" as "the house": only a first article or possessive changes
bool is_blank(std::string_view text);
bool is_reason(std::string_view text);                // has at least `reason_letters_min` letters
std::string name_of(const ChildDetails&);             // the given name, else "the child"
Person person_of(const Actor&);

const Question* find_question(const Episode&, ItemId);
const OwnedAction* find_action(const Episode&, ItemId);
bool is_covered(const Episode&, ItemId question);     // some action, done or not, follows from this question
bool has_open_action(const Episode&, ItemId question);

// The answer leaves something for somebody to do: harm was told of, nobody answered, or safety was not established.
bool needs_action(QuestionOutcome, std::optional<QuestionSafety>, bool disclosure);

// Refuses what a closed episode cannot take.
std::optional<Refusal> refuse_if_closed(const Episode&);
Refusal invalid(std::vector<FieldError> fields);      // several wrong fields, all told at once
// The time something happened: now when absent; never later than now, nor before `earliest`, which `before_message` explains.
std::expected<Instant, FieldError> time_of(std::optional<Instant> given, Instant now, Instant earliest, std::string path,
                                           std::string before_message);
void check_labels(const std::vector<MentionInput>&, const std::string& path, std::vector<FieldError>& wrong);

// actions.cpp: an action owned by the episode's owner (else by whoever records it), due as rules/interview.toml says for `kind`
// ("disclosure", "not_safe", "non_answer").
OwnedAction owned_action(const Episode&, std::string text, std::string_view kind, std::optional<ItemId> question, Context&);
// The actions that follow from answers: those the sender gave, and one for whatever is left without an owner.
std::vector<Event> actions_after(const Case&, const Episode&, const std::vector<QuestionAnswer>&, Context&);
void check_action(const NewAction&, Instant now, const std::string& path, std::vector<FieldError>& wrong);

}  // namespace lapwing::casework
