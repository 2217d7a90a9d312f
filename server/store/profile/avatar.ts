import { createHash, randomUUID } from 'node:crypto';
import type { Profile } from '../../../src/contract/profile/index.ts';
import { type VerifiedCall, act, notFound, ofPerson, personScope } from '../call.ts';
import { pictureSize, sniffMediaType } from '../media-type.ts';
import { refuseField } from '../refuse.ts';
import type { RunTransaction, StoreTransaction } from '../transaction.ts';
import { wordsFor } from '../words/index.ts';
import { announceProfile, readProfile } from './profile.ts';

const PICTURES = ['image/png', 'image/jpeg', 'image/webp'];
/** A few bytes may unpack to a picture that fills a browser's memory. */
const MAX_PIXELS = 40_000_000;

export function getAvatar(run: RunTransaction, call: VerifiedCall): Promise<File> {
  return run(personScope(call), async (transaction) => {
    const avatar = await transaction
      .selectFrom('avatars')
      .select(['media_type', 'content'])
      .where((builder) => builder.and(ofPerson(call)))
      .executeTakeFirstOrThrow(notFound('picture'));
    const { media_type: type, content } = avatar;
    return new File([new Uint8Array(content)], `avatar.${type.split('/')[1] ?? 'bin'}`, { type });
  });
}

export async function putAvatar(run: RunTransaction, file: File, call: VerifiedCall): Promise<Profile> {
  const words = wordsFor(call.locale);
  const content = new Uint8Array(await file.arrayBuffer());
  // What it is, its bytes say, not its name.
  const type = sniffMediaType(content);
  if (type === undefined || !PICTURES.includes(type)) throw refuseField('/file', words.notAPicture);
  const size = pictureSize(content, type);
  if (size === undefined) throw refuseField('/file', words.brokenPicture);
  if (size.width * size.height > MAX_PIXELS) throw refuseField('/file', words.pictureTooLarge);
  const digest = createHash('sha256').update(content).digest('base64url');
  return act(run, personScope(call), call, 'profile.setAvatar', digest, async (transaction) => {
    await transaction
      .insertInto('avatars')
      .values({ ...ofPerson(call), media_type: type, content })
      .onConflict((conflict) => conflict.columns(['tenant_id', 'person_id']).doUpdateSet({ media_type: type, content }))
      .execute();
    return nameAvatar(transaction, randomUUID(), call);
  });
}

export function removeAvatar(run: RunTransaction, call: VerifiedCall): Promise<Profile> {
  return act(run, personScope(call), call, 'profile.removeAvatar', {}, async (transaction) => {
    await transaction
      .deleteFrom('avatars')
      .where((builder) => builder.and(ofPerson(call)))
      .execute();
    return nameAvatar(transaction, null, call);
  });
}

async function nameAvatar(transaction: StoreTransaction, id: string | null, call: VerifiedCall): Promise<Profile> {
  await transaction
    .updateTable('people')
    .set({ avatar_id: id })
    .where((builder) => builder.and({ tenant_id: call.customer.tenantId, id: call.customer.personId }))
    .execute();
  await announceProfile(transaction, call);
  return readProfile(transaction, call);
}
