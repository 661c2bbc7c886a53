/**
 * How a gallery's index searches: in one stage by the shadows, or in two: what the shadows find is
 * ranked by the full embeddings, kept in the given precision.
 */
export const rerankChoices = ['none', 'int8', 'float32'] as const;
export type Rerank = (typeof rerankChoices)[number];
