import type { DemoTable } from '../demoFile.ts';
import { dateOf, iso } from '../plan.ts';
import { sheets } from '../sheets.ts';
import { resources } from '../text/resources.ts';

const day = 86_400_000;

/** What responders can share: a whole export, once. Nothing in it is anybody's secret. */
export const resource: DemoTable = {
  faults: [],
  sheets: plan => {
    const row = (index: number) => {
      const [title, topic, tags] = resources[index]!;
      return {
        columns: {
          id: index + 1,
          title,
          topic,
          url: `https://help.example.org/${index + 1}`,
          language: tags.includes('español') ? 'es' : 'en',
          published: index % 7 !== 6,
          tags,
          updated_at: iso(plan.from - (index + 1) * day),
        },
        planted: {},
      };
    };
    return sheets({ folder: 'content/resource', name: 'resources', ending: () => 'jsonl' }, [
      { date: dateOf(plan.to), first: 0, rows: resources.length, row },
    ]);
  },
};
