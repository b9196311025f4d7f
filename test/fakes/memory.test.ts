import { catalogContract } from '../ports/catalog.contract.ts';
import { loadLedgerContract } from '../ports/loadLedger.contract.ts';
import { objectStoreContract } from '../ports/objectStore.contract.ts';
import { subjectsContract } from '../ports/subjects.contract.ts';
import { memoryCatalog } from './memoryCatalog.ts';
import { memoryLedger } from './memoryLedger.ts';
import { memoryStore } from './memoryStore.ts';
import { memorySubjects } from './memorySubjects.ts';

// What random tests run against must do what the real ones do.
const twice = <T>(one: T): readonly [T, T] => [one, one];

describe('a store in memory', () => objectStoreContract(async () => memoryStore('ctl-dev', () => new Date())));
describe('a ledger in memory', () => loadLedgerContract(async () => twice(memoryLedger())));
describe('salts in memory', () => subjectsContract(async () => twice(memorySubjects())));
describe('a catalog in memory', () => catalogContract(async () => memoryCatalog()));
