export {
  evaluateRetrieval,
  type LabelledVectors,
  type RetrievalTask,
} from './evaluate-retrieval.js';
export { type RetrievalMetrics, retrievalMetricsSchema } from './retrieval-metrics.js';
