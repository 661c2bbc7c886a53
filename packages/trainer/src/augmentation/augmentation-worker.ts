/** A thread that varies the pictures of batches, until it is asked to end. */
import { type AugmentOptions, augment } from '@umbra/core/augmentation';
import { serveRequests } from '../concurrency/serve-requests.js';

serveRequests<AugmentOptions, Uint8Array>((request) => {
  const result = augment(request); // [B, H, W, C]
  return { result, moved: [result.buffer as ArrayBuffer] };
});
