import { z } from 'zod';

export const limitsSchema = z
  .object({
    images: z.object({
      bytesMax: z.int(),
      pixelsMax: z.int(),
      formats: z.array(z.string()),
    }),
    bodies: z.object({
      jsonBytesMax: z.int(),
      searchBytesMax: z.int().describe('Of a search, which may carry pictures in base64.'),
    }),
    items: z.object({
      labelLengthMax: z.int(),
      externalIdLengthMax: z.int(),
      metadataBytesMax: z.int().describe('Of its JSON.'),
      metadataValuesMax: z.int(),
      batchMax: z.int().describe('Items that one request changes or deletes.'),
    }),
    vectors: z.object({ dimensionMax: z.int() }),
    lists: z.object({ limitDefault: z.int(), limitMax: z.int() }),
    searches: z.object({
      limitDefault: z.int(),
      limitMax: z.int(),
      efMax: z.int(),
      examplesMax: z.int().describe('Positive ones, and as many negative ones.'),
      batchMax: z.int().describe('Searches in a batch.'),
      batchPicturesMax: z.int().describe('Pictures in all searches of a batch.'),
    }),
    filters: z.object({ conditionsMax: z.int(), valuesMax: z.int(), textLengthMax: z.int() }),
    imports: z.object({
      bytesMax: z.int(),
      entriesMax: z.int(),
      lineBytesMax: z.int().describe('Of a line of NDJSON.'),
      unpackedBytesMax: z.int().describe('Of all that an archive unpacks to.'),
      unpackedRatioMax: z.int().describe('How many times its own size that may be.'),
    }),
    imageUrls: z.object({
      secondsMax: z.int().describe('How long a signed address may last.'),
      itemsMax: z.int().describe('Addresses in one request.'),
    }),
    rates: z
      .object({
        searchesPerMinute: z.int().nullable(),
        writesPerMinute: z.int().nullable(),
      })
      .describe('Requests a minute of one key; a batch is one. Null: not limited.'),
    work: z
      .object({
        trainingsAtOnce: z.int(),
        jobsAtOnce: z.int().describe('Of each kind.'),
        attemptsMax: z.int().describe('How often work is begun that gets no further.'),
        linesMax: z.int().describe('Of the log of a job; the newest are kept.'),
        lineLengthMax: z.int(),
      })
      .describe('How much is worked on at once in the background; the rest waits its turn.'),
    audit: z.object({
      daysMax: z.int().describe('How long an entry is kept.'),
      entriesMax: z.int(),
    }),
  })
  .meta({ id: 'Limits', description: 'What is refused, or forgotten, beyond these.' });
export type Limits = z.infer<typeof limitsSchema>;
