/** Renders the app's icons from electron/icons/icon.svg with a Chromium: `node scripts/make-icons.mjs`. The results are committed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumArguments, findChromium } from './chromium.mjs';
import { root } from './toolchain.mjs';

const folder = join(root, 'electron', 'icons');

/** Types of the images in an icns file, by their size in pixels; those of one size are for screens of one and of two densities. */
const icnsTypes = {
  32: ['ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
};
const icoSizes = [16, 24, 32, 48, 64, 128, 256];

async function render(sizes) {
  const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
  const images = new Map();
  for (const size of sizes) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${svg}`,
    );
    images.set(size, await page.screenshot({ omitBackground: true }));
    await page.close();
  }
  await browser.close();
  return images;
}

/** An icns file: a head, then each image behind its type and length. */
function icns(images) {
  const parts = Object.entries(icnsTypes).flatMap(([size, types]) =>
    types.map((type) => chunk(type, images.get(Number(size)))),
  );
  return chunk('icns', Buffer.concat(parts));
}

function chunk(type, content) {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([head, content]);
}

/** An ico file: a head, a directory, then the images. */
function ico(images) {
  const head = Buffer.from([0, 0, 1, 0, icoSizes.length, 0]);
  let offset = head.length + 16 * icoSizes.length;
  const entries = icoSizes.map((size) => {
    const entry = Buffer.alloc(16);
    // 256 is written as 0.
    entry.writeUInt8(size % 256, 0);
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(images.get(size).length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += images.get(size).length;
    return entry;
  });
  return Buffer.concat([head, ...entries, ...icoSizes.map((size) => images.get(size))]);
}

const images = await render([...new Set([...icoSizes, ...Object.keys(icnsTypes).map(Number)])]);
writeFileSync(join(folder, 'icon.png'), images.get(1024));
writeFileSync(join(folder, 'icon.icns'), icns(images));
writeFileSync(join(folder, 'icon.ico'), ico(images));
