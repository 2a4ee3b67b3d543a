import type { DeviceConfig } from '../contract.ts';
import { readConfig, serveOperations } from '../serve.ts';
import { OutpostDevice } from './outpost-device.ts';

const outpost = new OutpostDevice(readConfig<DeviceConfig>());
const { firstSync, edit, push, pull, open, memory } = outpost;
serveOperations({ firstSync, edit, push, pull, open, memory }, () => outpost.stop());
