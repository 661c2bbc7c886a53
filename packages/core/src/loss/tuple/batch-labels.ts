/** Who is of whose class in a batch of S samples. */
export interface BatchLabels {
  /** The samples of each class in the batch, ascending; classes in the order of their first. */
  readonly classes: readonly Int32Array[];
  /** The other samples of the anchor's class. The next call overwrites it. */
  positives(anchor: number): Int32Array;
  /** The samples of all other classes. A call for an anchor of another class overwrites it. */
  negatives(anchor: number): Int32Array;
}

/** Memory: some arrays of S numbers. */
export function batchLabels(labels: ArrayLike<number> /* [S] */): BatchLabels {
  const members = new Map<number, number[]>();
  for (let sample = 0; sample < labels.length; sample++) {
    const label = labels[sample] as number;
    const others = members.get(label);
    if (others === undefined) {
      members.set(label, [sample]);
    } else {
      others.push(sample);
    }
  }
  const positives = new Int32Array(labels.length);
  const negatives = new Int32Array(labels.length);
  let negativesOf: number | undefined;
  let negativesCount = 0;

  return {
    classes: Array.from(members.values(), (samples) => Int32Array.from(samples)),
    positives: (anchor) => {
      let count = 0;
      for (const sample of members.get(labels[anchor] as number) ?? []) {
        if (sample !== anchor) {
          positives[count++] = sample;
        }
      }
      return positives.subarray(0, count);
    },
    negatives: (anchor) => {
      const label = labels[anchor] as number;
      // Samplers hand out a class in one piece: its anchors share the list.
      if (label !== negativesOf) {
        negativesCount = 0;
        for (let sample = 0; sample < labels.length; sample++) {
          if (labels[sample] !== label) {
            negatives[negativesCount++] = sample;
          }
        }
        negativesOf = label;
      }
      return negatives.subarray(0, negativesCount);
    },
  };
}
