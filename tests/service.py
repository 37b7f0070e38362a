"""A running `lapwing serve`, for the tests that treat the binary as a user does. Python's standard library alone.

Nothing here waits by the clock: a service is up when it has printed its address, and down when its process has ended. The limits only
keep a broken build from hanging.
"""
import http.client
import json
import os
import re
import signal
import subprocess
import threading
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BINARY = Path(os.environ.get("LAPWING", ROOT / "build/release/lapwing")).resolve()
HANG_SECONDS = int(os.environ.get("LAPWING_HANG_SECONDS", 120))
PASSWORD = "a-long-enough-phrase-7"


def run(*arguments, stdin=None, **more):
    """One lapwing command to its end: returncode, stdout and stderr as text."""
    return subprocess.run([str(BINARY), *map(str, arguments)], input=stdin, capture_output=True, text=True, timeout=HANG_SECONDS,
                          stdin=None if stdin is not None else subprocess.DEVNULL, **more)


class Service:
    """`lapwing serve` on a free port of 127.0.0.1. `said` is what it printed until its address; empty `url`: it stopped before that."""

    def __init__(self, data, *arguments, preexec_fn=None):
        self.errors = []
        self.process = subprocess.Popen([str(BINARY), "serve", "--data", str(data), "--listen", "127.0.0.1:0", *map(str, arguments)],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        preexec_fn=preexec_fn)
        self._drains = [threading.Thread(target=self._keep_errors, daemon=True)]
        self._drains[0].start()
        self.said, self.url, self.host, self.port = "", "", "", 0

    def _keep_errors(self):
        for line in self.process.stderr:
            self.errors.append(line)

    def wait_for_address(self):
        """True once it listens, False if it ended instead."""
        stop = threading.Timer(HANG_SECONDS, self.process.kill)
        stop.start()
        try:
            for line in self.process.stdout:
                self.said += line
                if match := re.search(r"(https?)://([0-9.]+):([0-9]+)", line):
                    self.url, self.host, self.port = match.group(), match.group(2), int(match.group(3))
                    break
        finally:
            stop.cancel()
        if self.url:   # the pipe must not fill up
            self._drains.append(threading.Thread(target=self._keep_output, daemon=True))
            self._drains[-1].start()
        return bool(self.url)

    def _keep_output(self):
        for line in self.process.stdout:
            self.said += line

    def connect(self):
        return http.client.HTTPConnection(self.host, self.port, timeout=HANG_SECONDS)

    def get(self, path, token=None):
        """(status, body as text, headers)"""
        return ask(self.connect(), "GET", path, token=token)

    def post(self, path, body, token=None, key=None):
        return ask(self.connect(), "POST", path, body=body, token=token, key=key)

    def kill(self):
        self.process.kill()
        return self.wait()

    def stop(self):
        """As an operator stops it: SIGTERM, and the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.wait()

    def wait(self):
        code = self.process.wait(timeout=HANG_SECONDS)
        for thread in self._drains:
            thread.join(timeout=HANG_SECONDS)
        self.process.stdout.close()
        self.process.stderr.close()
        return code

    def stderr(self):
        return "".join(self.errors)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        if not self.process.stdout.closed:
            self.wait()


def ask(connection, method, path, body=None, token=None, key=None):
    headers = {}
    if token:
        headers["Authorization"] = "Bearer " + token
    if key:
        headers["Idempotency-Key"] = key
    if body is not None:
        headers["Content-Type"] = "application/json"
        body = body if isinstance(body, (bytes, str)) else json.dumps(body)
    connection.request(method, path, body=body, headers=headers)
    response = connection.getresponse()
    return response.status, response.read().decode("utf-8"), response.headers
