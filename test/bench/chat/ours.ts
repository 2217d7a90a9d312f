// Ours from nothing: the whole cabinet begins with its conversation open, as on a page that is loaded with its address.
import { enterCabinet } from './cabinet.ts';

enterCabinet(false);
