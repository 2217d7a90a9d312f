import type { Message } from '../../../src/contract/tickets/message.ts';

const words = [
  'Where is my order',
  'It left our warehouse this morning',
  'Two boxes are missing',
  'Thank you very much',
];
const FIRST = Date.parse('2026-01-01T08:00:00Z');
const STEP = 97_000;

/** A message of a conversation by its place, the same every time. */
export function messageAt(sequence: number): Message {
  const staff = sequence % 3 === 0;
  return {
    id: `m${sequence}`,
    sequence,
    author: staff
      ? { id: 's', side: 'staff', name: 'Maren Holt', role: 'Support' }
      : { id: 'c', side: 'customer', name: 'Cosima Vale', you: true },
    at: new Date(FIRST + sequence * STEP).toISOString(),
    text:
      Array.from({ length: 1 + (sequence % 4) }, (_part, index) => words[(sequence + index) % words.length]).join(
        '. ',
      ) + ` #${sequence}`,
    attachments: [],
  };
}

export const makeMessages = (count: number): Message[] =>
  Array.from({ length: count }, (_message, index) => messageAt(index + 1));
