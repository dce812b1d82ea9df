import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Colour is tested through theme tokens and real terminals; frames are compared as plain text.
    env: { FORCE_COLOR: '0', NODE_ENV: 'production' },
  },
});
