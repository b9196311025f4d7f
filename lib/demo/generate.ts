import type { DemoFile, DemoTable, Planted } from './demoFile.ts';
import { type DemoOptions, planOf } from './plan.ts';
import { spoiledRows } from './spoil.ts';
import { applicationLog } from './tables/applicationLog.ts';
import { contact } from './tables/contact.ts';
import { conversation } from './tables/conversation.ts';
import { message } from './tables/message.ts';
import { messageEvent } from './tables/messageEvent.ts';
import { monitorEvent } from './tables/monitorEvent.ts';
import { reportingLogValue } from './tables/reportingLogValue.ts';
import { resource } from './tables/resource.ts';
import { shift } from './tables/shift.ts';
import { surveyResponse } from './tables/surveyResponse.ts';
import { texter } from './tables/texter.ts';
import { written } from './write.ts';

export type { DemoFile, Planted } from './demoFile.ts';
export type { DemoOptions } from './plan.ts';

const tables: readonly DemoTable[] = [
  texter,
  conversation,
  message,
  reportingLogValue,
  surveyResponse,
  messageEvent,
  contact,
  shift,
  resource,
  applicationLog,
  monitorEvent,
];

/**
 * Raw files of workspace ctl-dev, every table of it: synthetic conversations with synthetic identifiers in them, and a
 * few broken rows. The same options give the same bytes. Memory does not grow with `messages`.
 */
export function* generate(options: DemoOptions): Iterable<DemoFile> {
  const plan = planOf(options);
  for (const { sheets, faults } of tables) {
    const files = sheets(plan);
    for (const [index, sheet] of files.entries()) {
      const spoiled = spoiledRows(sheet, { index, files: files.length }, faults, options.brokenShare);
      yield { key: sheet.key, chunks: written(sheet, spoiled), rows: sheet.rows, broken: spoiled.size };
    }
  }
}

/**
 * Every identifier within the files that `generate` makes of the same options, as often as it occurs. Names are common
 * ones: look for them as words, in the place where they were planted.
 */
export function* planted(options: DemoOptions): Iterable<Planted> {
  const plan = planOf(options);
  for (const { sheets } of tables) {
    for (const sheet of sheets(plan)) {
      for (let i = 0; i < sheet.rows; i++) {
        for (const [column, identifiers] of Object.entries(sheet.row(i).planted)) {
          for (const identifier of identifiers) yield { ...identifier, key: sheet.key, column };
        }
      }
    }
  }
}
