package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Normalising;
import bitline.tensor.ElementType;
import bitline.tensor.Kernels;
import bitline.tensor.NarrowFloats;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Computes the operators of [Normalising]. Statistics are sums of doubles in the order of the
/// elements.
final class NormalisingEval {
  private NormalisingEval() {}

  static List<Tensor> eval(Normalising op, Operands in, Kernels kernels) {
    return switch (op) {
      case Normalising.BatchNormalization o -> batch(o, in, kernels);
      case Normalising.InstanceNormalization o -> List.of(instance(o, in));
      case Normalising.LayerNormalization o -> LayerNormalising.layer(o, in);
      case Normalising.RMSNormalization o -> List.of(LayerNormalising.rootMeanSquare(o, in));
      case Normalising.GroupNormalization o -> List.of(group(o, in));
      case Normalising.LRN o -> List.of(localResponse(o, in.get(0)));
      case Normalising.MeanVarianceNormalization o -> List.of(meanVariance(o, in.get(0)));
      case Normalising.LpNormalization o -> List.of(norm(o, in.get(0)));
      case Normalising.Softmax o ->
          List.of(
              SoftmaxEval.softmax(
                  in.get(0),
                  SoftmaxEval.Split.of(in.shape(0), o.axis(), o.flattened()),
                  false,
                  kernels));
      case Normalising.LogSoftmax o ->
          List.of(
              SoftmaxEval.softmax(
                  in.get(0),
                  SoftmaxEval.Split.of(in.shape(0), o.axis(), o.flattened()),
                  true,
                  kernels));
      case Normalising.Hardmax o ->
          List.of(
              SoftmaxEval.hardmax(
                  in.get(0), SoftmaxEval.Split.of(in.shape(0), o.axis(), o.flattened())));
      case Normalising.Dropout _ -> dropout(in);
      case Normalising.NegativeLogLikelihoodLoss o -> List.of(Losses.likelihood(o, in));
      case Normalising.SoftmaxCrossEntropyLoss o -> Losses.crossEntropy(o, in, kernels);
    };
  }

  private static List<Tensor> batch(
      Normalising.BatchNormalization op, Operands in, Kernels kernels) {
    Tensor x = in.get(0);
    Shape shape = x.shape();
    int channels = channels(shape, in, 1, 4);
    if (!op.training()) {
      double[] mean = Reals.of(in.get(3));
      double[] variance = Reals.of(in.get(4));
      return List.of(perChannel(x, mean, variance, op.epsilon(), in, channels, kernels));
    }
    int inner = shape.span(2, shape.rank());
    double[] data = Reals.of(x);
    double[] mean = new double[channels];
    double[] variance = new double[channels];
    double count = shape.size(0) * (double) inner;
    for (int i = 0; i < data.length; i++) {
      mean[i / inner % channels] += data[i] / count;
    }
    for (int i = 0; i < data.length; i++) {
      double off = data[i] - mean[i / inner % channels];
      variance[i / inner % channels] += off * off / count;
    }
    double[] runningMean = new double[channels];
    double[] runningVariance = new double[channels];
    for (int c = 0; c < channels; c++) {
      runningMean[c] = in.get(3).at(c) * op.momentum() + mean[c] * (1 - op.momentum());
      runningVariance[c] = in.get(4).at(c) * op.momentum() + variance[c] * (1 - op.momentum());
    }
    return List.of(
        perChannel(x, mean, variance, op.epsilon(), in, channels, kernels),
        Reals.tensor(in.get(3).type(), in.shape(3), runningMean),
        Reals.tensor(in.get(4).type(), in.shape(4), runningVariance));
  }

  /// The channels of (N, C, …); operands `from` to `to` hold one element each.
  private static int channels(Shape shape, Operands in, int from, int to) {
    if (shape.rank() == 0) {
      throw new Problem("a scalar has no channels");
    }
    int channels = shape.rank() < 2 ? 1 : shape.size(1);
    for (int i = from; i <= to; i++) {
      if (in.get(i).elements() != channels) {
        throw new Problem(
            "operand "
                + i
                + " of "
                + in.shape(i)
                + " for data "
                + shape
                + "; one element a channel is needed");
      }
    }
    return channels;
  }

  /// (x − mean) · scale / √(variance + epsilon) + bias, the factor worked out in double.
  private static Tensor perChannel(
      Tensor x,
      double[] mean,
      double[] variance,
      float epsilon,
      Operands in,
      int channels,
      Kernels kernels) {
    int inner = x.shape().rank() < 2 ? 1 : x.shape().span(2, x.shape().rank());
    if (!(x instanceof Tensor.Floats floats)) {
      double[] out = Reals.of(x).clone();
      for (int i = 0; i < out.length; i++) {
        int c = i / inner % channels;
        out[i] =
            (out[i] - mean[c]) / Math.sqrt(variance[c] + epsilon) * in.get(1).at(c)
                + in.get(2).at(c);
      }
      return Reals.tensor(x.type(), x.shape(), out);
    }
    float[] data = floats.data();
    float[] out = new float[data.length];
    Shares.of(
        kernels,
        inner == 0 ? 0 : out.length / inner,
        inner,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int c = i % channels;
            float centre = (float) mean[c];
            float factor = (float) (in.get(1).at(c) / Math.sqrt(variance[c] + epsilon));
            float bias = (float) in.get(2).at(c);
            for (int j = i * inner; j < (i + 1) * inner; j++) {
              out[j] = Math.fma(data[j] - centre, factor, bias);
            }
          }
        });
    return new Tensor.Floats(x.type(), x.shape(), NarrowFloats.round(x.type(), out));
  }

  private static Tensor instance(Normalising.InstanceNormalization op, Operands in) {
    Tensor x = in.get(0);
    Shape shape = x.shape();
    int channels = channels(shape, in, 1, 2);
    double[] out = Reals.of(x).clone();
    int inner = shape.span(2, shape.rank());
    for (int i = 0; i < shape.size(0) * channels; i++) {
      LayerNormalising.centre(out, i * inner, inner, op.epsilon());
      double scale = in.get(1).at(i % channels);
      double bias = in.get(2).at(i % channels);
      for (int j = i * inner; j < (i + 1) * inner; j++) {
        out[j] = out[j] * scale + bias;
      }
    }
    return Reals.tensor(x.type(), shape, out);
  }

  private static Tensor group(Normalising.GroupNormalization op, Operands in) {
    Tensor x = in.get(0);
    Shape shape = x.shape();
    int channels = shape.rank() < 2 ? 0 : shape.size(1);
    int groups = op.groups();
    Tensor scale = in.get(1);
    Tensor bias = in.get(2);
    if (groups < 1
        || channels == 0
        || channels % groups != 0
        || scale.elements() != bias.elements()
        || (scale.elements() != channels && scale.elements() != groups)) {
      throw new Problem(
          "data "
              + shape
              + " in "
              + groups
              + " groups with a scale of "
              + scale.elements()
              + " elements");
    }
    int each = channels / scale.elements();
    int inner = shape.span(2, shape.rank());
    int count = channels / groups * inner;
    double[] out = Reals.of(x).clone();
    for (int i = 0; i < shape.size(0) * groups; i++) {
      LayerNormalising.centre(out, i * count, count, op.epsilon());
    }
    for (int i = 0; i < out.length; i++) {
      int c = i / inner % channels / each;
      out[i] = out[i] * scale.at(c) + bias.at(c);
    }
    return Reals.tensor(x.type(), shape, out);
  }

  private static Tensor localResponse(Normalising.LRN op, Tensor x) {
    Shape shape = x.shape();
    if (shape.rank() < 2) {
      throw new Problem("data " + shape + " has no channels");
    }
    int channels = shape.size(1);
    int inner = shape.span(2, shape.rank());
    int before = (op.size() - 1) / 2;
    int after = op.size() - 1 - before;
    double[] data = Reals.of(x);
    double[] out = new double[data.length];
    double[] squares = new double[inner];
    for (int i = 0; i < shape.size(0) * channels; i++) {
      int c = i % channels;
      Arrays.fill(squares, 0);
      for (int other = Math.max(0, c - before);
          other <= Math.min(channels - 1, c + after);
          other++) {
        int at = (i - c + other) * inner;
        for (int j = 0; j < inner; j++) {
          squares[j] = Math.fma(data[at + j], data[at + j], squares[j]);
        }
      }
      for (int j = 0; j < inner; j++) {
        double base = op.bias() + (double) op.alpha() / op.size() * squares[j];
        out[i * inner + j] = data[i * inner + j] / power(base, op.beta());
      }
    }
    return Reals.tensor(x.type(), shape, out);
  }

  /// The usual exponents by square roots, which are exact and fast.
  private static double power(double base, float exponent) {
    if (exponent == 0.75f) {
      double root = Math.sqrt(base);
      return root * Math.sqrt(root);
    }
    return exponent == 0.5f ? Math.sqrt(base) : StrictMath.pow(base, exponent);
  }

  private static Tensor meanVariance(Normalising.MeanVarianceNormalization op, Tensor x) {
    Shape shape = x.shape();
    int[] sizes = shape.sizes();
    double count = 1;
    for (int axis : op.axes()) {
      int at = shape.axis(axis);
      count *= sizes[at];
      sizes[at] = 1;
    }
    Shape folded = Shape.of(sizes);
    int[] place = Reals.stretched(folded, shape);
    double[] data = Reals.of(x);
    double[] mean = new double[folded.elements()];
    double[] variance = new double[mean.length];
    for (int i = 0; i < data.length; i++) {
      mean[place[i]] += data[i];
    }
    for (int i = 0; i < mean.length; i++) {
      mean[i] /= count;
    }
    for (int i = 0; i < data.length; i++) {
      double off = data[i] - mean[place[i]];
      variance[place[i]] += off * off;
    }
    double[] out = new double[data.length];
    for (int i = 0; i < data.length; i++) {
      out[i] = (data[i] - mean[place[i]]) / (Math.sqrt(variance[place[i]] / count) + 1e-9);
    }
    return Reals.tensor(x.type(), shape, out);
  }

  private static Tensor norm(Normalising.LpNormalization op, Tensor x) {
    SoftmaxEval.Split split = SoftmaxEval.Split.of(x.shape(), op.axis(), false);
    double[] data = Reals.of(x);
    double[] out = new double[data.length];
    for (int i = 0; i < split.outer() * split.inner(); i++) {
      int at = i / split.inner() * split.length() * split.inner() + i % split.inner();
      double sum = 0;
      for (int l = 0; l < split.length(); l++) {
        double value = data[at + l * split.inner()];
        sum += op.p() == 1 ? Math.abs(value) : value * value;
      }
      double norm = op.p() == 1 ? sum : Math.sqrt(sum);
      for (int l = 0; l < split.length(); l++) {
        out[at + l * split.inner()] = norm == 0 ? 0 : data[at + l * split.inner()] / norm;
      }
    }
    return Reals.tensor(x.type(), x.shape(), out);
  }

  private static List<Tensor> dropout(Operands in) {
    Tensor x = in.get(0);
    boolean training = in.has(2) && in.only(2) != 0;
    double ratio = in.has(1) ? in.only(1) : 0.5;
    if (training && ratio != 0) {
      throw new Problem(
          "Dropout in training mode with ratio "
              + ratio
              + " is not supported; networks are run here, not trained");
    }
    int[] mask = new int[x.elements()];
    Arrays.fill(mask, 1);
    return List.of(x, new Tensor.Ints(ElementType.BOOL, x.shape(), mask));
  }
}
