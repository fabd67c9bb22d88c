package bitline.task;

/// How often each class was answered where another was right, counted over pixels.
final class Confusion {
  private final int classes;
  private final long[] counts;

  Confusion(int classes) {
    this.classes = classes;
    this.counts = new long[classes * classes];
  }

  /// One pixel; answers and truths outside the counted classes are the caller's to leave out.
  void add(int truth, int answer) {
    counts[truth * classes + answer]++;
  }

  long count(int truth, int answer) {
    return counts[truth * classes + answer];
  }

  /// Pixels where the class is right, or answered.
  private long either(int c) {
    long sum = -count(c, c);
    for (int other = 0; other < classes; other++) {
      sum += count(c, other) + count(other, c);
    }
    return sum;
  }

  /// Intersection over union of a class; NaN where it is neither right nor answered anywhere.
  double overlap(int c) {
    return either(c) == 0 ? Double.NaN : (double) count(c, c) / either(c);
  }

  /// The share of pixels where the class is right that were answered so; NaN where it is right
  /// nowhere.
  double recall(int c) {
    long right = 0;
    for (int answer = 0; answer < classes; answer++) {
      right += count(c, answer);
    }
    return right == 0 ? Double.NaN : (double) count(c, c) / right;
  }

  /// The share of pixels answered right.
  double accuracy() {
    long right = 0;
    long all = 0;
    for (int truth = 0; truth < classes; truth++) {
      right += count(truth, truth);
      for (int answer = 0; answer < classes; answer++) {
        all += count(truth, answer);
      }
    }
    return all == 0 ? 0 : (double) right / all;
  }
}
