/**
 * The distribution function of the beta distribution and its inverse, from which the exact bounds
 * of a share and Student's t follow. Continued fraction after Lentz (Press et al., "Numerical
 * Recipes", 3rd edition, 6.4); about 1e-12 exact.
 */
const iterationsMax = 1000;
const precision = 1e-15;
const tiny = 1e-300;

/** P(X <= x) for X ~ Beta(a, b); a, b > 0. */
export function betaDistribution(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) {
    return x <= 0 ? 0 : 1;
  }
  const logFront =
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  const front = Math.exp(logFront);
  // The fraction converges fast on its own side of the mean only.
  return x < (a + 1) / (a + b + 2)
    ? (front * continuedFraction(x, a, b)) / a
    : 1 - (front * continuedFraction(1 - x, b, a)) / b;
}

/**
 * The x with P(X <= x) = probability: Newton's steps, and where one leads out of the bounds that
 * are known by then, their middle.
 */
export function betaQuantile(probability: number, a: number, b: number): number {
  const logScale = logGamma(a + b) - logGamma(a) - logGamma(b);
  let [low, high] = [0, 1];
  let x = a / (a + b);
  for (let step = 0; step < 100 && low < high; step++) {
    const excess = betaDistribution(x, a, b) - probability;
    if (excess < 0) {
      low = x;
    } else {
      high = x;
    }
    const density = Math.exp(logScale + (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x));
    const newton = x - excess / density;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-15 * x) {
      return next;
    }
    x = next;
  }
  return x;
}

/** The t with P(|T| <= t) = probability for Student's T of so many degrees of freedom. */
export function studentQuantile(probability: number, degrees: number): number {
  // T^2 / (T^2 + degrees) ~ Beta(1/2, degrees / 2)
  const share = betaQuantile(probability, 1 / 2, degrees / 2);
  return Math.sqrt((degrees * share) / (1 - share));
}

function continuedFraction(x: number, a: number, b: number): number {
  const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= iterationsMax; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < precision) {
      break;
    }
  }
  return fraction;
}

/** Lanczos's series with g = 7. */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
] as const;

function logGamma(z: number): number {
  if (z < 0.5) {
    return Math.log(Math.PI / Math.sin(Math.PI * z)) - logGamma(1 - z);
  }
  const base = z + 6.5;
  const series = lanczos.reduce(
    (sum, term, at) => sum + (at === 0 ? term : term / (z - 1 + at)),
    0,
  );
  return Math.log(2 * Math.PI) / 2 + (z - 0.5) * Math.log(base) - base + Math.log(series);
}
