// What AWS refuses about packages, their sizes and where they come from, about layers, and about runtimes that it has for images
// alone.
import { IMAGE_RUNTIMES } from '../../lambda/cold-start/runtimes.js';
import { LAYER_VERSION, MAX_IMAGE_BYTES, MAX_UPLOAD_BYTES, MAX_ZIP_BYTES } from '../../lambda/defaults.js';
import { type Context, failure, functionsOf } from '../checks/context.js';
import { type Path, type Problem, show } from '../diagnostics.js';
import type { CheckedFunction } from '../schema.js';
import { sizeOf, sourceOf } from './cold-start.js';
import { knownRegion } from './names.js';

export function checkPackages(context: Context): Problem[] {
  return functionsOf(context).flatMap(([name, spec]) => {
    const path = ['functions', name];
    return [
      ...(spec.package.type === 'zip' ? zipProblems(path, spec) : imageProblems(path, spec)),
      ...layerProblems(context, name, spec),
    ];
  });
}

function zipProblems(path: Path, spec: CheckedFunction): Problem[] {
  const { size, zipped, source, chunkCache } = spec.package;
  const at = [...path, 'package'];
  const problems = [...tooLarge(path, spec)];
  if (source === 'ecr') {
    const message = 'a zip package does not come from ECR: that holds images';
    const hint = 'source: upload or s3, or type: image';
    problems.push(failure({ code: 'package-source', message, path: [...at, 'source'], hint }));
  }
  if (sourceOf(spec) === 'upload' && (zipped ?? 0) > MAX_UPLOAD_BYTES) {
    const message = `Zipped size must be smaller than ${MAX_UPLOAD_BYTES} bytes, 50 MB, where a zip is uploaded directly`;
    const hint = 'source: s3 takes more, up to 250 MB unzipped';
    problems.push(failure({ code: 'package-too-large', message, path: [...at, 'zipped'], hint }));
  }
  if (chunkCache === 'empty') {
    const message = 'only images are read in chunks: a zip package has no chunk cache';
    const hint = 'leave chunkCache out';
    problems.push(failure({ code: 'bad-chunk-cache', message, path: [...at, 'chunkCache'], hint }));
  }
  if (IMAGE_RUNTIMES.includes(spec.runtime)) {
    const message = `Value ${spec.runtime} at 'runtime' failed to satisfy constraint: AWS has it for images alone`;
    const hint = size === undefined ? 'write package: { type: image }' : 'write package: { type: image, size: … }';
    problems.push(failure({ code: 'runtime-of-images', message, path: [...path, 'runtime'], hint }));
  }
  return problems;
}

/** A zip that has more than 250 MB itself cannot hold less. */
function tooLarge(path: Path, spec: CheckedFunction): Problem[] {
  const { size, zipped } = spec.package;
  const problem = (message: string, ...at: string[]): Problem[] => [
    failure({ code: 'package-too-large', message, path: [...path, ...at], hint: 'an image may have 10 GB' }),
  ];
  const alone = `Unzipped size must be smaller than ${MAX_ZIP_BYTES} bytes, 250 MB`;
  if ((size ?? 0) > MAX_ZIP_BYTES) return problem(alone, 'package', 'size');
  if ((zipped ?? 0) > MAX_ZIP_BYTES && spec.package.source !== 'upload') return problem(alone, 'package', 'zipped');
  const all = sizeOf(spec) ?? 0;
  if (all <= MAX_ZIP_BYTES) return [];
  const message = `Function code combined with layers exceeds the maximum allowed size of ${MAX_ZIP_BYTES} bytes, 250 MB. The actual size is ${all} bytes`;
  return size === undefined ? problem(message, 'layers') : problem(message, 'package', 'size');
}

function imageProblems(
  path: Path,
  { package: { size, zipped, source, chunkCache }, layers }: CheckedFunction,
): Problem[] {
  const at = [...path, 'package'];
  const problems: Problem[] = [];
  if ((size ?? 0) > MAX_IMAGE_BYTES) {
    const message = 'the package is too large: AWS allows 10 GB for an image, uncompressed, all layers included';
    problems.push(failure({ code: 'package-too-large', message, path: [...at, 'size'] }));
  }
  if (source !== undefined && source !== 'ecr') {
    const message = `an image comes from ECR, not ${source === 's3' ? 'from S3' : 'by upload'}`;
    problems.push(failure({ code: 'package-source', message, path: [...at, 'source'], hint: 'source: ecr' }));
  }
  if (zipped !== undefined) {
    const message = 'an image is not zipped: AWS counts its uncompressed size';
    const hint = 'give size, or type: zip';
    problems.push(failure({ code: 'package-source', message, path: [...at, 'zipped'], hint }));
  }
  if (layers.length > 0) {
    const message = 'Layers are not supported for functions of package type Image';
    const hint = 'an image brings its own files: add their size to package.size';
    problems.push(failure({ code: 'layers-with-image', message, path: [...path, 'layers'], hint }));
  }
  if (chunkCache === 'empty' && size === undefined) {
    const message = 'how long it takes to read an image follows from its size, which is missing';
    const hint = 'for example package: { type: image, size: 120MB, chunkCache: empty }';
    problems.push(failure({ code: 'bad-chunk-cache', message, path: [...at, 'chunkCache'], hint }));
  }
  return problems;
}

/** Of layers that are named by their ARNs: one version of each, in the function's region. */
function layerProblems(context: Context, name: string, { layers }: CheckedFunction): Problem[] {
  const region = knownRegion(context, name);
  const first = new Map<string, string>();
  return layers.flatMap(({ name: text = '' }, index): Problem[] => {
    const [, layer, where] = LAYER_VERSION.exec(text) ?? [];
    if (layer === undefined) return [];
    const at = ['functions', name, 'layers', index, 'name'];
    const other = first.get(layer);
    if (other !== undefined) {
      const message = `Two different versions of the same layer are not allowed to be referenced in the same function. ${show(other, 140)} and ${show(text, 140)} are versions of the same layer`;
      return [failure({ code: 'layer-twice', message, path: at, hint: 'leave one of them out' })];
    }
    first.set(layer, text);
    if (region === null || where === region) return [];
    const message = `Layers are not in the same region as the function. Layers are expected to be in region ${region}`;
    return [failure({ code: 'layer-region', message, path: at })];
  });
}
