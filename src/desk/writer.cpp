// The writer's loop: take what waits, decide each on what the ones before it came to, append all of it at once, publish, answer.
#include <spdlog/spdlog.h>

#include "casework/subjects.hpp"
#include "desk/batch.hpp"

namespace lapwing::desk {

using casework::Refusal;
using casework::RefusalKind;

static std::unexpected<Refusal> unavailable(std::string message) {
  return std::unexpected(Refusal{RefusalKind::unavailable, std::move(message)});
}

std::future<Outcome> DeskState::post(decltype(Job::what) what) {
  Job job{std::move(what), {}};
  auto answer = job.answer.get_future();
  std::unique_lock lock(queue_mutex);
  queue_has_room.wait(lock, [&] { return queue.size() < Desk::queue_commands_max || stopping || failed; });
  if (failed) {
    job.answer.set_value(unavailable(*failed));
  } else if (stopping) {
    job.answer.set_value(unavailable("The service is stopping. Nothing was recorded."));
  } else {
    queue.push_back(std::move(job));
    queue_changed.notify_one();
  }
  return answer;
}

void DeskState::run() {
  std::deque<Job> jobs;
  while (true) {
    jobs.clear();
    {
      std::unique_lock lock(queue_mutex);
      while (queue.empty() && !stopping) {
        auto next = deadlines.next();
        if (const auto reads_end = reads.next_end(); reads_end && (!next || *reads_end < *next)) next = reads_end;
        if (next && *next <= now()) break;
        const auto wake = next ? time->when(*next) : std::chrono::steady_clock::time_point::max();
        if (wake == std::chrono::steady_clock::time_point::max()) queue_changed.wait(lock);
        else queue_changed.wait_until(lock, wake);
      }
      if (queue.empty() && stopping) break;
      jobs.swap(queue);   // all that wait: each batch takes what fits into it
    }
    queue_has_room.notify_all();
    if (!run_jobs(jobs)) return;
  }
  Batch last(*this, now());
  last.note_ended_reads(reads.end_all());
  commit(last);
}

// A job that must run alone (moving manual time, a pause) ends the batch before it.
bool DeskState::run_jobs(std::deque<Job>& jobs) {
  auto job = jobs.begin();
  do {
    if (job != jobs.end() && std::holds_alternative<Job::Advance>(job->what)) {
      if (!advance(std::get<Job::Advance>(job->what).to)) job->answer.set_value(unavailable(*failed));
      else job->answer.set_value(Done{});
      ++job;
    } else if (job != jobs.end() && std::holds_alternative<Job::Pause>(job->what)) {
      std::get<Job::Pause>(job->what).run();
      job->answer.set_value(Done{});
      ++job;
    } else {
      const Instant time_of_batch = now();
      Batch batch(*this, time_of_batch);
      if (const auto fault = time->fault(); fault != fault_noted) {
        if (fault) batch.note_service_event(casework::ClockFault{*fault});
        fault_noted = fault;
      }
      batch.raise_alarms();
      batch.note_ended_reads(reads.end_before(time_of_batch));
      const auto takes = [](const Job& one) {
        return std::holds_alternative<Sent>(one.what) || std::holds_alternative<SentOnAccount>(one.what) ||
               std::holds_alternative<SentOnLinks>(one.what) || std::holds_alternative<SentOnForce>(one.what);
      };
      for (std::size_t taken = 0; job != jobs.end() && takes(*job) && taken < Desk::batch_commands_max && !batch.is_full(); ++job, ++taken)
        batch.take(std::move(*job));
      commit(batch);
    }
    if (failed) {
      for (; job != jobs.end(); ++job) job->answer.set_value(unavailable(*failed));
      return false;
    }
  } while (job != jobs.end());
  return true;
}

bool DeskState::commit(Batch& batch) {
  if (const auto appended = batch.append(); !appended) {
    fail(appended.error().message);
    batch.answer_failure(*failed);
    return false;
  }
  const auto changed = batch.publish();
  batch.answer();
  if (!changed.empty() && options.published) options.published(sequence - 1, changed);
  if (sequence - snapshot_at >= options.snapshot_every_events) snapshot_in_background();
  return true;
}

void DeskState::fail(const std::string& why) {
  std::deque<Job> waiting;
  {
    const std::lock_guard lock(queue_mutex);
    failed = "This could not be recorded, and nothing was changed: " + why;
    waiting.swap(queue);
  }
  spdlog::critical("The ledger could not be written; the service stops. {}", why);
  queue_has_room.notify_all();
  for (auto& job : waiting) job.answer.set_value(unavailable(*failed));
  if (options.failed) options.failed(why);
}

bool DeskState::advance(Instant to) {
  auto* manual = dynamic_cast<ManualTime*>(time.get());
  if (!manual) return true;
  while (const auto next = deadlines.next()) {
    if (*next > to) break;
    manual->set(*next);
    Batch batch(*this, now());
    batch.raise_alarms();
    if (!commit(batch)) return false;
  }
  manual->set(to);
  return true;
}

void DeskState::set_deadlines(const casework::Case& held) {
  for (const auto& episode : held.episodes) deadlines.set({held.id, episode->id}, casework::next_deadline(*episode));
}

void DeskState::index_for_search(const ChildLine& line, const ChildLine* before) {
  const auto keys = [](const ChildLine& one) {
    return std::tie(one.given_name, one.family_name, one.also_known_as, one.born, one.address, one.phones);
  };
  if (before && keys(line) == keys(*before)) return;
  search->put(line.id, {line.given_name, line.family_name, line.also_known_as, line.born, line.address.value_or(""), line.phones});
}

void DeskState::publish_row(const CaseShelf::Held& held, std::uint64_t seq, Instant at) {
  if (!held->episodes.empty()) board.update(held, at, rules, seq);
}

}  // namespace lapwing::desk
