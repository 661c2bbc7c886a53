/** 0.0098 -> "1 stranger in 102 is let in"; rates of a measurement, not of a wish. */
export function strangersLetIn(rate: number): string {
  if (rate <= 0) return 'no stranger was let in';
  return rate >= 0.5
    ? `${Math.round(100 * rate)} of 100 strangers are let in`
    : `1 stranger in ${Math.round(1 / rate)} is let in`;
}

/** 0.042 -> "4 of 100 known are asked again" */
export function knownAskedAgain(rate: number): string {
  if (rate <= 0) return 'no known one is asked again';
  const ofHundred = 100 * rate;
  return ofHundred < 1
    ? 'less than 1 of 100 known is asked again'
    : `${Math.round(ofHundred)} of 100 known ${Math.round(ofHundred) === 1 ? 'is' : 'are'} asked again`;
}
