export type { ClassEvaluation, Confusion } from './class-table.js';
export {
  type ComparedResults,
  type Comparison,
  compareResults,
  comparisonSchema,
} from './compare-results.js';
export { evaluateRetrieval, retrievalMetrics } from './evaluate-retrieval.js';
export {
  type EvaluationOptions,
  evaluateVectors,
  rankQueries,
  type VectorEvaluation,
} from './evaluate-vectors.js';
export type { LabelledVectors, RetrievalTask } from './labelled-vectors.js';
export { type PrefixMetrics, prefixMetrics, prefixMetricsSchema } from './prefix-metrics.js';
export type { QueryResults } from './query-results.js';
export { type RetrievalMetrics, retrievalMetricsSchema } from './retrieval-metrics.js';
export { type SeparationMetrics, separationMetricsSchema } from './separation-metrics.js';
export { type SuspectLabel, suspectLabels } from './suspect-labels.js';
export {
  type OperatingPoint,
  type VerificationMetrics,
  verificationMetricsSchema,
} from './verification-metrics.js';
