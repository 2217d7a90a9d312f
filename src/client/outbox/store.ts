import type { ErrorCode } from '../../contract/problem.ts';

/** A file that goes with an item; its bytes are kept apart, so that noting progress does not write them again. */
export interface OutboxFile {
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  /** The upload at the backend, once it was begun. */
  uploadId?: string | undefined;
  /** Bytes that the backend has. */
  received: number;
}

/** Why the backend will not take an item. */
export interface OutboxRefusal {
  code: ErrorCode;
  /** For a person, where the backend wrote something for them. */
  detail?: string | undefined;
  /** A message for each refused field, by JSON pointer. */
  fields?: Readonly<Record<string, string>> | undefined;
}

/** Something that a person sent and the backend has not acknowledged yet. */
export interface OutboxItem {
  /** Made when the person acted; the idempotency key of every attempt. */
  id: string;
  /** Items of one lane, such as a conversation, are sent in order, one after the other. */
  lane: string;
  operationId: string;
  input: Readonly<Record<string, unknown>>;
  files: readonly OutboxFile[];
  /** The version that a change was made from, for operations that ask for it. */
  ifMatch?: string | undefined;
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** Attempts of which nobody can be sure that they did not arrive; its files' uploads are none. */
  attempts: number;
  /** It lies in this page's memory only: there was no room, or no database. It is lost when the page is left. */
  volatile?: boolean | undefined;
  refusal?: OutboxRefusal | undefined;
  /** Answers in a row that nobody could read: they say nothing about what was done. */
  unread?: number | undefined;
}

/** Where items are kept until they are delivered, in the order in which they were added. */
export interface OutboxStore {
  all(): Promise<OutboxItem[]>;
  /** Adding an id that is there already changes nothing. */
  add(item: OutboxItem, files: readonly Blob[]): Promise<void>;
  /** Overwrites an item that is there; false: it is gone, and stays gone. */
  update(item: OutboxItem): Promise<boolean>;
  /** Removes an item that was surely not taken by the backend: refused, or never tried. */
  takeBack(id: string): Promise<{ item: OutboxItem; files: Blob[] } | undefined>;
  file(id: string, index: number): Promise<Blob | undefined>;
  remove(id: string): Promise<void>;
  /** @param wipe everything that is kept goes */
  close(wipe?: boolean): void;
}

export const isCertain = ({ attempts, refusal }: OutboxItem): boolean => attempts === 0 || refusal !== undefined;

/** Unreadable answers after which the person is told: until then it may be a moment's fault. */
const UNCLEAR = 3;

/** Whether only looking can tell if the backend has it. */
export const isUnclear = ({ unread = 0 }: OutboxItem): boolean => unread >= UNCLEAR;
