/**
 * Reads the weights that TensorFlow saved in a Python wheel: a zip archive with, for each network, an index (a table
 * in LevelDB's format of BundleEntry messages) and one file of raw numbers.
 */
import { inflateRawSync } from 'node:zlib';
import { Reader } from 'protobufjs/minimal.js';
import { float32, sizeOf, type TensorValue } from '../../src/onnx/tensor.ts';

const FLOAT = 1;

/** The float32 variables of the network saved under `folder` of the archive, by name. */
export function readCheckpoint(wheel: Buffer, folder: string): Map<string, TensorValue> {
  const table = readEntry(wheel, `${folder}/.index`);
  const data = readEntry(wheel, `${folder}/.data-00000-of-00001`);
  const variables = new Map<string, TensorValue>();
  for (const [name, value] of readTable(table)) {
    const { type, shape, offset } = readBundleEntry(value);
    if (name === '' || type !== FLOAT) continue;
    const bytes = data.subarray(offset, offset + 4 * sizeOf(shape));
    const values = Float32Array.from({ length: sizeOf(shape) }, (_, i) => bytes.readFloatLE(4 * i));
    variables.set(name, float32(values, shape));
  }
  return variables;
}

/** One file of a zip archive, found through the directory at its end. */
export function readEntry(zip: Buffer, path: string): Buffer {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let at = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [packed, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    if (zip.toString('utf8', at + 46, at + 46 + nameLength) === path) {
      const local = zip.readUInt32LE(at + 42);
      const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const bytes = zip.subarray(start, start + packed);
      return zip.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes);
    }
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  throw new Error(`Expected ${path} in the archive, got none.`);
}

/** Keys and values of an uncompressed LevelDB table: the footer points to an index block, that to the data. */
function* readTable(table: Buffer): Generator<[string, Uint8Array]> {
  const footer = Reader.create(table.subarray(-48));
  footer.uint64();
  footer.uint64();
  for (const [, handle] of readBlock(table, footer)) {
    for (const [key, value] of readBlock(table, Reader.create(handle))) yield [key.toString(), value];
  }
}

/** The entries of the block whose offset and size `handle` reads; each key shares a beginning with the last. */
function* readBlock(table: Buffer, handle: Reader): Generator<[Buffer, Uint8Array]> {
  const [offset, size] = [Number(handle.uint64()), Number(handle.uint64())];
  const restarts = table.readUInt32LE(offset + size - 4);
  const block = Reader.create(table.subarray(offset, offset + size - 4 * (restarts + 1)));
  let key = Buffer.alloc(0);
  while (block.pos < block.len) {
    const [shared, rest, length] = [block.uint32(), block.uint32(), block.uint32()];
    key = Buffer.concat([key.subarray(0, shared), take(block, rest)]);
    yield [key, take(block, length)];
  }
}

function take(reader: Reader, length: number): Uint8Array {
  const start = reader.pos;
  reader.skip(length);
  return reader.buf.subarray(start, start + length);
}

function readBundleEntry(bytes: Uint8Array): { type: number; shape: number[]; offset: number } {
  const entry = { type: 0, shape: [] as number[], offset: 0 };
  const reader = Reader.create(bytes);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === 1) entry.type = reader.uint32();
    else if (tag >>> 3 === 2) entry.shape = readShape(reader.bytes());
    else if (tag >>> 3 === 4) entry.offset = Number(reader.uint64());
    else reader.skipType(tag & 7);
  }
  return entry;
}

function readShape(bytes: Uint8Array): number[] {
  const shape: number[] = [];
  const reader = Reader.create(bytes);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 !== 2) {
      reader.skipType(tag & 7);
      continue;
    }
    const dimension = Reader.create(reader.bytes());
    while (dimension.pos < dimension.len) {
      const part = dimension.uint32();
      if (part >>> 3 === 1) shape.push(Number(dimension.uint64()));
      else dimension.skipType(part & 7);
    }
  }
  return shape;
}
