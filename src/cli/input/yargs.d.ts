// What yargs has and its types leave out.
import 'yargs';

declare module 'yargs' {
  interface Argv<T> {
    usageConfiguration(configuration: { readonly 'hide-types'?: boolean }): this;
    /** The flags at hand. */
    getOptions(): {
      readonly key: Readonly<Record<string, unknown>>;
      readonly choices: Readonly<Record<string, readonly string[] | undefined>>;
      readonly boolean: readonly string[];
    };
    /** Names of flags by the heading of the help. */
    getGroups(): Readonly<Record<string, readonly string[] | undefined>>;
  }
}
