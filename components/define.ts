/** Registers every element of the cabinet. A page that needs one imports its own `define`. */
import './provider/define.ts';
import './order-history/define.ts';
import './order-history/parts/define-order-details.ts';
import './profile-settings/define.ts';
import './invoice-list/define.ts';
import './ticket-chat/define.ts';
import './app/define.ts';
import './launcher/define.ts';
