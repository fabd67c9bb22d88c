package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Indexing;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Computes the operators of [Indexing]: those that pick here, those that place in [ScatterEval].
final class IndexingEval {
  private IndexingEval() {}

  static List<Tensor> eval(Indexing op, Operands in) {
    return switch (op) {
      case Indexing.Gather(int axis) -> List.of(gather(in, axis));
      case Indexing.GatherElements(int axis) -> List.of(gatherElements(in, axis));
      case Indexing.GatherND(int batchAxes) -> List.of(gatherND(in, batchAxes));
      case Indexing.ScatterElements(int axis, Indexing.Update how) ->
          List.of(ScatterEval.elements(in, axis, how));
      case Indexing.ScatterND(Indexing.Update how) -> List.of(ScatterEval.slices(in, how));
      case Indexing.TensorScatter(int axis, boolean circular) ->
          List.of(ScatterEval.cache(in, axis, circular));
      case Indexing.OneHot(int axis) -> List.of(oneHot(in, axis));
      case Indexing.NonZero() -> List.of(nonZero(in.get(0)));
      case Indexing.Compress(Integer axis) -> List.of(compress(in, axis));
      case Indexing.Unique(Integer axis, boolean sorted) -> unique(in.get(0), axis, sorted);
    };
  }

  private static Tensor gather(Operands in, int axis) {
    Tensor x = in.get(0);
    Shape shape = x.shape();
    int at = shape.axis(axis);
    long[] indices = in.longs(1);
    Shape indexShape = in.shape(1);
    int[] sizes = new int[shape.rank() - 1 + indexShape.rank()];
    System.arraycopy(shape.sizes(), 0, sizes, 0, at);
    System.arraycopy(indexShape.sizes(), 0, sizes, at, indexShape.rank());
    System.arraycopy(shape.sizes(), at + 1, sizes, at + indexShape.rank(), shape.rank() - 1 - at);
    Tensor out = Tensor.zeros(x.type(), Shape.of(sizes));
    int run = shape.span(at + 1, shape.rank());
    int outer = shape.span(0, at);
    int size = shape.size(at);
    int[] places = new int[indices.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = Integers.index(indices[i], size, "index") * run;
    }
    int to = 0;
    for (int o = 0; o < outer; o++) {
      for (int place : places) {
        System.arraycopy(Strided.array(x), o * size * run + place, Strided.array(out), to, run);
        to += run;
      }
    }
    return out;
  }

  private static Tensor gatherElements(Operands in, int axis) {
    Tensor x = in.get(0);
    return Strided.pick(x, elementPlaces(x.shape(), in, axis), in.shape(1));
  }

  /// Operand 1's elements as places in a tensor of `shape`: each says where along `axis`, its own
  /// place says the rest.
  static int[] elementPlaces(Shape shape, Operands in, int axis) {
    Shape indices = in.shape(1);
    int at = shape.axis(axis);
    if (indices.rank() != shape.rank()) {
      throw new Problem("indices of " + indices.rank() + " axes for data of " + shape.rank());
    }
    for (int d = 0; d < shape.rank(); d++) {
      if (d != at && indices.size(d) > shape.size(d)) {
        throw new Problem("indices " + indices + " reach beyond " + shape + " along axis " + d);
      }
    }
    long[] values = in.longs(1);
    int[] strides = shape.strides();
    int[] sizes = indices.sizes();
    int[] counter = new int[sizes.length];
    int[] places = new int[values.length];
    for (int i = 0; i < places.length; i++) {
      int place = Integers.index(values[i], shape.size(at), "index") * strides[at];
      for (int d = 0; d < sizes.length; d++) {
        place += d == at ? 0 : counter[d] * strides[d];
      }
      places[i] = place;
      for (int d = sizes.length - 1; d >= 0 && ++counter[d] == sizes[d]; d--) {
        counter[d] = 0;
      }
    }
    return places;
  }

  private static Tensor gatherND(Operands in, int batchAxes) {
    Tensor x = in.get(0);
    Shape shape = x.shape();
    Shape indices = in.shape(1);
    if (indices.rank() < 1
        || batchAxes < 0
        || batchAxes >= indices.rank()
        || batchAxes > shape.rank()
        || indices.size(-1) > shape.rank() - batchAxes) {
      throw new Problem("indices " + indices + " with " + batchAxes + " batch axes into " + shape);
    }
    int depth = indices.size(-1);
    int[] sizes = new int[indices.rank() - 1 + shape.rank() - batchAxes - depth];
    System.arraycopy(indices.sizes(), 0, sizes, 0, indices.rank() - 1);
    System.arraycopy(
        shape.sizes(),
        batchAxes + depth,
        sizes,
        indices.rank() - 1,
        shape.rank() - batchAxes - depth);
    for (int d = 0; d < batchAxes; d++) {
      if (indices.size(d) != shape.size(d)) {
        throw new Problem(
            "indices " + indices + " and data " + shape + " differ in batch axis " + d);
      }
    }
    Tensor out = Tensor.zeros(x.type(), Shape.of(sizes));
    int[] places =
        slicePlaces(
            shape, in.longs(1), depth, batchAxes, indices.span(batchAxes, indices.rank() - 1));
    int run = shape.span(batchAxes + depth, shape.rank());
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(Strided.array(x), places[i], Strided.array(out), i * run, run);
    }
    return out;
  }

  /// Where slices begin in a tensor of `shape`, `depth` indices each; `perBatch` of them in each
  /// batch.
  static int[] slicePlaces(Shape shape, long[] indices, int depth, int batchAxes, int perBatch) {
    int[] strides = shape.strides();
    int batchStride = shape.span(batchAxes, shape.rank());
    int count = depth == 0 ? shape.span(0, batchAxes) * perBatch : indices.length / depth;
    int[] places = new int[count];
    for (int i = 0; i < places.length; i++) {
      int place = i / Math.max(1, perBatch) * batchStride;
      for (int d = 0; d < depth; d++) {
        place +=
            Integers.index(indices[i * depth + d], shape.size(batchAxes + d), "index")
                * strides[batchAxes + d];
      }
      places[i] = place;
    }
    return places;
  }

  private static Tensor oneHot(Operands in, int axis) {
    Tensor indices = in.get(0);
    Tensor values = in.get(2);
    if (in.get(1).elements() != 1 || values.elements() != 2) {
      throw new Problem(
          "depth has "
              + in.get(1).elements()
              + " elements and values "
              + values.elements()
              + "; 1 and 2 are needed");
    }
    long depth = (long) in.get(1).at(0);
    int rank = indices.shape().rank();
    int at = Integers.index(axis, rank + 1, "axis");
    long[] sizes = new long[rank + 1];
    for (int d = 0; d <= rank; d++) {
      sizes[d] = d == at ? depth : indices.shape().size(d < at ? d : d - 1);
    }
    Shape shape = Shape.of(sizes);
    int[] choice = new int[shape.elements()];
    int inner = indices.shape().span(at, rank);
    for (int i = 0; i < indices.elements(); i++) {
      double index = indices.at(i);
      long place = (long) (index < 0 ? index + depth : index);
      if (place >= 0 && place < depth) {
        choice[(int) ((i / inner * depth + place) * inner + i % inner)] = 1;
      }
    }
    return Strided.pick(values, choice, shape);
  }

  private static Tensor nonZero(Tensor x) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < x.elements(); i++) {
      if (x.at(i) != 0) {
        places.add(i);
      }
    }
    int rank = x.shape().rank();
    int[] strides = x.shape().strides();
    int n = places.size();
    long[] out = new long[rank * n];
    for (int i = 0; i < n; i++) {
      int rest = places.get(i);
      for (int d = 0; d < rank; d++) {
        out[d * n + i] = rest / strides[d];
        rest %= strides[d];
      }
    }
    return Tensor.int64(Shape.of(rank, n), out);
  }

  private static Tensor compress(Operands in, @Nullable Integer axis) {
    Tensor x = axis == null ? in.get(0).reshape(Shape.of(in.get(0).elements())) : in.get(0);
    int at = axis == null ? 0 : x.shape().axis(axis);
    long[] condition = in.longs(1);
    if (in.get(1).type() != ElementType.BOOL || condition.length > x.shape().size(at)) {
      throw new Problem(
          "condition "
              + in.get(1).type().text()
              + " "
              + in.shape(1)
              + " for axis "
              + at
              + " of "
              + x.shape());
    }
    int[] kept = new int[condition.length];
    int count = 0;
    for (int i = 0; i < kept.length; i++) {
      if (condition[i] != 0) {
        kept[count++] = i;
      }
    }
    return slices(x, at, Arrays.copyOf(kept, count));
  }

  /// The slices of an axis at the given places, side by side.
  private static Tensor slices(Tensor x, int axis, int[] places) {
    long[] indices = Arrays.stream(places).asLongStream().toArray();
    return gather(new Operands(List.of(x, Tensor.int64(Shape.of(places.length), indices))), axis);
  }

  private static List<Tensor> unique(Tensor data, @Nullable Integer axis, boolean sorted) {
    Tensor x = axis == null ? data.reshape(Shape.of(data.elements())) : data;
    int at = axis == null ? 0 : x.shape().axis(axis);
    int n = x.shape().size(at);
    int[] order = new int[x.shape().rank()];
    order[0] = at;
    for (int d = 0, to = 1; d < order.length; d++) {
      if (d != at) {
        order[to++] = d;
      }
    }
    Tensor rows = ShapingEval.transpose(x, order);
    int width = n == 0 ? 0 : rows.elements() / n;
    Integer[] ascending = new Integer[n];
    Arrays.setAll(ascending, i -> i);
    Arrays.sort(ascending, (i, j) -> compareRows(rows, i, j, width));
    int[] group = new int[n];
    List<Integer> firsts = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      if (i == 0 || compareRows(rows, ascending[i - 1], ascending[i], width) != 0) {
        firsts.add(ascending[i]);
      }
      group[ascending[i]] = firsts.size() - 1;
    }
    if (!sorted) {
      List<Integer> byAppearance = firsts.stream().sorted().toList();
      int[] renamed = new int[firsts.size()];
      for (int i = 0; i < renamed.length; i++) {
        renamed[group[byAppearance.get(i)]] = i;
      }
      Arrays.setAll(group, i -> renamed[group[i]]);
      firsts = byAppearance;
    }
    long[] counts = new long[firsts.size()];
    long[] inverse = new long[n];
    for (int i = 0; i < n; i++) {
      counts[group[i]]++;
      inverse[i] = group[i];
    }
    int[] kept = firsts.stream().mapToInt(Integer::intValue).toArray();
    Shape many = Shape.of(kept.length);
    return List.of(
        slices(x, at, kept),
        Tensor.int64(many, Arrays.stream(kept).asLongStream().toArray()),
        Tensor.int64(Shape.of(n), inverse),
        Tensor.int64(many, counts));
  }

  private static int compareRows(Tensor rows, int i, int j, int width) {
    int order = 0;
    for (int k = 0; k < width && order == 0; k++) {
      order = AxisEval.compare(rows, i * width + k, j * width + k);
    }
    return order;
  }
}
