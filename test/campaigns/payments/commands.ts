import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Payment } from '../../../src/contract/index.ts';
import { creations, type BankState, type Creation } from './bank.ts';
import { PaymentModel, type Model, type Status } from './model.ts';
import type { Customer } from './world.ts';

type Command = fc.AsyncCommand<Model, Customer>;

/** Something that is done to one of the payments that there are. */
abstract class OnPayment implements Command {
  readonly place: number;

  constructor(place: number) {
    this.place = place;
  }

  check({ payments }: Readonly<Model>): boolean {
    return payments.length > 0;
  }

  async run(model: Model, customer: Customer): Promise<void> {
    const payment = model.payments[this.place % model.payments.length];
    customer.world.counts.commands++;
    if (payment !== undefined) await this.act(payment, customer);
  }

  abstract act(payment: PaymentModel, customer: Customer): Promise<void>;
  abstract toString(): string;
}

/** Begins a payment of any sum, perhaps by a double press, perhaps while the server dies. */
class Begin implements Command {
  readonly amount: number;
  readonly creation: Creation;
  readonly presses: number;
  readonly killAfter: number | null;

  constructor(amount: number, creation: Creation, presses: number, killAfter: number | null) {
    this.amount = amount;
    this.creation = creation;
    this.presses = presses;
    this.killAfter = killAfter;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, customer: Customer): Promise<void> {
    const { world } = customer;
    world.counts.commands++;
    const wish = { amount: { amount: (this.amount / 100).toFixed(2), currency: 'EUR' } };
    if (this.killAfter !== null) world.kill(this.killAfter);
    // What is due may change in between, when the server hears of another payment.
    for (;;) {
      const { terms } = (await customer.call('/payments/preview', wish)).body as { terms: string };
      const returnUrl = `https://shop.example/account?wish=${crypto.randomUUID()}`;
      world.bank.expect(returnUrl, this.creation);
      const key = crypto.randomUUID();
      const answers = await Promise.all(
        Array.from({ length: this.presses }, () => customer.call('/payments', { ...wish, terms, returnUrl }, key)),
      );
      const begun = answers.find(({ status }) => status === 200)?.body as Payment | undefined;
      if (begun === undefined) {
        assert.ok(
          answers.every(({ status }) => status === 409),
          `beginning a payment was answered ${JSON.stringify(answers)}`,
        );
        world.counts.conflicts++;
        continue;
      }
      for (const { status, body } of answers) {
        assert.ok(status === 409 || (body as Payment).id === begun.id, 'a double press made two payments');
      }
      assert.ok(!model.payments.some(({ id }) => id === begun.id), 'a payment was begun twice');
      assert.equal(begun.total.amount, wish.amount.amount);
      const payment = new PaymentModel(begun.id, this.amount);
      const { state } = customer.atBank(payment);
      payment.bankIs(state);
      model.payments.push(payment);
      assert.ok(payment.sees(begun.status.code as Status), `a payment begun is ${begun.status.code}`);
      return;
    }
  }

  toString(): string {
    const more = [this.creation, this.presses > 1 && 'pressed twice', this.killAfter !== null && 'killed'];
    return `Begin(${[this.amount, ...more].filter(Boolean).join(', ')})`;
  }
}

/** What the person, or the bank, may make of a payment that is in a state at the bank. */
const endings: Readonly<Record<BankState, readonly BankState[]>> = {
  open: ['succeeded', 'succeeded', 'failed', 'pending', 'cancelled', 'expired'],
  pending: ['succeeded', 'failed'],
  // It was charged after all: whoever was told otherwise must hear of it.
  failed: ['succeeded'],
  cancelled: ['succeeded'],
  expired: ['succeeded'],
  succeeded: ['succeeded', 'succeeded', 'refunded'],
  refunded: ['refunded'],
};

/** Something happens at the bank, of which it does not tell. */
class AtBank extends OnPayment {
  readonly choice: number;

  constructor(place: number, choice: number) {
    super(place);
    this.choice = choice;
  }

  act(payment: PaymentModel, customer: Customer): Promise<void> {
    const known = customer.atBank(payment);
    const choices = endings[known.state];
    known.state = choices[this.choice % choices.length] ?? known.state;
    payment.bankIs(known.state);
    return Promise.resolve();
  }

  toString = () => `AtBank(${this.place}, ${this.choice})`;
}

const ways = ['once', 'ten-times', 'backwards', 'forged', 'stale', 'other-sum'] as const;

/** The bank tells of a payment, rightly or not. */
class Tell extends OnPayment {
  readonly way: (typeof ways)[number];
  readonly killAfter: number | null;

  constructor(place: number, way: (typeof ways)[number], killAfter: number | null) {
    super(place);
    this.way = way;
    this.killAfter = killAfter;
  }

  async act(payment: PaymentModel, customer: Customer): Promise<void> {
    const { world } = customer;
    const known = customer.atBank(payment);
    const { state } = known;
    if (this.killAfter !== null) world.kill(this.killAfter);
    switch (this.way) {
      case 'once':
        await customer.tell(payment);
        return payment.hears(state);
      case 'ten-times':
        await Promise.all(Array.from({ length: 10 }, () => world.bank.tell(known)));
        await customer.tell(payment);
        return payment.hears(state);
      case 'backwards':
        await customer.tell(payment);
        await customer.tell(payment, { state: 'pending', event: crypto.randomUUID() });
        payment.hears(state);
        return payment.hears('pending');
      case 'forged':
        return customer.tellInVain(payment, { state: 'succeeded', secret: 'guessed' });
      case 'stale':
        return customer.tellInVain(payment, { state: 'succeeded', at: new Date(Date.now() - 3_600_000) });
      case 'other-sum':
        await customer.tell(payment, { state: 'succeeded', amount: '0.01', event: crypto.randomUUID() });
        return payment.hearsOfAnotherSum();
    }
  }

  toString = () => `Tell(${this.place}, ${this.way}${this.killAfter === null ? '' : ', killed'})`;
}

/** The person comes back from the bank's page, paid or not, and looks. */
class Look extends OnPayment {
  async act(payment: PaymentModel, customer: Customer): Promise<void> {
    const before = payment.possible;
    const status = await customer.look(payment);
    assert.ok(payment.sees(status), `payment ${payment.id} is ${status} and not ${before.join(' or ')}`);
  }

  toString = () => `Look(${this.place})`;
}

/** The person gives a payment up, which may cross with what happens at the bank. */
class GiveUp extends OnPayment {
  async act(payment: PaymentModel, customer: Customer): Promise<void> {
    const { status, body } = await customer.call(`/payments/${payment.id}/cancellation`, {});
    const { state } = customer.atBank(payment);
    payment.bankIs(state);
    payment.asks(state);
    const over: readonly Status[] = ['pending', 'succeeded', 'refunded'];
    if (status === 409) {
      assert.ok(
        payment.possible.some((one) => over.includes(one)),
        `a payment that is ${payment.possible.join(' or ')} could not be given up`,
      );
    } else {
      assert.equal(status, 200, `giving up was answered ${status}`);
      const { code } = (body as Payment).status;
      assert.ok(payment.sees(code as Status), `a payment that was given up is ${code}`);
    }
  }

  toString = () => `GiveUp(${this.place})`;
}

/** Everything is asked for and compared. */
class Compare implements Command {
  check = (): boolean => true;

  run(model: Model, customer: Customer): Promise<void> {
    customer.world.counts.commands++;
    return customer.compare(model);
  }

  toString = () => 'Compare()';
}

/** What may happen to a customer's payments; the server dies in the middle of one of so many. */
export function commandsOf(killEvery: number): fc.Arbitrary<Iterable<Command>> {
  const place = fc.nat(30);
  const killAfter = fc.oneof({ weight: killEvery, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(40) });
  const begin = fc
    .tuple(
      fc.integer({ min: 500, max: 8000 }),
      fc.constantFrom('answered', ...creations),
      fc.integer({ min: 1, max: 2 }),
      killAfter,
    )
    .map((parts) => new Begin(...parts));
  const kinds: [number, fc.Arbitrary<Command>][] = [
    [6, begin],
    [8, fc.tuple(place, fc.nat(11)).map((parts) => new AtBank(...parts))],
    [6, fc.tuple(place, fc.constantFrom('once', ...ways), killAfter).map((parts) => new Tell(...parts))],
    [3, place.map((index) => new Look(index))],
    [2, place.map((index) => new GiveUp(index))],
    [1, fc.constant(new Compare())],
  ];
  const any = fc.oneof(...kinds.map(([weight, arbitrary]) => ({ weight, arbitrary })));
  return fc.commands([any], { maxCommands: 120, size: 'max' });
}
