package bitline.graph;

import bitline.base.Problem;
import bitline.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A [Window] laid over a picture of known size: every default filled in, `auto_pad` turned into
/// pads, output sizes worked out. One entry a spatial axis in each list. Output place o takes input
/// places `o·stride − begin + k·dilation` for k below the kernel's size; a transposed convolution
/// spreads them the other way.
///
/// Source: ONNX's definitions of Conv, ConvTranspose, MaxPool and AveragePool.
///
/// @param begin padding before the first element
/// @param end padding after the last element; a pooling that rounds up may read beyond it
public record ConvGeometry(
    List<Integer> input,
    List<Integer> kernel,
    List<Integer> strides,
    List<Integer> dilations,
    List<Integer> begin,
    List<Integer> end,
    List<Integer> output) {
  /// Sizes, strides, dilations, pads and what a window spans are at most this, so that places
  /// worked out from two of them fit an int.
  private static final int MOST = 1 << 30;

  public ConvGeometry {
    input = List.copyOf(input);
    kernel = List.copyOf(kernel);
    strides = List.copyOf(strides);
    dilations = List.copyOf(dilations);
    begin = List.copyOf(begin);
    end = List.copyOf(end);
    output = List.copyOf(output);
  }

  /// A convolution of data (N, C, spatial axes) with a weight (M, C/group, kernel).
  public static ConvGeometry of(Window window, Shape data, Shape weight) {
    if (data.rank() < 3 || weight.rank() != data.rank()) {
      throw new Problem("data " + data + " and weight " + weight + " do not make a convolution");
    }
    return of(window, spatial(data), spatial(weight), false);
  }

  /// A window of `kernel` sizes over `input` sizes.
  ///
  /// @param ceil output sizes are rounded up, as a pooling may ask; a window that would start in
  ///   the end padding is left out
  public static ConvGeometry of(
      Window window, List<Integer> input, List<Integer> kernel, boolean ceil) {
    int axes = input.size();
    check(window, kernel, axes);
    List<Integer> strides = orElse(window.strides(), axes, 1, "strides");
    List<Integer> dilations = orElse(window.dilations(), axes, 1, "dilations");
    List<Integer> pads = orElse(window.pads(), 2 * axes, 0, "pads");
    List<Integer> begin = new ArrayList<>();
    List<Integer> end = new ArrayList<>();
    List<Integer> output = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      long extent = extent(kernel.get(i), dilations.get(i), i);
      long size = input.get(i);
      long stride = strides.get(i);
      long before = 0;
      long after = 0;
      long out = 0;
      switch (window.autoPad()) {
        case SAME_UPPER, SAME_LOWER -> {
          out = Math.ceilDiv(size, stride);
          long total = Math.max(0, (out - 1) * stride + extent - size);
          boolean upper = window.autoPad() == Window.AutoPad.SAME_UPPER;
          before = upper ? total / 2 : total - total / 2;
          after = total - before;
        }
        case NOTSET, VALID -> {
          if (window.autoPad() == Window.AutoPad.NOTSET) {
            before = pads.get(i);
            after = pads.get(i + axes);
          }
          long room = size + before + after - extent;
          out = (ceil ? Math.ceilDiv(room, stride) : Math.floorDiv(room, stride)) + 1;
          if (ceil && (out - 1) * stride >= size + before) {
            out--;
          }
        }
      }
      begin.add(size(before, i));
      end.add(size(after, i));
      output.add(size(out, i));
    }
    return new ConvGeometry(input, kernel, strides, dilations, begin, end, output);
  }

  /// A transposed convolution of data (N, C, spatial axes) with a weight (C, M/group, kernel).
  public static ConvGeometry transposed(Linear.ConvTranspose op, Shape data, Shape weight) {
    if (data.rank() < 3 || weight.rank() != data.rank()) {
      throw new Problem(
          "data " + data + " and weight " + weight + " do not make a transposed convolution");
    }
    List<Integer> input = spatial(data);
    List<Integer> kernel = spatial(weight);
    Window window = op.window();
    int axes = input.size();
    check(window, kernel, axes);
    List<Integer> strides = orElse(window.strides(), axes, 1, "strides");
    List<Integer> dilations = orElse(window.dilations(), axes, 1, "dilations");
    List<Integer> pads = orElse(window.pads(), 2 * axes, 0, "pads");
    List<Integer> extra = orElse(op.outputPadding(), axes, 0, "output_padding");
    List<Integer> wanted = op.outputShape();
    if (!wanted.isEmpty() && wanted.size() != axes) {
      throw new Problem("output_shape " + wanted + " does not fit " + axes + " spatial axes");
    }
    boolean same =
        window.autoPad() == Window.AutoPad.SAME_UPPER
            || window.autoPad() == Window.AutoPad.SAME_LOWER;
    List<Integer> begin = new ArrayList<>();
    List<Integer> end = new ArrayList<>();
    List<Integer> output = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      long stride = strides.get(i);
      long full =
          stride * (input.get(i) - 1L) + extra.get(i) + extent(kernel.get(i), dilations.get(i), i);
      long before = 0;
      long after = 0;
      long out;
      if (!wanted.isEmpty() || same) {
        out = wanted.isEmpty() ? input.get(i) * stride : wanted.get(i);
        long total = Math.max(0, full - out);
        boolean upper = window.autoPad() == Window.AutoPad.SAME_UPPER;
        before = upper ? total / 2 : total - total / 2;
        after = total - before;
      } else {
        if (window.autoPad() == Window.AutoPad.NOTSET) {
          before = pads.get(i);
          after = pads.get(i + axes);
        }
        out = full - before - after;
      }
      begin.add(size(before, i));
      end.add(size(after, i));
      output.add(size(out, i));
    }
    return new ConvGeometry(input, kernel, strides, dilations, begin, end, output);
  }

  /// Spatial axes.
  public int axes() {
    return input.size();
  }

  /// Window places: the product of the kernel's sizes.
  public int kernelPlaces() {
    return product(kernel);
  }

  /// Output places a channel.
  public int outputPlaces() {
    return product(output);
  }

  /// Input places a channel.
  public int inputPlaces() {
    return product(input);
  }

  /// The output's shape for a batch and a number of channels.
  public Shape outputShape(int batch, int channels) {
    return shape(batch, channels, output);
  }

  /// The input's shape for a batch and a number of channels.
  public Shape inputShape(int batch, int channels) {
    return shape(batch, channels, input);
  }

  private static Shape shape(int batch, int channels, List<Integer> spatial) {
    int[] sizes = new int[spatial.size() + 2];
    sizes[0] = batch;
    sizes[1] = channels;
    for (int i = 0; i < spatial.size(); i++) {
      sizes[i + 2] = spatial.get(i);
    }
    return Shape.of(sizes);
  }

  private static List<Integer> spatial(Shape shape) {
    List<Integer> sizes = new ArrayList<>();
    for (int i = 2; i < shape.rank(); i++) {
      sizes.add(shape.size(i));
    }
    return sizes;
  }

  private static long extent(long kernel, long dilation, int axis) {
    long extent = (kernel - 1) * dilation + 1;
    if (extent > MOST || dilation > MOST) {
      throw new Problem(
          "a window of "
              + kernel
              + " places, "
              + dilation
              + " apart, on spatial axis "
              + axis
              + "; at most 2^30 places are supported");
    }
    return extent;
  }

  private static int product(List<Integer> sizes) {
    return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray()).elements();
  }

  private static int size(long out, int axis) {
    if (out < 0 || out > MOST) {
      throw new Problem("the window does not fit spatial axis " + axis + " (size " + out + ")");
    }
    return (int) out;
  }

  private static void check(Window window, List<Integer> kernel, int axes) {
    if (kernel.size() != axes) {
      throw new Problem("kernel " + kernel + " does not fit " + axes + " spatial axes");
    }
    if (!window.kernel().isEmpty() && !window.kernel().equals(kernel)) {
      throw new Problem("kernel_shape " + window.kernel() + " but the weight has " + kernel);
    }
    for (int size : kernel) {
      if (size < 1) {
        throw new Problem("kernel " + kernel + " holds a size below 1");
      }
    }
    for (int step : window.strides()) {
      if (step < 1 || step > MOST) {
        throw new Problem("strides " + window.strides() + " hold a value below 1 or above 2^30");
      }
    }
    for (int step : window.dilations()) {
      if (step < 1) {
        throw new Problem("dilations " + window.dilations() + " hold a value below 1");
      }
    }
    for (int pad : window.pads()) {
      if (pad < 0) {
        throw new Problem(
            "pads " + window.pads() + " hold a negative value; cut the data with Slice instead");
      }
    }
  }

  private static List<Integer> orElse(List<Integer> given, int count, int otherwise, String name) {
    if (given.isEmpty()) {
      return Collections.nCopies(count, otherwise);
    }
    if (given.size() != count) {
      throw new Problem(name + " " + given + " should have " + count + " entries");
    }
    return given;
  }
}
