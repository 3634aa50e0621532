import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Runs end-to-end files before unit files: they take minutes, and what takes long must not begin last. Within both,
 * the largest first.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSlow = ({ moduleId }: TestSpecification) => moduleId.includes('/test/e2e/');
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}
