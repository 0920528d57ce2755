// The package's version, where Node is not there to read package.json; a test keeps the two equal.
export const VERSION = '0.1.0';
