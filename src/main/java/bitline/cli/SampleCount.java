package bitline.cli;

import bitline.base.Problem;

/// How many manufactured chips an option may ask for.
final class SampleCount {
  private static final int MOST = 100_000;

  private SampleCount() {}

  static int checked(int wanted, int least) {
    if (wanted < least || wanted > MOST) {
      throw new Problem(
          "--chip-samples "
              + wanted
              + (wanted > MOST
                  ? " is more than " + MOST
                  : " is too few to tell how chips differ; " + least + " are the least"));
    }
    return wanted;
  }
}
