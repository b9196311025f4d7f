import type { DemoRow, DemoTable } from '../demoFile.ts';
import { emailAddress } from '../identifiers.ts';
import { personOf } from '../people.ts';
import { type DemoPlan, dateOf, days, iso } from '../plan.ts';
import { random } from '../random.ts';
import { only, sheets } from '../sheets.ts';

const day = 86_400_000;
/** After the first day's full export, so many come again each day, changed. */
const changedOneIn = 8;

/** A person as of an export: from export to export roles rise, people pause, addresses change. */
const rowOf = (plan: DemoPlan, number: number, version: number): DemoRow => {
  const { id, firstName, lastName, email, phone } = personOf(plan, number);
  const r = random(plan.seed, 'contact row', number);
  const [role, status] = [r.int(0, 2), r.int(0, 1)];
  const hired = plan.from - r.int(30, 1500) * day;
  const address = version === 0 ? email : emailAddress(random(plan.seed, 'contact email', number), lastName);
  const modifiedAt = plan.from + (version === 0 ? -r.int(1, 20) * day : version * day - 3_600_000);
  return {
    columns: {
      id,
      first_name: firstName,
      last_name: lastName,
      email: address,
      phone,
      role: ['volunteer', 'volunteer', 'supervisor', 'coach', 'staff'][role + version]!,
      status: ['training', 'active', 'active', 'paused'][status + version]!,
      hired_on: dateOf(hired),
      last_modified: iso(modifiedAt),
    },
    planted: {
      first_name: only('PERSON', firstName),
      last_name: only('PERSON', lastName),
      email: only('EMAIL', address),
      phone: only('PHONE', phone),
    },
  };
};

/** Responders and staff: a full export on the first day, on each later day those who changed. */
export const contact: DemoTable = {
  faults: [],
  sheets: plan =>
    sheets(
      { folder: 'salesforce/contact', name: 'contacts', ending: () => 'csv' },
      Array.from({ length: days }, (_, version) => ({
        date: dateOf(plan.from + (version + 1) * day),
        first: 0,
        rows: version === 0 ? plan.contacts : Math.floor(plan.contacts / changedOneIn),
        row: (index: number) => rowOf(plan, version === 0 ? index : index * changedOneIn + (version % 2), version),
      })),
    ),
};
