import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type Command, Option } from 'commander';
import { codePointSpans } from '../../core/scrub/codePoints.ts';
import { scrubber } from '../../core/scrub/scrubber.ts';
import { exit, WrongUse } from '../exit.ts';
import { localesOption } from '../options.ts';

export const addScrub = (program: Command): void => {
  program
    .command('scrub')
    .summary('scrub texts from stdin')
    .description(
      'Reads {"text"} a line from stdin and writes {"text","spans":[{start,end,label}]} a line to stdout.\n' +
        'Offsets are Unicode code points of the input, end exclusive.',
    )
    .addOption(localesOption())
    .addOption(new Option('--ages <policy>', 'whether ages go too').choices(['keep', 'redact']).default('keep'))
    .option('--jsonl', 'JSON lines in and out (the only format there is)', true)
    .addHelpText('after', `\nExample:\n  $ echo '{"text":"im jess, 202-555-0143"}' | npx hushlake scrub --jsonl`)
    .action(async ({ locale, ages }: { locale: string[]; ages: 'keep' | 'redact' }) => {
      const scrub = scrubber(locale, { ages });
      let number = 0;
      for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
        number++;
        if (line.trim() === '') continue;
        const text = textOf(line);
        if (text === undefined) {
          process.exitCode = exit.dataFailure;
          throw new WrongUse(`line ${number} of stdin is not a JSON object with a "text"`);
        }
        const result = scrub(text);
        const spans = codePointSpans(text, result.findings);
        if (!process.stdout.write(`${JSON.stringify({ text: result.text, spans })}\n`))
          await once(process.stdout, 'drain');
      }
    });
};

const textOf = (line: string): string | undefined => {
  try {
    const { text } = JSON.parse(line) as { text?: unknown };
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
};
