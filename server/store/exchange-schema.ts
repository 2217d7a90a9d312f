import type { Generated } from 'kysely';
import type { Moment, Optional } from './column-types.ts';

/** 1C that has shown its key, for the requests of one exchange. */
export interface ExchangeSessionTable {
  tenant_id: string;
  id: string;
  secret_hash: Uint8Array;
  /** Of CommerceML, as 1C asked for it. */
  scheme_version: Optional<string>;
  expires_at: Moment;
}

interface OfExchangeFile {
  tenant_id: string;
  session_id: string;
  /** `catalog` or `sale`. */
  type: string;
  name: string;
}

/** A file that 1C sends in parts; each part is a file of the file store. */
export interface ExchangeFileTable extends OfExchangeFile {
  key: string;
  part_sizes: Generated<number[]>;
  last_part_hash: Optional<string>;
}

/** How far a file, or one inside of an archive, was imported. */
export interface ExchangeImportTable extends OfExchangeFile {
  units: Generated<number>;
  accepted: Generated<number>;
  rejected: Generated<number>;
  remarks: Generated<string[]>;
  finished: Generated<boolean>;
}

/** Which version of an order 1C was given, and which it has said to have. */
export interface ExchangeOrderTable {
  tenant_id: string;
  order_id: string;
  offered_version: Optional<number>;
  /** The session. */
  offered_to: Optional<string>;
  confirmed_version: Optional<number>;
}

export interface ExchangeTables {
  exchange_sessions: ExchangeSessionTable;
  exchange_files: ExchangeFileTable;
  exchange_imports: ExchangeImportTable;
  exchange_orders: ExchangeOrderTable;
}
