interface SandboxTexts {
  title: string;
  notice: string;
  payee: string;
  description: string;
  payment: string;
  pay: (sum: string) => string;
  others: string;
  early: string;
  repeat: string;
  slow: string;
  decline: string;
  cancel: string;
  leave: string;
  back: string;
  states: Record<'pending' | 'succeeded' | 'failed' | 'cancelled' | 'expired' | 'refunded', string>;
  unknown: string;
  unknownText: string;
}

const en: SandboxTexts = {
  title: 'Sandbox payment',
  notice: 'This is a sandbox: no money is moved, nothing that you enter is sent anywhere.',
  payee: 'Payee',
  description: 'For',
  payment: 'To pay',
  pay: (sum) => `Pay ${sum}`,
  others: 'What else can happen',
  early: 'Pay; the shop hears of it before you are back',
  repeat: 'Pay; the shop is told ten times',
  slow: 'Pay; the outcome is known only later',
  decline: 'The bank declines',
  cancel: 'Cancel the payment',
  leave: 'Leave without deciding',
  back: 'Back to the shop',
  states: {
    pending: 'The bank is checking this payment.',
    succeeded: 'This payment has been made.',
    failed: 'The bank has declined this payment.',
    cancelled: 'This payment was cancelled.',
    expired: 'The time for this payment is over.',
    refunded: 'This payment was paid back.',
  },
  unknown: 'There is no such payment',
  unknownText: 'The address is not complete, or the sandbox has been emptied. Go back to the shop and begin anew.',
};

const ru: SandboxTexts = {
  title: 'Платёж в песочнице',
  notice: 'Это песочница: деньги не списываются, введённое никуда не отправляется.',
  payee: 'Получатель',
  description: 'Назначение',
  payment: 'К оплате',
  pay: (sum) => `Оплатить ${sum}`,
  others: 'Что ещё может случиться',
  early: 'Оплатить; магазин узнает раньше, чем вы вернётесь',
  repeat: 'Оплатить; магазину сообщат десять раз',
  slow: 'Оплатить; результат станет известен позже',
  decline: 'Банк отклоняет платёж',
  cancel: 'Отменить платёж',
  leave: 'Уйти, ничего не решив',
  back: 'Вернуться в магазин',
  states: {
    pending: 'Банк проверяет этот платёж.',
    succeeded: 'Этот платёж проведён.',
    failed: 'Банк отклонил этот платёж.',
    cancelled: 'Этот платёж отменён.',
    expired: 'Время на этот платёж истекло.',
    refunded: 'Этот платёж возвращён.',
  },
  unknown: 'Такого платежа нет',
  unknownText: 'Адрес неполный, или песочницу очистили. Вернитесь в магазин и начните заново.',
};

export function sandboxTexts(locale: string): SandboxTexts {
  return locale.toLowerCase().startsWith('ru') ? ru : en;
}
