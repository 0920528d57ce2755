// jstat ships no types; this is the part that we use.
declare module 'jstat' {
  const jstat: {
    readonly studentt: { inv(probability: number, degrees: number): number };
  };
  export default jstat;
}
