export default {
  title: 'Cancel order {number}?',
  consequence: 'We check what has already been packed or sent and answer you. Until then the order goes on as before.',
  reason: 'Why do you want to cancel?',
  'reason.changed_mind': 'No longer needed',
  'reason.ordered_by_mistake': 'Ordered by mistake',
  'reason.too_slow': 'It takes too long',
  'reason.found_cheaper': 'Found it cheaper',
  'reason.other': 'Another reason',
  reasonMissing: 'Choose a reason.',
  comment: 'Comment (optional)',
  keep: 'Keep order',
  send: 'Request cancellation',
  sending: 'Sending…',
  conflict:
    'The order has changed meanwhile and can no longer be cancelled here. Close this window to see where it is.',
};
