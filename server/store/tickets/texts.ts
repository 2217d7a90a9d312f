const en = {
  emptyMessage: 'Write something, or attach a file.',
  unknownKind: 'This kind of request is not offered any more. Choose one from the list.',
  unknownSubject: 'This was not found among your orders and documents. Choose it again.',
  unknownReply: 'The message that you answer to was not found. Send yours without the quote.',
  unknownUpload: 'This file is not there any more. Attach it again.',
  unfinishedUpload: 'This file has not arrived completely. Wait until it has, then send.',
  usedUpload: 'This file belongs to another message already. Attach it again.',
  closedForGood: 'This request was closed some time ago. Begin a new one; you can name this one in it.',
  alreadyClosed: 'This request is closed already.',
  notClosed: 'This request is not closed.',
  mayNotClose: 'Only the company closes requests. Write that the matter is settled.',
  mayNotRate: 'You can rate a request when it is closed.',
  noEmail: 'We know no e-mail address of yours. Add one in your profile first.',
  fileTooLarge: (size: string) => `The file is larger than ${size} MB. Choose a smaller one, or send it in parts.`,
  fileEmpty: 'The file is empty. Choose another one.',
  fileType: (types: string) => `Files of this type are not taken. Choose one of: ${types}.`,
  fileContent: 'The content of the file is not what its name says. Save it anew in its own format and attach it again.',
  fileBroken: 'The picture is damaged. Choose another file.',
  uploadQuota: 'Too many files wait to be sent. Send the messages they belong to, or remove some.',
  uploadOverflow: 'More has arrived than was announced. Attach the file again.',
  uploadGap: 'A part before this one is missing. Ask how much has arrived and go on from there.',
  assigned: (name: string) => `${name} takes care of it.`,
  rated: (score: number) => `Rated ${score} of 5.`,
};

type TicketTexts = typeof en;

const ru: TicketTexts = {
  emptyMessage: 'Напишите сообщение или приложите файл.',
  unknownKind: 'Такой тип обращения больше не предлагается. Выберите из списка.',
  unknownSubject: 'Этого нет среди ваших заказов и документов. Выберите ещё раз.',
  unknownReply: 'Сообщение, на которое вы отвечаете, не найдено. Отправьте своё без цитаты.',
  unknownUpload: 'Этого файла уже нет. Приложите его снова.',
  unfinishedUpload: 'Файл загружен не полностью. Дождитесь загрузки и отправьте.',
  usedUpload: 'Этот файл уже относится к другому сообщению. Приложите его снова.',
  closedForGood: 'Обращение давно закрыто. Создайте новое и при необходимости сошлитесь на это.',
  alreadyClosed: 'Обращение уже закрыто.',
  notClosed: 'Обращение не закрыто.',
  mayNotClose: 'Обращения закрывает компания. Напишите, что вопрос решён.',
  mayNotRate: 'Оценить обращение можно, когда оно закрыто.',
  noEmail: 'Мы не знаем вашего адреса почты. Сначала добавьте его в профиле.',
  fileTooLarge: (size) => `Файл больше ${size} МБ. Выберите файл поменьше или отправьте по частям.`,
  fileEmpty: 'Файл пустой. Выберите другой.',
  fileType: (types) => `Файлы этого типа не принимаются. Подойдут: ${types}.`,
  fileContent: 'Содержимое файла не соответствует его типу. Сохраните его заново в своём формате и приложите ещё раз.',
  fileBroken: 'Изображение повреждено. Выберите другой файл.',
  uploadQuota: 'Слишком много неотправленных файлов. Отправьте их сообщения или удалите лишние.',
  uploadOverflow: 'Пришло больше, чем было объявлено. Приложите файл снова.',
  uploadGap: 'Не хватает предыдущей части. Узнайте, сколько уже загружено, и продолжите оттуда.',
  assigned: (name) => `Обращением занимается ${name}.`,
  rated: (score) => `Оценка: ${score} из 5.`,
};

/** What conversations say to people, in the language nearest to theirs. */
export function ticketTexts(locale: string | undefined): TicketTexts {
  return locale?.toLowerCase().startsWith('ru') === true ? ru : en;
}
