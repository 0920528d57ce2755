import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BrokenFile, type ByteSource } from '../../../src/workload/files/bytes.js';
import { CsvReader } from '../../../src/workload/files/csv.js';
import { bytesOf } from '../../support/bytes.js';
import { inPieces } from '../../support/pieces.js';

function records(source: ByteSource): { readonly line: number; readonly fields: string[] }[] {
  const reader = new CsvReader(source);
  const all: { line: number; fields: string[] }[] = [];
  while (reader.next()) {
    all.push({ line: reader.line, fields: Array.from({ length: reader.fields }, (_, field) => reader.text(field)) });
  }
  return all;
}

const fail = (): never => {
  throw new BrokenFile('it is cut off');
};

const fieldsOf = (text: string): string[][] => records(bytesOf(text)).map(({ fields }) => fields);

describe('comma-separated records', () => {
  it('are lines of fields between commas', () => {
    expect(fieldsOf('a,b,c\n1,2,3\n')).toEqual([
      ['a', 'b', 'c'],
      ['1', '2', '3'],
    ]);
  });

  it('need no line end after the last', () => {
    expect(fieldsOf('a,b\n1,2')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('may end in CRLF', () => {
    expect(fieldsOf('a,b\r\n1,2\r\n')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('have their line numbers, empty lines counted but left out', () => {
    expect(records(bytesOf('\n\r\na,b\n\n\n1,2\n\n'))).toEqual([
      { line: 3, fields: ['a', 'b'] },
      { line: 6, fields: ['1', '2'] },
    ]);
  });

  it('may have empty fields', () => {
    expect(fieldsOf(',\na,,b\n,,\n')).toEqual([
      ['', ''],
      ['a', '', 'b'],
      ['', '', ''],
    ]);
  });

  it('are none in an empty file, nor in one of empty lines or a byte order mark alone', () => {
    for (const text of ['', '\n', '\r\n\n', '\ufeff']) expect(fieldsOf(text)).toEqual([]);
  });

  it('may come after a byte order mark', () => {
    expect(fieldsOf('\ufeffa,b\n')).toEqual([['a', 'b']]);
  });

  it('lose the quotes around a field, in which commas and line ends are text', () => {
    expect(fieldsOf('"a,b",c\n"x\ny",z\n')).toEqual([
      ['a,b', 'c'],
      ['x\ny', 'z'],
    ]);
  });

  it('count the line ends inside quotes', () => {
    expect(records(bytesOf('"a\nb",c\nd,e\n')).map(({ line }) => line)).toEqual([1, 3]);
  });

  it('keep a quote in the midst of a field', () => {
    expect(fieldsOf('5" disk,x\n')).toEqual([['5" disk', 'x']]);
  });

  it('are not split at a comma in quotes after a doubled quote, which stands for one (RFC 4180)', () => {
    expect(fieldsOf('"say ""hi, you""",b\n').map((fields) => fields.length)).toEqual([2]);
  });

  it('may stand in quotes at the end of a file and before CRLF', () => {
    expect(fieldsOf('"a","b"\r\n"c","d"')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('are UTF-8', () => {
    expect(fieldsOf('größe,関数\n')).toEqual([['größe', '関数']]);
  });

  it('may have any number of fields', () => {
    const row = Array.from({ length: 5000 }, (_, i) => `${i}`);
    expect(fieldsOf(`a,b\n${row.join(',')}\nc,d\n`)).toEqual([['a', 'b'], row, ['c', 'd']]);
  });

  it('are refused where one goes on for ever, as after a quote that nothing closes', () => {
    expect(() => fieldsOf(`a,b\n"${'x'.repeat(1_000_000)}`)).toThrow(expect.objectContaining({ line: 2 }));
  });

  it('are refused at the line where a broken file ends', () => {
    const rest = bytesOf('a,b\n1,2\n3,');
    const broken: ByteSource = {
      read: (into) => rest.read(into) || fail(),
      close: () => undefined,
    };
    const reader = new CsvReader(broken);
    expect([reader.next(), reader.next()]).toEqual([true, true]);
    expect(() => reader.next()).toThrow(expect.objectContaining({ line: 3, message: 'it is cut off' }));
  });

  it('may hold zeros, and whatever else is no comma, quote or line end', () => {
    expect(fieldsOf('a\0b,\t !\0\n\0,c')).toEqual([
      ['a\0b', '\t !\0'],
      ['\0', 'c'],
    ]);
  });

  it('are the same for a file larger than the buffer', () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => [`${i}`, `function-${i % 7}`, `${i * 0.5}`]);
    expect(fieldsOf(rows.map((row) => row.join(',')).join('\n'))).toEqual(rows);
  });

  const field = fc.oneof(
    fc.stringMatching(/^[a-z0-9 .:ü€]{0,8}$/),
    fc.stringMatching(/^[a-z,\n\r ]{0,8}$/).map((text) => `"${text}"`),
  );
  const lineEnd = fc.constantFrom('\n', '\r\n', '\n\n', '\n\r\n');
  const file = fc
    .tuple(
      fc.boolean(),
      fc.array(fc.tuple(fc.array(field, { minLength: 1, maxLength: 5 }), lineEnd), { maxLength: 12 }),
      fc.boolean(),
    )
    .map(([mark, lines, open]) => {
      const text = lines.map(([fields, end]) => fields.join(',') + end).join('');
      return (mark ? '\ufeff' : '') + (open ? text.replace(/[\r\n]+$/, '') : text);
    });
  const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 });

  it('are the same wherever the file is cut into pieces', () => {
    fc.assert(
      fc.property(file, sizes, (text, pieces) => {
        expect(records(inPieces(new TextEncoder().encode(text), pieces))).toEqual(records(bytesOf(text)));
      }),
      { numRuns: 1000, seed: 1 },
    );
  });

  it('give back what was written', () => {
    const plain = fc.stringMatching(/^[a-z0-9 ]{1,8}$/);
    fc.assert(
      fc.property(
        fc.array(fc.array(plain, { minLength: 1, maxLength: 6 }), { maxLength: 10 }),
        sizes,
        (rows, pieces) => {
          const text = rows
            .map((row) => row.map((each, i) => (i % 2 === 1 ? `"${each},"` : each)).join(','))
            .join('\n');
          const written = rows.map((row) => row.map((each, i) => (i % 2 === 1 ? `${each},` : each)));
          expect(records(inPieces(new TextEncoder().encode(text), pieces)).map(({ fields }) => fields)).toEqual(
            written,
          );
        },
      ),
      { numRuns: 300, seed: 2 },
    );
  });
});
