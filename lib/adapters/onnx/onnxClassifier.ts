import type { InferenceSession } from 'onnxruntime-node';
import type { SecondStageModel } from '../../config/workspace.ts';
import { entitiesOf } from '../../core/scrub/entities.ts';
import type { Finding, Label } from '../../core/scrub/finding.ts';
import { ClassifierUnavailable, type TokenClassifier } from '../../ports/tokenClassifier.ts';
import { readModelFolder } from './modelFolder.ts';
import { packages } from './packages.ts';
import { type Window, type Windows, windows } from './windows.ts';

/** The inputs that token-classification models of Hugging Face's exporter have. */
const knownInputs = ['input_ids', 'attention_mask', 'token_type_ids'];

/** One window of one of the texts. */
interface Piece {
  readonly text: number;
  readonly window: Window;
}

interface OpenModel {
  readonly session: InferenceSession;
  readonly windows: Windows;
  readonly classes: readonly (Label | undefined)[];
}

/** Logits of windows, as long as the longest: `[windows, length, classes]`. */
const logitsOf = async (
  { session, classes }: Pick<OpenModel, 'session' | 'classes'>,
  batch: readonly Window[],
): Promise<{ readonly logits: Float32Array; readonly length: number }> => {
  const { Tensor } = packages().runtime;
  const length = Math.max(...batch.map(({ ids }) => ids.length));
  const shape = [batch.length, length];
  const filled = (values: (window: Window) => readonly number[]) => {
    const tensor = new BigInt64Array(batch.length * length);
    batch.forEach((window, row) => {
      values(window).forEach((value, token) => {
        tensor[row * length + token] = BigInt(value);
      });
    });
    return new Tensor('int64', tensor, shape);
  };
  const inputs: Record<string, InstanceType<typeof Tensor>> = {
    input_ids: filled(({ ids }) => ids),
    attention_mask: filled(({ ids }) => ids.map(() => 1)),
    // One text, not a pair: all of it is of type 0.
    token_type_ids: filled(() => []),
  };
  const feeds = Object.fromEntries(session.inputNames.map(name => [name, inputs[name]!]));
  const output = (await session.run(feeds))[session.outputNames[0]!]!;
  const expected = [...shape, classes.length];
  if (output.type !== 'float32' || output.dims.join() !== expected.join()) {
    throw new ClassifierUnavailable(
      `the model gives ${output.type} of ${output.dims.join(' × ')}, not float32 of ${expected.join(' × ')}: a class for each token, as config.json names them`,
    );
  }
  return { logits: output.data as Float32Array, length };
};

/**
 * What the logits say of each token of a window: the label whose classes are together the most probable (softmax), where
 * that is at least `threshold`.
 */
const taggedTokens = (
  { spans }: Window,
  logits: Float32Array,
  classes: readonly (Label | undefined)[],
  threshold: number,
): readonly Finding[] => {
  const found: Finding[] = [];
  for (let token = 0; token < spans.length / 2; token++) {
    const [start, end] = [spans[2 * token]!, spans[2 * token + 1]!];
    if (start === end) continue;
    const own = logits.subarray(token * classes.length, (token + 1) * classes.length);
    const greatest = own.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const weights = new Map<Label, number>();
    let whole = 0;
    own.forEach((logit, id) => {
      const weight = Math.exp(logit - greatest);
      whole += weight;
      const label = classes[id];
      if (label) weights.set(label, (weights.get(label) ?? 0) + weight);
    });
    if (!Number.isFinite(whole)) throw new ClassifierUnavailable('the model gives numbers that are none');
    for (const [label, weight] of weights) {
      const score = weight / whole;
      if (score >= threshold) found.push({ start, end, label, score });
    }
  }
  return found;
};

const open = async (stage: SecondStageModel): Promise<OpenModel> => {
  const { InferenceSession } = packages().runtime;
  const { graph, tokenizer, classes } = await readModelFolder(stage);
  const cut = await windows(tokenizer, stage.maxTokens);
  let session: InferenceSession;
  try {
    // One thread: worker threads and functions load side by side, and sums come out the same wherever they are made.
    session = await InferenceSession.create(graph, {
      executionProviders: ['cpu'],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      logSeverityLevel: 4,
    });
  } catch (error) {
    throw new ClassifierUnavailable(`${graph} cannot be opened: ${(error as Error).message}`);
  }
  const strange = session.inputNames.filter(name => !knownInputs.includes(name));
  if (strange.length > 0 || !session.inputNames.includes('input_ids')) {
    throw new ClassifierUnavailable(
      `${graph} reads ${session.inputNames.join(', ')}, not input_ids and perhaps attention_mask and token_type_ids`,
    );
  }
  try {
    const longest = await cut.longest();
    const { logits } = await logitsOf({ session, classes }, [longest]);
    taggedTokens(longest, logits, classes, stage.threshold);
  } catch (error) {
    if (error instanceof ClassifierUnavailable) throw error;
    throw new ClassifierUnavailable(
      `the model fails on ${stage.maxTokens} tokens, second_stage.max_tokens: ${(error as Error).message}`,
    );
  }
  return { session, windows: cut, classes };
};

/**
 * Any token-classification model that Hugging Face's exporter writes as ONNX, on the CPU through ONNX Runtime. Opened by
 * the first call, and kept.
 */
export const onnxClassifier = (stage: SecondStageModel): TokenClassifier => {
  let opened: Promise<OpenModel> | undefined;
  const model = (): Promise<OpenModel> => {
    opened ??= open(stage).catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };

  const classify = async (texts: readonly string[]): Promise<readonly (readonly Finding[])[]> => {
    const { session, windows, classes } = await model();
    const tokens: Finding[][] = texts.map(() => []);
    const run = async (pieces: readonly Piece[]): Promise<void> => {
      const { logits, length } = await logitsOf(
        { session, classes },
        pieces.map(({ window }) => window),
      );
      pieces.forEach(({ text, window }, row) => {
        const own = logits.subarray(row * length * classes.length, (row + 1) * length * classes.length);
        for (const token of taggedTokens(window, own, classes, stage.threshold)) tokens[text]!.push(token);
      });
    };
    // Windows of about one length waste little on filling up.
    const byLength = texts.map((_, i) => i).sort((a, b) => texts[a]!.length - texts[b]!.length);
    let pieces: Piece[] = [];
    for (const text of byLength) {
      for await (const window of windows.of(texts[text]!)) {
        pieces.push({ text, window });
        if (pieces.length < stage.batchSize) continue;
        await run(pieces);
        pieces = [];
      }
    }
    if (pieces.length > 0) await run(pieces);
    return texts.map((text, i) => entitiesOf(text, tokens[i]!));
  };

  return {
    ready: async () => {
      await model();
    },
    classify: async texts => {
      try {
        return await classify(texts);
      } catch (error) {
        if (error instanceof ClassifierUnavailable) throw error;
        // A message of the runtime could quote what it was given.
        throw new ClassifierUnavailable('the model failed while it read texts');
      }
    },
    close: async () => {
      const closing = opened;
      opened = undefined;
      await (await closing?.catch(() => undefined))?.session.release();
    },
  };
};
