// Loaded into the game by tests, and only by them: SIGUSR2 is a bug, of the kind that PROVOKE names.
process.on('SIGUSR2', () => {
  if (process.env.PROVOKE === 'rejection') Promise.reject(new Error('provoked'));
  else throw new Error('provoked');
});
