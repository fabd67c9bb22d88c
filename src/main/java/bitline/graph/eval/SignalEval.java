package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Signal;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;

/// Computes the operators of [Signal], in doubles whatever the type.
final class SignalEval {
  private SignalEval() {}

  static Tensor eval(Signal op, Operands in) {
    return switch (op) {
      case Signal.DFT o -> transform(o, in);
      case Signal.STFT o -> frames(o, in);
      case Signal.HannWindow o -> window(o.type(), o.periodic(), in, 0.5, 0.5, 0);
      case Signal.HammingWindow o -> window(o.type(), o.periodic(), in, 25.0 / 46, 21.0 / 46, 0);
      case Signal.BlackmanWindow o -> window(o.type(), o.periodic(), in, 0.42, 0.5, 0.08);
      case Signal.MelWeightMatrix o -> mel(o, in);
    };
  }

  private static int size(Operands in, int operand, String name) {
    double value = in.get(operand).elements() == 1 ? in.get(operand).at(0) : -1;
    if (!(value >= 0 && value <= 1 << 28)) {
      throw new Problem(name + " " + value + " is out of range");
    }
    return (int) value;
  }

  private static Tensor transform(Signal.DFT op, Operands in) {
    Tensor x = in.get(0);
    Shape shape = x.shape();
    int axis = shape.axis(in.has(2) ? (int) Math.clamp(Integers.only(in, 2, "axis"), -99, 99) : -2);
    int parts = shape.rank() < 2 ? 0 : shape.size(-1);
    if ((parts != 1 && parts != 2) || axis == shape.rank() - 1) {
      throw new Problem(
          "data "
              + shape
              + " transformed along axis "
              + axis
              + "; the last axis holds 1 or 2 parts");
    }
    boolean toReal = op.inverse() && op.onesided();
    int given = shape.size(axis);
    int length = in.has(1) ? size(in, 1, "length") : toReal ? 2 * (given - 1) : given;
    if (length < 1) {
      throw new Problem("data " + shape + " transformed with length " + length);
    }
    int kept = op.onesided() && !op.inverse() ? length / 2 + 1 : length;
    int[] sizes = shape.sizes();
    sizes[axis] = kept;
    sizes[sizes.length - 1] = toReal ? 1 : 2;
    Shape result = Shape.of(sizes);
    int outer = shape.span(0, axis);
    int inner = shape.span(axis + 1, shape.rank() - 1);
    double[] data = Reals.of(x);
    double[] out = new double[result.elements()];
    for (int i = 0; i < outer * inner; i++) {
      double[] real = new double[length];
      double[] imaginary = new double[length];
      for (int t = 0; t < Math.min(given, length); t++) {
        int at = ((i / inner * given + t) * inner + i % inner) * parts;
        real[t] = data[at];
        imaginary[t] = parts == 2 ? data[at + 1] : 0;
      }
      for (int t = toReal ? length / 2 + 1 : length; t < length; t++) {
        real[t] = real[length - t];
        imaginary[t] = -imaginary[length - t];
      }
      Fourier.Spectrum spectrum = Fourier.transform(real, imaginary, op.inverse());
      for (int f = 0; f < kept; f++) {
        int at = ((i / inner * kept + f) * inner + i % inner) * (toReal ? 1 : 2);
        out[at] = spectrum.real()[f];
        if (!toReal) {
          out[at + 1] = spectrum.imaginary()[f];
        }
      }
    }
    return Reals.tensor(x.type(), result, out);
  }

  private static Tensor frames(Signal.STFT op, Operands in) {
    Tensor x = in.get(0);
    Shape shape = x.shape();
    int parts = shape.rank() == 3 ? shape.size(2) : shape.rank() == 2 ? 1 : 0;
    int step = size(in, 1, "frame step");
    int length = in.has(3) ? size(in, 3, "frame length") : in.has(2) ? in.get(2).elements() : 0;
    if ((parts != 1 && parts != 2)
        || step < 1
        || length < 1
        || length > shape.size(1)
        || (in.has(2) && in.get(2).elements() != length)) {
      throw new Problem("signal " + shape + " in frames of " + length + " every " + step);
    }
    int count = (shape.size(1) - length) / step + 1;
    int bins = op.onesided() ? length / 2 + 1 : length;
    double[] window = in.has(2) ? Reals.of(in.get(2)) : new double[0];
    double[] data = Reals.of(x);
    Shape result = Shape.of(shape.size(0), count, bins, 2);
    double[] out = new double[result.elements()];
    for (int i = 0; i < shape.size(0) * count; i++) {
      double[] real = new double[length];
      double[] imaginary = new double[length];
      for (int t = 0; t < length; t++) {
        int at = (i / count * shape.size(1) + i % count * step + t) * parts;
        double weight = window.length == 0 ? 1 : window[t];
        real[t] = data[at] * weight;
        imaginary[t] = parts == 2 ? data[at + 1] * weight : 0;
      }
      Fourier.Spectrum spectrum = Fourier.transform(real, imaginary, false);
      for (int f = 0; f < bins; f++) {
        out[(i * bins + f) * 2] = spectrum.real()[f];
        out[(i * bins + f) * 2 + 1] = spectrum.imaginary()[f];
      }
    }
    return Reals.tensor(x.type(), result, out);
  }

  /// a − b·cos(2πn/N) + c·cos(4πn/N)
  private static Tensor window(
      ElementType type, boolean periodic, Operands in, double a, double b, double c) {
    int size = size(in, 0, "size");
    int period = periodic ? size : size - 1;
    double[] out = new double[size];
    for (int n = 0; n < size; n++) {
      double angle = period == 0 ? Math.PI : 2 * Math.PI * n / period;
      out[n] = a - b * StrictMath.cos(angle) + c * StrictMath.cos(2 * angle);
    }
    return Reals.tensor(type, Shape.of(size), out);
  }

  /// Triangles whose corners lie evenly on the mel scale 2595·log10(1 + f/700), rounded down to
  /// transform bins.
  private static Tensor mel(Signal.MelWeightMatrix op, Operands in) {
    int bins = size(in, 0, "number of mel bins");
    int length = size(in, 1, "transform length");
    int rate = size(in, 2, "sample rate");
    if (rate == 0) {
      throw new Problem("sample rate 0");
    }
    int spectrum = length / 2 + 1;
    double low = 2595 * StrictMath.log10(1 + in.only(3) / 700);
    double high = 2595 * StrictMath.log10(1 + in.only(4) / 700);
    double step = (high - low) / (bins + 2);
    int[] corner = new int[bins + 2];
    for (int i = 0; i < corner.length; i++) {
      double hertz = 700 * (StrictMath.pow(10, (low + i * step) / 2595) - 1);
      double bin = Math.floor((length + 1) * hertz / rate);
      if (!(bin >= 0 && bin < spectrum)) {
        throw new Problem("mel bins reach transform bin " + bin + " of " + spectrum);
      }
      corner[i] = (int) bin;
    }
    double[] out = new double[Shape.of(spectrum, bins).elements()];
    for (int i = 0; i < bins; i++) {
      int rise = corner[i + 1] - corner[i];
      int fall = corner[i + 2] - corner[i + 1];
      for (int j = corner[i]; rise > 0 && j <= corner[i + 1]; j++) {
        out[j * bins + i] = (double) (j - corner[i]) / rise;
      }
      if (rise == 0) {
        out[corner[i + 1] * bins + i] = 1;
      }
      for (int j = corner[i + 1]; j < corner[i + 2]; j++) {
        out[j * bins + i] = (double) (corner[i + 2] - j) / fall;
      }
    }
    return Reals.tensor(op.type(), Shape.of(spectrum, bins), out);
  }
}
