/**
 * Lets the page's clock show another moment and run on from there, so that a test of "this quarter" passes on every day of
 * the year. @returns ends it
 */
export function setClock(moment: Date): () => void {
  const RealDate = Date;
  const ahead = moment.getTime() - RealDate.now();
  class ShiftedDate extends RealDate {
    constructor(...parts: [] | [value: number | string | Date]) {
      super(parts.length === 0 ? RealDate.now() + ahead : parts[0]);
    }
    static override now(): number {
      return RealDate.now() + ahead;
    }
  }
  globalThis.Date = ShiftedDate as DateConstructor;
  return () => (globalThis.Date = RealDate);
}
