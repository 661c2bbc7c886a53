import { join, resolve } from 'node:path';
import { UmbraError } from '@umbra/core/errors';
import { inferenceRequests } from '@umbra/core/onnx';
import { z } from 'zod';

export const backendRequests = ['auto', 'tensorflow', 'wasm', 'cpu'] as const;

const environmentSchema = z.object({
  UMBRA_BACKEND: z.enum(backendRequests).default('auto'),
  UMBRA_INFERENCE: z.enum(inferenceRequests).default('auto'),
  UMBRA_DEBUG: z.string().optional(),
  UMBRA_DATA: z.string().min(1).optional(),
  UMBRA_HOME: z.string().min(1).default('.umbra'),
  UMBRA_NATIVE: z.string().min(1).optional(),
  UMBRA_URL: z.string().min(1).default('http://127.0.0.1:3000'),
  UMBRA_KEY: z.string().min(1).optional(),
  COMPREFACE_KEY: z.string().min(1).optional(),
  QDRANT_KEY: z.string().min(1).optional(),
  CXX: z.string().min(1).default('c++'),
  INIT_CWD: z.string().min(1).optional(),
});

export interface Environment {
  readonly backend: (typeof backendRequests)[number];
  /** What computes vectors with trained models. */
  readonly inference: (typeof inferenceRequests)[number];
  /** Whether errors show where they come from. */
  readonly debug: boolean;
  /**
   * Where the user stands: npm runs scripts in the package's folder, and tells where it was called.
   */
  readonly callerDirectory: string;
  /** Where backbones and the models of the API lie. */
  readonly home: string;
  /** The folder of public data sets that tests read. */
  readonly dataDirectory: string | null;
  /** Where a native build of TensorFlow stands, if there is one. */
  readonly nativeDirectory: string;
  /** The server that commands speak to, and the key for it. */
  readonly server: { readonly url: string; readonly key: string | null };
  /** The keys of the servers that are imported from. */
  readonly sourceKeys: { readonly compreface: string | null; readonly qdrant: string | null };
  /** The C++ compiler. */
  readonly compiler: string;
  /** All variables, for processes that we start. */
  readonly variables: NodeJS.ProcessEnv;
}

/**
 * The only reader of the environment.
 * @throws UmbraError `config_invalid` naming the variable.
 */
export function readEnvironment(): Environment {
  // An empty variable is one that was not set, as for the API.
  const set = Object.entries(process.env).filter(([, value]) => value !== '');
  const parsed = environmentSchema.safeParse(Object.fromEntries(set));
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]);
    const choices = { UMBRA_BACKEND: backendRequests, UMBRA_INFERENCE: inferenceRequests };
    const names = Object.entries(choices).find(([variable]) => variable === name)?.[1];
    const what = names === undefined ? 'a text' : `one of ${names.join(', ')}`;
    throw new UmbraError('config_invalid', `The environment variable ${name} must be ${what}.`);
  }
  const { UMBRA_BACKEND, UMBRA_INFERENCE, UMBRA_DEBUG, UMBRA_DATA } = parsed.data;
  const { UMBRA_HOME, UMBRA_NATIVE, CXX } = parsed.data;
  const callerDirectory = parsed.data.INIT_CWD ?? process.cwd();
  return {
    backend: UMBRA_BACKEND,
    inference: UMBRA_INFERENCE,
    debug: UMBRA_DEBUG !== undefined && UMBRA_DEBUG !== '' && UMBRA_DEBUG !== '0',
    callerDirectory,
    home: resolve(callerDirectory, UMBRA_HOME),
    dataDirectory: UMBRA_DATA === undefined ? null : resolve(UMBRA_DATA),
    nativeDirectory: resolve(callerDirectory, UMBRA_NATIVE ?? join(UMBRA_HOME, 'native')),
    server: { url: parsed.data.UMBRA_URL, key: parsed.data.UMBRA_KEY ?? null },
    sourceKeys: {
      compreface: parsed.data.COMPREFACE_KEY ?? null,
      qdrant: parsed.data.QDRANT_KEY ?? null,
    },
    compiler: CXX,
    variables: process.env,
  };
}
