package bitline.graph.eval;

import bitline.base.Problem;
import bitline.graph.Quantising;
import bitline.tensor.ElementType;
import bitline.tensor.NarrowFloats;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Computes the operators of [Quantising].
final class QuantisingEval {
  private QuantisingEval() {}

  static List<Tensor> eval(Quantising op, Operands in) {
    return switch (op) {
      case Quantising.QuantizeLinear o -> List.of(quantize(o, in));
      case Quantising.DequantizeLinear o -> List.of(dequantize(o, in));
      case Quantising.DynamicQuantizeLinear _ -> dynamic(in.floats(0));
    };
  }

  /// What a step makes of its operands, with all that can be wrong with them but without the
  /// numbers.
  static ValueType type(Quantising.QuantizeLinear op, Operands in) {
    ElementType type = integers(op, in.orNull(2));
    Scales.of(in.shape(0), in.get(1), in.orNull(2), op.axis(), op.blockSize());
    return new ValueType(type, in.shape(0));
  }

  /// The same.
  static ValueType type(Quantising.DequantizeLinear op, Operands in) {
    integers(in);
    ElementType type = in.floats(1).type();
    Scales.of(in.shape(0), in.get(1), in.orNull(2), op.axis(), op.blockSize());
    return new ValueType(type, in.shape(0));
  }

  private static ElementType integers(Quantising.QuantizeLinear op, @Nullable Tensor zero) {
    ElementType type = zero != null ? zero.type() : op.to() != null ? op.to() : ElementType.UINT8;
    if (op.to() != null && type != op.to()) {
      throw new Problem(
          "zero point is " + type.text() + " but the output is to be " + op.to().text());
    }
    if (type.storage() != ElementType.Storage.INTS || type == ElementType.BOOL) {
      throw new Problem(
          "quantising to " + type.text() + "; integers of at most 16 bits are needed");
    }
    return type;
  }

  private static Tensor quantize(Quantising.QuantizeLinear op, Operands in) {
    Tensor x = in.get(0);
    Tensor zero = in.orNull(2);
    ElementType type = integers(op, zero);
    Scales scales = Scales.of(x.shape(), in.get(1), zero, op.axis(), op.blockSize());
    float[] data = x.toFloats();
    int[] out = new int[data.length];
    ElementType division = x instanceof Tensor.Floats ? x.type() : ElementType.FLOAT;
    double least = type.least();
    double most = type.greatest();
    for (int run = 0; run < scales.runs(); run++) {
      int at = run * scales.length;
      int from = scales.first(run);
      if (scales.step == 0 && division == ElementType.FLOAT) {
        float scale = scales.scale[from];
        int z = scales.zero[from];
        for (int i = at; i < at + scales.length; i++) {
          out[i] = (int) Math.min(Math.max(Math.rint(data[i] / scale) + z, least), most);
        }
      } else {
        for (int i = 0; i < scales.length; i++) {
          int s = from + i * scales.step;
          float quotient = NarrowFloats.round(division, data[at + i] / scales.scale[s]);
          out[at + i] = (int) Math.min(Math.max(Math.rint(quotient) + scales.zero[s], least), most);
        }
      }
    }
    return new Tensor.Ints(type, x.shape(), out);
  }

  private static Tensor.Ints integers(Operands in) {
    if (in.get(0) instanceof Tensor.Ints ints) {
      return ints;
    }
    throw new Problem(
        "operand 0 is " + in.get(0).type().text() + "; integers of at most 32 bits are needed");
  }

  private static Tensor dequantize(Quantising.DequantizeLinear op, Operands in) {
    Tensor.Ints x = integers(in);
    ElementType type = in.floats(1).type();
    Scales scales = Scales.of(x.shape(), in.get(1), in.orNull(2), op.axis(), op.blockSize());
    int[] data = x.data();
    float[] out = new float[data.length];
    for (int run = 0; run < scales.runs(); run++) {
      int at = run * scales.length;
      int from = scales.first(run);
      if (scales.step == 0) {
        float scale = scales.scale[from];
        int zero = scales.zero[from];
        for (int i = at; i < at + scales.length; i++) {
          out[i] = (data[i] - zero) * scale;
        }
      } else {
        for (int i = 0; i < scales.length; i++) {
          int s = from + i * scales.step;
          out[at + i] = (data[at + i] - scales.zero[s]) * scales.scale[s];
        }
      }
    }
    return new Tensor.Floats(type, x.shape(), NarrowFloats.round(type, out));
  }

  /// Scales and zero points laid along the data in runs of `length` elements: within a run the
  /// scale moves by `step` (0 or
  /// 1) an element; run r starts at scale [#first].
  ///
  /// @param blockSize 0 where one scale serves all that shares an index of the axis
  private record Scales(
      float[] scale, int[] zero, int length, int step, int elements, int axisSize, int blockSize) {
    static Scales of(Shape shape, Tensor scale, @Nullable Tensor zero, int axis, int blockSize) {
      int count = scale.elements();
      if (blockSize < 0) {
        throw new Problem("blocks of " + blockSize + " elements");
      }
      if (zero != null && (zero.elements() != count || !(zero instanceof Tensor.Ints))) {
        throw new Problem(
            "zero point "
                + zero.type().text()
                + " "
                + zero.shape()
                + " does not fit scale "
                + scale.shape());
      }
      int[] zeros = new int[count];
      for (int i = 0; zero != null && i < count; i++) {
        zeros[i] = (int) zero.intAt(i);
      }
      float[] scales = scale.toFloats();
      int elements = shape.elements();
      if (count == 1) {
        return new Scales(scales, zeros, elements, 0, elements, 1, 0);
      }
      int at = shape.axis(axis);
      int inner = shape.span(at + 1, shape.rank());
      if (blockSize == 0) {
        if (count != shape.size(at) || scale.shape().rank() != 1) {
          throw new Problem(
              "scale " + scale.shape() + " does not fit axis " + axis + " of data " + shape);
        }
        return new Scales(scales, zeros, inner, 0, elements, count, 0);
      }
      int[] sizes = shape.sizes();
      sizes[at] = Math.ceilDiv(sizes[at], blockSize);
      if (!scale.shape().equals(Shape.of(sizes))) {
        throw new Problem(
            "scale "
                + scale.shape()
                + " does not fit blocks of "
                + blockSize
                + " of data "
                + shape);
      }
      return new Scales(
          scales, zeros, inner, inner == 1 ? 0 : 1, elements, shape.size(at), blockSize);
    }

    int runs() {
      return length == 0 ? 0 : elements / length;
    }

    int first(int run) {
      return blockSize == 0
          ? run % axisSize
          : (run / axisSize * Math.ceilDiv(axisSize, blockSize) + run % axisSize / blockSize)
              * length;
    }
  }

  /// The range takes in zero, so that zero is exact.
  private static List<Tensor> dynamic(Tensor.Floats x) {
    float least = 0;
    float most = 0;
    for (float value : x.data()) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    float scale = least == most ? 1 : (most - least) / 255;
    int zero = (int) Math.clamp(Math.rint(-least / scale), 0.0, 255.0);
    int[] out = new int[x.elements()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (int) Math.min(Math.max(Math.rint(x.data()[i] / scale) + zero, 0), 255);
    }
    return List.of(
        new Tensor.Ints(ElementType.UINT8, x.shape(), out),
        Tensor.floats(Shape.SCALAR, new float[] {scale}),
        new Tensor.Ints(ElementType.UINT8, Shape.SCALAR, new int[] {zero}));
  }
}
