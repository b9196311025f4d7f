import cliProgress from 'cli-progress';

/** Shows how far a long step is. Goes to stderr, so that stdout holds the result alone. */
export interface Progress {
  /** More of the total is done. */
  advance(by: number): void;
  /** One line about what went well; a bar says it better. */
  note(line: string): void;
  /** One line about what did not; a bar holds it back until it is done. */
  problem(line: string): void;
  done(): void;
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

const bar = (title: string, totalBytes: number): Progress => {
  const single = new cliProgress.SingleBar(
    {
      format: `${title} {bar} {percentage}% | {done} of {all} MB | {eta_formatted} left`,
      hideCursor: true,
      clearOnComplete: true,
      stream: process.stderr,
    },
    cliProgress.Presets.shades_classic,
  );
  let done = 0;
  const problems: string[] = [];
  single.start(totalBytes, 0, { done: '0.0', all: megabytes(totalBytes) });
  return {
    advance: by => {
      // Objects that are read twice, for their columns first, must not run past the end.
      done = Math.min(totalBytes, done + by);
      single.update(done, { done: megabytes(done) });
    },
    note: () => {},
    problem: line => {
      problems.push(line);
    },
    done: () => {
      single.stop();
      for (const line of problems) process.stderr.write(`${line}\n`);
    },
  };
};

const plain = (title: string, totalBytes: number): Progress => {
  let done = 0;
  let toldTenth = 0;
  return {
    advance: by => {
      done = Math.min(totalBytes, done + by);
      const tenth = totalBytes > 0 ? Math.floor((done / totalBytes) * 10) : 0;
      if (tenth <= toldTenth || totalBytes < 50e6) return;
      toldTenth = tenth;
      process.stderr.write(`${title}: ${tenth * 10} % of ${megabytes(totalBytes)} MB\n`);
    },
    note: line => process.stderr.write(`${line}\n`),
    problem: line => process.stderr.write(`${line}\n`),
    done: () => {},
  };
};

/** A bar on a terminal, plain lines elsewhere. */
export const progress = (title: string, totalBytes: number): Progress =>
  process.stderr.isTTY ? bar(title, totalBytes) : plain(title, totalBytes);
