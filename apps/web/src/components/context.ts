/** The value of a context that the tree must provide. */
export function invariantContext<T>(value: T | null, provider: string): T {
  if (value === null) throw new Error(`${provider} is missing above this component.`);
  return value;
}
