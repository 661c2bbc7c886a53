export { checkConfig } from './check-config.js';
export { choice, fields, flag, real, wholeNumber } from './fields.js';
