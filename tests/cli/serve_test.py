"""The service as an operator starts, stops and breaks it."""
import http.client
import json
import resource
import shutil
import signal
import sqlite3
import threading
import unittest

import service
from support import CliTest, small_disk

NOTE_BYTES = 8_000
REPORT = {"details": {"given_name": "Kayleigh", "family_name": "Marsh", "born": "2011-02-14"}, "informant": {"name": "Dawn Marsh"},
          "level": "medium"}


class Serving(CliTest):
    def test_it_says_where_it_is_and_answers_there(self):
        running = self.serve()
        self.assertEqual(running.get("/healthz")[0], 200)
        self.assertEqual(running.get("/readyz")[0], 200)
        self.assertEqual(running.get("/")[0] // 100, 3)
        self.assertEqual(running.get("/api/v1/board")[0], 401)
        self.assertEqual(running.stop(), 0, running.stderr())
        self.assertIn("lapwing user add", running.said)

    def test_it_stops_in_order_when_told(self):
        for told in [signal.SIGTERM, signal.SIGINT]:
            with self.subTest(told.name):
                running = self.serve()
                running.process.send_signal(told)
                self.assertEqual(running.wait(), 0, running.stderr())

    def test_a_live_stream_does_not_keep_it_from_stopping(self):
        token = self.token(role="supervisor")
        running = self.serve()
        connection = running.connect()
        connection.request("GET", "/api/v1/board/stream", headers={"Authorization": "Bearer " + token})
        stream = connection.getresponse()
        self.assertEqual(stream.status, 200)
        self.assertTrue(stream.readline())
        self.assertEqual(running.stop(), 0, running.stderr())

    def test_what_was_recorded_is_there_after_a_restart(self):
        token = self.token()
        running = self.serve()
        status, body, _ = running.post("/api/v1/episodes", REPORT, token)
        self.assertEqual(status, 201, body)
        episode = json.loads(body)["episode"]
        self.assertEqual(running.stop(), 0)
        again = self.serve()
        status, body, _ = again.get(f"/api/v1/episodes/{episode}", token)
        self.assertEqual((status, json.loads(body)["state"]), (200, "missing"))

    def test_the_demonstration_fills_an_empty_folder_once(self):
        running = self.serve("--demo")
        self.assertEqual(running.get("/sign-in")[0], 200)
        self.assertEqual(running.stop(), 0, running.stderr())
        self.assertIn("choose who to be", running.said)
        entries = self.count_entries()
        self.assertGreater(entries, 10)
        again = self.serve("--demo")
        self.assertEqual(again.stop(), 0, again.stderr())
        self.assertLess(self.count_entries() - entries, entries)   # its clocks may have raised alarms; it was not filled again

    def count_entries(self):
        return json.loads(self.expect(0, "verify", "--data", self.data, "--json").stdout)["entries"]

    # ---- refusals ----
    def test_a_second_process_on_the_same_folder_is_refused(self):
        self.serve()
        self.assertRegex(self.serve_refused(3), "another|already|in use")
        said = self.expect(3, "user", "add", "reed", "--role", "officer", "--data", self.data, stdin=service.PASSWORD + "\n").stderr
        self.assertRegex(said, "another|already|in use")

    def test_reading_verbs_work_beside_a_running_service(self):
        self.add_user()
        self.serve()
        self.expect(0, "verify", "--data", self.data)
        self.expect(0, "checkpoint", "--data", self.data)
        self.expect(0, "export", "ledger", "--data", self.data)

    def test_a_port_in_use_is_refused(self):
        first = self.serve()
        done = service.run("serve", "--data", self.folder / "other", "--listen", f"127.0.0.1:{first.port}")
        self.assertEqual(done.returncode, 3)
        self.assertIn(str(first.port), done.stderr)

    def test_a_folder_that_is_a_file_is_refused(self):
        self.data.write_text("not a folder")
        self.assertIn(str(self.data), self.serve_refused(3))
        self.assertEqual(self.data.read_text(), "not a folder")

    def test_a_disk_that_cannot_be_written_is_refused(self):
        with small_disk(self.folder / "disk", 100, read_only=True) as disk:
            self.data = disk / "data"
            self.assertIn("disk", self.serve_refused(3))

    def test_certificates_that_are_not_there_are_refused(self):
        self.assertIn("no.pem", self.serve_refused(3, "--tls-certificate", self.folder / "no.pem", "--tls-key", self.folder / "no.key"))

    def test_rules_that_are_wrong_are_refused_by_file_and_line(self):
        rules = self.folder / "rules"
        shutil.copytree(service.ROOT / "rules", rules)
        clocks = (rules / "clocks.toml").read_text()
        (rules / "clocks.toml").write_text(clocks + "\nnonsense = maybe\n")
        self.assertRegex(self.serve_refused(3, "--rules", rules), r"clocks\.toml line [0-9]+")

    def test_a_corrupted_entry_is_named_and_it_stops(self):
        running = self.serve()
        running.kill()   # so that there is no snapshot to start from
        with sqlite3.connect(self.data / "ledger.db") as store:
            stored = bytearray(store.execute("SELECT stored FROM entry WHERE idx = 0").fetchone()[0])
            stored[-3] ^= 4
            store.execute("UPDATE entry SET stored = ? WHERE idx = 0", (bytes(stored),))
        store.close()
        self.assertRegex(self.serve_refused(3), r"\b0\b")

    # ---- a full disk ----
    def fill(self, running, token):
        """Posts notes until one is not acknowledged; (episode, the notes that were)."""
        episode = json.loads(running.post("/api/v1/episodes", REPORT, token)[1])["episode"]
        noted, connection = [], running.connect()
        for number in range(10_000):
            text = f"note {number}. " + "x" * NOTE_BYTES
            try:
                status, body, _ = service.ask(connection, "POST", f"/api/v1/episodes/{episode}/record-activity",
                                              {"kind": "note", "text": text}, token)
            except (http.client.HTTPException, OSError):
                return episode, noted
            if status != 200:
                self.assertEqual(status, 503, body)
                self.assertIn("title", json.loads(body))
                return episode, noted
            noted.append(text)
        self.fail("the disk never filled")

    def expect_stopped_and_whole(self, running, token, episode, noted):
        self.assertEqual(running.wait(), 3, running.stderr())
        self.assertIn("could not be written", running.stderr())
        room = self.folder / "room"
        shutil.copytree(self.data, room)
        self.data = room
        self.expect(0, "verify", "--data", self.data)
        held = json.loads(self.serve().get(f"/api/v1/episodes/{episode}", token)[1])
        self.assertEqual([text in json.dumps(held["activities"]) for text in noted], [True] * len(noted))

    def test_a_full_disk_stops_it_and_loses_nothing_acknowledged(self):
        with small_disk(self.folder / "disk", 4_000) as disk:
            self.data = disk / "data"
            token = self.token()
            running = self.serve()
            self.expect_stopped_and_whole(running, token, *self.fill(running, token))

    def test_a_file_that_may_not_grow_stops_it_and_loses_nothing_acknowledged(self):
        token = self.token()

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))
        running = self.serve(preexec_fn=limit)
        self.expect_stopped_and_whole(running, token, *self.fill(running, token))


class Exercises(CliTest):
    def board_time(self, running, token):
        return json.loads(running.get("/api/v1/board", token)[1])["as_at"]

    def test_its_time_starts_where_asked_and_runs_on(self):
        running = self.serve("--drill", "2026-03-03T18:00:00Z,3600")
        self.assertEqual(running.stop(), 0)
        self.assertIn("exercise", running.said)
        token = self.token("okafor", "supervisor")
        running = self.serve()   # a folder stays an exercise for good
        first = self.board_time(running, token)
        self.assertTrue(first.startswith("2026-03-0"), first)
        self.wait_until(lambda: self.board_time(running, token) > first)

    def wait_until(self, holds):
        limit = threading.Event()
        timer = threading.Timer(service.HANG_SECONDS, limit.set)
        timer.start()
        self.addCleanup(timer.cancel)
        while not holds():
            self.assertFalse(limit.is_set(), "it never came")

    def test_a_folder_that_already_holds_a_ledger_cannot_become_one(self):
        self.add_user()
        self.assertIn("empty folder", self.serve_refused(3, "--drill", "2026-03-03T18:00:00Z"))
        running = self.serve()
        self.assertEqual(running.stop(), 0, running.stderr())
        self.assertNotIn("exercise", running.said)

    def test_with_the_demonstration_the_force_is_of_that_time(self):
        running = self.serve("--demo", "--drill", "2026-03-03T18:00:00Z,60")
        self.assertEqual(running.get("/sign-in")[0], 200)
        self.assertEqual(running.stop(), 0)
        self.assertIn("exercise", running.said)


if __name__ == "__main__":
    unittest.main()
