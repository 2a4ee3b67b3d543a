import { openTestStore } from '../../support/device-store.ts';

// Opens a device's database, which migrates it, in a process that a test can kill. `node open-main.ts <file>`

process.send!({ kind: 'opening' });
openTestStore(process.argv[2]!).close();
process.send!({ kind: 'opened' });
process.disconnect();
