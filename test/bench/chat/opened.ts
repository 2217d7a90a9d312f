// Ours as a person opens it: the list of requests is there, and one of them is pressed.
import { enterCabinet } from './cabinet.ts';

enterCabinet(true);
