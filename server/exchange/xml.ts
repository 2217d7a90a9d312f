import sax from 'sax';
import { decodeXml } from './decode.ts';
import { ExchangeError } from './exchange-error.ts';

/** An element of a file with everything in it. Names are without a prefix. */
export interface Element {
  name: string;
  attributes: Readonly<Record<string, string>>;
  /** What stands in it as text, its parts put together. */
  text: string;
  children: Element[];
}

/** A part of a file that is dealt with by itself, such as one order. */
export interface Unit {
  /** Names of the elements around it, the root first, and its own. */
  path: string;
  element: Element;
  /** Characters, about. */
  size: number;
}

const ROOT = 'КоммерческаяИнформация';
/** Limits of what somebody may make of a file; real ones are far below. */
const MAX_DEPTH = 40;
const MAX_ATTRIBUTES = 50;
const MAX_UNIT_SIZE = 8 * 1024 * 1024;
const MAX_UNIT_ELEMENTS = 200_000;

/**
 * Reads a file of CommerceML unit by unit: what is in memory is one unit and a chunk. There is no entity but the five
 * of XML itself: a document type is refused.
 *
 * @param isUnit which paths (`КоммерческаяИнформация/Документ`) are units; what is outside of them is passed over
 * @throws ExchangeError that says why the file is none
 */
export async function* readUnits(
  bytes: AsyncIterable<Uint8Array>,
  isUnit: (path: string) => boolean,
): AsyncGenerator<Unit, void, undefined> {
  const reader = createReader(isUnit);
  for await (const text of decodeXml(bytes)) {
    reader.write(text);
    yield* reader.take();
  }
  reader.end();
  yield* reader.take();
}

function createReader(isUnit: (path: string) => boolean) {
  // The types do not know the option yet.
  const options: sax.SAXOptions & { strictEntities: boolean } = { strictEntities: true };
  const parser = sax.parser(true, options);
  const path: string[] = [];
  /** The unit that is being read: the elements that are open in it. */
  const open: Element[] = [];
  let sawRoot = false;
  let attributes = 0;
  let size = 0;
  let elements = 0;
  let done: Unit[] = [];

  const grow = (characters: number) => {
    size += characters;
    if (size > MAX_UNIT_SIZE || elements > MAX_UNIT_ELEMENTS) throw tooLarge();
  };
  const tooLarge = () => new ExchangeError('unitTooLarge', { line: line() });
  const line = () => String(parser.line + 1);

  parser.onerror = (cause) => {
    throw new ExchangeError('malformedXml', { line: line() }, { cause });
  };
  parser.ondoctype = () => {
    throw new ExchangeError('documentType');
  };
  parser.onsgmldeclaration = () => {
    throw new ExchangeError('documentType');
  };
  parser.onopentagstart = () => {
    attributes = 0;
  };
  parser.onattribute = ({ name, value }) => {
    if (++attributes > MAX_ATTRIBUTES) throw tooLarge();
    if (open.length > 0) grow(name.length + value.length);
  };
  parser.onopentag = ({ name, attributes: given }) => {
    const element: Element = { name: local(name), attributes: given as Record<string, string>, text: '', children: [] };
    path.push(element.name);
    if (path.length > MAX_DEPTH) throw tooLarge();
    sawRoot = true;
    if (path[0] !== ROOT) throw new ExchangeError('notCommerceMl', { name: element.name.slice(0, 50) });
    const parent = open.at(-1);
    if (parent !== undefined) parent.children.push(element);
    else if (!isUnit(path.join('/'))) return;
    else size = elements = 0;
    elements++;
    grow(name.length);
    open.push(element);
  };
  const addText = (text: string) => {
    const element = open.at(-1);
    if (element === undefined) return;
    grow(text.length);
    element.text += text;
  };
  parser.ontext = addText;
  parser.oncdata = addText;
  parser.onclosetag = () => {
    const element = open.pop();
    if (element !== undefined && open.length === 0) done.push({ path: path.join('/'), element, size });
    path.pop();
  };

  return {
    write: (text: string) => void parser.write(text),
    end() {
      parser.close();
      if (!sawRoot) throw new ExchangeError('emptyFile');
    },
    take() {
      const units = done;
      done = [];
      return units;
    },
  };
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The first child of a name, however deep the names lead. */
export function child(element: Element | undefined, ...names: string[]): Element | undefined {
  return names.reduce<Element | undefined>(
    (found, name) => found?.children.find((candidate) => candidate.name === name),
    element,
  );
}

/** All children of a name below a child, as `Товары` holds `Товар`. */
export function childrenOf(element: Element | undefined, list: string, name: string): Element[] {
  return child(element, list)?.children.filter((candidate) => candidate.name === name) ?? [];
}

/** The text of a child in one line, or nothing where there is none. */
export function textOf(element: Element | undefined, ...names: string[]): string | undefined {
  const text = child(element, ...names)
    ?.text.replaceAll(/\s+/g, ' ')
    .trim();
  return text === '' ? undefined : text;
}
