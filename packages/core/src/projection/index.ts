export { fitPca } from './fit-pca.js';
export { project, shadowLayer } from './project.js';
export { type ProjectionConfig, projectionConfigSchema } from './projection-config.js';
