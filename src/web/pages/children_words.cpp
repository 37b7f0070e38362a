#include <algorithm>

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "casework/countries.hpp"
#include "web/pages/children.hpp"

namespace lapwing::web {

std::string not_stated_word(casework::NotStatedReason reason) {
  switch (reason) {
    case casework::NotStatedReason::not_asked: return "Not asked";
    case casework::NotStatedReason::declined: return "The child chose not to say";
    case casework::NotStatedReason::child_unable: return "The child was not able to say";
    case casework::NotStatedReason::not_yet_seen: return "The child has not been seen yet";
    case casework::NotStatedReason::third_party_only: return "Only someone else has said";
  }
  return "Not asked";
}

std::string country_name(std::string_view code) {
  if (code == "unknown") return "Not known";
  icu::UnicodeString name;
  icu::Locale("", std::string(code).c_str()).getDisplayCountry(icu::Locale("en", "GB"), name);
  std::string utf8;
  return name.toUTF8String(utf8);
}

const render::Choices& country_choices() {
  static const auto choices = [] {
    render::Choices list;
    for (char a = 'A'; a <= 'Z'; ++a)
      for (char b = 'A'; b <= 'Z'; ++b)
        if (const std::string code{a, b}; casework::is_country(code)) list.push_back({code, country_name(code)});
    std::ranges::sort(list, {}, &render::Choice::label);
    list.insert(list.begin(), {{"", "Choose a country"}, {"unknown", "Not known"}});
    return list;
  }();
  return choices;
}

const std::vector<std::pair<std::string_view, std::string_view>>& advance_labels() {
  static const std::vector<std::pair<std::string_view, std::string_view>> labels{
      {"description", "What the child looks like"}, {"clothing_usually_worn", "Clothes usually worn"},
      {"friends", "Friends, and how to reach them"}, {"phones_and_accounts", "Phones and online accounts"},
      {"places_they_go", "Places they go"}, {"earlier_episodes", "Earlier times missing, and where they were found"},
      {"health", "Health and medicines"}, {"what_helps", "What helps when talking with the child"},
      {"provided_by", "Who gave this information"}};
  return labels;
}

const std::optional<std::string>& advance_text(const casework::AdvanceInformation& i, std::string_view field) {
  const std::pair<std::string_view, const std::optional<std::string>*> texts[] = {
      {"description", &i.description}, {"clothing_usually_worn", &i.clothing_usually_worn}, {"friends", &i.friends},
      {"phones_and_accounts", &i.phones_and_accounts}, {"places_they_go", &i.places_they_go},
      {"earlier_episodes", &i.earlier_episodes}, {"health", &i.health}, {"what_helps", &i.what_helps},
      {"provided_by", &i.provided_by}};
  static const std::optional<std::string> none;
  const auto found = std::ranges::find(texts, field, &std::pair<std::string_view, const std::optional<std::string>*>::first);
  return found == std::end(texts) ? none : *found->second;
}

}  // namespace lapwing::web
