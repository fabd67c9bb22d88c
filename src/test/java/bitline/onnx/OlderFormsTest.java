package bitline.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bitline.base.Problem;
import bitline.graph.Elementwise;
import bitline.graph.Indexing;
import bitline.graph.Reduction;
import bitline.graph.Shaping;
import bitline.tensor.ElementType;
import bitline.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Attributes of older opsets that are inputs today become constants beside the node.
class OlderFormsTest {
  private final Map<String, Tensor> constants = new HashMap<>();

  private OperatorTable.Imported read(
      String opType, int opset, int inputs, int outputs, Map<String, Attribute> attributes) {
    List<String> in = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      in.add("in" + i);
    }
    List<String> out = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      out.add("out" + i);
    }
    OperatorTable.Entry entry = OperatorTable.all().find("", opType, opset);
    if (entry == null) {
      throw new AssertionError(opType + " of opset " + opset + " is not in the table");
    }
    OperatorTable.Target target =
        new OperatorTable.Target() {
          @Override
          public String constant(Tensor value) {
            String name = "c" + constants.size();
            constants.put(name, value);
            return name;
          }

          @Override
          public @Nullable Tensor known(String value) {
            return constants.get(value);
          }
        };
    return entry.reading().read(new OnnxNode("n", opType, "", opset, in, out, attributes), target);
  }

  private static Attribute ints(long... values) {
    return new Attribute.OfInts(values);
  }

  private void assertOperands(OperatorTable.Imported imported, String first, long[]... rest) {
    assertThat(imported.inputs()).hasSize(1 + rest.length);
    assertThat(imported.inputs().getFirst()).isEqualTo(first);
    for (int i = 0; i < rest.length; i++) {
      Tensor constant = constants.get(imported.inputs().get(1 + i));
      assertThat(constant).isNotNull();
      assertThat(constant.type()).isEqualTo(ElementType.INT64);
      assertThat(constant.toLongs()).isEqualTo(rest[i]);
    }
  }

  @Test
  void axesOfReductionsAndSqueezes() {
    OperatorTable.Imported sum =
        read(
            "ReduceSum", 11, 1, 1, Map.of("axes", ints(1, -1), "keepdims", new Attribute.OfInt(0)));
    assertThat(sum.op()).isEqualTo(new Reduction.ReduceSum(false, false));
    assertOperands(sum, "in0", new long[] {1, -1});
    assertOperands(read("ReduceMean", 17, 1, 1, Map.of("axes", ints(2))), "in0", new long[] {2});
    assertThat(read("ReduceMean", 18, 2, 1, Map.of()).inputs()).containsExactly("in0", "in1");
    assertOperands(read("ReduceMax", 11, 1, 1, Map.of()), "in0");
    assertOperands(read("Squeeze", 11, 1, 1, Map.of("axes", ints(0))), "in0", new long[] {0});
    assertOperands(read("Squeeze", 7, 1, 1, Map.of()), "in0");
    assertOperands(read("Unsqueeze", 7, 1, 1, Map.of("axes", ints(3))), "in0", new long[] {3});
    assertThat(read("Unsqueeze", 13, 2, 1, Map.of()).inputs()).containsExactly("in0", "in1");
  }

  @Test
  void partsOfSplit() {
    OperatorTable.Imported split =
        read("Split", 11, 1, 2, Map.of("axis", new Attribute.OfInt(1), "split", ints(3, 5)));
    assertThat(split.op()).isEqualTo(new Shaping.Split(1));
    assertOperands(split, "in0", new long[] {3, 5});
    assertOperands(read("Split", 11, 1, 2, Map.of()), "in0");
    assertThatThrownBy(() -> read("Split", 18, 1, 2, Map.of("num_outputs", new Attribute.OfInt(3))))
        .isInstanceOf(Problem.class);
  }

  @Test
  void boundsOfClip() {
    OperatorTable.Imported clip = read("Clip", 6, 1, 1, Map.of("max", new Attribute.OfFloat(6)));
    assertThat(clip.op()).isEqualTo(new Elementwise.Clip());
    assertThat(clip.inputs().subList(0, 2)).containsExactly("in0", "");
    assertThat(constants.get(clip.inputs().get(2)).at(0)).isEqualTo(6);
    assertThat(read("Clip", 11, 3, 1, Map.of()).inputs()).containsExactly("in0", "in1", "in2");
  }

  @Test
  void countOfTopK() {
    OperatorTable.Imported top =
        read("TopK", 7, 1, 2, Map.of("k", new Attribute.OfInt(5), "axis", new Attribute.OfInt(1)));
    assertThat(top.op()).isEqualTo(new Reduction.TopK(1, true));
    assertOperands(top, "in0", new long[] {5});
    assertThatThrownBy(() -> read("TopK", 7, 1, 2, Map.of()))
        .hasMessage("attribute 'k' is missing");
  }

  @Test
  void endsOfSlice() {
    OperatorTable.Imported slice =
        read(
            "Slice",
            9,
            1,
            1,
            Map.of("starts", ints(1, 0), "ends", ints(-1, 9), "axes", ints(2, 3)));
    assertThat(slice.op()).isEqualTo(new Shaping.Slice());
    assertOperands(slice, "in0", new long[] {1, 0}, new long[] {-1, 9}, new long[] {2, 3});
    assertOperands(
        read("Slice", 7, 1, 1, Map.of("starts", ints(1), "ends", ints(2))),
        "in0",
        new long[] {1},
        new long[] {2});
    assertThatThrownBy(() -> read("Slice", 7, 1, 1, Map.of("starts", ints(1))))
        .hasMessage("attribute 'ends' is missing");
  }

  @Test
  void widthsOfPad() {
    OperatorTable.Imported pad =
        read(
            "Pad",
            7,
            1,
            1,
            Map.of(
                "pads",
                ints(0, 1, 0, 2),
                "value",
                new Attribute.OfFloat(3),
                "mode",
                new Attribute.OfString("constant")));
    assertThat(pad.op()).isEqualTo(new Shaping.Pad(Shaping.PadMode.CONSTANT));
    assertThat(constants.get(pad.inputs().get(1)).toLongs()).containsExactly(0, 1, 0, 2);
    assertThat(constants.get(pad.inputs().get(2)).at(0)).isEqualTo(3);
    assertThatThrownBy(
            () -> read("Pad", 11, 2, 1, Map.of("mode", new Attribute.OfString("mirror"))))
        .hasMessageContaining("mirror");
  }

  @Test
  void scatterIsScatterElements() {
    assertThat(read("Scatter", 9, 3, 1, Map.of("axis", new Attribute.OfInt(1))).op())
        .isEqualTo(new Indexing.ScatterElements(1, Indexing.Update.NONE));
    assertThat(OperatorTable.all().find("", "Scatter", 11)).isNull();
  }
}
