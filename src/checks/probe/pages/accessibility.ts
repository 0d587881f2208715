/**
 * What a machine can see of the accessibility of a page in its text alone: no styles are fetched, no script is run.
 *
 * Source   EGIF-ORG-SWN-005; WCAG 2.2, success criteria 1.1.1, 1.3.1, 1.4.3, 1.4.4, 2.4.2, 2.4.4, 3.1.1, 4.1.2.
 * Room     checks (floor 3). May be imported by probes only.
 */
import { type HtmlElement, plainText } from './html.js';

/** One barrier; `at` names the element, `got` what it has. */
export interface Barrier {
  readonly code: string;
  readonly at: string;
  readonly got?: string;
}

const of = (elements: readonly HtmlElement[], ...names: readonly string[]): readonly HtmlElement[] =>
  elements.filter(({ name }) => names.includes(name));
const has = ({ attributes }: HtmlElement, ...names: readonly string[]): boolean => names.some((name) => (attributes.get(name) ?? '').trim() !== '');
const attributeOf = ({ attributes }: HtmlElement, name: string): string => (attributes.get(name) ?? '').trim().toLowerCase();
const isHidden = (element: HtmlElement): boolean =>
  attributeOf(element, 'aria-hidden') === 'true' || element.attributes.has('hidden') || attributeOf(element, 'type') === 'hidden';
/** An element by its name and, where it has one, its id or its name: never its content. */
const label = (element: HtmlElement): string => {
  const id = element.attributes.get('id') ?? element.attributes.get('name') ?? '';
  return /^[\w.:-]{1,40}$/.test(id) ? `${element.name}[${id}]` : element.name;
};

function documentBarriers(elements: readonly HtmlElement[]): readonly Barrier[] {
  const [html] = of(elements, 'html');
  const [body] = of(elements, 'body');
  const [title] = of(elements, 'title');
  const language = html === undefined ? '' : attributeOf(html, 'lang');
  const direction = (html === undefined ? '' : attributeOf(html, 'dir')) || (body === undefined ? '' : attributeOf(body, 'dir'));
  const barriers: Barrier[] = [];
  if (!/^fa(-|$)/.test(language)) barriers.push({ code: 'page-language-missing', at: 'html/lang', got: language.slice(0, 20) });
  if (direction !== 'rtl') barriers.push({ code: 'page-direction-missing', at: 'html/dir', got: direction.slice(0, 20) });
  if (title === undefined || plainText(title.content) === '') barriers.push({ code: 'page-title-missing', at: 'title' });
  for (const meta of of(elements, 'meta').filter((each) => attributeOf(each, 'name') === 'viewport')) {
    const content = attributeOf(meta, 'content').replace(/\s/g, '');
    const [, scale] = /maximum-scale=([\d.]+)/.exec(content) ?? [];
    if (/user-scalable=(no|0)(,|$)/.test(content) || (scale !== undefined && Number(scale) < 2))
      barriers.push({ code: 'zoom-forbidden', at: 'meta/viewport', got: content.slice(0, 80) });
  }
  return barriers;
}

const named = (element: HtmlElement): boolean => has(element, 'aria-label', 'aria-labelledby', 'title');
const unlabelled: ReadonlySet<string> = new Set(['hidden', 'submit', 'reset', 'button', 'image']);

function controlBarriers(elements: readonly HtmlElement[]): readonly Barrier[] {
  const labels = of(elements, 'label');
  const pointed = new Set(labels.map(({ attributes }) => attributes.get('for')));
  const isLabelled = (control: HtmlElement): boolean =>
    named(control) ||
    (has(control, 'id') && pointed.has(control.attributes.get('id'))) ||
    labels.some(({ start, end, content }) => start < control.start && control.start < end && plainText(content) !== '');
  return of(elements, 'input', 'select', 'textarea')
    .filter((control) => !isHidden(control) && !unlabelled.has(attributeOf(control, 'type')) && !isLabelled(control))
    .map((control) => ({ code: 'control-without-label', at: label(control) }));
}

/** Whether an element has a name of its own: in words, in the alternative of a picture within, or by an attribute. */
function speaks(element: HtmlElement): boolean {
  return named(element) || plainText(element.content) !== '' || /\b(alt|aria-label)\s*=\s*["'][^"']*\S[^"']*["']/.test(element.content);
}

function nameBarriers(elements: readonly HtmlElement[]): readonly Barrier[] {
  const links = of(elements, 'a').filter((element) => has(element, 'href') && !isHidden(element) && !speaks(element));
  const buttons = of(elements, 'button').filter((element) => !isHidden(element) && !speaks(element));
  const frames = of(elements, 'iframe').filter((element) => !isHidden(element) && !named(element));
  return [...links, ...buttons, ...frames].map((element) => ({ code: 'name-missing', at: label(element) }));
}

function pictureBarriers(elements: readonly HtmlElement[]): readonly Barrier[] {
  const isPicture = (element: HtmlElement): boolean =>
    ['img', 'area'].includes(element.name) || (element.name === 'input' && attributeOf(element, 'type') === 'image');
  return elements
    .filter((element) => isPicture(element) && !element.attributes.has('alt') && !named(element) && !isHidden(element))
    .filter((element) => !['presentation', 'none'].includes(attributeOf(element, 'role')))
    .map((element) => ({ code: 'picture-without-alternative', at: label(element) }));
}

const plugIns = /x-shockwave-flash|x-silverlight|x-java-applet|x-java-vm|x-oleobject|futuresplash/;

function plugInBarriers(elements: readonly HtmlElement[]): readonly Barrier[] {
  return elements
    .filter(
      (element) =>
        element.name === 'applet' ||
        (['object', 'embed'].includes(element.name) &&
          (plugIns.test(attributeOf(element, 'type')) || /^clsid:/.test(attributeOf(element, 'classid')))),
    )
    .map((element) => ({ code: 'plug-in-needed', at: label(element) }));
}

/** Relative luminance of `#abc` or `#aabbcc` (WCAG 2.2, definitions); undefined of anything else. */
function luminanceOf(colour: string | undefined): number | undefined {
  const [, hex = ''] = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(colour ?? '') ?? [];
  if (hex === '') return undefined;
  const pairs = hex.length === 3 ? [...hex].map((digit) => digit + digit) : [hex.slice(0, 2), hex.slice(2, 4), hex.slice(4)];
  const [red = 0, green = 0, blue = 0] = pairs
    .map((pair) => Number.parseInt(pair, 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Below this a text is too pale at whatever size (1.4.3: 3 for large text, 4.5 else). */
const leastContrast = 3;

function contrastBarriers(elements: readonly HtmlElement[]): readonly Barrier[] {
  return elements.flatMap((element) => {
    const style = attributeOf(element, 'style');
    const [, front] = /(?:^|;)\s*color\s*:\s*([^;\s]+)/.exec(style) ?? [];
    const [, back] = /(?:^|;)\s*background(?:-color)?\s*:\s*([^;\s]+)\s*(?:;|$)/.exec(style) ?? [];
    const [a, b] = [luminanceOf(front), luminanceOf(back)];
    if (a === undefined || b === undefined || plainText(element.content) === '') return [];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    return ratio < leastContrast ? [{ code: 'contrast-low', at: label(element), got: ratio.toFixed(2) }] : [];
  });
}

/** Every barrier of a page. */
export function barriersOf(elements: readonly HtmlElement[]): readonly Barrier[] {
  return [documentBarriers, pictureBarriers, controlBarriers, nameBarriers, plugInBarriers, contrastBarriers].flatMap((look) => look(elements));
}

export const barrierCodes = [
  'page-language-missing',
  'page-direction-missing',
  'page-title-missing',
  'zoom-forbidden',
  'picture-without-alternative',
  'control-without-label',
  'name-missing',
  'plug-in-needed',
  'contrast-low',
] as const;
