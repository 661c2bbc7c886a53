import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../app.js';
import { readConfig } from '../config.js';
import type { Problem } from '../http/problem.schema.js';
import type { Item } from '../items/items.schema.js';
import type { Job } from '../jobs/jobs.schema.js';
import { Lifecycle } from '../lifecycle.js';

export const adminKey = 'test-admin-key-test-admin-key-test-admin-key';

export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface TestApiOptions {
  readonly home?: string;
  readonly consoleRoot?: string;
  /** Settings beside those that every test needs. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface CallOptions {
  readonly json?: unknown;
  readonly form?: FormData;
  /** A body as it is, whatever the headers call it. */
  readonly raw?: string;
  readonly headers?: Record<string, string>;
  /** Null sends no key. */
  readonly key?: string | null;
}

/** The whole API on a free port and a home of its own, spoken to over HTTP. */
export class TestApi {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly address: string,
    readonly home: string,
  ) {}

  static async start(options: TestApiOptions = {}): Promise<TestApi> {
    const home = options.home ?? (await mkdtemp(join(tmpdir(), 'umbra-api-')));
    const config = readConfig({
      UMBRA_HOME: home,
      UMBRA_ADMIN_KEY: adminKey,
      UMBRA_LOG_LEVEL: 'silent',
      UMBRA_BACKEND: '',
      ...options.environment,
    });
    const { consoleRoot = join(home, 'no-console') } = options;
    const app = await createApp({ config, consoleRoot });
    await app.get(Lifecycle).prepare();
    await app.listen(0, '127.0.0.1');
    await app.get(Lifecycle).begin({ sample: false });
    return new TestApi(app, await app.getUrl(), home);
  }

  /** A JSON answer; `T` is what the caller expects of it. */
  async call<T>(method: string, path: string, options: CallOptions = {}): Promise<Answer<T>> {
    const response = await this.fetch(method, path, options);
    const text = await response.text();
    const body = (text === '' ? null : JSON.parse(text)) as T;
    return { status: response.status, headers: response.headers, body };
  }

  fetch(method: string, path: string, options: CallOptions = {}): Promise<Response> {
    const { json, form, raw, headers, key = adminKey } = options;
    return fetch(this.address + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(form === undefined ? {} : { body: form }),
      ...(raw === undefined ? {} : { body: raw }),
    });
  }

  async createGallery(name: string): Promise<void> {
    const { status } = await this.call('POST', '/v1/galleries', { json: { name } });
    if (status !== 201) {
      throw new Error(`the gallery ${name} was not created: ${status}`);
    }
  }

  upload(gallery: string, image: Uint8Array<ArrayBuffer>, fields: Record<string, string> = {}) {
    return this.call<Item>('POST', `/v1/galleries/${gallery}/items`, {
      form: pictureForm(image, fields),
    });
  }

  /** Sends a file as the body of an import and answers the job. */
  import(gallery: string, file: Uint8Array<ArrayBuffer>): Promise<Answer<Job & Problem>> {
    return this.sendFile(`/v1/galleries/${gallery}/items/import`, file);
  }

  async sendFile(path: string, file: Uint8Array<ArrayBuffer>): Promise<Answer<Job & Problem>> {
    const response = await fetch(this.address + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${adminKey}`,
        'content-type': 'application/octet-stream',
      },
      body: file,
    });
    const body = (await response.json()) as Job & Problem;
    return { status: response.status, headers: response.headers, body };
  }

  /** The job when it has ended. */
  async ended(job: string): Promise<Job> {
    for (;;) {
      const { body } = await this.call<Job>('GET', `/v1/jobs/${job}`);
      if (body.finishedAt !== null) {
        return body;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Stops as a signal would; the home stays for another start. */
  async stop(): Promise<void> {
    await this.app.close();
  }

  async stopAndRemove(): Promise<void> {
    await this.stop();
    await rm(this.home, { recursive: true, force: true });
  }
}

export function pictureForm(
  image: Uint8Array<ArrayBuffer>,
  fields: Record<string, string> = {},
): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    form.set(name, value);
  }
  form.set('image', new Blob([image]), 'picture');
  return form;
}
