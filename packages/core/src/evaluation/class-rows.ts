/** Which rows belong to a class. */
export interface ClassRows {
  /** Rows of the class, ascending; none for a class that is not there. */
  of(label: number): Int32Array;
  /** The labels that are there, ascending. */
  readonly labels: readonly number[];
}

export function classRows(labels: Int32Array): ClassRows {
  const members = new Map<number, number[]>();
  labels.forEach((label, row) => {
    const rows = members.get(label);
    if (rows === undefined) {
      members.set(label, [row]);
    } else {
      rows.push(row);
    }
  });
  const none = new Int32Array(0);
  const rows = new Map([...members].map(([label, list]) => [label, Int32Array.from(list)]));
  return {
    of: (label) => rows.get(label) ?? none,
    labels: [...rows.keys()].sort((a, b) => a - b),
  };
}
