import { isErased, type SubjectRecord, type Subjects, type WrappedSalt } from '../../lib/ports/subjects.ts';

/** Salts in memory. Each method is one step, as a transaction would be. */
export const memorySubjects = (): Subjects => {
  const all = new Map<string, SubjectRecord>();
  let erasures = 0;
  const known = (subjects: Iterable<string>): Map<string, SubjectRecord> =>
    new Map([...subjects].flatMap(id => (all.has(id) ? [[id, all.get(id)!] as const] : [])));
  return {
    get: async subjects => known(subjects),
    add: async salts => {
      for (const salt of salts) if (!all.has(salt.subject)) all.set(salt.subject, salt);
      return known(salts.map(({ subject }) => subject));
    },
    erase: async (subjects, at) => {
      let destroyed = 0;
      for (const { subject, kind } of subjects) {
        const record = all.get(subject);
        if (record && isErased(record)) continue;
        if (record) destroyed++;
        all.set(subject, { subject, kind, erasedAt: at, settled: false });
      }
      erasures++;
      return { destroyed };
    },
    settle: async subjects => {
      for (const [id, record] of known(subjects)) if (isErased(record)) all.set(id, { ...record, settled: true });
    },
    unsettled: async () =>
      [...all.values()]
        .filter(isErased)
        .filter(({ settled }) => !settled)
        .sort((a, b) => (a.subject < b.subject ? -1 : 1)),
    readmit: async subjects => {
      for (const [id, record] of known(subjects)) if (isErased(record)) all.delete(id);
    },
    erasures: async () => erasures,
    salts: async function* () {
      for (const record of all.values()) if (!isErased(record)) yield record;
    },
    rewrap: async (salt: WrappedSalt, keyId) => {
      const record = all.get(salt.subject);
      if (!record || isErased(record) || record.keyId !== keyId) return false;
      all.set(salt.subject, salt);
      return true;
    },
  };
};
