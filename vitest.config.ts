import { defineConfig } from 'vitest/config';

export default defineConfig({
  // React's production build, which the tests run as the game does, has no `jsxDEV`.
  oxc: { jsx: { runtime: 'automatic', development: false } },
  test: {
    // Colour is tested through theme tokens and real terminals; frames are compared as plain text.
    env: { FORCE_COLOR: '0', NODE_ENV: 'production' },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/**/*.test.{ts,tsx}'], exclude: ['test/e2e/**'] },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/global-setup.ts',
          // An upper limit for a hanging program, on a busy machine; the tests wait for the screen, not for time.
          testTimeout: 60_000,
        },
      },
    ],
  },
});
