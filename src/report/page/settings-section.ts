// The section of the page on the settings in force: the main ones side by side, what calls the functions, and every one with where
// it comes from.
import type { Explanation, SettingGroup } from '../../explanation.js';
import type { Result } from '../../result.js';
import { type ReportTable, settingsTable, trafficTable } from '../content/tables.js';
import { originText } from '../explanation/settings.js';
import { count } from '../format.js';
import { folded, type Html, html, list, NO_HTML, name, section, table } from './markup.js';

/** Where every setting comes from. */
export type Origins = Pick<Explanation, 'groups' | 'assumptions'>;

export function settingsSection(result: Result, origins: Origins | undefined): Html {
  return section('settings', 'Settings in force', [
    table(settingsTable(result), 'quiet'),
    table(trafficTable(result)),
    origins === undefined ? NO_HTML : everySetting(origins),
  ]);
}

function everySetting({ groups, assumptions }: Origins): Html {
  const amount = groups.reduce((sum, { settings }) => sum + settings.length, 0);
  const items = Object.entries(assumptions).map(([id, says]) => html`<b>${id}</b>: ${says}`);
  const told = items.length === 0 ? NO_HTML : html`<h3 class="apart">What the defaults assume</h3>${list(items)}`;
  return folded(
    `All ${count(amount)} settings, and where each comes from`,
    html`${groups.map(groupTable)}${told}<p class="note">docs/MODEL.md has the sources of these, and what follows if one is wrong.</p>`,
  );
}

function groupTable(group: SettingGroup): Html {
  const title = group.name === null ? html`the ${group.kind}` : html`${group.kind} ${name(group.name)}`;
  const content: ReportTable = {
    caption: group.name === null ? `Settings of the ${group.kind}` : `Settings of ${group.kind} ${group.name}`,
    head: ['Setting', 'Value', 'From'],
    rows: group.settings.map(({ key, value, origin }) => [
      { name: key },
      { name: value },
      { name: originText(origin) },
    ]),
    words: [1, 2],
  };
  return html`<h3 class="apart">${title}</h3>${table(content, 'quiet')}`;
}
