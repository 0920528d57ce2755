// The check sum of gzip (CRC-32, ISO 3309): four bytes a step, by table.

/** Row `k` of the table is the sum of a byte that `k` zero bytes follow. */
const TABLE = table(4);

/** The sum of everything so far and `bytes`; 0 is the sum of nothing. Signed 32 bits. */
export function crc32(soFar: number, bytes: Uint8Array): number {
  let sum = ~soFar;
  let at = 0;
  for (const end = bytes.length - 3; at < end; at += 4) {
    sum ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    sum =
      TABLE[768 + (sum & 255)]! ^
      TABLE[512 + ((sum >>> 8) & 255)]! ^
      TABLE[256 + ((sum >>> 16) & 255)]! ^
      TABLE[sum >>> 24]!;
  }
  for (; at < bytes.length; at++) sum = TABLE[(sum ^ bytes[at]!) & 255]! ^ (sum >>> 8);
  return ~sum;
}

function table(rows: number): Int32Array {
  const entries = new Int32Array(256 * rows);
  for (let byte = 0; byte < 256; byte++) {
    let sum = byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    entries[byte] = sum;
  }
  for (let at = 256; at < entries.length; at++) {
    const before = entries[at - 256]!;
    entries[at] = entries[before & 255]! ^ (before >>> 8);
  }
  return entries;
}
