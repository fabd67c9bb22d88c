package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Linear;
import bitline.tensor.ElementType;
import bitline.tensor.Elementary;
import bitline.tensor.Kernels;
import bitline.tensor.NarrowFloats;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Attention and rotary position embedding. Whatever the operands' type, scores and softmax are
/// computed in floats (the softmax' sum in double), which is at least as fine as any
/// `softmax_precision` but DOUBLE asks for.
final class AttentionEval {
  private AttentionEval() {}

  static List<Tensor> eval(Linear.Attention op, Operands in, int outputs, Kernels kernels) {
    ElementType type = in.floats(0).type();
    boolean flat = in.shape(0).rank() == 3;
    Heads q = Heads.of(in.floats(0), op.queryHeads());
    Heads k = Heads.of(in.floats(1), op.keyValueHeads()).after(in.has(4) ? in.floats(4) : null);
    Heads v = Heads.of(in.floats(2), op.keyValueHeads()).after(in.has(5) ? in.floats(5) : null);
    if (k.batch != q.batch
        || v.batch != q.batch
        || k.size != q.size
        || v.length != k.length
        || v.heads != k.heads
        || k.heads == 0
        || q.heads % k.heads != 0) {
      throw new Problem(
          "Q " + q.shape() + ", K " + k.shape() + " and V " + v.shape() + " do not fit each other");
    }
    int scoreElements = Shape.of(q.batch, q.heads, q.length, k.length).elements();
    int past = in.has(4) ? in.shape(4).size(2) : 0;
    float[] bias = bias(op, in, q, k.length, past);
    float scale = op.scale() == null ? (float) (1 / Math.sqrt(q.size)) : op.scale();
    float[] shown = new float[outputs > 3 ? scoreElements : 0];
    float[] y = new float[Shape.of(q.batch, q.heads, q.length, v.size).elements()];
    float[] scores = new float[q.length * k.length];
    float[] scaled = new float[q.length * q.size];
    for (int i = 0; i < q.batch * q.heads; i++) {
      int group = i / q.heads * k.heads + i % q.heads / (q.heads / k.heads);
      for (int j = 0; j < scaled.length; j++) {
        scaled[j] = q.data[i * scaled.length + j] * scale;
      }
      float[] turned = MatrixProduct.turned(k.data, group * k.length * k.size, k.length, k.size);
      Arrays.fill(scores, 0);
      kernels.matmul(
          q.length, k.length, q.size, scaled, 0, q.size, turned, 0, k.length, scores, 0, k.length);
      show(op, Linear.Attention.Scores.PRODUCT, scores, shown, i);
      for (int j = 0; op.softcap() > 0 && j < scores.length; j++) {
        scores[j] = op.softcap() * Elementary.tanh(scores[j] / op.softcap());
      }
      show(op, Linear.Attention.Scores.CAPPED, scores, shown, i);
      for (int j = 0; bias.length > 0 && j < scores.length; j++) {
        scores[j] += bias[i * scores.length + j];
      }
      show(op, Linear.Attention.Scores.MASKED, scores, shown, i);
      for (int row = 0; row < q.length; row++) {
        SoftmaxEval.row(scores, row * k.length, k.length, scores, kernels);
      }
      show(op, Linear.Attention.Scores.SOFTMAX, scores, shown, i);
      kernels.matmul(
          q.length,
          v.size,
          k.length,
          scores,
          0,
          k.length,
          v.data,
          group * v.length * v.size,
          v.size,
          y,
          i * q.length * v.size,
          v.size);
    }
    Heads result = new Heads(q.batch, q.heads, q.length, v.size, NarrowFloats.round(type, y));
    return List.of(
        flat ? result.sideBySide(type) : result.tensor(type),
        k.tensor(type),
        v.tensor(in.floats(2).type()),
        new Tensor.Floats(
            type,
            shown.length == 0 ? Shape.of(0) : Shape.of(q.batch, q.heads, q.length, k.length),
            NarrowFloats.round(type, shown)));
  }

  private static void show(
      Linear.Attention op, Linear.Attention.Scores stage, float[] scores, float[] shown, int head) {
    if (shown.length > 0 && op.scores() == stage) {
      System.arraycopy(scores, 0, shown, head * scores.length, scores.length);
    }
  }

  /// What is added to the scores (batch, heads, query, key): the mask, −∞ where keys are padding or
  /// in the future.
  private static float[] bias(Linear.Attention op, Operands in, Heads q, int keys, int past) {
    boolean padded = in.has(6);
    if (!in.has(3) && !op.causal() && !padded) {
      return new float[0];
    }
    Shape shape = Shape.of(q.batch, q.heads, q.length, keys);
    float[] bias = new float[shape.elements()];
    if (in.has(3)) {
      Tensor mask = in.get(3);
      int given = mask.shape().rank() == 0 ? 1 : mask.shape().size(-1);
      int[] sizes = shape.sizes();
      sizes[3] = given;
      Shape part = Shape.of(sizes);
      if (given > keys || !Shape.broadcast(mask.shape(), part).equals(part)) {
        throw new Problem("mask " + mask.shape() + " does not fit scores " + shape);
      }
      int[] place = Reals.stretched(mask.shape(), part);
      boolean allowed = mask.type() == ElementType.BOOL;
      for (int i = 0; i < bias.length; i++) {
        int key = i % keys;
        if (key >= given) {
          bias[i] = Float.NEGATIVE_INFINITY;
        } else {
          double value = mask.at(place[i / keys * given + key]);
          bias[i] = !allowed ? (float) value : value != 0 ? 0 : Float.NEGATIVE_INFINITY;
        }
      }
    }
    long[] valid = padded ? in.longs(6) : new long[0];
    if (padded && valid.length != q.batch) {
      throw new Problem("lengths of " + valid.length + " sequences for a batch of " + q.batch);
    }
    for (int i = 0; i < bias.length; i++) {
      int key = i % keys;
      int query = i / keys % q.length;
      int batch = i / (keys * q.length * q.heads);
      long before = padded && !in.has(4) ? valid[batch] - q.length : past;
      if ((op.causal() && key > query + before) || (padded && key >= valid[batch])) {
        bias[i] = Float.NEGATIVE_INFINITY;
      }
    }
    return bias;
  }

  /// The rotation of pairs: (a, b) becomes (a·cos − b·sin, a·sin + b·cos).
  static Tensor rotary(Linear.RotaryEmbedding op, Operands in) {
    Tensor.Floats x = in.floats(0);
    boolean flat = x.shape().rank() == 3;
    Heads heads = Heads.of(x, op.heads());
    int turned = op.rotaryDimensions() == 0 ? heads.size : op.rotaryDimensions();
    int half = turned / 2;
    Tensor.Floats cosines = in.floats(1);
    Tensor.Floats sines = in.floats(2);
    long[] positions = in.has(3) ? in.longs(3) : new long[0];
    int rows = half == 0 ? 0 : cosines.elements() / half;
    boolean fits =
        turned <= heads.size
            && turned % 2 == 0
            && cosines.shape().equals(sines.shape())
            && cosines.shape().rank() > 0
            && cosines.shape().size(-1) == half
            && (in.has(3)
                ? positions.length == heads.batch * heads.length
                : rows == heads.batch * heads.length);
    if (!fits) {
      throw new Problem(
          "cosines "
              + cosines.shape()
              + " and sines "
              + sines.shape()
              + " do not fit data "
              + x.shape());
    }
    float[] out = heads.data.clone();
    for (int i = 0; i < heads.batch * heads.heads * heads.length; i++) {
      int token = i / (heads.heads * heads.length) * heads.length + i % heads.length;
      long position = in.has(3) ? positions[token] : token;
      if (position < 0 || position >= rows) {
        throw new Problem("position " + position + " of " + rows);
      }
      int table = (int) position * half;
      for (int j = 0; j < half; j++) {
        int a = i * heads.size + (op.interleaved() ? 2 * j : j);
        int b = op.interleaved() ? a + 1 : a + half;
        float cosine = cosines.data()[table + j];
        float sine = sines.data()[table + j];
        float left = heads.data[a];
        float right = heads.data[b];
        out[a] = Math.fma(left, cosine, -(right * sine));
        out[b] = Math.fma(left, sine, right * cosine);
      }
    }
    Heads result =
        new Heads(
            heads.batch, heads.heads, heads.length, heads.size, NarrowFloats.round(x.type(), out));
    return flat ? result.sideBySide(x.type()) : result.tensor(x.type());
  }

  /// Data as (batch, heads, length, size).
  private record Heads(int batch, int heads, int length, int size, float[] data) {
    static Heads of(Tensor.Floats tensor, int heads) {
      Shape shape = tensor.shape();
      if (shape.rank() == 4) {
        return new Heads(shape.size(0), shape.size(1), shape.size(2), shape.size(3), tensor.data());
      }
      if (shape.rank() != 3 || heads < 1 || shape.size(2) % heads != 0) {
        throw new Problem("data " + shape + " of " + heads + " heads");
      }
      int size = shape.size(2) / heads;
      float[] out = new float[shape.elements()];
      for (int n = 0; n < shape.size(0); n++) {
        for (int t = 0; t < shape.size(1); t++) {
          for (int h = 0; h < heads; h++) {
            System.arraycopy(
                tensor.data(),
                ((n * shape.size(1) + t) * heads + h) * size,
                out,
                ((n * heads + h) * shape.size(1) + t) * size,
                size);
          }
        }
      }
      return new Heads(shape.size(0), heads, shape.size(1), size, out);
    }

    /// What was there before, then this.
    Heads after(Tensor.@Nullable Floats past) {
      if (past == null) {
        return this;
      }
      Shape shape = past.shape();
      if (shape.rank() != 4
          || shape.size(0) != batch
          || shape.size(1) != heads
          || shape.size(3) != size) {
        throw new Problem("past " + shape + " does not fit " + shape());
      }
      int before = shape.size(2);
      float[] out = new float[Math.multiplyExact(batch * heads * size, before + length)];
      for (int i = 0; i < batch * heads; i++) {
        System.arraycopy(
            past.data(), i * before * size, out, i * (before + length) * size, before * size);
        System.arraycopy(
            data, i * length * size, out, (i * (before + length) + before) * size, length * size);
      }
      return new Heads(batch, heads, before + length, size, out);
    }

    Shape shape() {
      return Shape.of(batch, heads, length, size);
    }

    Tensor tensor(ElementType type) {
      return new Tensor.Floats(type, shape(), data);
    }

    /// As (batch, length, heads · size).
    Tensor sideBySide(ElementType type) {
      float[] out = new float[data.length];
      for (int i = 0; i < batch * heads * length; i++) {
        int n = i / (heads * length);
        int h = i / length % heads;
        System.arraycopy(data, i * size, out, ((n * length + i % length) * heads + h) * size, size);
      }
      return new Tensor.Floats(type, Shape.of(batch, length, heads * size), out);
    }
  }
}
