import type { TicketSubject } from '../../../src/contract/tickets/list.ts';
import type { Ticket } from '../../../src/contract/tickets/ticket.ts';

declare global {
  interface HTMLElementEventMap {
    'cabinet-ticket-opened': CustomEvent<{ ticketId: string }>;
    'cabinet-ticket-closed': CustomEvent<{ ticketId: string }>;
    'cabinet-ticket-created': CustomEvent<{ ticket: Ticket }>;
    'cabinet-message-sent': CustomEvent<{ ticketId: string }>;
    'cabinet-ticket-shown': CustomEvent<{ ticket: Ticket }>;
    'cabinet-ticket-subject-requested': CustomEvent<TicketSubject>;
  }
}
