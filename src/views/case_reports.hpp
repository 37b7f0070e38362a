// What is recorded on a child's record, as reports: so that a person, place, car or phone named on an episode meets what other agencies
// report of them, without anyone typing it again. The child is person "p1" of each. Who reported the child missing is no part of it: an
// informant is not somebody to look into.
//
// A trail follows one child's events in the ledger's order and is a function of them alone, however they were batched. One thread at a
// time. Ethnicity and nationality are not read.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casework/event.hpp"
#include "reports/report.hpp"

namespace lapwing::views {

class CaseTrail {
 public:
  explicit CaseTrail(ChildId child) : child_(child) {}

  // What this event completes: the report of what came before it, where it begins another. Numbers are "M-2026-000123/sighting/2", and
  // "C-1f0c…/record/1" for what is held of the child themselves.
  std::vector<reports::Report> take(const casework::Recorded& recorded);
  // The report still open, once everything recorded together has been taken.
  std::vector<reports::Report> finish();
  const casework::ChildDetails& details() const { return details_; }

 private:
  struct EpisodeTrail {
    std::string reference, informant;
    std::map<std::string, int, std::less<>> numbered;            // by type: how many there are
    std::string returned;                                        // the number of the return's report
    std::map<ItemId, casework::Mention> named;
    std::map<ItemId, ItemId> questions;                          // of those about something named: what
  };
  struct Open {
    std::string type;                                            // as Mention::arose_from
    reports::Report report;
    int people = 1, places = 0, vehicles = 0;
    std::string at;                                              // the place of it, when it tells of one
    bool worth = false;                                          // names anybody or anything
  };

  void begin(std::string type, EpisodeTrail& episode, const casework::Stamp& stamp, reports::ReportKind kind);
  void record(const casework::Stamp& stamp, std::vector<reports::Report>& out);
  void add(const casework::Mention& mention, const EpisodeTrail& episode);
  void add_person(const casework::Mention& mention, const EpisodeTrail& episode);
  std::string add_place(const casework::Place& place);
  void flush(std::vector<reports::Report>& out);
  bool is_own_address(std::string_view text) const;

  ChildId child_;
  casework::ChildDetails details_;
  std::map<EpisodeId, EpisodeTrail> episodes_;                   // open ones
  std::optional<Open> open_;
  int records_ = 0;
};

// "her boyfriend Kyle Marsh" names Kyle Marsh; "an older man" names nobody, and gives an empty text.
std::string name_in(std::string_view label);
// The first UK telephone number or registration mark in a text; empty when there is none.
std::string phone_in(std::string_view text);
std::string plate_in(std::string_view text);
// The first "about 25", "aged 25" or "25 years"; nothing when no age is said.
std::optional<int> age_in(std::string_view text);
// What sort of place the words say it is.
reports::PlaceKind place_kind_in(std::string_view text);

}  // namespace lapwing::views
