/**
 * The script tag for pages whose builder strips `type="module"`: a classic script that loads the module beside it, which
 * reads the attributes of this tag.
 */
import { CLASSIC } from './classic-name.ts';

const { src } = document.currentScript as HTMLScriptElement;
// Not by an element of its own: an address given to one needs a policy where Trusted Types are required.
void import(src.replace(CLASSIC, '.js'));
