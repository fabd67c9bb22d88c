package bitline.sim;

import bitline.program.Activity;
import bitline.program.ArrayLayer;
import java.math.BigInteger;

/// Counts the bitline sums of some of a layer's vectors, and how far the sums of codes of whole
/// vectors lie apart, from which the error of the sample follows.
final class SampleCount implements SumSink {
  private final SumCount sums;
  private final Converter converter;
  private final boolean converted;
  private long codes;
  private long vectors;
  private BigInteger squares = BigInteger.ZERO;

  SampleCount(ArrayLayer layer) {
    sums = new SumCount(layer);
    converter = new Converter(layer);
    converted = layer.range() != null;
  }

  @Override
  public void count(int[] sums, int count) {
    this.sums.count(sums, count);
    for (int i = 0; converted && i < count; i++) {
      codes += converter.code(sums[i]);
    }
  }

  @Override
  public void count(int sum, long times) {
    sums.count(sum, times);
    if (converted) {
      codes += times * converter.code(sum);
    }
  }

  /// Says that all sums of a vector of a matrix have been told.
  void endVector() {
    if (converted) {
      vectors++;
      squares = squares.add(BigInteger.valueOf(codes).pow(2));
      codes = 0;
    }
  }

  void moveTo(Activity activity) {
    sums.moveTo(activity, vectors, squares);
    vectors = 0;
    squares = BigInteger.ZERO;
  }
}
