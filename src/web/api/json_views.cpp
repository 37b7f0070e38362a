#include "web/api/documents.hpp"
#include "web/api/shapes.hpp"

namespace lapwing::web::api {

using namespace casework;

namespace {

template <class... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};

// The id an event gives to something that later commands name.
std::optional<ItemId> created(const Event& event) {
  using Id = std::optional<ItemId>;
  return std::visit(Overloaded{
                        [](const ConcernOpened& e) -> Id { return e.concern.id; },
                        [](const MentionRecorded& e) -> Id { return e.mention.id; },
                        [](const OfficerDeployed& e) -> Id { return e.deployment; },
                        [](const SightingRecorded& e) -> Id { return e.sighting; },
                        [](const RiskFactRecorded& e) -> Id { return e.fact.id; },
                        [](const EnquirySet& e) -> Id { return e.enquiry; },
                        [](const QuestionSet& e) -> Id { return e.question.id; },
                        [](const ActionSet& e) -> Id { return e.action.id; },
                        [](const ClockSet& e) -> Id { return e.clock; },
                        [](const auto&) -> Id { return std::nullopt; },
                    },
                    event);
}

}  // namespace

json::value board_row_document(const views::BoardRow& row) { return codec::to_json(row); }
json::value alerts_document(const views::Alerts& alerts) { return json_of(alerts); }
json::value timeline_item_document(const views::TimelineItem& item) { return codec::to_json(item); }

json::object event_document(const Recorded& recorded) {
  json::object out{{"index", recorded.stamp.index}, {"name", event_name(recorded.event)}, {"at", to_rfc3339(recorded.stamp.at)},
                   {"by", codec::to_json(recorded.stamp.by)}};
  if (recorded.episode) out.emplace("episode", recorded.episode->text());
  out.emplace("fields", json::parse(event_json(recorded.event)));
  return out;
}

json::object event_made(const Recorded& recorded) {
  json::object out{{"index", recorded.stamp.index}, {"name", event_name(recorded.event)}};
  if (const auto id = created(recorded.event)) out.emplace("created", id->text());
  return out;
}

json::object board_row_schema() { return codec::schema<views::BoardRow>(); }
json::object alerts_schema() { return codec::schema<views::Alerts>(); }
json::object timeline_item_schema() { return codec::schema<views::TimelineItem>(); }

json::object event_schema() {
  return {{"type", "object"},
          {"properties",
           {{"index", codec::schema<std::uint64_t>()},
            {"name", codec::schema<std::string>()},
            {"at", codec::schema<Instant>()},
            {"by", codec::schema<Actor>()},
            {"episode", codec::schema<EpisodeId>()},
            {"fields", {{"type", "object"}, {"description", "The event's own fields, as they are in the ledger."}}}}},
          {"required", {"index", "name", "at", "by", "fields"}}};
}

}  // namespace lapwing::web::api
