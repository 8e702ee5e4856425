/** Bundles the window: the same files for the desktop and for the browser. */
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  plugins: [react()],
  build: { target: 'chrome120', sourcemap: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
