import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { UmbraError } from '@umbra/core/errors';
import type { Logger } from 'pino';
import { LOGGER } from '../logger.js';
import { AnswersRepository } from './answers.repository.js';
import { type Answered, seal, unseal } from './sealed-answer.js';

const keptMs = 24 * 60 * 60 * 1000;
const tidiedEveryMs = 60 * 60 * 1000;

/** A little answer takes 1 kB: the table stays below 100 MB. */
const answersMax = 100_000;

/** A longer answer is not kept: a repetition of its request is done anew. */
const answerCharactersMax = 64 * 1024;

/** What makes two requests the same. */
export interface Repeatable {
  readonly idempotencyKey: string;
  /** The id of the API key, and what was sent to prove it. */
  readonly caller: string;
  readonly secret: string;
  /** Method and address. */
  readonly address: string;
}

/**
 * The first answer for a request that is sent again, because its sender never saw it. Two at once
 * are done one after the other, so the second gets the answer of the first. What failed is not
 * kept, since it changed nothing: it is done again.
 */
@Injectable()
export class RepeatedRequests {
  readonly #running = new Map<string, Promise<unknown>>();
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly answers: AnswersRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * `bodyHash` is asked when the body has been read.
   *
   * @throws UmbraError `conflict` when the key came with another body before
   */
  async once(
    request: Repeatable,
    bodyHash: () => Promise<string>,
    work: () => Promise<Answered>,
  ): Promise<Answered & { readonly isRepeated: boolean }> {
    const id = idOf(request);
    while (this.#running.has(id)) {
      await this.#running.get(id);
    }
    const turn = this.turn(id, request, { bodyHash, work });
    const settled = turn.then(
      () => this.#running.delete(id),
      () => this.#running.delete(id),
    );
    this.#running.set(id, settled);
    return turn;
  }

  /** Deletes what is too old now, and every hour. */
  start(): void {
    this.#timer = setInterval(() => void this.tidy(), tidiedEveryMs).unref();
    void this.tidy();
  }

  stop(): void {
    if (this.#timer !== null) {
      clearInterval(this.#timer);
    }
  }

  /** @internal to be awaited by tests */
  async tidy({ most = answersMax }: { readonly most?: number } = {}): Promise<void> {
    await this.answers.prune({ since: oldest(), most }).catch((error: unknown) => {
      this.logger.warn({ err: error }, 'old answers could not be deleted');
    });
  }

  private async turn(
    id: string,
    { idempotencyKey, secret }: Repeatable,
    { bodyHash, work }: { bodyHash: () => Promise<string>; work: () => Promise<Answered> },
  ): Promise<Answered & { readonly isRepeated: boolean }> {
    const secrets = [idempotencyKey, secret];
    const row = await this.answers.find(id, { since: oldest() });
    const known = row === null ? null : unseal(row.answer, secrets);
    if (row !== null && known !== null) {
      if (row.body_hash !== (await bodyHash())) {
        throw new UmbraError(
          'conflict',
          'This Idempotency-Key came with another body before: send a new key with every new request.',
        );
      }
      return { ...known, isRepeated: true };
    }
    const answer = await work();
    const text = JSON.stringify(answer);
    if (text.length <= answerCharactersMax) {
      const facts = { id, body_hash: await bodyHash(), at: new Date().toISOString() };
      await this.answers.save({ ...facts, answer: seal(answer, secrets) });
    }
    return { ...answer, isRepeated: false };
  }
}

function oldest(): string {
  return new Date(Date.now() - keptMs).toISOString();
}

function idOf({ caller, address, idempotencyKey }: Repeatable): string {
  const text = JSON.stringify([caller, address, idempotencyKey]);
  return createHash('sha256').update(text).digest('base64url');
}
