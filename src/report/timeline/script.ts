// The script of the timeline, put together from its parts: one constant, so that its hash can stand in the content security policy.
import { AROUND_SCRIPT } from './around-script.js';
import { BEGIN_SCRIPT } from './begin-script.js';
import { DECODE_SCRIPT } from './decode-script.js';
import { PAINT_SCRIPT } from './paint-script.js';
import { PIXELS_SCRIPT } from './pixels-script.js';
import { POINT_SCRIPT } from './point-script.js';
import { VIEW_SCRIPT } from './view-script.js';

const PARTS = [DECODE_SCRIPT, VIEW_SCRIPT, PAINT_SCRIPT, AROUND_SCRIPT, PIXELS_SCRIPT, POINT_SCRIPT, BEGIN_SCRIPT];

export const TIMELINE_SCRIPT = `
'use strict';
(() => {${PARTS.join('')}})();
`;
