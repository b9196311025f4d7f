/**
 * Loads one file of raw and prints the process's peak resident memory in megabytes, for a test that compares sizes.
 * Usage: node test/e2e/peakMemory.ts <lake>
 */

import { openLocalLake } from '../../lib/cli/localLake.ts';
import { loadWorkspace } from '../../lib/config/load.ts';
import { findArrivals } from '../../lib/usecases/arrivals.ts';
import { ingestObject } from '../../lib/usecases/ingestObject.ts';

const loaded = await loadWorkspace('configs', 'ctl-dev');
if (!loaded.ok) throw new Error('the configuration is wrong');
const lake = openLocalLake(process.argv[2]!, 'ctl-dev');
const { arrivals } = await findArrivals(lake, loaded.workspace.tables, new Date(8.64e15));
for (const { contract, object } of arrivals) await ingestObject(lake, loaded.workspace.limits, contract!, object);
lake.close();
console.log(Math.round(process.resourceUsage().maxRSS / 1024));
