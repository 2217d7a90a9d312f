import { expect } from 'chai';
import { demoCompany } from '../../../../src/adapters/memory/index.ts';
import { getCompany, listChangeRequests, type Company } from '../../../../src/contract/company/company.ts';
import { axeViolations } from '../../../helpers/axe.ts';
import { endCabinets, type TestCabinet, type TestCabinetOptions } from '../../../helpers/cabinet.ts';
import { nextEvent } from '../../../helpers/event.ts';
import { clearFixture } from '../../../helpers/fixture.ts';
import { hasButton, part, parts, textOf } from '../../../helpers/shadow.ts';
import { until } from '../../../helpers/until.ts';
import { closed, errorAt, fieldOf, open, press, says, type } from './helpers.ts';

const companyOf = ({ adapter }: TestCabinet): Promise<Company> => adapter.call(getCompany, {}, {});
/** The Russian company, its texts in English. */
const russian: TestCabinetOptions = { company: demoCompany('ru') };

describe('cabinet-profile-settings: company', () => {
  afterEach(() => {
    clearFixture();
    endCabinets();
    sessionStorage.clear();
  });

  it('shows the fields of the company’s country', async () => {
    const { section } = await open('company', russian);
    expect(fieldOf(section, 'kpp').value).to.equal('000001001');
    expect(parts(section, '[name="iban"]')).to.be.empty;
    clearFixture();
    const german = await open('company');
    expect(fieldOf(german.section, 'iban').value).to.equal('DE30000000000000000011');
    expect(parts(german.section, '[name="kpp"]')).to.be.empty;
  });

  it('says what is wrong with a number when it is left, and does not send it', async () => {
    const { cabinet, section } = await open('company', russian);
    type(section, 'account', '40702810200000000019');
    await until(() => errorAt(section, 'account').includes('does not belong to the bank'), 'the error');
    type(section, 'kpp', '12');
    await until(() => errorAt(section, 'kpp').includes('9 characters are needed; there are 2'), 'the error');
    await press(section, 'Save');
    await says(section, '2 fields need your attention');
    expect(cabinet.calls('company.update')).to.be.empty;
    type(section, 'account', ' 4070 2810 2000 0000 0018 ');
    type(section, 'kpp', '000002001');
    await press(section, 'Save');
    await until(async () => (await companyOf(cabinet)).requisites.kpp === '000002001', 'the save');
  });

  it('looks at the accounts again when the bank changes, and offers to fill in the bank', async () => {
    const { cabinet, section } = await open('company', russian);
    type(section, 'bic', '040000888');
    await press(section, 'Fill in Вымышленный сберегательный банк');
    await until(() => fieldOf(section, 'correspondentAccount').value === '30101810200000000888', 'the account');
    await press(section, 'Save');
    await until(() => errorAt(section, 'account') !== '', 'the account of the other bank');
    type(section, 'account', '40702810500000000018');
    await press(section, 'Save');
    await until(async () => (await companyOf(cabinet)).requisites.bic === '040000888', 'the save');
  });

  it('shows what the register would fill in, and warns of a company that is no more', async () => {
    const { section } = await open('company', russian);
    type(section, 'signatory', 'Nobody');
    await press(section, 'Fill in from the register');
    type(section, 'lookup', 'x');
    await press(section, 'Search');
    await until(() => errorAt(section, 'lookup').includes('two characters'), 'the error');
    type(section, 'lookup', 'пекарни');
    await press(section, 'Search');
    await says(section, 'Liquidated. Documents in this name may not be valid');
    type(section, 'lookup', '0000000018');
    await press(section, 'Search');
    await says(section, 'This will be filled in');
    expect(textOf(part(section, 'dialog .changes'))).to.contain('was: Nobody');
    await press(section, 'Fill in');
    await closed(section);
    expect(fieldOf(section, 'signatory').value).to.equal('Зоя Дроздова, директор');
  });

  it('asks for a change of a locked number with a paper, and withdraws it', async () => {
    const { cabinet, section } = await open('company', russian);
    expect(fieldOf(section, 'taxId').readOnly).to.equal(true);
    await press(section, 'Request a change');
    await press(section, 'Send request');
    await says(section, 'Change at least one of the details');
    type(section, 'taxId', '0000000019');
    await press(section, 'Send request');
    await until(() => errorAt(section, 'taxId').includes('check digits'), 'the error');
    type(section, 'taxId', '0000000025');
    const input = part<HTMLInputElement>(section, '.papers input');
    const transfer = new DataTransfer();
    transfer.items.add(new File(['x'], 'virus.exe', { type: 'application/x-msdownload' }));
    transfer.items.add(new File(['%PDF'], 'extract.pdf', { type: 'application/pdf' }));
    input.files = transfer.files;
    input.dispatchEvent(new Event('change'));
    await says(section, '“virus.exe” is not a PDF');
    const requested = nextEvent<HTMLElementEventMap['cabinet-change-requested']>(document, 'cabinet-change-requested');
    await press(section, 'Send request');
    await closed(section);
    const { request } = (await requested).detail;
    expect(request.attachments.map(({ name }) => name)).to.deep.equal(['extract.pdf']);
    await says(section, 'Being checked');
    await press(section, 'Withdraw');
    await says(section, 'Withdraw this request?');
    await press(section, 'Withdraw');
    await closed(section);
    const { items } = await cabinet.adapter.call(listChangeRequests, {}, {});
    expect(items[0]?.state).to.equal('withdrawn');
  });

  it('shows an approved change at once', async () => {
    const { cabinet, section } = await open('company', russian);
    await until(cabinet.streaming, 'the stream');
    await press(section, 'Request a change');
    type(section, 'taxId', '0000000025');
    await press(section, 'Send request');
    await closed(section);
    const { items } = await cabinet.adapter.call(listChangeRequests, {}, {});
    cabinet.adapter.decide(items[0]?.id ?? '', true);
    await says(section, 'Approved');
    await until(() => fieldOf(section, 'taxId').value === '0000000025', 'the new number');
  });

  it('keeps a request that is not sent through a reload', async () => {
    const { cabinet, section } = await open('company', russian);
    await press(section, 'Request a change');
    type(section, 'taxId', '0000000025');
    await press(section, 'Cancel');
    await closed(section);
    clearFixture();
    const after = await open('company', { over: cabinet });
    await press(after.section, 'Request a change');
    await until(() => fieldOf(after.section, 'taxId').value === '0000000025', 'the draft');
    await says(after.section, 'attach them again');
  });

  it('is read-only for a role that may not change it, and says who may', async () => {
    const { section } = await open('company', { personId: 'cafe-amsel-mia' });
    await says(section, 'An owner or an accountant of your company can');
    expect(parts(section, 'input')).to.be.empty;
    expect(textOf(section)).to.contain('DE30000000000000000011');
    expect(hasButton(section, 'Request a change')).to.equal(false);
  });

  it('passes axe in the windows', async () => {
    const { section } = await open('company', russian);
    await press(section, 'Request a change');
    await says(section, 'Papers (optional)');
    expect(await axeViolations(section)).to.deep.equal([]);
    await press(section, 'Cancel');
    await closed(section);
    await press(section, 'Fill in from the register');
    await press(section, 'Search');
    await says(section, 'Which one is it?');
    expect(await axeViolations(section)).to.deep.equal([]);
  });
});
