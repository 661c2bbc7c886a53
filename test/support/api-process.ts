import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type Umbra } from '@umbra/sdk';

const main = createRequire(import.meta.url).resolve('@umbra/api/main');
const readyWithinMs = 60_000;
const stopWithinMs = 10_000;

export interface ApiOptions {
  /** For the command line; `--no-sample` when left out. */
  readonly words?: readonly string[];
  /** Beside the settings that every test needs. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * A real API process on a free port with a home of its own, which may be killed and started again.
 */
export class ApiProcess {
  static readonly adminKey = 'admin-key-of-the-tests-0123456789';
  readonly home: string;
  #options: ApiOptions;
  #child: ChildProcess | null = null;
  #output = '';
  #baseUrl = '';

  private constructor(home: string, options: ApiOptions) {
    this.home = home;
    this.#options = options;
  }

  static async start(options: ApiOptions = {}): Promise<ApiProcess> {
    const api = new ApiProcess(await mkdtemp(join(tmpdir(), 'umbra-e2e-')), options);
    await api.start();
    return api;
  }

  /** The same after a restart. */
  get baseUrl(): string {
    return this.#baseUrl;
  }

  /** What it wrote, to explain a failure. */
  get output(): string {
    return this.#output;
  }

  /** With the admin's key when none is given. Nothing is tried again. */
  client(key: string = ApiProcess.adminKey): Umbra {
    return createClient({ baseUrl: this.#baseUrl, key, retries: 0 });
  }

  /** Without any key. */
  anonymous(): Umbra {
    return createClient({ baseUrl: this.#baseUrl, retries: 0 });
  }

  /** Starts it on the home and the port that it had before; resolves when it is ready. */
  async start(): Promise<void> {
    const { words = ['--no-sample'], environment = {} } = this.#options;
    const port = this.#baseUrl === '' ? '0' : new URL(this.#baseUrl).port;
    const child = spawn(process.execPath, [main, ...words], {
      env: {
        ...process.env,
        UMBRA_HOST: '127.0.0.1',
        UMBRA_PORT: port,
        UMBRA_HOME: this.home,
        UMBRA_ADMIN_KEY: ApiProcess.adminKey,
        UMBRA_LOG_LEVEL: 'warn',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    const endWithUs = (): boolean => child.kill('SIGKILL');
    process.once('exit', endWithUs);
    child.once('exit', () => process.off('exit', endWithUs));
    this.#baseUrl = await this.#ready(child);
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** In order; answers the exit code, and fails when it takes longer than promised. */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  /** Ends it, however it is, and takes its home away. */
  async close(): Promise<void> {
    if (this.#child?.exitCode === null) await this.stop();
    await rm(this.home, { recursive: true, force: true });
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const child = this.#child;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return null;
    const exited = once(child, 'exit') as Promise<[number | null]>;
    child.kill(signal);
    const overdue = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
    const [code] = await exited;
    clearTimeout(overdue);
    if (signal === 'SIGTERM' && code === null) {
      throw new Error(`The API did not stop within ${stopWithinMs} ms.\n${this.#output}`);
    }
    return code;
  }

  /** The address that it prints when it answers. */
  #ready(child: ChildProcess): Promise<string> {
    let printed = '';
    return new Promise((resolve, reject) => {
      const fail = (why: string): void => {
        child.kill('SIGKILL');
        reject(new Error(`The API ${why}.\n${this.#output}`));
      };
      const overdue = setTimeout(() => fail('was not ready in time'), readyWithinMs);
      child.once('exit', (code, signal) => {
        clearTimeout(overdue);
        fail(`ended with ${code ?? signal}`);
      });
      child.stderr?.on('data', (chunk) => {
        this.#output += chunk;
      });
      child.stdout?.on('data', (chunk) => {
        this.#output += chunk;
        printed += chunk;
        const address = /ready at (http:\S+)/.exec(printed)?.[1];
        if (address === undefined) return;
        clearTimeout(overdue);
        resolve(address);
      });
    });
  }
}
