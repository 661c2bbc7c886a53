// `npm run umbra -- COMMAND`: one command, two programs. What touches a server's home belongs to the
// API, which alone knows how it is stored; everything else is the trainer's.
const ofTheApi = ['backup', 'restore', 'doctor'];

await import(
  ofTheApi.includes(process.argv[2])
    ? '../apps/api/dist/maintenance/main.js'
    : '../packages/trainer/dist/cli.js'
);
