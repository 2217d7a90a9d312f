"""Fills a fresh Tryton: a company, its books of two years, a service account that only reads, and two customers.

Anna has an invoice in every state, Boris two. Every date is fixed, so that what is told of them never changes with the day.
"""
import datetime
import json
import os
from decimal import Decimal

from proteus import Model, Wizard, config
from trytond.exceptions import UserWarning

connection = config.set_trytond('sqlite:///tryton', config_file=os.environ['TRYTOND_CONFIG'])
Party = Model.get('party.party')
Currency = Model.get('currency.currency')


def day(text):
    return datetime.date.fromisoformat(text)


def made(kind, **values):
    record = Model.get(kind)(**values)
    record.save()
    return record


# The company and its books.
euro = made('currency.currency', name='Euro', code='EUR', symbol='€', rounding=Decimal('0.01'), digits=2)
yen = made('currency.currency', name='Yen', code='JPY', symbol='¥', rounding=Decimal('1'), digits=0)
for currency, rate in ((euro, '1'), (yen, '160')):
    currency.rates.new(date=day('2025-01-01'), rate=Decimal(rate))
    currency.save()
seller = Party(name='Nordwind GmbH')
seller.identifiers.new(type='eu_vat', code='DE136695976')
seller.save()
User = Model.get('res.user')
wizard = Wizard('company.company.config')
wizard.execute('company')
wizard.form.party, wizard.form.currency = seller, euro
wizard.execute('add')
company, = Model.get('company.company').find()
company.cancel_invoice_out = True
company.save()
connection._context = User.get_preferences(True, {})


def sequence(model, kind, name, prefix=''):
    type_, = Model.get('ir.sequence.type').find([('name', '=', kind)])
    return made(model, name=name, sequence_type=type_, company=company, prefix=prefix)


for year in range(2025, max(2026, datetime.date.today().year) + 1):
    books = Model.get('account.fiscalyear')(name=str(year), company=company,
        start_date=day('%s-01-01' % year), end_date=day('%s-12-31' % year))
    books.post_move_sequence = sequence('ir.sequence', 'Account Move', 'Moves')
    numbers, = books.invoice_sequences
    invoices = sequence('ir.sequence.strict', 'Invoice', 'Invoices', 'INV-%s-' % year)
    notes = sequence('ir.sequence.strict', 'Invoice', 'Credit notes', 'CN-%s-' % year)
    numbers.out_invoice_sequence = numbers.in_invoice_sequence = invoices
    numbers.out_credit_note_sequence = numbers.in_credit_note_sequence = notes
    books.save()
    books.click('create_period')

Account = Model.get('account.account')
chart = Wizard('account.create_chart')
chart.execute('account')
chart.form.account_template, = Model.get('account.account.template').find(
    [('name', '=', 'Minimal Account Chart'), ('parent', '=', None)])
chart.form.company = company
chart.execute('create_account')
receivable, = Account.find([('type.receivable', '=', True)])
revenue, = Account.find([('type.revenue', '=', True)])
tax_account, = Account.find([('name', '=', 'Main Tax')])
till, = Account.find([('name', '=', 'Main Cash')])
chart.form.account_receivable = receivable
chart.form.account_payable, = Account.find([('type.payable', '=', True)])
chart.execute('create_properties')

taxes = {}
for rate in ('0.19', '0.07'):
    name = 'VAT %s%%' % int(Decimal(rate) * 100)
    taxes[rate] = made('account.tax', name=name, description=name, type='percentage', rate=Decimal(rate),
        invoice_account=tax_account, credit_note_account=tax_account)
cash, = Model.get('account.journal').find([('type', '=', 'cash')])
transfer = made('account.invoice.payment.method', name='Bank transfer', journal=cash,
    credit_account=till, debit_account=till)


def payment_term(name, *parts):
    """The last part is what remains."""
    term = Model.get('account.invoice.payment_term')(name=name)
    for ratio, days in parts:
        if ratio:
            line = term.lines.new(type='percent_on_total', ratio=Decimal(ratio))
        else:
            line = term.lines.new(type='remainder')
        line.relativedeltas.new(days=days)
    term.save()
    return term


month = payment_term('30 days', (None, 30))
halves = payment_term('Half in 14 days, the rest in 45', ('0.5', 14), (None, 45))

# The service account, which may look and nothing else.
readable = [
    'account.invoice', 'account.invoice.line', 'account.invoice.tax', 'account.invoice.payment_term',
    'account.move', 'account.move.line', 'account.move.reconciliation', 'account.account', 'account.account.type',
    'account.tax', 'party.party', 'party.address', 'party.identifier', 'company.company', 'currency.currency',
    'product.product', 'product.template', 'product.uom',
]
group = made('res.group', name='Cabinet')
for name in readable:
    model, = Model.get('ir.model').find([('model', '=', name)])
    made('ir.model.access', model=model, group=group, perm_read=True,
        perm_write=False, perm_create=False, perm_delete=False)
account = User(name='Cabinet', login='cabinet', password='Only-For-Tests-1')
account.companies.append(company)
account.company = company
account.groups.append(group)
account.save()

# The customers.
anna = Party(name='Berg GmbH')
anna.identifiers.new(type='eu_vat', code='DE129274202')
address, = anna.addresses
address.street, address.postal_code, address.city = 'Lange Str. 5', '10115', 'Berlin'
anna.save()
boris = Party(name='Wald & Sohn')
boris.save()
template = Model.get('product.template')(name='Desk lamp', type='service', list_price=Decimal('49.90'),
    default_uom=Model.get('product.uom').find([('name', '=', 'Unit')])[0])
template.products[0].suffix_code = 'LAMP-W'
template.save()
lamp, = template.products


def insist(act, *arguments):
    """Does what Tryton warns of, such as posting an invoice that is due in the past."""
    while True:
        try:
            act(*arguments)
            return
        except UserWarning as warning:
            made('res.user.warning', user=User(connection.user), name=warning.name, always=True)


def invoice(party, on, *lines, term=month, currency=euro, **values):
    """Each line is a title, a quantity and a price; a text alone is a heading."""
    Invoice = Model.get('account.invoice')
    made_out = Invoice(type='out', party=party, currency=currency, payment_term=term, invoice_date=day(on), **values)
    for line in lines:
        added = made_out.lines.new()
        if isinstance(line, str):
            added.type, added.description = 'title', line
            continue
        title, quantity, price, *rest = line
        if title == 'Desk lamp':
            added.product = lamp
        added.account, added.description = revenue, title
        added.quantity, added.unit_price = quantity, Decimal(price)
        added.taxes.extend([taxes[rate].__class__(taxes[rate].id) for rate in (rest or ['0.19'])])
    made_out.save()
    return made_out


def post(*args, **values):
    made_out = invoice(*args, **values)
    insist(made_out.click, 'post')
    return made_out


def pay(paid, amount, on):
    wizard = Wizard('account.invoice.pay', [paid])
    wizard.form.payment_method = transfer
    wizard.form.amount = Decimal(amount)
    wizard.form.date = day(on)
    wizard.execute('choice')
    if wizard.form_state == 'ask':
        wizard.form.type = 'partial'
        wizard.execute('pay')
    paid.reload()


def credit(credited, on):
    wizard = Wizard('account.invoice.credit', [credited])
    wizard.form.invoice_date = day(on)
    wizard.form.with_refund = True
    insist(wizard.execute, 'credit')
    credited.reload()


# In the order of their days, as the books want their numbers.
paid = post(anna, '2025-09-10', ('Desk lamp', 2, '49.9000'), ('Screws, each', 1000, '0.0125'), reference='PO-4711')
pay(paid, '133.64', '2025-09-25')
returned = post(anna, '2025-10-01', ('Oak shelf', 1, '1200.0000'))
credit(returned, '2025-10-15')
pay(post(boris, '2025-10-20', ('Paper notebook', 4, '3.0500', '0.07')), '13.05', '2025-11-10')
post(anna, '2025-11-05', ('Paper notebook 100% recycled', 10, '3.0500', '0.07'))
post(anna, '2025-12-01', ('Desk lamp', -1, '49.9000'))
pay(post(anna, '2026-01-12', ('Delivery in January', 1, '250.0000')), '100.00', '2026-02-01')
withdrawn = post(anna, '2026-02-02', ('Made out by mistake', 1, '10.0000'))
withdrawn.click('cancel')
post(boris, '2026-02-03', ('Only Boris may see it', 1, '77.0000'))
pay(post(anna, '2026-02-20', ('Renovation', 1, '1000.0000'), term=halves), '595.00', '2026-03-02')
post(anna, '2026-03-02', ('From Kyoto', 3, '4000.0000'), currency=yen)
post(anna, '2026-03-10', 'March', ('Desk lamp', 1, '49.9000'), ('Discount for regulars', -1, '4.9900'),
    reference='PO-77', comment='Thank you for your order.\nPlease pay by transfer.')

# Orders of another system, whose numbers the invoices bear.
customers = dict(anna=anna, boris=boris)
for order in json.loads(os.environ.get('PEER_ORDERS', '[]')):
    for each in order['lines']:
        if each[3] not in taxes:
            taxes[each[3]] = made('account.tax', name='VAT %s' % each[3], description='VAT', type='percentage',
                rate=Decimal(each[3]), invoice_account=tax_account, credit_note_account=tax_account)
    post(customers[order['customer']], order['day'], *order['lines'], reference=order['number'])

# What nobody but the company may see.
invoice(anna, '2026-03-11', ('A draft for Anna', 1, '1.0000'), reference='DRAFT')
invoice(anna, '2026-03-11', ('Validated, not posted', 1, '2.0000')).click('validate_invoice')
dropped = invoice(anna, '2026-03-11', ('A draft given up', 1, '3.0000'))
dropped.click('cancel')
invoice(boris, '2026-03-11', ('A draft for Boris', 1, '4.0000'))
Bill = Model.get('account.invoice')
print('PARTY anna %s\nPARTY boris %s' % (anna.id, boris.id))
for each in Bill.find([], order=[('id', 'ASC')]):
    print(each.id, each.number, each.state, each.party.name, each.total_amount, each.amount_to_pay)
