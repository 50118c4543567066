import { CourseError } from '@drydock/model';
import { describe, expect, test } from 'vitest';
import { ownNames, readConfig, warningsOf } from './config.ts';

describe('settings', () => {
  test('every default is embedded, and data lives under the home of XDG', () => {
    const config = readConfig({}, { XDG_DATA_HOME: '/data' });
    expect(config).toMatchObject({
      dataDirectory: '/data/drydock',
      runDirectory: '/data/drydock/run',
      host: '127.0.0.1',
      port: 8080,
      warm: 1,
      students: 'one',
      origins: [],
    });
    expect(config.attemptLifeMs).toBe(4 * 3600 * 1000);
  });

  test('DRYDOCK_DATA wins over XDG_DATA_HOME and an option wins over both', () => {
    const environment = { XDG_DATA_HOME: '/data', DRYDOCK_DATA: '/mine' };
    expect(readConfig({}, environment).dataDirectory).toBe('/mine');
    expect(readConfig({ dataDirectory: '/theirs' }, environment)).toMatchObject({
      dataDirectory: '/theirs',
      runDirectory: '/theirs/run',
    });
  });

  test('terminals are not recorded unless somebody asks for it, and students decide', () => {
    expect(readConfig({}, {})).toMatchObject({ record: 'off', recordBy: 'student' });
    const environment = { DRYDOCK_RECORD: 'input', DRYDOCK_RECORD_BY: 'course' };
    expect(readConfig({}, environment)).toMatchObject({ record: 'input', recordBy: 'course' });
    expect(readConfig({ record: 'output' }, environment).record).toBe('output');
    expect(() => readConfig({}, { DRYDOCK_RECORD: 'yes' })).toThrow(/DRYDOCK_RECORD="yes"/);
  });

  test('students may be root on the machine unless the operator says otherwise', () => {
    expect(readConfig({}, {}).tier).toBe(1);
    expect(readConfig({}, { DRYDOCK_TIER: '2' }).tier).toBe(2);
    expect(() => readConfig({}, { DRYDOCK_TIER: '3' })).toThrow(/DRYDOCK_TIER="3".*1 or 2/);
  });

  test('all mistakes are named at once, with their value', () => {
    const read = () => readConfig({}, { DRYDOCK_PORT: 'http', DRYDOCK_DRIVER: 'podman', DRYDOCK_WARM: '-1' });
    expect(read).toThrow(CourseError);
    expect(read).toThrow(/DRYDOCK_PORT="http".*DRYDOCK_DRIVER="podman".*kind.*DRYDOCK_WARM="-1"/);
  });

  test('a server that others can reach keeps one student per browser', () => {
    expect(readConfig({ host: '0.0.0.0' }, {}).students).toBe('browser');
    expect(readConfig({}, { DRYDOCK_HOST: '127.0.0.2' }).students).toBe('one');
  });

  test('a server that is known elsewhere keeps one student per browser, unless one is chosen, which it warns of', () => {
    for (const origin of ['http://course.test:8443', 'https://192.0.2.7', 'not an address']) {
      const config = readConfig({}, { DRYDOCK_ORIGINS: `http://localhost:1, ${origin}` });
      expect(config).toMatchObject({ students: 'browser', areStudentsChosen: false });
      expect(warningsOf(config)).toEqual([]);
      const chosen = readConfig({}, { DRYDOCK_ORIGINS: origin, DRYDOCK_STUDENTS: 'one' });
      expect(chosen).toMatchObject({ students: 'one', areStudentsChosen: true });
      expect(warningsOf(chosen)).toEqual([expect.stringContaining('DRYDOCK_STUDENTS=one')]);
    }
    expect(readConfig({}, { DRYDOCK_ORIGINS: 'http://localhost:3000,http://[::1]:4' }).students).toBe('one');
    expect(warningsOf(readConfig({ host: '0.0.0.0' }, { DRYDOCK_STUDENTS: 'one' }))).toHaveLength(1);
    expect(warningsOf(readConfig({}, { DRYDOCK_STUDENTS: 'one' }))).toEqual([]);
  });

  test('no proxy is believed unless it is named', () => {
    expect(readConfig({}, {}).trustProxy).toBe(false);
    expect(readConfig({}, { DRYDOCK_TRUST_PROXY: 'true' }).trustProxy).toEqual(['loopback']);
    expect(readConfig({}, { DRYDOCK_TRUST_PROXY: '10.0.0.0/8, 192.0.2.1' }).trustProxy).toEqual([
      '10.0.0.0/8',
      '192.0.2.1',
    ]);
  });

  test('own names hold the loopback forms and the host itself', () => {
    expect(ownNames('127.0.0.1')).toEqual(['localhost', '127.0.0.1', '[::1]']);
    expect(ownNames('Course.Example')).toContain('course.example');
    expect(ownNames('0.0.0.0').length).toBeGreaterThan(3);
  });
});
