import { Injectable } from '@nestjs/common';
import { isUmbraError, UmbraError } from '@umbra/core/errors';
import { decodeImage, inspectImage } from '@umbra/core/image';
import { checkVector, type VectorIndex } from '@umbra/core/index';
import type { Transaction } from 'kysely';
import type { Author } from '../audit/record-audit.js';
import { Blobs, sha256Of } from '../persistence/blobs.js';
import { newId } from '../persistence/ids.js';
import type { ItemRow, Tables } from '../persistence/tables.js';
import {
  type DecodedPicture,
  EmbeddingService,
  pictureInput,
} from '../serving/embedding.service.js';
import { ErasureService } from '../serving/erasure.service.js';
import { ServingService } from '../serving/serving.service.js';
import type { ServingState } from '../serving/serving-state.js';
import { searchedVector } from '../serving/stages.js';
import type { ItemDraft, Outcome } from './item-outcome.js';
import { ItemsRepository } from './items.repository.js';
import type { CreateItem } from './items.schema.js';

export type ItemFields = Omit<CreateItem, 'vector' | 'model'>;

/** What is to be filed: a picture's file or a vector, with the fields beside. */
export interface NewItem {
  readonly fields: ItemFields;
  readonly content:
    | { readonly kind: 'picture'; readonly bytes: Uint8Array }
    | { readonly kind: 'vector'; readonly values: unknown; readonly model: string | undefined };
}

export interface Filing {
  /** The id of the gallery. */
  readonly gallery: string;
  /** Null: work in the background, whose own start is in the audit log. */
  readonly by: Author | null;
  /** Is written in the same transaction as the items: both are there or none. */
  readonly alongside?: (
    transaction: Transaction<Tables>,
    outcomes: readonly Outcome[],
  ) => Promise<void>;
}

type Serving = Pick<ServingState, 'model' | 'rerank'>;

interface Prepared {
  readonly row: ItemRow;
  /** Null for an item that comes as a vector. */
  readonly picture: (DecodedPicture & { readonly bytes: Uint8Array }) | null;
  readonly shadow: Float32Array | null;
}

/**
 * Files items, one or many, each for itself: what is refused says why and leaves nothing behind,
 * and the others are filed. Nothing is written before all were decoded and embedded.
 */
@Injectable()
export class ItemFiling {
  constructor(
    private readonly items: ItemsRepository,
    private readonly blobs: Blobs,
    private readonly erasure: ErasureService,
    private readonly embedding: EmbeddingService,
    private readonly serving: ServingService,
  ) {}

  /**
   * Answers in the order of the items. A promotion may change the model between embedding and
   * filing; all of it is then done again.
   *
   * @throws UmbraError `not_found` when the gallery was deleted
   */
  async fileAll(newItems: readonly NewItem[], filing: Filing): Promise<Outcome[]> {
    const { gallery } = filing;
    for (;;) {
      const serving = await this.serving.seat(gallery).use(async (state) => state);
      const prepared = await Promise.all(
        newItems.map((item) => this.prepare(gallery, serving, item)),
      );
      const drafts = await this.embed(gallery, serving, prepared);
      const outcomes = await this.commit(serving, drafts, filing);
      if (outcomes !== null) {
        this.serving.saveSoon(gallery);
        await this.eraseReplaced(gallery, outcomes);
        return outcomes;
      }
    }
  }

  private async prepare(
    gallery: string,
    { model, rerank }: Serving,
    { fields, content }: NewItem,
  ): Promise<Prepared | UmbraError> {
    const id = newId(); // before anything is awaited, so that ids are in the order of the items
    try {
      if (content.kind === 'vector') {
        checkVectorAllowed(content.model, { model, rerank });
        const shadow = checkVector(content.values, model.dimension);
        return { row: draftOf({ id, gallery }, fields, noPicture), picture: null, shadow };
      }
      const { bytes } = content;
      const facts = await inspectImage(bytes);
      const pixels = await decodeImage(bytes, pictureInput(model)); // [H, W, C]
      const picture = { ...facts, bytes: bytes.byteLength, sha256: sha256Of(bytes) };
      return {
        row: draftOf({ id, gallery }, fields, picture),
        picture: { bytes, pixels, sha256: picture.sha256 },
        shadow: null,
      };
    } catch (error) {
      if (isUmbraError(error)) {
        return error;
      }
      throw error;
    }
  }

  private async embed(
    gallery: string,
    { model, rerank }: Serving,
    prepared: readonly (Prepared | UmbraError)[],
  ): Promise<(Draft | UmbraError)[]> {
    const pictures = prepared.flatMap((one) =>
      isUmbraError(one) || one.picture === null ? [] : one.picture,
    );
    const batch = (await this.embedding.embedDecoded({ gallery, model }, pictures)).values();
    return prepared.map((one) => {
      if (isUmbraError(one)) {
        return one;
      }
      const { row, picture, shadow } = one;
      const embedded = picture === null ? undefined : batch.next().value;
      const vectors = embedded ?? { shadows: shadow ?? empty, embeddings: empty };
      const searched = searchedVector(vectors, rerank);
      return { row, vectors, searched, bytes: picture?.bytes ?? null };
    });
  }

  /** Null when another model serves by now, or the same in another way. */
  private commit(
    { model, rerank }: Serving,
    drafts: readonly (Draft | UmbraError)[],
    { gallery, by, alongside = async () => undefined }: Filing,
  ): Promise<Outcome[] | null> {
    const files = drafts.flatMap((draft) =>
      isUmbraError(draft) || draft.bytes === null || draft.row.sha256 === null
        ? []
        : { bytes: draft.bytes, sha256: draft.row.sha256 },
    );
    return this.blobs.storeAllFor(files, () =>
      this.serving.seat(gallery).change({
        commit: async (state) =>
          state.model.id === model.id && state.rerank === rerank
            ? this.items.fileAll({ gallery, model: model.id, by, drafts, alongside })
            : null,
        follow: (index, outcomes) => followFiled(index, outcomes ?? [], drafts),
      }),
    );
  }

  private async eraseReplaced(gallery: string, outcomes: readonly Outcome[]): Promise<void> {
    const replaced = outcomes.flatMap((outcome) =>
      outcome.kind === 'filed' && outcome.before !== null ? outcome.before.sha256 : [],
    );
    if (replaced.length > 0) {
      await this.erasure.erase(gallery, replaced);
    }
  }
}

interface Draft extends ItemDraft {
  /** What the index takes. */
  readonly searched: Float32Array;
  /** The picture's file. */
  readonly bytes: Uint8Array | null;
}

function checkVectorAllowed(maker: string | undefined, { model, rerank }: Serving): void {
  if (rerank !== 'none') {
    const message = 'Full embeddings rank the hits of this gallery, and a vector has none';
    throw new UmbraError('conflict', `${message}: send the picture, or set \`rerank\` to none.`);
  }
  if (maker !== undefined && maker !== model.id) {
    const message = `The vector is of the model ${maker}, but ${model.id} serves now.`;
    throw new UmbraError('conflict', message);
  }
}

const empty = new Float32Array(0);

type PictureFacts = Pick<ItemRow, 'width' | 'height' | 'bytes' | 'format' | 'sha256'>;

const noPicture: PictureFacts = {
  width: null,
  height: null,
  bytes: null,
  format: null,
  sha256: null,
};

function draftOf(
  { id, gallery }: { readonly id: string; readonly gallery: string },
  fields: ItemFields,
  picture: PictureFacts,
): ItemRow {
  const now = new Date().toISOString();
  const { width, height, bytes, format, sha256 } = picture;
  return {
    id,
    gallery_id: gallery,
    external_id: fields.externalId ?? null,
    label: fields.label ?? null,
    metadata: JSON.stringify(fields.metadata ?? {}),
    ...{ width, height, bytes, format, sha256 },
    created_at: now,
    updated_at: now,
  };
}

/** The index after the store: the old vectors go, the new ones come. */
async function followFiled(
  index: VectorIndex,
  outcomes: readonly Outcome[],
  drafts: readonly (Draft | UmbraError)[],
): Promise<void> {
  for (const [at, outcome] of outcomes.entries()) {
    const draft = drafts[at];
    if (outcome.kind === 'filed' && draft !== undefined && !isUmbraError(draft)) {
      await index.remove(outcome.oldLabels);
      await index.add([outcome.label], draft.searched);
    }
  }
}
