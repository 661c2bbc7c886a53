/** One class and the indices of its pictures, ascending. */
export interface ClassMembers {
  readonly label: number;
  readonly indices: readonly number[];
}

/** The classes that occur in `labels` [N], by ascending label. */
export function classMembers(labels: Int32Array): ClassMembers[] {
  const indicesOf = new Map<number, number[]>();
  labels.forEach((label, index) => {
    const indices = indicesOf.get(label);
    if (indices === undefined) {
      indicesOf.set(label, [index]);
    } else {
      indices.push(index);
    }
  });
  return [...indicesOf]
    .sort(([first], [second]) => first - second)
    .map(([label, indices]) => ({ label, indices }));
}
