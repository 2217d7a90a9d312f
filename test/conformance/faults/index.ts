import { answerFaults } from './answers.ts';
import { changeFaults } from './changes.ts';
import { listFaults } from './lists.ts';
import { streamFaults } from './streams.ts';
import type { Fault } from './plant.ts';

/** Everything that is planted. */
export const faults: readonly Fault[] = [...answerFaults, ...listFaults, ...changeFaults, ...streamFaults];
