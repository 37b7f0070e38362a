#!/usr/bin/env python3
"""Kills the service at random under load, and finds every acknowledged command after each restart.

    tests/crash/crash_test.py [--kills 40] [--seed N] [--clients 4]      the binary: build/release/lapwing, or $LAPWING

Clients report children missing and add notes and risk facts through the API, each under its own Idempotency-Key, and remember what was
acknowledged. The service is killed (SIGKILL): after a random number of acknowledgements, while it starts, or while it stops. After
each restart on the same folder:
  - each command acknowledged since the last kill is there, once;
  - a sample of all that was ever acknowledged, sent again under its key, gets the same answer and is marked as repeated;
  - what was under way, neither acknowledged nor refused, is sent again under its key, and is there once, never twice.
`lapwing verify` proves the ledger every few kills, and each folder's whole ledger is read at its end: everything once.
The seed chooses what is sent and when it is killed; the threads' order is the machine's.
"""
import argparse
import collections
import http.client
import json
import random
import re
import secrets
import shutil
import sys
import tempfile
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
import service  # noqa: E402

KILLS_PER_FOLDER = 25
KILLS_PER_VERIFY = 20
ACKNOWLEDGED_BEFORE_KILL_MAX = 150
REPEATED_SAMPLE = 10
EPISODES_PER_FOLDER_MAX = 40
GIVEN = ["Aisha", "Ben", "Chloe", "Dev", "Ella", "Finn", "Grace", "Hamza", "Isla", "Jay"]
FAMILY = ["Ashdown", "Birchall", "Calder", "Dunmore", "Ellery", "Fenwick", "Garland"]
QUESTIONS = ["harm_taken", "harm_with_adult", "harm_debt", "harm_injury"]


class Command:
    """One command as it was sent, with the mark by which it is found again, and its answer once there was one."""

    def __init__(self, kind, path, body, mark, key, episode=None):
        self.kind, self.path, self.body, self.mark, self.key, self.episode = kind, path, body, mark, key, episode
        self.answer = None


class Client(threading.Thread):
    """Sends commands one after another until its connection breaks."""

    def __init__(self, folder, running, number, seed):
        super().__init__(daemon=True)
        self.folder, self.running, self.number, self.random = folder, running, number, random.Random(seed)
        self.in_doubt = None
        self.problem = None

    def run(self):
        connection = self.running.connect()
        while True:
            command = self.in_doubt = self.folder.next_command(self.random, self.number)
            try:
                status, text, _ = service.ask(connection, "POST", command.path, command.body, self.folder.token, command.key)
            except (http.client.HTTPException, OSError):
                return
            if status not in (200, 201):
                if status != 503:   # a service that stops may say so; the command stays in doubt
                    self.problem = f"{command.path} answered {status}: {text}"
                return
            command.answer = json.loads(text)
            self.in_doubt = None
            self.folder.acknowledge(command)


class Folder:
    """One data folder from its first account to its last check, and the memory of what was acknowledged there."""

    def __init__(self, random_, clients):
        self.random, self.clients = random_, clients
        self.path = Path(tempfile.mkdtemp(prefix="lapwing-crash-"))
        self.data = self.path / "data"
        must(service.run("user", "add", "crash", "--role", "duty_inspector", "--data", self.data, stdin=service.PASSWORD + "\n"))
        self.token = must(service.run("token", "crash", "--data", self.data)).strip()
        self.lock = threading.Lock()
        self.acknowledged, self.fresh, self.in_doubt = [], [], []
        self.episodes, self.sent = [], 0
        self.kill_after, self.reached = 0, threading.Event()

    # ---- under load ----
    def next_command(self, random_, client):
        with self.lock:
            self.sent += 1
            number = self.sent
            episode = random_.choice(self.episodes) if self.episodes else None
            report = not episode or len(self.episodes) < EPISODES_PER_FOLDER_MAX and random_.random() < 0.1
        mark = f"mark-{client}-{number:06}."
        key = f"{self.path.name}-{number}"
        if report:
            body = {"details": {"given_name": random_.choice(GIVEN), "family_name": random_.choice(FAMILY), "born": "2011-02-14"},
                    "informant": {"name": "Dawn Marsh"}, "circumstances": mark, "level": "medium"}
            return Command("report", "/api/v1/episodes", body, mark, key)
        if random_.random() < 0.2:
            body = {"answers": [{"question": random_.choice(QUESTIONS), "answer": "no", "detail": mark}]}
            return Command("fact", f"/api/v1/episodes/{episode}/record-risk-facts", body, mark, key, episode)
        body = {"kind": "note", "text": mark}
        return Command("note", f"/api/v1/episodes/{episode}/record-activity", body, mark, key, episode)

    def acknowledge(self, command):
        with self.lock:
            if command.kind == "report":
                command.episode = command.answer["episode"]
                self.episodes.append(command.episode)
            self.acknowledged.append(command)
            self.fresh.append(command)
            if len(self.fresh) >= self.kill_after:
                self.reached.set()

    def load_until_killed(self, running, stopping):
        """Clients send until enough was acknowledged; then the service is killed, or told to stop and killed meanwhile."""
        self.kill_after = self.random.randint(1, ACKNOWLEDGED_BEFORE_KILL_MAX)
        self.reached.clear()
        clients = [Client(self, running, number, self.random.random()) for number in range(self.clients)]
        for client in clients:
            client.start()
        if not self.reached.wait(service.HANG_SECONDS):
            raise AssertionError("the clients came to nothing: " + "; ".join(client.problem or "no answer" for client in clients))
        if stopping:
            running.process.terminate()
            wait_at_random(self.random, 0.05)
        running.kill()
        for client in clients:
            client.join(service.HANG_SECONDS)
            if client.problem:
                raise AssertionError(client.problem)
            if client.in_doubt:
                self.in_doubt.append(client.in_doubt)

    # ---- after a restart ----
    def check(self, running):
        connection = running.connect()
        self.find(connection, self.fresh)
        self.fresh = []
        for command in self.random.sample(self.acknowledged, min(REPEATED_SAMPLE, len(self.acknowledged))):
            self.send_again(connection, command)
        settled, self.in_doubt = self.in_doubt, []
        for command in settled:
            status, text, _ = service.ask(connection, "POST", command.path, command.body, self.token, command.key)
            if status not in (200, 201):
                raise AssertionError(f"in doubt, and then {status}: {text}")
            command.answer = {**json.loads(text), "repeated": False}
            if command.kind == "report":
                command.episode = command.answer["episode"]
                self.episodes.append(command.episode)
            self.acknowledged.append(command)
        self.find(connection, settled)

    def find(self, connection, commands):
        """Each command once in the episode it was made on."""
        by_episode = collections.defaultdict(list)
        for command in commands:
            by_episode[command.episode].append(command)
        for episode, made in by_episode.items():
            status, text, _ = service.ask(connection, "GET", f"/api/v1/episodes/{episode}", token=self.token)
            if status != 200:
                raise AssertionError(f"an acknowledged episode is gone: {episode} answered {status}")
            held = json.loads(text)
            shown = {"report": [held["report"]], "note": held["activities"], "fact": held["facts"]}
            texts = {kind: json.dumps(things) for kind, things in shown.items()}
            for command in made:
                count = texts[command.kind].count(command.mark)
                if count != 1:
                    raise AssertionError(f"{command.kind} {command.mark} is {count} times in {episode}")

    def send_again(self, connection, command):
        status, text, _ = service.ask(connection, "POST", command.path, command.body, self.token, command.key)
        answer = json.loads(text) if status in (200, 201) else {}
        if not answer.get("repeated"):
            raise AssertionError(f"{command.kind} {command.mark} sent again under its key was not known: {status} {text}")
        if {**answer, "repeated": command.answer["repeated"]} != command.answer:
            raise AssertionError(f"{command.mark} sent again under its key got another answer: {text}, not {command.answer}")

    # ---- with the service down ----
    def verify(self):
        must(service.run("verify", "--data", self.data))

    def read_whole_ledger(self):
        """Every mark that was acknowledged, in exactly one entry; and none that was not sent."""
        marks = collections.Counter()
        for line in must(service.run("export", "ledger", "--data", self.data)).splitlines():
            marks.update(set(re.findall(r"mark-\d+-\d+\.", line)))
        for command in self.acknowledged:
            if marks[command.mark] != 1:
                raise AssertionError(f"{command.kind} {command.mark} is in {marks[command.mark]} entries of the ledger")
        unknown = set(marks) - {command.mark for command in self.acknowledged} - {command.mark for command in self.in_doubt}
        if unknown:
            raise AssertionError(f"the ledger holds what nobody sent: {sorted(unknown)[:3]}")

    def remove(self):
        shutil.rmtree(self.path)


def must(done):
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(done.args[1:])} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def wait_at_random(random_, seconds_max):
    threading.Event().wait(random_.uniform(0, seconds_max))


def one_folder(random_, clients, kills, tally):
    folder = Folder(random_, clients)
    try:
        done = 0
        while done < kills:
            running = service.Service(folder.data)
            with running:
                chance = random_.random()
                if chance < 0.1 and folder.acknowledged:
                    wait_at_random(random_, 0.1)
                    running.kill()
                    tally["while starting"] += 1
                else:
                    if not running.wait_for_address():
                        raise AssertionError("it did not start again:\n" + running.stderr())
                    folder.check(running)
                    folder.load_until_killed(running, stopping=chance > 0.85)
                    tally["while stopping" if chance > 0.85 else "under load"] += 1
            done += 1
            tally["kills"] += 1
            if tally["kills"] % KILLS_PER_VERIFY == 0:
                folder.verify()
        with service.Service(folder.data) as running:
            if not running.wait_for_address():
                raise AssertionError("it did not start again:\n" + running.stderr())
            folder.check(running)
            if running.stop() != 0:
                raise AssertionError("it did not stop in order:\n" + running.stderr())
        folder.verify()
        folder.read_whole_ledger()
    except AssertionError:
        print(f"the folder is kept for looking at: {folder.path}")
        raise
    tally["acknowledged"] += len(folder.acknowledged)
    folder.remove()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=40, help="how many times to kill (default 40)")
    parser.add_argument("--seed", type=int, help="to do again what an earlier run did")
    parser.add_argument("--clients", type=int, default=4, help="how many send at once (default 4)")
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else secrets.randbelow(2**32)
    print(f"crash test: {arguments.kills} kills, seed {seed}", flush=True)
    random_ = random.Random(seed)
    tally = collections.Counter()
    try:
        while tally["kills"] < arguments.kills:
            one_folder(random_, arguments.clients, min(KILLS_PER_FOLDER, arguments.kills - tally["kills"]), tally)
    except AssertionError as failure:
        print(f"FAILED after {tally['kills']} kills (again: --seed {seed}): {failure}")
        return 1
    print(f"{tally['kills']} kills ({tally['under load']} under load, {tally['while starting']} while starting, "
          f"{tally['while stopping']} while stopping): {tally['acknowledged']} acknowledged commands, every one found once")
    return 0


if __name__ == "__main__":
    sys.exit(main())
