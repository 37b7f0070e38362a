// A running `lapwing serve` in a folder of its own, as an operator starts it. A service is up when it has printed its address and down
// when its process has ended; nothing here waits by the clock.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const binary = process.env.LAPWING;
export const password = 'a-long-enough-phrase-7';

export const newFolder = () => mkdtempSync(join(tmpdir(), 'lapwing-journey-'));
export const removeFolder = (folder) => rmSync(folder, { recursive: true, force: true });

export function addAccount(data, username, role, name) {
  const done = spawnSync(binary, ['user', 'add', username, '--role', role, '--name', name, '--data', data], { input: password + '\n' });
  if (done.status !== 0) throw new Error(`user add ${username}: ${done.stderr}`);
}

export class Service {
  // `listen` is a port to come back to; without it, a free one.
  static async start(data, { options = [], port = 0 } = {}) {
    const service = new Service();
    service.process = spawn(binary, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
    service.ended = once(service.process, 'exit');
    let errors = '';
    service.process.stderr.on('data', (text) => { errors += text; });
    const lines = createInterface({ input: service.process.stdout });
    service.url = await new Promise((resolve, reject) => {
      lines.on('line', (line) => {
        const found = line.match(/https?:\/\/[0-9.]+:[0-9]+/);
        if (found) resolve(found[0]);
      });
      service.ended.then(() => reject(new Error(`The service stopped before it listened: ${errors}`)));
    });
    service.port = Number(new URL(service.url).port);
    return service;
  }

  async stop(signal = 'SIGTERM') {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill(signal);
    const [code] = await this.ended;
    return code;
  }
}
