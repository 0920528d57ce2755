// Cron expressions and intervals as fields of the schema: of arrivals, and of what is provisioned at certain times.
import { textField } from '../fields.js';
import type { Parsed } from '../units.js';
import { parseCron, parseInterval } from './schedule.js';

export const cronText = textField(
  {
    parse: parseCron,
    pattern: '^(cron\\()?\\S+( +\\S+){5}\\)?$',
    noun: 'a cron expression such as cron(0 9 ? * MON-FRI *)',
    unit: '',
    code: 'bad-schedule',
  },
  {
    description: 'AWS’s six fields: minutes hours day-of-month month day-of-week year.',
    examples: ['0 9 ? * MON-FRI *'],
  },
);

const interval = (parse: (text: string) => Parsed<number>) =>
  textField(
    {
      parse,
      pattern: '^.+$',
      noun: 'a rate such as rate(5 minutes)',
      unit: ' minutes',
      code: 'bad-schedule',
    },
    { description: 'Every so many minutes, hours or days, the first after one of them.', examples: ['5 minutes'] },
  );

export const intervalText = interval(parseInterval);

/** The same for what calls nobody, of which the hints of calls say nothing. */
export const actionIntervalText = interval((text) => {
  const parsed = parseInterval(text);
  return 'value' in parsed ? parsed : { problem: parsed.problem };
});
