/** Dependencies point one way: core ← usecases ← adapters, lambdas, cli, bin. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(lib|bin|lambdas)/', pathNot: [from, ...allowed] },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unknown-modules',
      severity: 'error',
      from: {},
      // `aws-lambda` is types only.
      to: { couldNotResolve: true, pathNot: '^aws-lambda$' },
    },
    only('core-is-pure', '^lib/core/', ['^lib/config/tableContract\\.ts$'], 'core knows the contract and nothing else'),
    {
      name: 'core-has-no-io',
      severity: 'error',
      from: { path: '^lib/core/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    only(
      'ports-are-interfaces',
      '^lib/ports/',
      ['^lib/core/', '^lib/config/tableContract\\.ts$'],
      'a port speaks of the core only',
    ),
    only(
      'formats-know-core',
      '^lib/formats/',
      ['^lib/core/', '^lib/config/tableContract\\.ts$'],
      'readers and writers',
    ),
    only('config-stands-alone', '^lib/config/', ['^lib/core/'], 'configuration is read without any of the rest'),
    only(
      'usecases-orchestrate-ports',
      '^lib/usecases/',
      ['^lib/core/', '^lib/ports/', '^lib/formats/', '^lib/config/'],
      'no adapter, no cli',
    ),
    only(
      'adapters-implement-ports',
      '^lib/adapters/',
      ['^lib/core/', '^lib/ports/', '^lib/config/', '^lib/usecases/', '^lib/formats/', '^lib/state-machines/'],
      'an adapter is not a program',
    ),
    only(
      'infra-knows-configuration',
      '^lib/infra/',
      ['^lib/config/'],
      'what is deployed follows from the configuration; the code in it is bundled, not imported',
    ),
    only(
      'handlers-are-thin',
      '^lambdas/',
      [
        '^lib/core/',
        '^lib/config/',
        '^lib/ports/',
        '^lib/usecases/',
        '^lib/adapters/aws/',
        '^lib/adapters/keys/',
        '^lib/adapters/onnx/',
      ],
      'a handler builds adapters and calls a use case',
    ),
    only('demo-makes-files', '^lib/demo/', ['^lib/core/', '^lib/config/'], 'the demo writes what a producer would'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
