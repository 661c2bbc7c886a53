/** Mean and standard deviation of every feature, over the pictures that a head trains on. */
export interface FeatureStatistics {
  readonly mean: Float32Array; // [F]
  readonly deviation: Float32Array; // [F], never 0
}

interface Features {
  readonly features: Float32Array; // [N, F]
  /** F */
  readonly width: number;
}

/** A feature that is the same in every picture tells nothing: it is only brought to 0. */
const deviationMin = 1e-6;

/** Over the rows at `indices`: what is held back must not be looked at. */
export function featureStatistics(
  { features, width }: Features,
  indices: Int32Array,
): FeatureStatistics {
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  const each = (visit: (value: number, column: number) => void): void => {
    for (const index of indices) {
      for (let column = 0; column < width; column++) {
        visit(features[index * width + column] as number, column);
      }
    }
  };
  each((value, column) => {
    sums[column] = (sums[column] as number) + value;
  });
  const mean = sums.map((sum) => sum / indices.length);
  each((value, column) => {
    squares[column] = (squares[column] as number) + (value - (mean[column] as number)) ** 2;
  });
  const deviation = squares.map((sum) => {
    const root = Math.sqrt(sum / indices.length);
    return root < deviationMin ? 1 : root;
  });
  return { mean: Float32Array.from(mean), deviation: Float32Array.from(deviation) };
}
