#include "web/api/force_documents.hpp"
#include "web/api/shapes.hpp"

namespace lapwing::web::api {

using namespace casework;

// Found through the walk's own namespace, so not in the unnamed one.
struct ShownPlanAction { PlanAction action; Date today{}; };
struct ShownForce { ForceRecord record; Date today{}; };
struct ShownAccreditation { Accreditation held; Date today{}; };
struct ShownOfficer { Account account; Date today{}; bool names = true; };

template <class Out>
void shape(Out& out, const Course& course) {
  out("course", course.id());
  out("name", course.added.what.name);
  out("about", course.added.what.about);
  out("added", course.added.stamp);
  out("sessions", course.sessions);
}
template <class Out>
void shape(Out& out, const FileSample& sample) {
  const auto& drawn = sample.drawn.what;
  out("sample", drawn.sample);
  out("seed", drawn.seed);
  out("from", drawn.from);
  out("to", drawn.to);
  out("why", drawn.why);
  out("episodes", drawn.episodes);
  out("drawn", sample.drawn.stamp);
  out("audits", sample.audits);
}
template <class Out>
void shape(Out& out, const ShownPlanAction& shown) {
  const auto& action = shown.action;
  out("action", action.id());
  out("about", action.set.what.about);
  out("text", action.set.what.text);
  out("owner", action.owner());
  out("due", action.due());
  out("late", action.is_late(shown.today));
  out("set", action.set.stamp);
  out("moved", action.moved);
  out("done", action.done);
}
template <class Out>
void shape(Out& out, const ShownForce& shown) {
  const auto& record = shown.record;
  std::vector<ShownPlanAction> plan;
  for (const auto& action : record.plan) plan.push_back({action, shown.today});
  out("version", record.version);
  out("posts", record.posts_on(shown.today));
  out("posts_set", record.posts);
  out("courses", record.courses);
  out("populations", record.populations);
  out("samples", record.samples);
  out("plan", plan);
}
template <class Out>
void shape(Out& out, const ShownAccreditation& shown) {
  out("id", shown.held.id);
  out("kind", shown.held.kind);
  out("awarded", shown.held.awarded);
  out("expires", shown.held.expires);
  out("ended", shown.held.ended);
  out("in_date", shown.held.in_date(shown.today));
}
template <class Out>
void shape(Out& out, const ShownOfficer& shown) {
  const auto& account = shown.account;
  std::vector<ShownAccreditation> accreditations;
  for (const auto& held : account.accreditations) accreditations.push_back({held, shown.today});
  out("id", account.id);
  out("name", shown.names ? std::optional(account.name) : std::nullopt);
  out("role", account.role);
  out("team", account.team);
  out("accreditations", accreditations);
  out("pattern", account.pattern);
  out("absences", account.absences);
}

json::object force_document(const ForceRecord& record, Date today) { return json_of(ShownForce{record, today}).as_object(); }
json::object officer_document(const Account& account, Date today, bool names) { return json_of(ShownOfficer{account, today, names}).as_object(); }
json::object force_schema() { return schema_of<ShownForce>(); }
json::object officer_schema() { return schema_of<ShownOfficer>(); }

json::object force_done_schema() {
  return {{"type", "object"},
          {"properties",
           {{"account", codec::schema<UserId>()},
            {"item", codec::schema<ItemId>()},
            {"version", codec::schema<std::uint64_t>()},
            {"events", {{"type", "array"}, {"items", {{"type", "integer"}}}}},
            {"repeated", codec::schema<bool>()}}},
          {"required", {"version", "events", "repeated"}}};
}

}  // namespace lapwing::web::api
