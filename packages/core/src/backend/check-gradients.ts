import { UmbraError } from '../errors/index.js';
import type { BackendName, GradientCheck } from './backend-info.js';

/** A GPU multiplies matrices in TF32, whose fraction has 10 bits: 1e-4 is out of its reach. */
const tolerances = { exact: 1e-4, gpu: 1e-2 } as const;

/**
 * The proof that a backend computes what training needs: values and gradients against `cpu`. Leaves
 * the backend selected.
 * @throws UmbraError `backend_unavailable`: it does not start, or computes something else.
 */
export async function checkGradients(backend: BackendName): Promise<GradientCheck> {
  const { compareBackends } = await import('./gradient-agreement.js');
  const { gradientCases } = await import('./gradient-cases.js');
  const { shares } = await compareBackends({ expected: 'cpu', actual: backend }, gradientCases);
  const tf = await import('@tensorflow/tfjs-core');
  const { isUsingGpuDevice } = tf.backend() as { isUsingGpuDevice?: boolean };
  const tolerance = isUsingGpuDevice === true ? tolerances.gpu : tolerances.exact;
  const wrong = gradientCases.filter((_, index) => !((shares[index] as number) < tolerance));
  if (wrong.length > 0) {
    throw new UmbraError(
      'backend_unavailable',
      `The backend '${backend}' computes wrong gradients on this machine ` +
        `(${wrong.map(({ name }) => name).join('; ')}): choose another one.`,
    );
  }
  return { cases: gradientCases.length, worst: Math.max(...shares) };
}
