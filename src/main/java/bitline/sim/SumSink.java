package bitline.sim;

/// Is told bitline sums as they are formed, before the ADC.
interface SumSink {
  /// The first `count` of `sums`.
  void count(int[] sums, int count);

  /// One sum that came about so many times.
  void count(int sum, long times);
}
