/** What became of one class of faults. */
export interface Outcome {
  readonly name: string;
  readonly tried: number;
  readonly survived: number;
  readonly lost: number;
  readonly doubled: number;
  /** What went wrong, or why nothing could be tried. */
  readonly said?: string;
}

export const lineOf = ({ name, tried, survived, lost, doubled, said }: Outcome): string =>
  `${name.padEnd(46)} tried ${String(tried).padStart(5)}, survived ${String(survived).padStart(5)}, lost rows ${lost}, doubled rows ${doubled}${said ? `\n    ${said}` : ''}`;
