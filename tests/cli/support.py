"""What the command line's tests share: a folder that goes with the test, a small ledger in it, and a folder that cannot be written."""
import contextlib
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import service


class CliTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="lapwing-cli-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.data = self.folder / "data"

    def expect(self, code, *arguments, stdin=None):
        """Runs lapwing and returns what it printed, after checking the exit code and that it neither crashed nor said nothing."""
        done = service.run(*arguments, stdin=stdin)
        self.assertEqual(done.returncode, code, f"lapwing {' '.join(map(str, arguments))}\n{done.stdout}{done.stderr}")
        if code != 0:
            said = done.stdout + done.stderr
            self.assertTrue(said.strip(), "it ended without a word")
            self.assertNotIn("terminate called", said)
            self.assertNotIn("what():", said)
        return done

    def expect_either(self, one, other, *arguments):
        done = service.run(*arguments)
        self.assertIn(done.returncode, (one, other), done.stdout + done.stderr)
        self.assertTrue((done.stdout + done.stderr).strip(), "it ended without a word")
        return done

    def add_user(self, name="reed", role="officer", **more):
        return self.expect(0, "user", "add", name, "--role", role, "--data", self.data, stdin=service.PASSWORD + "\n", **more)

    def token(self, name="reed", role="officer"):
        self.add_user(name, role)
        return self.expect(0, "token", name, "--data", self.data).stdout.strip()

    def serve(self, *arguments, **more):
        """A service that is up; stopped with the test."""
        running = service.Service(self.data, *arguments, **more)
        self.addCleanup(running.__exit__)
        self.assertTrue(running.wait_for_address(), running.stderr())
        return running

    def serve_refused(self, code, *arguments, **more):
        """A service that must not come up: what it said on standard error."""
        running = service.Service(self.data, *arguments, **more)
        self.addCleanup(running.__exit__)
        self.assertFalse(running.wait_for_address(), "it came up: " + running.said)
        self.assertEqual(running.wait(), code, running.said + running.stderr())
        self.assertTrue(running.stderr().strip(), "it ended without a word")
        return running.stderr()


def may_mount():
    return os.geteuid() == 0


@contextlib.contextmanager
def small_disk(at, kilobytes, read_only=False):
    """A file system of its own at `at` (for root). Where mounting is not possible, says so by not running the test."""
    at.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k{',ro' if read_only else ''}", "lapwing-test", str(at)],
                             capture_output=True, text=True) if may_mount() else None
    if not mounted or mounted.returncode != 0:
        raise unittest.SkipTest("file systems cannot be mounted here")
    try:
        yield at
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)
