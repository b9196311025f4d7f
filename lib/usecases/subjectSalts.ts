import type { TableContract } from '../config/tableContract.ts';
import type { Batch, KnownSubject } from '../core/batch.ts';
import { aadPrefix, decryptCell, encryptCell, ivBytes } from '../core/cell.ts';
import { type KnownSubjects, rowKind, subjectId, subjectsNamed } from '../core/subject.ts';
import { textOf } from '../core/valueText.ts';
import type { KeyScope, KeyService } from '../ports/keyService.ts';
import { isErased, type SubjectRecord, type Subjects, type WrappedSalt } from '../ports/subjects.ts';

/** What salts are encrypted for: they are cells of a table of the workspace's own. */
export const saltScope = (workspace: string): KeyScope => ({
  workspace,
  source: '_workspace',
  table: 'subject',
  column: 'salt',
});

const saltAad = (workspace: string, subject: string): Uint8Array => {
  const { source, table, column } = saltScope(workspace);
  return Buffer.from(aadPrefix(workspace, source, table, column) + subject);
};

const saltBytes = 32;

export interface SaltPorts {
  readonly keys: KeyService;
  readonly subjects: Subjects;
  readonly random: (bytes: Uint8Array) => void;
  readonly now: () => Date;
}

/** A salt as a cell under a data key. */
export const wrappedSalt = (
  workspace: string,
  subject: string,
  salt: Uint8Array,
  key: { readonly id: string; readonly bytes: Uint8Array },
  random: (bytes: Uint8Array) => void,
): WrappedSalt => {
  const iv = new Uint8Array(ivBytes);
  random(iv);
  const plaintext = Buffer.from(salt).toString('hex');
  return {
    subject,
    salt: encryptCell(key.bytes, iv, saltAad(workspace, subject), plaintext),
    keyId: key.id,
  };
};

/** The salt itself. @throws CellFault, KeyUnavailable */
export const openedSalt = async (
  keys: KeyService,
  workspace: string,
  { subject, salt, keyId }: WrappedSalt,
): Promise<Uint8Array> => {
  const key = await keys.openKey(saltScope(workspace), keyId);
  return Buffer.from(decryptCell(key.bytes, saltAad(workspace, subject), salt), 'hex');
};

/** The salt, or none for a person who was erased. */
const knownSubject = async (keys: KeyService, workspace: string, record: SubjectRecord): Promise<KnownSubject> =>
  isErased(record) ? { id: record.subject } : { id: record.subject, salt: await openedSalt(keys, workspace, record) };

/** Remembered at most so many people at once; then all are looked up again. */
const mostRemembered = 50_000;

/**
 * Looks up the people of a load's batches, and makes salts for those who are new. Nobody is asked for where the contract
 * has no subject.
 */
export const subjectLookUp = async (ports: SaltPorts, contract: TableContract) => {
  const { workspace, subject } = contract;
  const remembered = new Map<string, KnownSubject>();
  if (!subject) return { of: async (): Promise<KnownSubjects> => remembered };
  const { keys, subjects, random, now } = ports;
  const secret = await keys.secret('subject');

  const lookUp = async (texts: readonly string[]): Promise<void> => {
    const ids = new Map(texts.map(text => [text, subjectId(secret, subject.kind, text)]));
    const known = new Map(await subjects.get(ids.values()));
    const fresh = [...ids.values()].filter(id => !known.has(id));
    if (fresh.length > 0) {
      const key = await keys.dataKey(saltScope(workspace));
      keys.used(key.id, fresh.length);
      const salts = new Uint8Array(fresh.length * saltBytes);
      random(salts);
      const made = fresh.map((id, i) =>
        wrappedSalt(workspace, id, salts.subarray(i * saltBytes, (i + 1) * saltBytes), key, random),
      );
      for (const [id, record] of await subjects.add(made)) known.set(id, record);
    }
    for (const [text, id] of ids) remembered.set(text, await knownSubject(keys, workspace, known.get(id)!));
  };

  /** Rows of other tables belong to rows of this one: those of erased people are erased with them, now and later. */
  const eraseWhatBelongs = async (batch: Batch): Promise<void> => {
    const identity = contract.identity.length === 1 ? batch.columns.get(contract.identity[0]!) : undefined;
    const whose = batch.columns.get(subject.column);
    if (!subject.leads || !identity || !whose) return;
    const text = textOf(whose.type);
    const rowText = textOf(identity.type);
    const belonging: string[] = [];
    for (let row = 0; row < batch.length; row++) {
      const value = whose.values[row]!;
      if (value === null || remembered.get(text(value))?.salt) continue;
      belonging.push(subjectId(secret, rowKind(contract), rowText(identity.values[row]!)));
    }
    const known = await subjects.get(belonging);
    const living = belonging.filter(id => {
      const record = known.get(id);
      return !record || !isErased(record);
    });
    if (living.length > 0) {
      const kind = rowKind(contract);
      await subjects.erase(
        living.map(id => ({ subject: id, kind })),
        now(),
      );
    }
  };

  return {
    /** Everyone whom a conformed batch names. */
    of: async (batch: Batch): Promise<KnownSubjects> => {
      if (remembered.size > mostRemembered) remembered.clear();
      const missing = [...subjectsNamed(contract, batch)].filter(text => !remembered.has(text));
      if (missing.length > 0) await lookUp(missing);
      await eraseWhatBelongs(batch);
      return remembered;
    },
  };
};

/** The salt of a person, one look-up each; `erased` where there is none any more. */
export const saltReader = (
  ports: Pick<SaltPorts, 'keys'> & { readonly subjects: Pick<Subjects, 'get'> },
  workspace: string,
) => {
  const remembered = new Map<string, Uint8Array | 'erased'>();
  return async (subject: string): Promise<Uint8Array | 'erased'> => {
    const known = remembered.get(subject);
    if (known) return known;
    const record = (await ports.subjects.get([subject])).get(subject);
    const salt = !record || isErased(record) ? 'erased' : await openedSalt(ports.keys, workspace, record);
    if (remembered.size > mostRemembered) remembered.clear();
    remembered.set(subject, salt);
    return salt;
  };
};
