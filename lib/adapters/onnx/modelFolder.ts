import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecondStageModel } from '../../config/workspace.ts';
import type { Label } from '../../core/scrub/finding.ts';
import { ClassifierUnavailable } from '../../ports/tokenClassifier.ts';

/** A token-classification model as Hugging Face exports it. */
export interface ModelFolder {
  readonly graph: string;
  /** tokenizer.json. */
  readonly tokenizer: string;
  /** What each of the model's classes is; undefined for text that stays. */
  readonly classes: readonly (Label | undefined)[];
}

const files = ['model.onnx', 'tokenizer.json', 'config.json'] as const;

const sha256Of = async (paths: readonly string[]): Promise<string> => {
  const sum = createHash('sha256');
  for (const path of paths) for await (const chunk of createReadStream(path)) sum.update(chunk as Uint8Array);
  return sum.digest('hex');
};

/** `B-PER` → `PER`: where an entity begins and ends is seen from its words. */
const typeOf = (name: string): string => name.replace(/^[BIESLU][-_]/, '').toUpperCase();

const classesOf = (config: string, labels: SecondStageModel['labels'], where: string) => {
  const { id2label } = JSON.parse(config) as { id2label?: Record<string, unknown> };
  const names = Object.keys(id2label ?? {}).map((_, id) => id2label?.[id]);
  if (names.length === 0 || !names.every(name => typeof name === 'string')) {
    throw new ClassifierUnavailable(`${where} has no id2label with a name for each class from 0`);
  }
  const known = new Map(Object.entries(labels).map(([type, label]) => [type.toUpperCase(), label]));
  const types = names.map(typeOf);
  const unknown = [...new Set(types)].filter(type => type !== 'O' && !known.has(type));
  if (unknown.length > 0) {
    throw new ClassifierUnavailable(
      `second_stage.labels does not say what ${unknown.join(', ')} of ${where} is: name a label, or keep`,
    );
  }
  const classes = types.map(type => known.get(type)).map(label => (label === 'keep' ? undefined : label));
  if (!classes.some(label => label)) {
    throw new ClassifierUnavailable(`second_stage.labels keeps all that the model of ${where} finds`);
  }
  return classes;
};

/** Reads what a model consists of, and sees that it is the model that was meant. @throws ClassifierUnavailable */
export const readModelFolder = async ({ model, sha256, labels }: SecondStageModel): Promise<ModelFolder> => {
  const present = await readdir(model).catch(() => {
    throw new ClassifierUnavailable(`second_stage.model: there is no folder ${model}`);
  });
  for (const file of files) {
    if (!present.includes(file)) throw new ClassifierUnavailable(`second_stage.model: ${model} holds no ${file}`);
  }
  const beside = present.find(file => /^model\.onnx./.test(file));
  if (beside) {
    throw new ClassifierUnavailable(
      `second_stage.model: ${model} holds ${beside}; weights outside model.onnx are not read, export the model as one file`,
    );
  }
  const [graph, tokenizer, config] = files.map(file => join(model, file)) as [string, string, string];
  const found = await sha256Of([graph, tokenizer, config]);
  if (found !== sha256) {
    throw new ClassifierUnavailable(`second_stage.sha256 is ${sha256}, and that of the files in ${model} is ${found}`);
  }
  let classes: readonly (Label | undefined)[];
  try {
    classes = classesOf(await readFile(config, 'utf8'), labels, config);
  } catch (error) {
    if (error instanceof ClassifierUnavailable) throw error;
    throw new ClassifierUnavailable(`${config} is not JSON`);
  }
  return { graph, tokenizer: await readFile(tokenizer, 'utf8'), classes };
};
