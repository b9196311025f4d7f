#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { main } from '../lib/cli/main.ts';

await main(process.argv);
