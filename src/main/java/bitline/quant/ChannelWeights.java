package bitline.quant;

import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;

/// Weights rounded to symmetric signed integers, −(2^(bits−1)−1) to 2^(bits−1)−1, one scale a
/// channel.
record ChannelWeights(Tensor integers, float[] scales) {
  /// @param axis of the channels
  /// @param leastScales no channel gets a smaller scale
  static ChannelWeights round(Tensor weights, int axis, int bits, double[] leastScales) {
    Shape shape = weights.shape();
    int channels = shape.size(axis);
    int inner = shape.span(axis + 1, shape.rank());
    int most = (1 << (bits - 1)) - 1;
    double[] reach = new double[channels];
    for (int i = 0; i < weights.elements(); i++) {
      int channel = i / inner % channels;
      reach[channel] = Math.max(reach[channel], Math.abs(weights.at(i)));
    }
    float[] scales = new float[channels];
    for (int c = 0; c < channels; c++) {
      scales[c] = IntegerCode.positive(Math.max(reach[c] / most, leastScales[c]));
    }
    int[] integers = new int[weights.elements()];
    for (int i = 0; i < integers.length; i++) {
      double units = Math.rint(weights.at(i) / scales[i / inner % channels]);
      integers[i] = (int) Math.max(-most, Math.min(most, units));
    }
    return new ChannelWeights(new Tensor.Ints(ElementType.INT8, shape, integers), scales);
  }

  /// The real numbers that the integers stand for.
  Tensor real(int axis) {
    Shape shape = integers.shape();
    int inner = shape.span(axis + 1, shape.rank());
    float[] out = new float[integers.elements()];
    for (int i = 0; i < out.length; i++) {
      out[i] = integers.intAt(i) * scales[i / inner % scales.length];
    }
    return Tensor.floats(shape, out);
  }
}
