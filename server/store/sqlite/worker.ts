/** The thread of one organization: it alone opens the organization's file, and executes its operations one after another. */
import { parentPort, workerData } from 'node:worker_threads';
import { operationNamed, type OperationTable } from '../run-operation.ts';
import { OrganizationDatabase } from './organization-database.ts';
import { errorToData, type WorkerReply, type WorkerRequest, type WorkerStart } from './worker-messages.ts';

const { file, create, operationsUrl } = workerData as WorkerStart;
const port = parentPort!;

const send = (reply: WorkerReply): void => port.postMessage(reply);

function serve(database: OrganizationDatabase, operations: OperationTable): void {
  port.on('message', (request: WorkerRequest) => {
    if (request.kind === 'close') {
      database.close();
      port.close(); // nothing else keeps the thread alive
      return;
    }
    const { id, name, input } = request;
    try {
      const operation = operationNamed(operations, name);
      const { result, committedVersion } = database.execute(operation, input);
      if (committedVersion !== undefined) send({ kind: 'committed', version: committedVersion });
      if (operation.endsAccess) send({ kind: 'accessEnded' });
      send({ kind: 'done', id, result });
    } catch (cause) {
      send({ kind: 'failed', id, error: errorToData(cause) });
    }
  });
  send({ kind: 'ready' });
}

const { operations } = (await import(operationsUrl)) as { operations: OperationTable };
try {
  serve(new OrganizationDatabase(file, { create }), operations);
} catch (cause) {
  send({ kind: 'unusable', error: errorToData(cause) });
  port.close();
}
