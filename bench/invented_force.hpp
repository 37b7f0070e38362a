// A force for measuring pages of figures: the one with planted truths (synth/measured.hpp), with its accounts, courses, posts and real records,
// and around it as many invented rows of episodes and children as are asked for, over the ten years before. Those rows stand in the facts alone,
// which is where figures are counted from; nothing that opens a record meets one, since they end three weeks before now.
#pragma once
#include <fstream>

#include "figures.hpp"
#include "links/linkage/address.hpp"
#include "measures/facts/fact_table.hpp"
#include "synth/measured.hpp"
#include "synth/random.hpp"
#include "web/site.hpp"

namespace lapwing::bench {

constexpr std::uint64_t episodes_a_child = 3, reports_an_episode = 2, place_areas = 400;
constexpr int years = 10, teams_count = 12;
constexpr std::chrono::days invented_end{21};          // before now

inline std::string team_name(std::uint64_t number) { return "Response " + std::string(1, static_cast<char>('A' + number)); }

inline std::vector<measures::ChildRow> put_children(measures::FactTable& table, std::uint64_t count, synth::Random& chance, IdSource& ids) {
  constexpr std::string_view groups[] = {"W1", "A2", "B1", "M1", "O2"};
  std::vector<measures::ChildRow> out;
  for (std::uint64_t i = 0; i < count; ++i) {
    measures::ChildFacts row;
    row.id = ids.next<ChildId>();
    if (chance.below(10) < 7) std::ranges::copy(groups[chance.below(std::size(groups))], row.self_defined);
    if (chance.below(4) > 0) std::ranges::copy(std::string_view("GB"), row.nationality);
    if (chance.below(4) > 0) std::ranges::copy(std::string_view("IC1"), row.observed);
    out.push_back(table.put_child(row));
  }
  return out;
}

inline measures::EpisodeFacts invented_episode(synth::Random& chance, Instant reported) {
  using namespace measures;
  constexpr ClockKinds all = 0x1ff;
  const auto some = [&](std::uint64_t most) { return static_cast<ElapsedSeconds>(chance.below(most)); };
  EpisodeFacts row;
  row.reported_at = reported;
  row.assessed = true;
  row.first_level = row.level = static_cast<RiskLevel>(chance.below(4));
  row.deployed = some(7'200);
  row.reviewed = some(20'000);
  row.returned = some(200'000);
  row.closed = row.returned + 86'400;
  row.how_found = static_cast<casework::HowFound>(chance.below(4));
  row.interviewed = some(100'000);
  row.interview_mode = chance.below(3) > 0 ? InterviewMode::in_person : InterviewMode::phone;
  row.questions = 10;
  row.questions_answered = static_cast<std::uint16_t>(chance.below(11));
  if (chance.below(4) > 0) row.rhi_offered = 3'600, row.rhi_completed = some(400'000);
  row.clocks_set = all;
  row.clocks_breached = static_cast<ClockKinds>(chance.below(512) & chance.below(512));
  row.clocks_met = static_cast<ClockKinds>(all & ~(row.clocks_breached & chance.below(512)));
  return row;
}

// Not in order of children, as episodes come.
inline void put_episodes(measures::FactTable& table, std::uint64_t count, Instant until) {
  SeededIds ids(1);
  synth::Random chance(2);
  const auto children = put_children(table, count / episodes_a_child + 1, chance, ids);
  const auto minutes = static_cast<std::uint64_t>(std::chrono::minutes(std::chrono::days(365 * years)).count());
  const auto from = until - std::chrono::days(365 * years);
  for (std::uint64_t i = 0; i < count; ++i) {
    auto row = invented_episode(chance, from + std::chrono::minutes(chance.below(minutes)));
    row.id = ids.next<EpisodeId>();
    row.child = children[chance.below(children.size())];
    row.team = table.team(team_name(chance.below(teams_count)));
    table.put_episode(row);
  }
}

class InventedForce {
 public:
  explicit InventedForce(std::uint64_t episodes) : folder_(std::filesystem::temp_directory_path()) {
    const auto rules = folder_.path() / "rules", record = folder_.path() / "record";
    for (const auto& made : {rules, record}) std::filesystem::create_directories(made);
    for (const auto& [file, text] : synth::measured_rules()) std::ofstream(rules / file, std::ios::binary) << text;
    desk::Options options;
    options.data = record;
    options.rules = rules;
    options.time = std::make_shared<desk::ManualTime>(synth::measured_from());
    desk_ = must(desk::Desk::open(std::move(options)));
    must(synth::fill_measured(*desk_));
    // The writer waits for commands, and none comes before this has returned: putting is this thread's as long as it lasts.
    auto& facts = const_cast<measures::FactTable&>(desk_->facts());
    put_episodes(facts, episodes, desk_->now() - invented_end);
    { const auto taken_in = facts.scan(); }
    site_ = std::make_unique<web::Site>(*desk_, web::SiteOptions{});
    cookie_ = site_->session_cookie() + "=" + site_->sessions.begin(desk_->staff().by_username("supt")->id, desk_->now());
  }

  desk::Desk& desk() { return *desk_; }
  // Something is recorded, as it is all day: the facts are not what they were.
  void change_something() {
    if (child_.is_nil())
      desk_->children().each([&](const desk::ChildLine& line) { child_ = line.id; });
    must(desk_->submit(desk::Sent{{{}, "PC T. Reed", Role::officer}, child_, {}, casework::RecordNationality{++changes_ % 2 == 0 ? "GB" : "IE"}, {}, {}, {}}));
  }
  // What the superintendent's browser is given. Anything but a page ends the run.
  std::size_t ask(const std::string& target) {
    transport::Request asked;
    asked.method = "GET";
    asked.target = target;
    const auto mark = target.find('?');
    asked.path = target.substr(0, mark);
    if (mark != std::string::npos) asked.query = target.substr(mark + 1);
    asked.headers = {{"Host", "127.0.0.1:8080"}, {"Cookie", cookie_}};
    asked.peer_address = "127.0.0.1";
    asked.id = "bench";
    asked.arrival = desk_->now();
    const auto answer = site_->handle(asked);
    if (answer.status == 200) return answer.body.view().size();
    fmt::print(stderr, "{}: {} {}\n", target, answer.status, answer.body.view());
    std::exit(3);
  }

 private:
  Folder folder_;
  std::unique_ptr<desk::Desk> desk_;
  std::unique_ptr<web::Site> site_;
  std::string cookie_;
  ChildId child_;
  std::uint64_t changes_ = 0;
};

}  // namespace lapwing::bench
