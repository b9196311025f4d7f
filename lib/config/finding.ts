import { type Diagnostic, type DiagnosticCode, nearestTo } from './diagnostic.ts';
import type { Path, YamlFile } from './yamlFile.ts';

/** What a rule has to say of the value, or of the key, at a path of a file. */
export interface Finding {
  readonly code: DiagnosticCode;
  readonly path: Path;
  readonly at?: 'key' | 'value';
  readonly message: string;
  readonly found: string;
  readonly expected: string;
  /** Names that would have been valid: the nearest is proposed. */
  readonly candidates?: readonly string[];
}

/** The finding with its place in the file. */
export const located = (file: YamlFile, finding: Finding): Diagnostic => {
  const { code, path, at, message, found, expected, candidates } = finding;
  const nearest = candidates && nearestTo(found, candidates);
  return {
    file: file.name,
    ...file.place(path, at ?? 'value'),
    code,
    message,
    found,
    expected,
    ...(nearest === undefined ? {} : { nearest }),
  };
};
