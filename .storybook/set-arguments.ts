import { nothing } from 'lit';
import { directive, Directive, type ChildPart } from 'lit/directive.js';
import { declarationOf, type Manifest } from './arg-types.ts';

type Arguments = Readonly<Record<string, unknown>>;

/** Set on nothing: an argument that nobody has given, a text that is empty, a switch that is off. */
const isUnset = (value: unknown): boolean => value === undefined || value === null || value === '' || value === false;

class SetArguments extends Directive {
  #widget: Element | undefined;
  #set: Arguments = {};

  render(_manifest: Manifest, _tagName: string | undefined, _args: Arguments): typeof nothing {
    return nothing;
  }

  override update(part: ChildPart, [manifest, tagName = '', args]: Parameters<this['render']>): typeof nothing {
    const widget = tagName && (part.parentNode as Element).querySelector(tagName);
    if (!widget) return nothing;
    if (widget !== this.#widget) this.#set = {};
    this.#widget = widget;
    const { attributes = [], members = [] } = declarationOf(manifest, tagName) ?? {};
    for (const [name, value] of Object.entries(args)) {
      if (value === this.#set[name] || (isUnset(value) && !(name in this.#set))) continue;
      const attribute = attributes.find((each) => (each.fieldName ?? each.name) === name)?.name;
      if (attribute && isUnset(value)) widget.removeAttribute(attribute);
      else if (attribute) widget.setAttribute(attribute, value === true ? '' : String(value));
      else if (members.some((member) => member.name === name && !member.readonly))
        Object.assign(widget, { [name]: value });
    }
    this.#set = args;
    return nothing;
  }
}

/**
 * Gives the first element of a story with the widget's tag what its controls say, after the story has drawn it; so each
 * control works in every story. What no control says stays as the story has it.
 */
export const setArguments = directive(SetArguments);
