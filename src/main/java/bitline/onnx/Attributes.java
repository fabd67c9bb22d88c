package bitline.onnx;

import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Indexing;
import bitline.graph.Linear;
import bitline.graph.Op;
import bitline.graph.OpRecords;
import bitline.graph.Recurrent;
import bitline.graph.Resampling;
import bitline.graph.Shaping;
import bitline.graph.Window;
import bitline.tensor.ElementType;
import bitline.tensor.Tensor;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An operator's record as the attributes of its newest ONNX form: component by component, under
/// the component's name in ONNX's spelling unless [#NAMES] has another. What ONNX says in another
/// way than by name and value stands in [#special].
final class Attributes {
  /// ONNX's name where it is not the component's in lower case with underscores; by operator, or
  /// for all operators.
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("transA", "transA"),
          Map.entry("transB", "transB"),
          Map.entry("keepDims", "keepdims"),
          Map.entry("allowZero", "allowzero"),
          Map.entry("order", "perm"),
          Map.entry("selectLast", "select_last_index"),
          Map.entry("batchAxes", "batch_dims"),
          Map.entry("ceil", "ceil_mode"),
          Map.entry("columnMajor", "storage_order"),
          Map.entry("countPadding", "count_include_pad"),
          Map.entry("pooled", "pooled_shape"),
          Map.entry("training", "training_mode"),
          Map.entry("groups", "num_groups"),
          Map.entry("ignored", "ignore_index"),
          Map.entry("coordinates", "coordinate_transformation_mode"),
          Map.entry("nearest", "nearest_mode"),
          Map.entry("cubic", "cubic_coeff_a"),
          Map.entry("extrapolation", "extrapolation_value"),
          Map.entry("aspect", "keep_aspect_ratio_policy"),
          Map.entry("outside", "padding_mode"),
          Map.entry("centreAndSize", "center_point_box"),
          Map.entry("then", "then_branch"),
          Map.entry("otherwise", "else_branch"),
          Map.entry("scanInputs", "num_scan_inputs"),
          Map.entry("inputAxes", "scan_input_axes"),
          Map.entry("inputReversed", "scan_input_directions"),
          Map.entry("outputAxes", "scan_output_axes"),
          Map.entry("outputReversed", "scan_output_directions"),
          Map.entry("queryHeads", "q_num_heads"),
          Map.entry("keyValueHeads", "kv_num_heads"),
          Map.entry("causal", "is_causal"),
          Map.entry("scores", "qk_matmul_output_mode"),
          Map.entry("softmaxType", "softmax_precision"),
          Map.entry("heads", "num_heads"),
          Map.entry("rotaryDimensions", "rotary_embedding_dim"),
          Map.entry("IsInf.negative", "detect_negative"),
          Map.entry("IsInf.positive", "detect_positive"),
          Map.entry("DepthToSpace.blockSize", "blocksize"),
          Map.entry("SpaceToDepth.blockSize", "blocksize"),
          Map.entry("EyeLike.type", "dtype"),
          Map.entry("QuantizeLinear.to", "output_dtype"),
          Map.entry("HannWindow.type", "output_datatype"),
          Map.entry("HammingWindow.type", "output_datatype"),
          Map.entry("BlackmanWindow.type", "output_datatype"),
          Map.entry("MelWeightMatrix.type", "output_datatype"));

  private Attributes() {}

  /// By ONNX's name, in the order of the record's components.
  static Map<String, Attribute> of(Op op) {
    Map<String, Attribute> out = new LinkedHashMap<>();
    for (RecordComponent component : op.getClass().getRecordComponents()) {
      Object value = OpRecords.get((Record) op, component);
      if (value != null && !special(op, component.getName(), value, out)) {
        put(name(op, component.getName()), value, out);
      }
    }
    return out;
  }

  private static String name(Op op, String component) {
    String named = NAMES.get(op.name() + "." + component);
    if (named == null) {
      named = NAMES.get(component);
    }
    return named == null ? component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT) : named;
  }

  /// Components that ONNX does not write as one attribute of the same kind; true when the value was
  /// seen to.
  private static boolean special(
      Op op, String component, Object value, Map<String, Attribute> out) {
    switch (value) {
      case Window window -> {
        ints("kernel_shape", window.kernel(), out);
        ints("strides", window.strides(), out);
        ints("dilations", window.dilations(), out);
        if (window.autoPad() == Window.AutoPad.NOTSET) {
          ints("pads", window.pads(), out);
        } else {
          out.put("auto_pad", new Attribute.OfString(window.autoPad().name()));
        }
        return true;
      }
      case Recurrent.Layer layer -> {
        layer(layer, out);
        return true;
      }
      default -> {}
    }
    Attribute attribute =
        switch (op) {
          case Elementwise.Gelu gelu -> new Attribute.OfString(gelu.tanh() ? "tanh" : "none");
          case Elementwise.BitShift shift ->
              new Attribute.OfString(shift.left() ? "LEFT" : "RIGHT");
          case Shaping.DepthToSpace depth when component.equals("mode") ->
              new Attribute.OfString(depth.mode().name());
          case Indexing.TensorScatter scatter when component.equals("circular") ->
              new Attribute.OfString(scatter.circular() ? "circular" : "linear");
          case Resampling.RoiAlign roi when component.equals("halfPixel") ->
              new Attribute.OfString(roi.halfPixel() ? "half_pixel" : "output_half_pixel");
          case Resampling.RoiAlign roi when component.equals("max") ->
              new Attribute.OfString(roi.max() ? "max" : "avg");
          case Linear.Attention attention when component.equals("scores") ->
              new Attribute.OfInt(attention.scores().ordinal());
          default -> null;
        };
    if (attribute != null) {
      out.put(specialName(op, component), attribute);
      return true;
    }
    boolean leftOut =
        component.equals("flattened")
            || component.equals("batched")
            || component.equals("saturate") && value.equals(true)
            || op instanceof Elementwise.Cast && component.equals("saturate")
            || op instanceof Linear.Attention && value.equals(0)
            || op instanceof Linear.RotaryEmbedding && value.equals(0);
    return leftOut;
  }

  private static String specialName(Op op, String component) {
    return switch (op) {
      case Elementwise.Gelu _ -> "approximate";
      case Elementwise.BitShift _ -> "direction";
      case Indexing.TensorScatter _ -> "mode";
      case Resampling.RoiAlign _ when component.equals("halfPixel") ->
          "coordinate_transformation_mode";
      case Resampling.RoiAlign _ -> "mode";
      default -> name(op, component);
    };
  }

  private static void layer(Recurrent.Layer layer, Map<String, Attribute> out) {
    if (!layer.activations().isEmpty()) {
      out.put("activations", new Attribute.OfStrings(layer.activations()));
    }
    put("activation_alpha", layer.alphas(), out);
    put("activation_beta", layer.betas(), out);
    put("clip", layer.clip(), out);
    put("direction", layer.direction(), out);
    put("hidden_size", layer.hidden(), out);
    put("layout", layer.batchFirst(), out);
  }

  private static void put(String name, @Nullable Object value, Map<String, Attribute> out) {
    switch (value) {
      case null -> {}
      case Boolean flag -> out.put(name, new Attribute.OfInt(flag ? 1 : 0));
      case Integer number -> out.put(name, new Attribute.OfInt(number));
      case Long number -> out.put(name, new Attribute.OfInt(number));
      case Float number -> out.put(name, new Attribute.OfFloat(number));
      case String text -> out.put(name, new Attribute.OfString(text));
      case ElementType type -> out.put(name, new Attribute.OfInt(type.onnx()));
      case Enum<?> constant ->
          out.put(name, new Attribute.OfString(constant.name().toLowerCase(Locale.ROOT)));
      case Tensor tensor -> out.put(name, new Attribute.OfTensor(tensor));
      case Graph graph -> out.put(name, new Attribute.OfGraph(graph));
      case List<?> list -> list(name, list, out);
      default -> throw new IllegalStateException("no ONNX form for " + name + " = " + value);
    }
  }

  private static void list(String name, List<?> list, Map<String, Attribute> out) {
    if (list.isEmpty()) {
      return;
    }
    switch (list.getFirst()) {
      case Integer _ -> ints(name, list, out);
      case Boolean _ ->
          out.put(
              name,
              new Attribute.OfInts(
                  list.stream().mapToLong(flag -> Boolean.TRUE.equals(flag) ? 1 : 0).toArray()));
      case Float _ -> {
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = (Float) list.get(i);
        }
        out.put(name, new Attribute.OfFloats(values));
      }
      default -> throw new IllegalStateException("no ONNX form for " + name + " = " + list);
    }
  }

  private static void ints(String name, List<?> values, Map<String, Attribute> out) {
    if (!values.isEmpty()) {
      out.put(
          name,
          new Attribute.OfInts(values.stream().mapToLong(value -> (Integer) value).toArray()));
    }
  }
}
