import { describe, expect, test } from 'vitest';
import { readInspection } from './docker.ts';

describe("Docker's answer about an image", () => {
  test('its recipe and size', () => {
    const stdout = JSON.stringify([{ Size: 42, Config: { Labels: { 'drydock.recipe': 'abc' } } }]);
    expect(readInspection('a:1', { ended: 'itself', exitCode: 0, stdout, stderr: '' })).toEqual({
      recipe: 'abc',
      sizeBytes: 42,
    });
  });

  test('an image of someone else has no recipe', () => {
    const stdout = JSON.stringify([{ Size: 42, Config: { Labels: null } }]);
    expect(readInspection('a:1', { ended: 'itself', exitCode: 0, stdout, stderr: '' })?.recipe).toBeUndefined();
  });

  test('none of that name is an answer', () => {
    const stderr = 'Error response from daemon: No such image: a:1';
    expect(readInspection('a:1', { ended: 'itself', exitCode: 1, stdout: '[]', stderr })).toBeUndefined();
  });

  test('a Docker that is stopped or not installed is not taken for a missing image', () => {
    const stderr = 'Cannot connect to the Docker daemon. Is it running?';
    const stopped = { ended: 'itself', exitCode: 1, stdout: '[]', stderr } as const;
    expect(() => readInspection('a:1', stopped)).toThrow(/a:1: Cannot connect to the Docker daemon/);
    const absent = { ended: 'missing', exitCode: 127, stdout: '', stderr: '' } as const;
    expect(() => readInspection('a:1', absent)).toThrow(/`docker` is not installed/);
  });
});
