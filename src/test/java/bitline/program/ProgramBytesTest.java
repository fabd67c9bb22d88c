package bitline.program;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.NetworkBuilder;
import bitline.RandomChips;
import bitline.cell.Medium;
import bitline.chip.Array;
import bitline.chip.Encoding;
import bitline.graph.Elementwise;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Quantising;
import bitline.graph.Shaping;
import bitline.graph.Window;
import bitline.map.Mapper;
import bitline.map.Mapping;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgramBytesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/bitline/program/small.txt");

  @Test
  void aSmallProgramIsWrittenAsItWas() throws IOException {
    String text = new String(ProgramBytes.of(small(3)), StandardCharsets.UTF_8);
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, text);
    }
    assertThat(GOLDEN)
        .as(
            "rewrite it with -Dgolden.rewrite=true, and raise Program.VERSION when the format changed")
        .content()
        .isEqualTo(text);
  }

  @Test
  void theHashIsThatOfTheBytes() throws NoSuchAlgorithmException {
    Program program = small(3);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(ProgramBytes.of(program));
    assertThat(ProgramBytes.sha256(program)).isEqualTo(HexFormat.of().formatHex(digest));
    assertThat(ProgramBytes.sha256(small(3))).isEqualTo(ProgramBytes.sha256(program));
  }

  @Test
  void whateverDiffersChangesTheHash() {
    Program program = small(3);
    ArrayLayer layer = program.layers().getFirst();
    List<Program> others = new ArrayList<>();
    others.add(small(4)); // one weight
    others.add(program.with(program.layers().reversed()));
    others.add(replaced(program, layer.with(null)));
    others.add(replaced(program, layer.with(new AdcRange(-0.5, 1, 32))));
    others.add(replaced(program, layer.with(new AdcRange(-0.5, Math.nextUp(1.0), 32))));
    others.add(replaced(program, layer.unscaled()));
    others.add(
        new Program(
            RandomChips.withCores(program.chip(), 5),
            program.graph(),
            program.inputs(),
            program.layers(),
            program.arraysUsed(),
            program.segments(),
            program.copies()));
    others.add(
        new Program(
            program.chip(),
            program.graph(),
            Map.of("x", Shape.of(2, 1, 4, 4)),
            program.types(),
            program.layers(),
            program.arraysUsed(),
            program.segments(),
            program.copies(),
            program.vectorProducts(),
            program.rowsOn()));
    others.add(program);
    assertThat(others.stream().map(ProgramBytes::sha256)).doesNotHaveDuplicates();
  }

  private static Program replaced(Program program, ArrayLayer first) {
    return program.with(List.of(first, program.layers().get(1)));
  }

  /// A convolution with a zero point, scales a channel and a bias, and a dense layer whose name
  /// needs quotes, on arrays too small for either.
  private static Program small(int firstWeight) {
    int[] kernel = new int[2 * 9];
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = i - 8;
    }
    kernel[0] = firstWeight;
    int[] dense = new int[32 * 3];
    for (int i = 0; i < dense.length; i++) {
      dense[i] = i % 15 - 7;
    }
    Graph graph =
        new NetworkBuilder()
            .input("x", ElementType.UINT8, Shape.of(1, 1, 4, 4))
            .constant("x_scale", scalar(0.25f))
            .constant("x_zero", new Tensor.Ints(ElementType.UINT8, Shape.SCALAR, new int[] {7}))
            .constant("kernel", new Tensor.Ints(ElementType.INT8, Shape.of(2, 1, 3, 3), kernel))
            .constant("kernel_scale", Tensor.floats(Shape.of(2), new float[] {0.5f, 0.1f}))
            .constant("bias", Tensor.floats(Shape.of(2), new float[] {1, -2}))
            .constant("dense", new Tensor.Ints(ElementType.INT8, Shape.of(32, 3), dense))
            .constant("zero", new Tensor.Ints(ElementType.INT8, Shape.SCALAR, new int[] {0}))
            .constant("flat", new Tensor.Longs(ElementType.INT64, Shape.of(2), new long[] {1, 32}))
            .node("x_real", new Quantising.DequantizeLinear(1, 0), "x", "x_scale", "x_zero")
            .node("kernel_real", new Quantising.DequantizeLinear(0, 0), "kernel", "kernel_scale")
            .node(
                "conv",
                new Linear.Conv(
                    new Window(
                        List.of(), List.of(), List.of(), List.of(), Window.AutoPad.SAME_UPPER),
                    1),
                "x_real",
                "kernel_real",
                "bias")
            .node("relu", new Elementwise.Relu(), "conv")
            .node("rows", new Shaping.Reshape(false), "relu", "flat")
            .node(
                "integers",
                new Quantising.QuantizeLinear(1, 0, true, ElementType.INT8),
                "rows",
                "x_scale",
                "zero")
            .node("real", new Quantising.DequantizeLinear(1, 0), "integers", "x_scale", "zero")
            .node("dense_real", new Quantising.DequantizeLinear(1, 0), "dense", "x_scale")
            .node("fc/a name", new Linear.MatMul(), "real", "dense_real")
            .graph("fc/a name");
    Array array =
        new Array(16, 20, 8, Encoding.OFFSET_BINARY, null, List.of(4, 8), List.of(4, 8), true);
    var chip = RandomChips.of(array, 2, 2, 4, 3, 5, Medium.RRAM, false);
    return switch (Mapper.map(graph, chip, Map.of(), 0)) {
      case Mapping.Mapped mapped -> mapped.program();
      case Mapping.Infeasible(List<String> reasons) -> throw new AssertionError(reasons.toString());
    };
  }

  private static Tensor scalar(float value) {
    return Tensor.floats(Shape.SCALAR, new float[] {value});
  }
}
