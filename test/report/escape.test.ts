import { describe, expect, it } from 'vitest';
import {
  forChart,
  forCsv,
  forHtml,
  forJson,
  forMarkdown,
  forScript,
  forTerminal,
  markdownCode,
} from '../../src/report/escape.js';

describe('text that strangers wrote', () => {
  it('cannot move the cursor or colour the terminal', () => {
    expect(forTerminal('a\u001b[2Jb\r\nc\u009bd')).toBe('a\\x1b[2Jb\\x0d\\x0ac\\x9bd');
  });

  it('cannot turn the reading direction of what follows', () => {
    expect(forTerminal('a\u202etxt.exe')).toBe('a\\u202etxt.exe');
    expect(forHtml('a\u202etxt.exe\u2066')).toBe('a\\u202etxt.exe\\u2066');
  });

  it('has no unseen letter of one direction, by which a number could change its place', () => {
    expect(forTerminal('a\u200f\u061c 1')).toBe('a\\u200f\\u061c 1');
    expect(forHtml('a\u200e 1')).toBe('a\\u200e 1');
  });

  it('is the same document in JSON, in which nothing acts on a terminal', () => {
    const value = { 'a\u202e': ['\u001b[2J', '\u009b', 'b\u2028\u200f'] };
    for (const indent of [0, 2]) {
      const text = forJson(value, undefined, indent);
      expect(text).toMatch(/^[\n -~]*$/);
      expect(JSON.parse(text)).toEqual(value);
    }
  });

  it('stays equal in charts to what it was equal to, without what reorders', () => {
    const { name, test } = JSON.parse(forChart({ name: 'a\u202e', test: `datum === "a\u202e"` })) as Record<
      string,
      string
    >;
    expect(test).toBe(`datum === "${name}"`);
    expect(name).toBe('a\ufffd');
  });

  it('keeps its letters in any script', () => {
    for (const text of ['🧨', 'مرحبا', '日本語', 'ñ']) {
      expect(forTerminal(text)).toBe(text);
      expect(forHtml(text)).toBe(text);
    }
  });

  it('is text in HTML and in its attributes', () => {
    expect(forHtml(`<b a="1" c='2'>&`)).toBe('&#60;b a=&#34;1&#34; c=&#39;2&#39;&#62;&#38;');
  });

  it('cannot end the script that holds it, and parses to itself', () => {
    const text = '</script><!--<script>\u2028\u2029';
    expect(forScript({ text })).not.toMatch(/[<\u2028\u2029]/);
    expect(JSON.parse(forScript({ text }))).toEqual({ text });
  });

  it('is text in Markdown', () => {
    expect(forMarkdown('*a* [b](c)\n# d <e> `f` &amp;')).toBe('\\*a\\* \\[b\\](c) \\# d &lt;e> \\`f\\` &amp;amp;');
  });

  it('is code in Markdown whatever backticks it holds', () => {
    expect(markdownCode('a')).toBe('`a`');
    expect(markdownCode('a`b``c')).toBe('``` a`b``c ```');
  });

  it('is never a formula in a spreadsheet, while numbers stay numbers', () => {
    expect(forCsv('=1+1')).toBe("'=1+1");
    expect(forCsv('@cmd')).toBe("'@cmd");
    expect(forCsv('+cmd|x')).toBe("'+cmd|x");
    expect(forCsv('-cmd')).toBe("'-cmd");
    expect(forCsv('-1.5e-7')).toBe('-1.5e-7');
  });

  it('is quoted in CSV where it must be', () => {
    expect(forCsv('a,"b"')).toBe('"a,""b"""');
    expect(forCsv('a\nb')).toBe('"a\nb"');
    expect(forCsv('=a,b')).toBe(`"'=a,b"`);
  });

  it('has no control character in CSV but tabs and line breaks', () => {
    expect(forCsv('a\u001b[2J\tb\n')).toBe('"a\\x1b[2J\tb\n"');
  });
});
