import { Injectable } from '@nestjs/common';
import { type Calibration, calibrationSchema } from '@umbra/core/calibration';
import type { NotNull } from 'kysely';
import { Database } from '../persistence/database.js';
import type { VectorSet } from './vectors.repository.js';

export interface StoredCalibration {
  readonly calibration: Calibration;
  readonly measuredAt: string;
}

/** A labelled item that an index holds. */
export interface LabelledVector {
  /** The index's name of it. */
  readonly vector: number;
  readonly label: string;
  /** Whether the model has seen its picture in training. */
  readonly trained: boolean;
}

@Injectable()
export class CalibrationsRepository {
  constructor(private readonly database: Database) {}

  async find({ gallery, model }: VectorSet): Promise<StoredCalibration | null> {
    const row = await this.database
      .selectFrom('calibrations')
      .selectAll()
      .where('gallery_id', '=', gallery)
      .where('model_id', '=', model)
      .executeTakeFirst();
    return row === undefined
      ? null
      : {
          calibration: calibrationSchema.parse(JSON.parse(row.calibration)),
          measuredAt: row.measured_at,
        };
  }

  async write({ gallery, model }: VectorSet, stored: StoredCalibration): Promise<void> {
    const row = {
      gallery_id: gallery,
      model_id: model,
      calibration: JSON.stringify(stored.calibration),
      measured_at: stored.measuredAt,
    };
    await this.database.replaceInto('calibrations').values(row).execute();
  }

  async delete({ gallery, model }: VectorSet): Promise<void> {
    await this.database
      .deleteFrom('calibrations')
      .where('gallery_id', '=', gallery)
      .where('model_id', '=', model)
      .execute();
  }

  async labelled({ gallery, model }: VectorSet): Promise<LabelledVector[]> {
    const rows = await this.database
      .selectFrom('vectors')
      .innerJoin('items', 'items.id', 'vectors.item_id')
      .leftJoin('trained_pictures', (join) =>
        join
          .onRef('trained_pictures.sha256', '=', 'items.sha256')
          .on('trained_pictures.model_id', '=', model),
      )
      .select(['vectors.label as vector', 'items.label', 'trained_pictures.model_id as trained'])
      .where('vectors.gallery_id', '=', gallery)
      .where('vectors.model_id', '=', model)
      .where('items.label', 'is not', null)
      .$narrowType<{ label: NotNull }>()
      .orderBy('vectors.label')
      .execute();
    return rows.map(({ trained, ...row }) => ({ ...row, trained: trained !== null }));
  }
}
