import { moment, type NoticeTexts, type PaperChange } from './types.ts';

const roles: Readonly<Record<string, string>> = {
  owner: 'владелец',
  buyer: 'закупщик',
  accountant: 'бухгалтер',
  viewer: 'наблюдатель',
};

/** What letters say, in Russian. */
export const ru: NoticeTexts = {
  unsubscribe: 'Больше не присылать такие письма',
  code: ({ code, minutes }) => ({
    subject: `Ваш код: ${code}`,
    heading: 'Код подтверждения',
    code: code ?? '',
    paragraphs: [`Код действует ${minutes} минут. Если вы его не запрашивали, не обращайте внимания.`],
  }),
  invitation: ({ customer, inviter, role, days, url }) => ({
    subject: `Приглашение в кабинет: ${customer}`,
    heading: `${inviter || 'Коллега'} приглашает вас в кабинет: ${customer}`,
    paragraphs: [
      `Ваша роль: ${roles[role ?? ''] ?? role}.`,
      `Ссылка действует дней: ${days}. Она только для вас, не передавайте её другим.`,
    ],
    button: { label: 'Принять приглашение', url: url ?? '' },
  }),
  sign_in: ({ device, address, at }, locale) => ({
    subject: 'Вход с нового устройства',
    heading: 'В вашу учётную запись вошли с нового устройства',
    paragraphs: [
      [device, address, moment(at, locale)].filter((part) => part).join(' · '),
      'Если это вы, ничего делать не нужно. Если нет, завершите этот сеанс в разделе «Безопасность» и сообщите нам.',
    ],
  }),
  primary_email_changed: ({ value }) => ({
    subject: 'Изменён адрес для писем',
    heading: 'Письма теперь приходят на другой адрес',
    paragraphs: [`Теперь мы пишем на ${value}.`, 'Если это изменили не вы, сразу сообщите нам.'],
  }),
  deletion_scheduled: ({ at }, locale) => ({
    subject: 'Ваша учётная запись будет удалена',
    heading: 'Ваша учётная запись будет удалена',
    paragraphs: [
      `Удаление: ${moment(at, locale)}. До этого его можно отменить в разделе «Безопасность».`,
      'Если об этом просили не вы, войдите, отмените удаление и сообщите нам.',
    ],
  }),
  export_ready: ({ days }) => ({
    subject: 'Копия ваших данных готова',
    heading: 'Копия ваших данных готова',
    paragraphs: [`Её можно скачать в разделе «Безопасность», срок хранения в днях: ${days}.`],
  }),
  change_decided: ({ number, approved, answer }) => ({
    subject: approved === 'true' ? `Заявка ${number} одобрена` : `Заявка ${number} отклонена`,
    heading: approved === 'true' ? 'Реквизиты изменены' : 'Реквизиты не изменены',
    paragraphs: [`Заявка ${number}.`, ...(answer ? [answer] : [])],
  }),
  payment_received: ({ number, amount, invoices, receipt, url }) => ({
    subject: `Оплата получена: ${amount}`,
    heading: `Мы получили вашу оплату: ${amount}`,
    paragraphs: [
      [number && `Платёж ${number}`, invoices && `счета: ${invoices}`].filter(Boolean).join(', ') + '.',
      ...(receipt ? ['Квитанция приложена в формате PDF. Она есть и в кабинете, в списке платежей.'] : []),
    ],
    ...(url && { button: { label: 'Открыть кабинет', url } }),
  }),
  payment_refunded: ({ number, amount, invoices, url }) => ({
    subject: `Мы вернули вам ${amount}`,
    heading: `Мы вернули вам ${amount}`,
    paragraphs: [
      ...(number ? [`Платёж ${number}.`] : []),
      'До вас деньги могут идти несколько дней.',
      ...(invoices ? [`Снова к оплате счета: ${invoices}.`] : []),
    ],
    ...(url && { button: { label: 'Открыть кабинет', url } }),
  }),
  invoice_issued: ({ number, amount, due, url }) => ({
    subject: `Счёт ${number}: ${amount}`,
    heading: `Счёт ${number}: ${amount}`,
    paragraphs: [...(due ? [`Оплатить до ${due}.`] : []), 'Счёт приложен в формате PDF. Он есть и в кабинете.'],
    ...(url && { button: { label: 'Посмотреть и оплатить', url } }),
  }),
  paper_changed: ({ change, paper, number, amount, url }) => {
    const name = paper === 'credit_note' ? `Корректировочный счёт ${number}` : `Счёт ${number}`;
    const texts: Record<PaperChange, [heading: string, text: string]> = {
      credited: [`${name}: ${amount}`, 'Корректировочный счёт приложен в формате PDF. Он есть и в кабинете.'],
      changed: [`${name} изменён, теперь ${amount}`, 'Действующий документ — в кабинете.'],
      voided: [`${name} отменён`, 'Он больше не действует. То, что по нему оплачено, остаётся вашим авансом.'],
    };
    const [heading, text] = texts[change as PaperChange];
    return {
      subject: heading,
      heading,
      paragraphs: [text],
      ...(url && { button: { label: 'Открыть кабинет', url } }),
    };
  },
  invoice_due_soon: ({ count, number, invoices = '', url }) => {
    const heading = count === '1' ? `Скоро срок оплаты счёта ${number}` : `Скоро срок оплаты, счетов: ${count}`;
    return {
      subject: heading,
      heading,
      paragraphs: ['Сколько и до какого дня оплатить:', ...invoices.split('\n'), 'Если вы уже оплатили, спасибо.'],
      ...(url && { button: { label: 'Посмотреть и оплатить', url } }),
    };
  },
  invoice_overdue: ({ count, number, invoices = '', url }) => {
    const heading = count === '1' ? `Счёт ${number} просрочен` : `Просрочено счетов: ${count}`;
    return {
      subject: heading,
      heading,
      paragraphs: [
        'Сколько осталось оплатить и какой был срок:',
        ...invoices.split('\n'),
        'Если вы уже оплатили, спасибо: возможно, деньги ещё в пути. Если со счётом что-то не так, напишите нам.',
      ],
      ...(url && { button: { label: 'Посмотреть и оплатить', url } }),
    };
  },
  news: ({ title = '', text = '', url }) => ({
    subject: title,
    heading: title,
    paragraphs: text.split(/\n{2,}/),
    ...(url && { button: { label: 'Подробнее', url } }),
  }),
  order_confirmed: ({ number, url }) => ({
    subject: `Заказ ${number} подтверждён`,
    heading: `Ваш заказ ${number} подтверждён`,
    paragraphs: ['Мы его готовим.'],
    ...(url && { button: { label: 'Открыть заказ', url } }),
  }),
  order_shipped: ({ number, url }) => ({
    subject: `Заказ ${number} в пути`,
    heading: `Ваш заказ ${number} в пути`,
    paragraphs: ['Следить за доставкой можно в кабинете.'],
    ...(url && { button: { label: 'Открыть заказ', url } }),
  }),
  order_delivered: ({ number, url }) => ({
    subject: `Заказ ${number} доставлен`,
    heading: `Ваш заказ ${number} доставлен`,
    paragraphs: ['Спасибо за заказ.'],
    ...(url && { button: { label: 'Открыть заказ', url } }),
  }),
  ticket_answered: ({ number, title, author, text, url }) => ({
    subject: `Ответ на обращение ${number}`,
    heading: `Вам ответили: ${author}`,
    paragraphs: [`Обращение ${number}, «${title}»`, ...(text ? [text] : [])],
    ...(url && { button: { label: 'Прочитать и ответить', url } }),
  }),
  ticket_transcript: ({ number, title, text = '' }) => ({
    subject: `Переписка ${number}: ${title}`,
    heading: `Переписка ${number}: ${title}`,
    paragraphs: text.split('\n\n'),
  }),
};
