/**
 * The built-in model that serves a gallery before it has one of its own. Core names it too, but
 * importing core's model door loads TensorFlow.js, which is the embedding thread's business; a test
 * holds the two names together.
 */
export const baselineModelId = 'baseline-pixels';
