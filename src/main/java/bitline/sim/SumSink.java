package bitline.sim;

/// Is told bitline sums as they are formed, before the ADC.
interface SumSink {
  void count(int sum);
}
