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
  const positives = reusedList(labels.length);
  const negatives = reusedList(labels.length);
  let negativesOf: number | undefined;

  return {
    classes: Array.from(members.values(), (samples) => Int32Array.from(samples)),
    positives: (anchor) => {
      const own = members.get(labels[anchor] as number) ?? [];
      positives.clear();
      for (const sample of own) {
        if (sample !== anchor) {
          positives.push(sample);
        }
      }
      return positives.view();
    },
    negatives: (anchor) => {
      const label = labels[anchor] as number;
      // Samplers hand out a class in one piece: its anchors share the list.
      if (label !== negativesOf) {
        negatives.clear();
        for (let sample = 0; sample < labels.length; sample++) {
          if (labels[sample] !== label) {
            negatives.push(sample);
          }
        }
        negativesOf = label;
      }
      return negatives.view();
    },
  };
}

/** A list filled anew for every anchor; views are made anew only where its length changes. */
function reusedList(lengthMax: number) {
  const samples = new Int32Array(lengthMax);
  let length = 0;
  let view = samples.subarray(0, 0);
  return {
    clear: (): void => {
      length = 0;
    },
    push: (sample: number): void => {
      samples[length++] = sample;
    },
    view: (): Int32Array => {
      if (view.length !== length) {
        view = samples.subarray(0, length);
      }
      return view;
    },
  };
}
