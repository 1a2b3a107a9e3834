// @ts-check
// Packs texts as a zip file, without compressing them.

/** @param {Uint8Array} bytes */
function checksum(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) {
      sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
  }
  return ~sum;
}

/**
 * Return the bytes of numbers, each with its size in bytes, the lowest byte first.
 * @param {Array<[number, number]>} numbers
 */
function packed(numbers) {
  return Uint8Array.from(numbers.flatMap(([size, number]) => Array.from({ length: size }, (_, place) => number >>> (8 * place))));
}

/**
 * @param {Array<[string, string]>} files names and texts
 * @returns {BlobPart[]} the parts of the zip file
 */
export function zipped(files) {
  const encoder = new TextEncoder();
  const parts = [];
  const list = [];
  let offset = 0;
  for (const [path, text] of files) {
    const [name, content] = [encoder.encode(path), encoder.encode(text)];
    // Version 2.0, names in UTF-8, not compressed, 1 January 1980.
    /** @type {Array<[number, number]>} */
    const about = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, 33], [4, checksum(content)], [4, content.length], [4, content.length], [2, name.length], [2, 0]];
    const head = packed([[4, 0x04034b50], ...about]);
    parts.push(head, name, content);
    list.push(packed([[4, 0x02014b50], [2, 20], ...about, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]), name);
    offset += head.length + name.length + content.length;
  }
  const size = list.reduce((sum, part) => sum + part.length, 0);
  const end = packed([[4, 0x06054b50], [4, 0], [2, files.length], [2, files.length], [4, size], [4, offset], [2, 0]]);
  return [...parts, ...list, end];
}
