#include "casework/child.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "casework/child_details.hpp"
#include "casework/countries.hpp"
#include "casework/interview.hpp"
#include "casework/subjects.hpp"

namespace lapwing::casework {
namespace {

constexpr std::size_t break_glass_reason_characters_min = 10;

Decided one(Event event) { return std::vector<NewEvent>{{std::move(event), {}}}; }

Decided refuse(Refusal refusal) { return std::unexpected(std::move(refusal)); }

const Concern* find_concern(const Case& held, ItemId id) {
  for (const auto& c : held.concerns)
    if (c.what.id == id) return &c.what;
  return nullptr;
}

std::optional<Refusal> refuse_ethnicity(const policy::EthnicityPolicy& rules, const std::string& code,
                                        std::optional<NotStatedReason> reason) {
  if (!rules.find(code)) return invalid("code", "Choose an ethnicity from the list");
  if (code == "NS" && !reason) return invalid("not_stated_reason", "Say why the ethnicity is not stated");
  if (code != "NS" && reason)
    return invalid("not_stated_reason", "Leave the reason out: it goes only with an ethnicity that is not stated");
  return std::nullopt;
}

}  // namespace

// ---- who the child is ----
Decided decide_on(const Case& held, const RegisterChild& c, Context& context) {
  if (held.events > 0) return refuse(invalid("details", "This child already has a record. Change the details there."));
  std::vector<FieldError> wrong;
  check_identified(c.details, "details", wrong);
  check_age(c.details, london_date(context.now), "details", wrong);
  if (!wrong.empty()) return refuse(invalid(std::move(wrong)));
  return one(ChildRegistered{c.details, c.source});
}

Decided decide_on(const Case& held, const ChangeChildDetails& c, Context& context) {
  std::vector<FieldError> wrong;
  check_identified(c.details, "details", wrong);
  check_age(c.details, london_date(context.now), "details", wrong);
  if (!wrong.empty()) return refuse(invalid(std::move(wrong)));
  if (same(held.details, c.details)) return Decided{};
  return one(ChildDetailsChanged{c.details});
}

Decided decide_on(const Case&, const RecordEthnicity& c, Context& context) {
  const auto& rules = context.rules.ethnicity;
  if (auto refusal = refuse_ethnicity(rules, c.code, c.not_stated_reason)) return refuse(std::move(*refusal));
  return one(EthnicityRecorded{{c.code, c.not_stated_reason, rules.list_version}, context.by.name});
}

Decided decide_on(const Case&, const RecordObservedEthnicity& c, Context& context) {
  if (!context.rules.ethnicity.find_observed(c.code)) return refuse(invalid("code", "Choose an officer-observed code from the list"));
  return one(ObservedEthnicityRecorded{c.code});
}

Decided decide_on(const Case&, const RecordNationality& c, Context&) {
  if (c.country != "unknown" && !is_country(c.country))
    return refuse(invalid("country", "Choose a country from the list, or \"unknown\""));
  return one(NationalityRecorded{c.country});
}

Decided decide_on(const Case&, const RecordAdvanceInformation& c, Context&) {
  const auto& i = c.information;
  const std::optional<std::string>* said[] = {&i.description, &i.clothing_usually_worn, &i.friends, &i.phones_and_accounts,
                                              &i.places_they_go, &i.earlier_episodes, &i.health, &i.what_helps};
  if (std::none_of(std::begin(said), std::end(said), [](const auto* text) { return !is_blank(text->value_or("")); }))
    return refuse(invalid("information.description", "Enter at least one thing that would help to find the child"));
  return one(AdvanceInformationRecorded{i});
}

// ---- concerns ----
Decided decide_on(const Case&, const OpenConcern& c, Context& context) {
  const auto& kinds = context.rules.risk.concern_kinds;
  if (std::find(kinds.begin(), kinds.end(), c.kind) == kinds.end())
    return refuse(invalid("kind", fmt::format("must be one of: {}", fmt::join(kinds, ", "))));
  if (is_blank(c.text)) return refuse(invalid("text", "Say what the concern is"));
  return one(ConcernOpened{{context.ids.next<ItemId>(), c.kind, c.text}});
}

Decided decide_on(const Case& held, const CloseConcern& c, Context&) {
  if (!find_concern(held, c.concern)) return refuse(not_found("There is no such open concern about this child."));
  if (is_blank(c.reason)) return refuse(invalid("reason", "Say why the concern is closed"));
  return one(ConcernClosed{c.concern, c.reason});
}

// ---- who may look ----
Decided decide_on(const Case&, const RestrictRecord& c, Context& context) {
  if (is_blank(c.reason)) return refuse(invalid("reason", "Say why only some people may read this record"));
  for (std::size_t i = 0; i < c.may_read.size(); ++i)
    if (is_blank(c.may_read[i].name)) return refuse(invalid(fmt::format("may_read[{}].name", i), "Name the person who may read"));
  return one(RecordRestricted{c.reason, person_of(context.by), c.may_read});
}

Decided decide_on(const Case& held, const LiftRestriction& c, Context&) {
  if (!held.restriction) return refuse(not_found("There is no restriction on this record to lift."));
  if (is_blank(c.reason)) return refuse(invalid("reason", "Say why everyone may read this record again"));
  return one(RestrictionLifted{c.reason});
}

Decided decide_on(const Case& held, const BreakGlass& c, Context& context) {
  if (!held.restriction) return refuse(not_found("There is no restriction on this record: open it in the usual way."));
  if (tidied(c.reason).size() < break_glass_reason_characters_min)
    return refuse(invalid("reason", fmt::format("Say why you must read this record now, in at least {} characters. "
                                                "The person who restricted it will be told.",
                                                break_glass_reason_characters_min)));
  return one(GlassBroken{c.reason, context.now + Minutes(context.rules.access.break_glass_minutes)});
}

Decided decide_on(const Case&, const NoteRead& c, Context&) { return one(RecordRead{c.what, c.as_known_at, c.times}); }

// ---- from a statutory return ----
Decided decide_on(const Case& held, const ImportPeriod& c, Context&) {
  if (c.kind != "M" && c.kind != "A")
    return refuse(invalid("kind", "must be M (missing) or A (away without authorisation)"));
  if (c.end && std::chrono::sys_days(*c.end) < std::chrono::sys_days(c.start))
    return refuse(invalid("end", "The end cannot be before the start"));
  const bool already = std::any_of(held.historic.begin(), held.historic.end(), [&](const auto& period) {
    const auto& p = period.what;
    const bool ended_since = !c.end && p.kind == c.kind && p.start == c.start && p.end;   // the older return, imported again
    return p.source == c.source && (p.row_key == c.row_key || ended_since);
  });
  if (already) return Decided{};
  return one(HistoricPeriodRecorded{c.source, c.row_key, c.kind, c.start, c.end});
}

// The return only fills in what is not held: a correction made here must not be undone by importing the same file again.
Decided decide_on(const Case& held, const ImportChild& c, Context& context) {
  if (is_blank(c.code)) return refuse(invalid("code", "must be the child's code in the return"));
  if (c.details.born && !age_in_years(*c.details.born, london_date(context.now)))   // a return may be old, and its children grown
    return refuse(invalid("details.born", "The date of birth is in the future"));
  if (c.ethnicity)
    if (auto refusal = refuse_ethnicity(context.rules.ethnicity, c.ethnicity->code, c.ethnicity->not_stated_reason))
      return refuse(std::move(*refusal));

  std::vector<NewEvent> out;
  if (held.events == 0) {
    out.push_back({ChildRegistered{c.details, c.scheme}, {}});
  } else if (auto filled = merged(c.details, held.details); !same(filled, held.details)) {
    out.push_back({ChildDetailsChanged{std::move(filled)}, {}});
  }
  const bool referenced = std::any_of(held.references.begin(), held.references.end(),
                                      [&](const auto& r) { return r.scheme == c.scheme && r.value == c.code; });
  if (!referenced) out.push_back({ExternalReferenceAdded{c.scheme, c.code}, {}});
  const bool stated = held.ethnicity && held.ethnicity->what.ethnicity.code != "NS";
  if (c.ethnicity && !stated && !(held.ethnicity && c.ethnicity->code == "NS"))
    out.push_back({EthnicityRecorded{*c.ethnicity, c.scheme}, {}});
  return out;
}

// ---- folding ----
namespace {

struct Fold {
  Case& held;
  const Stamp& stamp;

  template <class T>
  void keep(std::optional<Kept<T>>& where, const T& what) const { where = Kept<T>{stamp, what}; }

  void operator()(const ChildRegistered& e) const {
    held.registered = stamp;
    held.details = e.details;
  }
  void operator()(const ChildDetailsChanged& e) const { held.details = e.details; }
  void operator()(const EthnicityRecorded& e) const { keep(held.ethnicity, e); }
  void operator()(const ObservedEthnicityRecorded& e) const { keep(held.observed_ethnicity, e); }
  void operator()(const NationalityRecorded& e) const { keep(held.nationality, e); }
  void operator()(const AdvanceInformationRecorded& e) const { keep(held.advance_information, e); }
  void operator()(const ConcernOpened& e) const { held.concerns.push_back({stamp, e.concern}); }
  void operator()(const ConcernClosed& e) const {
    std::erase_if(held.concerns.edit(), [&](const auto& c) { return c.what.id == e.concern; });
  }
  void operator()(const RecordRestricted& e) const {   // restricting again keeps who has broken the glass so far
    if (held.restriction) held.restriction->set = {stamp, e};
    else held.restriction = Restriction{{stamp, e}, {}};
  }
  void operator()(const RestrictionLifted&) const { held.restriction.reset(); }
  void operator()(const GlassBroken& e) const {
    if (held.restriction) held.restriction->broken.push_back({stamp, e});
  }
  // A later return that says when an open period ended takes its place.
  void operator()(const HistoricPeriodRecorded& e) const {
    if (e.end)
      std::erase_if(held.historic.edit(), [&](const auto& period) {
        return period.what.source == e.source && period.what.kind == e.kind && period.what.start == e.start && !period.what.end;
      });
    held.historic.push_back({stamp, e});
  }
  void operator()(const ExternalReferenceAdded& e) const { held.references.push_back(e); }
  template <class Other>
  void operator()(const Other&) const {}
};

}  // namespace

void evolve_child(Case& held, const Recorded& recorded) { std::visit(Fold{held, recorded.stamp}, recorded.event); }

}  // namespace lapwing::casework
