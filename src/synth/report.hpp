// One report in the form that others rely on (shared with `import reports`): people, places, vehicles and what links them, written as
// one line of JSON, with the truth of who each mention is kept beside it.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "synth/cast.hpp"

namespace lapwing::synth {

class Report {
 public:
  Report(Instant at, std::string_view kind, std::string_view agency, std::string_view team = {})
      : at_(at), kind_(kind), agency_(agency), team_(team) {}

  // How much of a person the writer knew.
  struct Known {
    bool name = true, birth = true, phone = false, address = false, nickname_only = false;
    bool as_heard = false;                       // the name may be misspelt or shortened
  };
  std::string person(const Someone& who, std::string_view role, Known known, Random& chance);   // gives the ref: "p1"
  std::string place(const Spot& spot, const std::string& entity);
  std::string vehicle(const Vehicle& vehicle, Random& chance, double partial = 0.35);
  struct Link {
    std::string_view kind;
    std::string from, to, with, at;
    std::string_view what;
  };
  void link(Link link) { links_.push_back(std::move(link)); }
  void text(std::string text) { text_ = std::move(text); }
  void occurred(Instant from, Instant to) { occurred_ = {from, to}; }
  void graded(int source, char information) { grading_ = {source, information}; }

  Instant at() const { return at_; }
  // Adds the line, and a row for each mention, under the report's number.
  void write(std::uint64_t number, std::string& reports, std::string& mentions) const;

 private:
  struct Mention { std::string ref, entity, json; };
  Instant at_;
  std::string_view kind_, agency_, team_;
  std::string text_;
  std::optional<std::pair<Instant, Instant>> occurred_;
  std::optional<std::pair<int, char>> grading_;
  std::vector<Mention> people_, places_, vehicles_;
  std::vector<Link> links_;
};

}  // namespace lapwing::synth
