/**
 * A colour a class: hues a golden angle apart, so that neighbours in the list differ most.
 * Lightness follows the page's light or dark.
 */
export function classColour(index: number): string {
  const hue = (index * 137.508 + 28) % 360;
  return `hsl(${hue.toFixed(0)} var(--class-saturation) var(--class-lightness))`;
}
