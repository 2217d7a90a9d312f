import { parseArgs } from 'node:util';
import { runChat } from './chat/chat.ts';
import { runPayments } from './payments/payments.ts';
import { runReorders } from './reorders.ts';

/** What a campaign is told on the command line. */
export interface CampaignOptions {
  seed: number;
  /** The long profile. */
  full: boolean;
  database: 'embedded' | 'postgres';
  /** Plants this fault: the campaign must then find something. */
  fault: string | undefined;
}

/** Each answers what it found wrong, nothing if all is well. */
const campaigns: Record<string, (options: CampaignOptions) => Promise<string[]>> = {
  reorders: runReorders,
  chat: runChat,
  payments: runPayments,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    full: { type: 'boolean', default: false },
    database: { type: 'string', default: 'embedded' },
    plant: { type: 'string' },
  },
});
const [name = ''] = positionals;
const campaign = campaigns[name];
if (campaign === undefined || !['embedded', 'postgres'].includes(values.database)) {
  console.error(
    `Usage: node test/campaigns/run.ts <${Object.keys(campaigns).join('|')}> [--seed N] [--full] [--database postgres] [--plant FAULT]`,
  );
  process.exit(2);
}
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
console.log(
  `campaign ${name}, seed ${seed}${values.full ? ', full' : ''}, ${values.database}${values.plant === undefined ? '' : `, planted fault ${values.plant}`}`,
);
const problems = await campaign({
  seed,
  full: values.full,
  database: values.database === 'postgres' ? 'postgres' : 'embedded',
  fault: values.plant,
});
for (const problem of problems) console.error(`✖ ${problem}`);
console.log(
  problems.length === 0 ? '✔ nothing lost, nothing doubled' : `${problems.length} problems; repeat with --seed ${seed}`,
);
process.exit(problems.length === 0 ? 0 : 1);
