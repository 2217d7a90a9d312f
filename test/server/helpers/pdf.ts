import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** Whether a program of poppler is there; without it the test is skipped. */
export function needs(context: TestContext, program: string): boolean {
  try {
    execFileSync(program, ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    context.skip(`${program} (poppler-utils) is not installed`);
    return false;
  }
}

/** Works with a PDF that is a file for a moment. */
export function withPdf<Result>(pdf: Uint8Array, work: (path: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'cabinet-paper-'));
  const path = join(folder, 'paper.pdf');
  try {
    writeFileSync(path, pdf);
    return work(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** However a program breaks lines and whichever spaces a language sets. */
export const plain = (text: string): string => text.replace(/\s+/g, ' ');

/** What a PDF says, by a reader that has not made it. */
export const textOf = (pdf: Uint8Array): string =>
  withPdf(pdf, (path) => plain(execFileSync('pdftotext', ['-layout', path, '-']).toString()));
