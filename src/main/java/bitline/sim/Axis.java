package bitline.sim;

import bitline.graph.ConvGeometry;
import java.util.List;

/// One spatial axis of a convolution: place `o` of the output sees place `o·stride − begin +
/// k·dilation` of the input through place `k` of the kernel.
record Axis(int input, int output, int kernel, int stride, int dilation, int begin) {

  /// The three axes of a convolution, outermost first; those that it lacks have one place.
  static Axis[] of(ConvGeometry g) {
    return of(g, g.input(), g.output());
  }

  /// The same with input and output exchanged: a transposed convolution sends each input place to
  /// the output places from which an ordinary one would see it.
  static Axis[] transposed(ConvGeometry g) {
    return of(g, g.output(), g.input());
  }

  private static Axis[] of(ConvGeometry g, List<Integer> input, List<Integer> output) {
    Axis[] axes = new Axis[3];
    int missing = 3 - g.axes();
    for (int i = 0; i < 3; i++) {
      int a = i - missing;
      axes[i] =
          a < 0
              ? new Axis(1, 1, 1, 1, 1, 0)
              : new Axis(
                  input.get(a),
                  output.get(a),
                  g.kernel().get(a),
                  g.strides().get(a),
                  g.dilations().get(a),
                  g.begin().get(a));
    }
    return axes;
  }

  /// Whether each place of the input is seen once, by the output place of the same number.
  boolean asItIs() {
    return kernel == 1 && stride == 1 && begin == 0 && input == output;
  }

  /// The input place that output place `o` sees through kernel place `k`; maybe outside the
  /// picture.
  int seen(int o, int k) {
    return o * stride - begin + k * dilation;
  }

  /// The first output place that sees the picture through kernel place `k`.
  int first(int k) {
    return (int) Math.clamp(Math.ceilDiv((long) begin - (long) k * dilation, stride), 0L, output);
  }

  /// One more than the last output place that sees the picture through kernel place `k`; not below
  /// [#first].
  int end(int k) {
    long last = Math.floorDiv(input - 1L + begin - (long) k * dilation, stride);
    return (int) Math.clamp(last + 1, first(k), output);
  }
}
