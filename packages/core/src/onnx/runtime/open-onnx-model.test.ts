/**
 * Models that are none, models that Umbra has no use for, and models that claim what they do not
 * hold: each gets a sentence, and the process lives on. The last part runs the product's code in a
 * process of its own, because a crash of native code could not be caught here.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { UmbraError } from '../../errors/index.js';
import { createGraph, type Graph, type GraphPort } from '../export/graph.js';
import { openOnnxModel } from './open-onnx-model.js';

const about = { name: 'test' };
const pixels: GraphPort = { name: 'x', type: 'float32', shape: ['batch', 2, 4, 3] };

interface Build {
  readonly input?: GraphPort | null;
  readonly shape?: readonly (number | string)[];
  /** Adds the nodes, the last of which gives `y`. */
  readonly nodes?: (graph: Graph) => void;
}

function model({ input = pixels, shape = ['batch', 2, 4, 3], nodes }: Build = {}): Uint8Array {
  const graph = createGraph();
  if (input !== null) {
    graph.addInput(input);
  }
  if (nodes) {
    nodes(graph);
  } else {
    graph.node('Neg', { inputs: ['x'], output: 'y' });
  }
  graph.addOutput({ name: 'y', type: 'float32', shape });
  return graph.toBytes(about);
}

function values(count: number): Float32Array {
  return Float32Array.from({ length: count * 24 }, (_, at) => at);
}

describe('openOnnxModel', () => {
  it('tells what goes in and out, and computes any number of pictures', async () => {
    const opened = await openOnnxModel(model(), { threads: 2 });
    expect(opened.input).toEqual({
      name: 'x',
      type: 'float32',
      layout: 'channelsLast',
      batch: null,
      height: 2,
      width: 4,
      channels: 3,
    });
    expect(opened.outputs).toEqual([{ name: 'y', shape: [null, 2, 4, 3] }]);
    for (const count of [1, 3]) {
      const batch = { values: values(count), count, height: 2, width: 4 };
      const { y } = await opened.run(batch);
      expect(y?.shape).toEqual([count, 2, 4, 3]);
      expect(y?.values).toEqual(values(count).map((value) => -value));
    }
    await opened.dispose();
  });

  it('gives a model of a fixed batch as many pictures as it wants', async () => {
    const shape = [2, 3, 2, 4]; // channels first
    const opened = await openOnnxModel(model({ input: { ...pixels, shape }, shape }));
    expect(opened.input).toMatchObject({ layout: 'channelsFirst', batch: 2, channels: 3 });
    for (const count of [1, 2, 5]) {
      const { y } = await opened.run({ values: values(count), count, height: 2, width: 4 });
      expect(y).toEqual({
        values: values(count).map((value) => -value),
        shape: [count, 3, 2, 4],
      });
    }
    await opened.dispose();
  });

  it('takes bytes for a model of bytes and for one of numbers', async () => {
    const bytes = Uint8Array.from(values(1));
    const batch = { values: bytes, count: 1, height: 2, width: 4 };
    const cast = (graph: Graph) =>
      graph.node('Cast', { inputs: ['x'], attributes: { to: 1 }, output: 'y' });
    for (const input of [pixels, { ...pixels, type: 'uint8' } as const]) {
      const opened = await openOnnxModel(model({ input, nodes: cast }));
      const { y } = await opened.run(batch);
      expect(y?.values).toEqual(values(1));
      await opened.dispose();
    }
  });
});

describe('a file that cannot be used', () => {
  const whole = model();
  it.each([
    ['nothing', new Uint8Array(0), /not an ONNX model/],
    ['text', new TextEncoder().encode('<html>404 Not Found</html>'), /not an ONNX model/],
    ['half of a model', whole.subarray(0, whole.length / 2), /not an ONNX model/],
    ['no input', model({ input: null, nodes: constantOutput }), /no image input.*takes nothing/],
    [
      'an input of vectors',
      model({ input: { ...pixels, shape: ['batch', 10] } }),
      /no image input.*"x" \(float \[\?, 10\]\)/,
    ],
    [
      'an input of too many channels',
      model({ input: { ...pixels, shape: ['batch', 8, 8, 8] } }),
      /no image input/,
    ],
    [
      'an unknown operator',
      model({ nodes: (graph) => void graph.node('Conjure', { inputs: ['x'], output: 'y' }) }),
      /does not accept.*Conjure/,
    ],
  ])('%s', async (_, bytes, message) => {
    const error = await openOnnxModel(bytes).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UmbraError);
    expect(error).toMatchObject({
      code: 'model_unsupported',
      message: expect.stringMatching(message),
    });
  });

  it('one whose output is not of numbers', async () => {
    const graph = createGraph();
    graph.addInput(pixels);
    graph.node('Shape', { inputs: ['x'], output: 'y' });
    graph.addOutput({ name: 'y', type: 'uint8', shape: [4] });
    await expect(openOnnxModel(graph.toBytes(about))).rejects.toMatchObject({
      code: 'model_unsupported',
    });
  });
});

function constantOutput(graph: Graph): void {
  graph.node('Neg', { inputs: [graph.constant([1], [1])], output: 'y' });
}

it('lives on after every hostile file', async () => {
  const claims = (lengths: readonly number[]) => (graph: Graph) => {
    const sum = graph.node('ConstantOfShape', { inputs: [graph.integers(lengths)] });
    const least = graph.node('ReduceMin', { inputs: [sum], attributes: { keepdims: 0 } });
    graph.node('Add', { inputs: ['x', least], output: 'y' });
  };
  const wrongLength = (shape: readonly number[]) => (graph: Graph) =>
    void graph.node('Conv', { inputs: ['x', graph.constant([1, 2, 3], shape)], output: 'y' });
  const whole = Buffer.from(model());
  const flipped = Array.from({ length: whole.length }, (_, at) => {
    const copy = Buffer.from(whole);
    copy[at] = (copy[at] as number) ^ 0x55;
    return copy;
  });
  const files = [
    ...flipped,
    ...Array.from({ length: whole.length }, (_, length) => whole.subarray(0, length)),
    model({ nodes: claims([2 ** 40]) }),
    model({ nodes: claims([2 ** 31, 2 ** 31]) }),
    model({ nodes: claims([-5]) }),
    model({ nodes: wrongLength([2 ** 20, 2 ** 20, 3, 3]) }),
    model({ nodes: wrongLength([2 ** 31, 2 ** 31, 2 ** 31, 2]) }),
    model({ nodes: (graph) => void graph.node('Neg', { inputs: ['y'], output: 'y' }) }),
  ];
  const script = `
    import { openOnnxModel } from '@umbra/core/onnx';
    import { createInterface } from 'node:readline';
    const refusals = [];
    for await (const line of createInterface({ input: process.stdin })) {
      try {
        const model = await openOnnxModel(Buffer.from(line, 'base64'));
        const { channels, height, width } = model.input;
        const [h, w] = [height ?? 2, width ?? 2];
        const values = new Float32Array(h * w * channels);
        await model.run({ values, count: 1, height: h, width: w }).finally(() => model.dispose());
        refusals.push('none');
      } catch (error) {
        refusals.push(error.code ?? error.message);
      }
    }
    console.log(JSON.stringify(refusals));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    cwd: createRequire(import.meta.url)
      .resolve('@umbra/core/onnx')
      .replace(/dist.*/, ''),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(files.map((file) => Buffer.from(file).toString('base64')).join('\n'));
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const refusals = JSON.parse(stdout) as string[];
  expect(refusals).toHaveLength(files.length);
  expect(new Set(refusals)).toEqual(new Set(['none', 'model_unsupported']));
  expect(refusals.slice(-6)).toEqual(Array(6).fill('model_unsupported'));
});
