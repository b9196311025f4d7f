import { TestEnvironment } from 'jest-environment-node';

/** Jest gives tests typed arrays of their own, in which onnxruntime-node does not know its output again. */
export default class OneRealm extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.Float32Array = Float32Array;
  }
}
