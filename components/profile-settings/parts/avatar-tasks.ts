import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { CabinetClient } from '../../../src/client/types.ts';
import {
  downloadAvatar,
  MAX_AVATAR_SIZE,
  removeAvatar,
  setAvatar,
  type Profile,
} from '../../../src/contract/profile/profile.ts';
import type { CabinetElement } from '../../shared/cabinet-element.ts';
import { MutationController } from '../../shared/mutation-controller.ts';
import { icon } from '../../ui/icon.ts';
import type { PersonPart } from './person-part.ts';

const types = ['image/png', 'image/jpeg', 'image/webp'];
/** Side of the picture as it is drawn, in CSS pixels. */
const SIDE = 96;

/** The person's picture: shown, chosen with a preview, removed. Drawn on a canvas, which no page's policy forbids. */
export class AvatarTasks implements ReactiveController {
  #host: CabinetElement;
  #part: PersonPart;
  #set: MutationController<typeof setAvatar>;
  #remove: MutationController<typeof removeAvatar>;
  #shown: { id: string; bitmap: ImageBitmap | undefined } | undefined;
  #chosen: { file: File; bitmap: ImageBitmap } | undefined;
  #refused: string | undefined;

  constructor(host: CabinetElement, part: PersonPart) {
    this.#host = host;
    this.#part = part;
    this.#set = new MutationController(host, setAvatar);
    this.#remove = new MutationController(host, removeAvatar);
    host.addController(this);
  }

  hostConnected(): void {
    /* Asked for when the profile is there. */
  }

  hostUpdated(): void {
    for (const canvas of this.#host.renderRoot.querySelectorAll<HTMLCanvasElement>('canvas.picture')) {
      const bitmap = canvas.dataset['of'] === 'chosen' ? this.#chosen?.bitmap : this.#shown?.bitmap;
      if (bitmap) draw(canvas, bitmap);
    }
  }

  #load(id: string, client: CabinetClient): void {
    if (this.#shown?.id === id) return;
    const shown: { id: string; bitmap: ImageBitmap | undefined } = { id, bitmap: undefined };
    this.#shown = shown;
    client
      .query(downloadAvatar, {}, { staleTime: 0 })
      .then((file) => createImageBitmap(file))
      .then(
        (bitmap) => {
          shown.bitmap = bitmap;
          this.#host.requestUpdate();
        },
        () => undefined, // The initials stay.
      );
  }

  #choose = async (event: Event): Promise<void> => {
    const input = event.currentTarget as HTMLInputElement;
    const [file] = input.files ?? [];
    input.value = '';
    if (!file) return;
    const { t } = this.#part.texts;
    const { format } = this.#host;
    const megabytes = (bytes: number): string => format.number(Math.ceil(bytes / 100_000) / 10);
    this.#refused = undefined;
    if (!types.includes(file.type)) this.#refused = t('picture.wrongType', { name: file.name });
    else if (file.size > MAX_AVATAR_SIZE) {
      const sizes = { size: megabytes(file.size), limit: megabytes(MAX_AVATAR_SIZE) };
      this.#refused = t('picture.tooLarge', { name: file.name, ...sizes });
    } else {
      const bitmap = await createImageBitmap(file).catch(() => undefined);
      if (bitmap) return this.#preview(file, bitmap);
      this.#refused = t('picture.broken', { name: file.name });
    }
    this.#host.requestUpdate();
  };

  #preview(file: File, bitmap: ImageBitmap): void {
    const { t } = this.#part.texts;
    this.#chosen = { file, bitmap };
    this.#set.reset();
    this.#part.dialog.open({
      title: () => t('picture.preview'),
      content: () =>
        html`<div class="picture-preview">
          <canvas class="picture large" data-of="chosen" role="img" aria-label=${t('picture.preview')}></canvas>
          <span class="muted" dir="auto">${file.name}</span>
          ${this.#set.pending ? html`<progress aria-label=${t('picture.saving')}></progress>` : nothing}
        </div>`,
      action: { label: () => t(this.#set.pending ? 'picture.saving' : 'picture.save') },
      pending: () => this.#set.pending,
      failure: () => this.#part.failure(this.#set.error),
      run: async () => {
        const profile = await this.#set.run({ file });
        if (!profile) return false;
        // It is here already: no need to fetch it.
        if (profile.avatar) this.#shown = { id: profile.avatar, bitmap };
        this.#done(profile, t('picture.saved'));
        return true;
      },
      closed: () => (this.#chosen = undefined),
    });
  }

  #askRemove = (): void => {
    const { t } = this.#part.texts;
    this.#remove.reset();
    this.#part.dialog.open({
      title: () => t('picture.remove.title'),
      content: () => html`<p>${t('picture.remove.text')}</p>`,
      action: { label: () => t('picture.remove'), critical: true },
      pending: () => this.#remove.pending,
      failure: () => this.#part.failure(this.#remove.error),
      run: async () => {
        const profile = await this.#remove.run({});
        if (!profile) return false;
        this.#done(profile, t('picture.removed'));
        return true;
      },
    });
  };

  #done(profile: Profile, text: string): void {
    this.#part.say(text);
    this.#part.changed(profile);
  }

  render(profile: Profile, client: CabinetClient | undefined): TemplateResult | typeof nothing {
    if (!client || client.may(downloadAvatar) === false) return nothing;
    const { t } = this.#part.texts;
    if (profile.avatar) this.#load(profile.avatar, client);
    else this.#shown = undefined;
    const hasPicture = profile.avatar !== undefined;
    const initials = [profile.givenName, profile.familyName ?? ''].map((name) => [...name][0] ?? '').join('');
    return html`<div class="card avatar">
      ${
        this.#shown?.bitmap
          ? html`<canvas class="picture" data-of="shown" role="img" aria-label=${t('picture.alt')}></canvas>`
          : html`<span class="picture initials" aria-hidden="true">${initials}</span>`
      }
      <div class="avatar-side">
        <h4>${t('picture')}</h4>
        <p class="muted small" id="picture-hint">
          ${t('picture.hint', { size: this.#host.format.number(MAX_AVATAR_SIZE / 1_000_000) })}
        </p>
        ${this.#refused ? html`<p class="field-error" role="alert">${icon('warning')}${this.#refused}</p>` : nothing}
        <div class="row-actions">
          ${
            client.may(setAvatar)
              ? html`<button
                    class="button"
                    type="button"
                    part="button"
                    aria-describedby="picture-hint"
                    @click=${this.#browse}
                  >
                    ${t(hasPicture ? 'picture.change' : 'picture.choose')}
                  </button>
                  <input
                    class="file"
                    type="file"
                    hidden
                    aria-label=${t('picture.choose')}
                    accept=${types.join()}
                    @change=${this.#choose}
                  />`
              : nothing
          }
          ${
            hasPicture && client.may(removeAvatar)
              ? html`<button class="button plain" type="button" part="button" @click=${this.#askRemove}>
                  ${t('picture.remove')}
                </button>`
              : nothing
          }
        </div>
      </div>
    </div>`;
  }

  #browse = (): void => this.#host.renderRoot.querySelector<HTMLInputElement>('.avatar .file')?.click();
}

/** Fills the canvas with the middle square of a picture. */
function draw(canvas: HTMLCanvasElement, bitmap: ImageBitmap): void {
  const side = SIDE * 2;
  if (canvas.width !== side) canvas.width = canvas.height = side;
  const length = Math.min(bitmap.width, bitmap.height);
  const [x, y] = [(bitmap.width - length) / 2, (bitmap.height - length) / 2];
  canvas.getContext('2d')?.drawImage(bitmap, x, y, length, length, 0, 0, side, side);
}
