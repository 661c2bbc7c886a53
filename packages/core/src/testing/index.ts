export { isHere, selectEngineBackend } from './engine-backend.js';
