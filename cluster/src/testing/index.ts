export { type FakeApi, startFakeApi } from './fake-api.ts';
