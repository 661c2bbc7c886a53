export type { BackendInfo, BackendName, BackendRequest } from './backend-info.js';
export { selectBackend } from './select-backend.js';
