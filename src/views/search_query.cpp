#include "views/search_query.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "views/names.hpp"

namespace lapwing::views {
namespace {

constexpr std::array<std::string_view, 12> month_words = {"january",   "february", "march",    "april",
                                                          "may",       "june",     "july",     "august",
                                                          "september", "october",  "november", "december"};
constexpr int age_years_max = 25;            // a larger number is no child's age
constexpr std::size_t phone_digits_min = 4;  // fewer say nothing
constexpr std::size_t phone_digits_max = 15;
constexpr std::size_t phone_group_min = 3;  // "0191 498 0123" is written in groups

bool digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, digit); }

unsigned number(std::string_view digits) {
  unsigned value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool birth_year(unsigned year) { return year >= 1900 && year <= 2099; }

// The date if its known parts make one; the year is taken as a leap year where it is not known.
PackedDate checked(unsigned year, unsigned month, unsigned day) {
  const auto y = std::chrono::year{year ? static_cast<int>(year) : 2000};
  const Date date{y, std::chrono::month{month ? month : 1}, std::chrono::day{day ? day : 1}};
  return date.ok() && (year == 0 || birth_year(year)) ? pack(year, month, day) : 0;
}

unsigned full_year(std::string_view digits) {
  return digits.size() == 2 ? 2000 + number(digits) : digits.size() == 4 ? number(digits) : 0;
}

// "02/05/2010", "2.5.10", "02/05", "2010-05-02"; 0 when it is none of them.
PackedDate separated_date(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const auto to = std::min(text.find_first_of("/.-", from), text.size());
    if (!all_digits(text.substr(from, to - from))) {
      if (to == text.size() && from == to && parts.size() >= 2)
        break;  // "02/05/", with the year still to come
      return 0;
    }
    parts.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  if (parts.size() < 2 || parts.size() > 3) return 0;
  if (parts[0].size() == 4 && parts[1].size() <= 2)
    return checked(number(parts[0]), number(parts[1]), parts.size() == 3 ? number(parts[2]) : 0);
  if (parts[0].size() > 2 || parts[1].size() > 2) return 0;
  const unsigned day = number(parts[0]), month = number(parts[1]);
  if (day == 0 || month == 0) return 0;
  return checked(parts.size() == 3 ? full_year(parts[2]) : 0, month, day);
}

unsigned month_named(std::string_view word) {
  if (word == "sept") return 9;
  for (unsigned i = 0; i < month_words.size(); ++i)
    if (word == month_words[i] || word == month_words[i].substr(0, 3)) return i + 1;
  return 0;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

// "2nd" is "2" and "15yo" is "15" when the ending is one of `endings`; otherwise nothing.
std::string_view number_before(std::string_view text, std::initializer_list<std::string_view> endings) {
  for (const auto ending : endings)
    if (text.ends_with(ending) && all_digits(text.substr(0, text.size() - ending.size())))
      return text.substr(0, text.size() - ending.size());
  return {};
}

bool postcode_start(std::string_view word) {  // "ts1", "sw1a"
  const auto letters = std::ranges::find_if(word, digit) - word.begin();
  return letters >= 1 && letters <= 2 && word.size() > static_cast<std::size_t>(letters) && word.size() <= 4;
}
bool postcode_end(std::string_view word) {  // "3qx", or "3q" while typing
  return word.size() >= 1 && word.size() <= 3 && digit(word[0]) &&
         std::ranges::none_of(word.substr(1), digit);
}

class Reader {
 public:
  explicit Reader(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const auto from = text.find_first_not_of(" \t\r\n,;", at);
      if (from == std::string_view::npos) break;
      at = std::min(text.find_first_of(" \t\r\n,;", from), text.size());
      chunks_.push_back(lower_ascii(text.substr(from, at - from)));
    }
  }

  std::vector<QueryPart> parts() {
    while (at_ < chunks_.size() && out_.size() < query_parts_max) at_ += step();
    if (out_.size() > query_parts_max) out_.resize(query_parts_max);
    return std::move(out_);
  }

 private:
  std::string_view chunk(std::size_t ahead) const {
    return at_ + ahead < chunks_.size() ? std::string_view(chunks_[at_ + ahead]) : std::string_view();
  }
  bool year_at(std::size_t ahead) const {
    return chunk(ahead).size() == 4 && all_digits(chunk(ahead)) && birth_year(number(chunk(ahead)));
  }

  // Reads what stands at `at_` and gives how many chunks that took.
  std::size_t step() {
    if (const auto taken = written_date()) return taken;
    if (const auto taken = phone()) return taken;
    if (const auto taken = age()) return taken;
    if (const auto born = separated_date(chunk(0))) {
      out_.push_back({.born = born});
      return 1;
    }
    if (all_digits(chunk(0))) return digits();
    return words();
  }

  // "2 may 2010", "2nd may", "may 2010"
  std::size_t written_date() {
    auto day = number_before(chunk(0), {"st", "nd", "rd", "th"});
    if (day.empty() && all_digits(chunk(0))) day = chunk(0);
    const std::size_t month_at = day.empty() ? 0 : 1;
    const unsigned month = day.size() > 2 ? 0 : month_named(chunk(month_at));
    const bool dated = year_at(month_at + 1);
    if (month == 0 || (day.empty() && !dated)) return 0;
    const auto born = checked(dated ? number(chunk(month_at + 1)) : 0, month, day.empty() ? 0 : number(day));
    if (born == 0) return 0;
    return add({.born = born}, month_at + 1 + (dated ? 1 : 0));
  }

  // "07700 900 123", "+44 7700 900123", "(0191) 498-0123", or groups such as "900 123"
  std::size_t phone() {
    const auto in_phone = [](std::string_view text) {
      return !text.empty() && std::ranges::all_of(text, [](char c) {
        return digit(c) || c == '(' || c == ')' || c == '-' || c == '+';
      });
    };
    if (!in_phone(chunk(0)) || separated_date(chunk(0))) return 0;
    const bool begins = chunk(0)[0] == '+' || chunk(0)[0] == '(' ||
                        (chunk(0)[0] == '0' && chunk(0).size() >= phone_group_min);
    std::string raw(chunk(0));
    std::size_t taken = 1;
    for (; in_phone(chunk(taken)) && !separated_date(chunk(taken)); ++taken) {
      if (chunk(taken).size() < phone_group_min && !begins) break;
      if (!begins && (raw.size() < phone_group_min || year_at(taken))) break;
      raw += chunk(taken);
    }
    const auto read = useful(national_digits(raw));
    if (read.empty() || (!begins && taken == 1)) return 0;
    return add({.born = taken == 1 ? run_date(raw) : 0, .digits = read}, taken);
  }

  // "age 15", "aged 15", "15yo", "15 years old"
  std::size_t age() {
    const bool said = chunk(0) == "age" || chunk(0) == "aged";
    const std::size_t at = said ? 1 : 0;
    auto years = number_before(chunk(at), {"yo", "y", "yr", "yrs"});
    std::size_t taken = at + 1;
    if (years.empty() && all_digits(chunk(at)) && chunk(at).size() <= 2) {
      years = chunk(at);
      for (const auto unit : {"years", "year", "yrs", "yr", "yo", "old"})
        taken += chunk(taken) == unit ? 1 : 0;
      if (chunk(taken) == "old") ++taken;
    }
    if (years.empty() || number(years) > static_cast<unsigned>(age_years_max)) return 0;
    return add({.age_years = static_cast<int>(number(years))}, taken);
  }

  std::size_t digits() {
    QueryPart part{.digits = useful(std::string(chunk(0)))};
    part.born = year_at(0) ? pack(number(chunk(0)), 0, 0) : run_date(chunk(0));
    if (part.born || !part.digits.empty()) out_.push_back(std::move(part));
    return 1;
  }

  // "02052010"
  static PackedDate run_date(std::string_view run) {
    if (run.size() != 8 || !all_digits(run)) return 0;
    const unsigned day = number(run.substr(0, 2)), month = number(run.substr(2, 2));
    return day && month ? checked(number(run.substr(4)), month, day) : 0;
  }

  std::size_t words() {
    if (postcode_start(chunk(0)) && postcode_end(chunk(1)) && !all_digits(chunk(1)))
      return add({.word = std::string(chunk(0)) + std::string(chunk(1))}, 2);
    for (auto& word : name_words(chunk(0))) out_.push_back({.word = std::move(word.text)});
    return 1;
  }

  std::size_t add(QueryPart part, std::size_t taken) {
    out_.push_back(std::move(part));
    return taken;
  }
  static std::string useful(std::string digits) {
    return digits.size() >= phone_digits_min && digits.size() <= phone_digits_max ? digits : std::string();
  }

  std::vector<std::string> chunks_;
  std::size_t at_ = 0;
  std::vector<QueryPart> out_;
};

}  // namespace

PackedDate pack(Date date) {
  if (!date.ok() || static_cast<int>(date.year()) < 1) return 0;
  return pack(static_cast<unsigned>(static_cast<int>(date.year())), static_cast<unsigned>(date.month()),
              static_cast<unsigned>(date.day()));
}

std::vector<QueryPart> read_query(std::string_view text) {
  text = text.substr(0, query_bytes_max);
  return Reader(text).parts();
}

std::string national_digits(std::string_view phone) {
  std::string digits;
  const bool international = phone.find('+') != std::string_view::npos;
  for (const char c : phone)
    if (digit(c)) digits += c;
  std::string_view rest = digits;
  if (rest.starts_with("0044")) rest.remove_prefix(4);
  else if (international && rest.starts_with("44")) rest.remove_prefix(2);
  else return digits;
  while (rest.starts_with("0")) rest.remove_prefix(1);  // "+44 (0)7700"
  return "0" + std::string(rest);
}

std::vector<std::string> address_words(std::string_view utf8) {
  std::vector<std::string> out;
  const auto words = name_words(utf8);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool postcode = i + 1 < words.size() && postcode_start(words[i].text) &&
                          words[i + 1].text.size() == 3 && postcode_end(words[i + 1].text);
    out.push_back(postcode ? words[i].text + words[i + 1].text : words[i].text);
    if (postcode) ++i;
  }
  return out;
}

}  // namespace lapwing::views
