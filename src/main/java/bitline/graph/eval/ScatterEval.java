package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Indexing.Update;
import bitline.tensor.ElementType;
import bitline.tensor.NarrowFloats;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;

/// Computes what writes updates into a copy of the data, one after another in the updates' order.
final class ScatterEval {
  private ScatterEval() {}

  static Tensor elements(Operands in, int axis, Update how) {
    Tensor data = in.get(0);
    Tensor updates = in.get(2);
    if (!updates.shape().equals(in.shape(1))) {
      throw new Problem("updates " + updates.shape() + " for indices " + in.shape(1));
    }
    int[] places = IndexingEval.elementPlaces(data.shape(), in, axis);
    Tensor out = copy(data, updates);
    for (int i = 0; i < places.length; i++) {
      update(out, places[i], updates, i, 1, how);
    }
    return out;
  }

  static Tensor slices(Operands in, Update how) {
    Tensor data = in.get(0);
    Tensor updates = in.get(2);
    Shape shape = data.shape();
    Shape indices = in.shape(1);
    if (indices.rank() < 1 || indices.size(-1) > shape.rank()) {
      throw new Problem("indices " + indices + " into " + shape);
    }
    int depth = indices.size(-1);
    int many = indices.span(0, indices.rank() - 1);
    int run = shape.span(depth, shape.rank());
    if ((long) many * run != updates.elements()) {
      throw new Problem(
          "updates " + updates.shape() + " for indices " + indices + " into " + shape);
    }
    int[] places = IndexingEval.slicePlaces(shape, in.longs(1), depth, 0, many);
    Tensor out = copy(data, updates);
    for (int i = 0; i < places.length; i++) {
      update(out, places[i], updates, i * run, run, how);
    }
    return out;
  }

  static Tensor cache(Operands in, int axis, boolean circular) {
    Tensor cache = in.get(0);
    Tensor update = in.get(1);
    Shape shape = cache.shape();
    int at = shape.axis(axis);
    int batch = shape.rank() == 0 ? 1 : shape.size(0);
    long[] first = in.has(2) ? in.longs(2) : new long[batch];
    int[] expected = shape.sizes();
    if (update.shape().rank() == shape.rank()) {
      expected[at] = update.shape().size(at);
    }
    if (at == 0 || first.length != batch || !update.shape().equals(Shape.of(expected))) {
      throw new Problem("update " + update.shape() + " along axis " + axis + " of cache " + shape);
    }
    Tensor out = copy(cache, update);
    int size = shape.size(at);
    int news = update.shape().size(at);
    int run = shape.span(at + 1, shape.rank());
    int outer = shape.span(0, at);
    for (int o = 0; o < outer; o++) {
      long begin = first[o / shape.span(1, at)];
      if (begin < 0 || !circular && begin + news > size) {
        throw new Problem("place " + begin + " for " + news + " entries in a cache of " + size);
      }
      for (int i = 0; i < news; i++) {
        int place = (int) ((begin + i) % size);
        System.arraycopy(
            Strided.array(update),
            (o * news + i) * run,
            Strided.array(out),
            (o * size + place) * run,
            run);
      }
    }
    return out;
  }

  private static Tensor copy(Tensor data, Tensor updates) {
    if (data.type() != updates.type()) {
      throw new Problem(
          "updates of " + updates.type().text() + " for data of " + data.type().text());
    }
    Tensor out = Tensor.zeros(data.type(), data.shape());
    System.arraycopy(Strided.array(data), 0, Strided.array(out), 0, data.elements());
    return out;
  }

  private static void update(Tensor out, int at, Tensor updates, int from, int n, Update how) {
    if (how == Update.NONE) {
      System.arraycopy(Strided.array(updates), from, Strided.array(out), at, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      switch (out) {
        case Tensor.Floats t ->
            t.data()[at + i] =
                NarrowFloats.round(
                    t.type(), (float) real(how, t.data()[at + i], updates.at(from + i)));
        case Tensor.Doubles t ->
            t.data()[at + i] = real(how, t.data()[at + i], updates.at(from + i));
        case Tensor.Ints t ->
            t.data()[at + i] =
                (int)
                    Integers.wrap(
                        t.type(), whole(how, t.data()[at + i], updates.intAt(from + i), 0));
        case Tensor.Longs t -> {
          long flip = t.type() == ElementType.UINT64 ? Long.MIN_VALUE : 0;
          t.data()[at + i] =
              Integers.wrap(t.type(), whole(how, t.data()[at + i], updates.intAt(from + i), flip));
        }
      }
    }
  }

  private static double real(Update how, double a, double b) {
    return switch (how) {
      case NONE -> b;
      case ADD -> a + b;
      case MUL -> a * b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
    };
  }

  private static long whole(Update how, long a, long b, long flip) {
    return switch (how) {
      case NONE -> b;
      case ADD -> a + b;
      case MUL -> a * b;
      case MAX -> (a ^ flip) > (b ^ flip) ? a : b;
      case MIN -> (a ^ flip) < (b ^ flip) ? a : b;
    };
  }
}
