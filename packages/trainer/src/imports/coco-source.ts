/**
 * The objects of a COCO annotation file (instances_*.json), each cut out of its picture: the
 * category becomes the label, picture and annotation the external id. Pictures of annotations lie
 * in the file's order, so that neighbours share one decoding.
 */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UmbraError } from '@umbra/core/errors';
import { z } from 'zod';
import { type Box, cropPicture } from './crop-picture.js';
import type { ImportedItem, ImportSource } from './import-source.js';
import { pictureFile } from './listed-pictures-source.js';

const idSchema = z.union([z.number(), z.string()]);
const cocoSchema = z.object({
  images: z.array(
    z.object({ id: idSchema, file_name: z.string(), width: z.number(), height: z.number() }),
  ),
  annotations: z.array(
    z.object({
      id: idSchema,
      image_id: idSchema,
      category_id: idSchema,
      bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
      iscrowd: z.union([z.number(), z.boolean()]).optional(),
      attributes: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  categories: z.array(
    z.object({ id: idSchema, name: z.string(), supercategory: z.string().optional() }),
  ),
});
type Coco = z.infer<typeof cocoSchema>;
type Annotation = Coco['annotations'][number];

export interface CocoOptions {
  /** The annotation file. */
  readonly file: string;
  /** Where the pictures lie; the file's own folder when left out. */
  readonly pictures?: string | undefined;
  /** How much of the box's sides is kept around it. */
  readonly margin: number;
  /** Boxes with a shorter side, in pixels, are left out. */
  readonly minSide: number;
}

/** @throws UmbraError `dataset_invalid` for what is no COCO file. */
export async function cocoSource(options: CocoOptions): Promise<ImportSource> {
  const { file } = options;
  const { images, annotations, categories } = parseCoco(await readFile(file, 'utf8'), file);
  const imagesById = new Map(images.map((image) => [image.id, image]));
  const categoriesById = new Map(categories.map((category) => [category.id, category]));
  const usable = annotations.filter(({ iscrowd = 0, bbox: [, , width, height] }) => {
    // A crowd's box holds many objects: it is no picture of one.
    return !iscrowd && Math.min(width, height) >= options.minSide;
  });
  const left = annotations.length - usable.length;
  return {
    name: file,
    total: usable.length,
    dimension: null,
    remark:
      left === 0
        ? undefined
        : `${left} of ${annotations.length} annotations are crowds or smaller than ` +
          `${options.minSide} pixels, and are left out.`,
    async *items() {
      for (const annotation of usable) {
        const image = imagesById.get(annotation.image_id);
        const category = categoriesById.get(annotation.category_id);
        if (image === undefined || category === undefined) {
          const what = image === undefined ? 'image' : 'category';
          const message = `The annotation ${annotation.id} of ${file} has no ${what}.`;
          throw new UmbraError('dataset_invalid', message);
        }
        yield itemOf({ annotation, image, category }, options);
      }
    },
  };
}

interface CocoObject {
  readonly annotation: Annotation;
  readonly image: Coco['images'][number];
  readonly category: Coco['categories'][number];
}

function itemOf({ annotation, image, category }: CocoObject, options: CocoOptions): ImportedItem {
  const { bbox, attributes } = annotation;
  const box: Box = { x: bbox[0], y: bbox[1], width: bbox[2], height: bbox[3] };
  const name = `${image.file_name}#${annotation.id}`;
  const path = resolve(options.pictures ?? dirname(options.file), image.file_name);
  return {
    name,
    externalId: name,
    label: category.name,
    metadata: {
      image: image.file_name,
      annotation: annotation.id,
      box,
      ...(category.supercategory === undefined ? {} : { supercategory: category.supercategory }),
      ...(attributes === undefined ? {} : { attributes }),
    },
    content: async () => {
      const { bytes } = await pictureFile(path);
      return {
        kind: 'picture',
        bytes: await cropPicture({ bytes, frame: image, box, margin: options.margin }),
      };
    },
  };
}

function parseCoco(text: string, file: string): Coco {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UmbraError('dataset_invalid', `${file} is no JSON.`, { cause });
  }
  const parsed = cocoSchema.safeParse(value);
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new UmbraError(
      'dataset_invalid',
      `${file} is no COCO file of boxes (see ${place}): it needs images, annotations, categories.`,
    );
  }
  return parsed.data;
}
