// `--charts`: every chart of the page as a picture, for documents and slides. What draws them is loaded only when asked for.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { ChartGroup } from '../../report/page/drawn.js';
import { reasonOf } from '../../runner/reason.js';
import { show } from '../../scenario/diagnostics.js';
import { BadInput } from '../fail.js';
import { GROUP, text } from '../input/flags.js';

export const CHARTS = text(GROUP.output, "Write every chart into the report's folder charts/: svg, png or svg,png");

/** The pictures of charts, by the names of their files. */
export type ChartFiles = (groups: readonly ChartGroup[]) => Promise<Record<string, string | Uint8Array>>;

/** From the SVG of a picture what its file holds. */
type Encoder = (svg: string) => string | Uint8Array;

/** `null` where none are asked for. Throws `BadInput` for a format that is not known or cannot be written here. */
export async function chartFiles(given: string | undefined): Promise<ChartFiles | null> {
  if (given === undefined) return null;
  const formats = [...new Set(given.split(','))];
  const encoders = new Map<string, Encoder>();
  for (const format of formats) encoders.set(format, await encoderOf(format, given));
  return async (groups) => {
    const { pictures } = await import('../../report/files/pictures.js');
    const files: Record<string, string | Uint8Array> = {};
    for await (const { name, svg } of pictures(groups)) {
      for (const [format, encode] of encoders) files[`${name}.${format}`] = encode(svg);
    }
    return files;
  };
}

async function encoderOf(format: string, given: string): Promise<Encoder> {
  switch (format) {
    case 'svg':
      return (svg) => svg;
    case 'png':
      return pngEncoder();
    default:
      throw new BadInput(`--charts ${show(given, 200)}: give svg, png or both, as in --charts svg,png`);
  }
}

/** Pixels of a PNG for one of the SVG, so that it is sharp on paper too. */
const ZOOM = 2;
const FONTS = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'];

export async function pngEncoder(): Promise<Encoder> {
  try {
    const { Resvg } = await import('@resvg/resvg-js');
    const fonts = dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json'));
    // Of the machine's own fonts none, so that a picture is the same everywhere.
    const font = {
      loadSystemFonts: false,
      fontFiles: FONTS.map((file) => join(fonts, 'ttf', file)),
      defaultFontFamily: 'DejaVu Sans',
      sansSerifFamily: 'DejaVu Sans',
    };
    return (svg) => new Resvg(svg, { font, fitTo: { mode: 'zoom', value: ZOOM } }).render().asPng();
  } catch (error) {
    throw new BadInput(
      `--charts png needs the packages @resvg/resvg-js and dejavu-fonts-ttf, which do not load here ` +
        `(${show(reasonOf(error), 200)}). Install them with npm install, or write --charts svg`,
    );
  }
}
