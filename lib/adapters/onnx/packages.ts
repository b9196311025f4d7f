import { createRequire } from 'node:module';
import { ClassifierUnavailable } from '../../ports/tokenClassifier.ts';

/** `require`, because packages of a Lambda layer are found through NODE_PATH, which `import` does not look at. */
const requirePackage = createRequire(import.meta.url);

/** A package that may not be installed. @throws ClassifierUnavailable with what to install */
export const optionalPackage = <M>(name: string): M => {
  try {
    return requirePackage(name) as M;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ClassifierUnavailable(
      `second_stage needs the package ${name}, which cannot be loaded (${code ?? 'no code'}): run \`npm install ${name}\`, in Lambda add it to a layer under nodejs/node_modules`,
    );
  }
};

/** The optional packages of the second stage, loaded when one is configured. @throws ClassifierUnavailable */
export const packages = () => ({
  runtime: optionalPackage<typeof import('onnxruntime-node')>('onnxruntime-node'),
  tokenizers: optionalPackage<typeof import('tokenizers')>('tokenizers'),
});
