// Loaded into Actual's server (--import). Its device is busy for longer than the five seconds after which Node's servers close an
// idle connection, writes its next request on the closed one, and gives up: with this it gets to the end.
import { Server } from 'node:http';

const listen = Server.prototype.listen as (...args: unknown[]) => Server;
Server.prototype.listen = function (this: Server, ...args: unknown[]): Server {
  this.keepAliveTimeout = 300_000;
  return listen.apply(this, args);
} as typeof Server.prototype.listen;
