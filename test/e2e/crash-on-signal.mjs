// Loaded into the game by tests, and only by them: SIGUSR2 is a bug, of the kind that PROVOKE names.
process.on('SIGUSR2', () => {
  // zod leaves a mark on the global object as soon as it runs.
  const schema = '__zod_globalConfig' in globalThis ? 'schema loaded' : 'schema not loaded';
  const error = new Error(`provoked, ${schema}`);
  if (process.env.PROVOKE === 'rejection') Promise.reject(error);
  else throw error;
});
