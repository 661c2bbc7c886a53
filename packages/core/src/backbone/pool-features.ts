import type { Pooling } from './backbone-card.js';
import type { NetworkOutput } from './image-network.js';

/**
 * A network's output as one row a picture [B, F]. A feature map [B, h, w, C] is averaged over h and
 * w, or taken as it is; what is no map is taken as it is.
 */
export function poolFeatures({ values, shape }: NetworkOutput, pooling: Pooling): Float32Array {
  const [count = 0, height = 1, width = 1, channels = 1] = shape;
  if (pooling === 'none' || shape.length !== 4) {
    return values;
  }
  const places = height * width;
  const pooled = new Float32Array(count * channels);
  for (let row = 0; row < count; row++) {
    for (let place = 0; place < places; place++) {
      const from = (row * places + place) * channels;
      for (let channel = 0; channel < channels; channel++) {
        const at = row * channels + channel;
        pooled[at] = (pooled[at] as number) + (values[from + channel] as number);
      }
    }
  }
  return pooled.map((sum) => sum / places);
}
