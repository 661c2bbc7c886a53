export { invariant } from './invariant.js';
export {
  type ErrorCode,
  errorCodes,
  type FieldError,
  isUmbraError,
  UmbraError,
  type UmbraErrorOptions,
} from './umbra-error.js';
