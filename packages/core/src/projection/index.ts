export { project } from './project.js';
export { type ProjectionConfig, projectionConfigSchema } from './projection-config.js';
