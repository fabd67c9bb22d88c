package bitline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import bitline.graph.Constant;
import bitline.graph.Graph;
import bitline.graph.Linear;
import bitline.graph.Node;
import bitline.graph.Normalising;
import bitline.graph.Port;
import bitline.onnx.OnnxWriter;
import bitline.tensor.ElementType;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ShowModelTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String model = "";

  @BeforeEach
  void write() {
    Map<String, Constant> constants = new LinkedHashMap<>();
    constants.put("w", Constant.of(Tensor.floats(Shape.of(2, 3), new float[] {1, 2, 3, 4, 5, 6})));
    for (String name : List.of("gamma", "beta", "mean", "variance")) {
      constants.put(name, Constant.of(Tensor.floats(Shape.of(2), new float[] {1, 2})));
    }
    Graph graph =
        new Graph(
            "small",
            List.of(new Port("x", ElementType.FLOAT, List.of("N", "3"))),
            List.of(new Port("y", ElementType.FLOAT, List.of("N", "2"))),
            constants,
            List.of(
                new Node("fc", new Linear.Gemm(1, 1, false, true), List.of("x", "w"), List.of("h")),
                new Node(
                    "bn",
                    new Normalising.BatchNormalization(0, 0.9f, false),
                    List.of("h", "gamma", "beta", "mean", "variance"),
                    List.of("y"))));
    Path file = folder.resolve("small.onnx");
    OnnxWriter.write(graph, file);
    model = file.toString();
  }

  private int run(String... arguments) {
    return Main.run(arguments, new PrintWriter(out), new PrintWriter(err));
  }

  @Test
  void whatIsInANetworkIsPrinted() {
    assertThat(run("show", model, "--size", "N=10")).isZero();
    assertThat(out.toString())
        .isEqualTo(
            """
            network   small (ai.onnx 21, written by bitline)
            input     x float [N, 3]
            output    y float [N, 2]
            weights   14 numbers in 5 constants
            nodes     2
            MACs      60: 60 weight-stationary, 0 activation × activation, with N = 10

            operator            nodes  MACs
            BatchNormalization      1
            Gemm                    1    60
            """);
  }

  @Test
  void passesPrintWhatTheyChange() {
    assertThat(run("show", model, "--passes", "--disable-pass", "fold-constants")).isZero();
    assertThat(out.toString())
        .doesNotContain("fold-constants")
        .contains("2 nodes before, 1 after")
        .contains(
            "  - bn = BatchNormalization(momentum=0.9) (h, gamma, beta, mean, variance) -> (y)")
        .contains(
            "  + fc = Gemm(alpha=1.0, beta=1.0, transB=true) (x, w/folded, fc/bias/folded) -> (y)");
  }

  @Test
  void textAndJsonArePrinted() {
    assertThat(run("show", model, "--text")).isZero();
    assertThat(out.toString()).startsWith("graph small {\n  in x : float [N, 3]\n");
    out.getBuffer().setLength(0);
    assertThat(run("show", model, "--json")).isZero();
    assertThat(out.toString()).contains("\"macs\": 6,").contains("\"graph\": \"small\"");
  }

  @Test
  void errorsAreOneLine() throws IOException {
    assertThat(run("show", model, "--disable-pass", "fold-batchnorm")).isEqualTo(Main.BAD_INPUT);
    assertThat(err.toString())
        .isEqualTo("no pass is called 'fold-batchnorm'; did you mean 'fold-batch-norm'?\n");
    err.getBuffer().setLength(0);
    assertThat(run("show", model, "--disable-pass", "zzzzzz")).isEqualTo(Main.BAD_INPUT);
    assertThat(err.toString()).startsWith("no pass is called 'zzzzzz'; there are ");
    err.getBuffer().setLength(0);
    assertThat(run("show", model, "--size", "Q=3")).isEqualTo(Main.BAD_INPUT);
    assertThat(err.toString())
        .isEqualTo("--size Q: no size of an input has this name; there are N\n");
    err.getBuffer().setLength(0);
    assertThat(run("show", model, "--size", "N=0")).isEqualTo(Main.BAD_INPUT);
    assertThat(err.toString()).isEqualTo("--size N=0 is below 1\n");
    err.getBuffer().setLength(0);
    assertThat(run("show", folder.toString())).isEqualTo(Main.BAD_INPUT);
    assertThat(err.toString())
        .isEqualTo(folder + ": is a folder; name an .onnx or .yaml file in it\n");
    err.getBuffer().setLength(0);
    Path text = Files.writeString(folder.resolve("notes.txt"), "n");
    assertThat(run("show", text.toString())).isEqualTo(Main.BAD_INPUT);
    assertThat(err.toString()).startsWith(text + ": neither ends in .onnx");
    err.getBuffer().setLength(0);
    Path cut = folder.resolve("cut.onnx");
    byte[] whole = Files.readAllBytes(Path.of(model));
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertThat(run("show", cut.toString())).isEqualTo(Main.BAD_INPUT);
    assertThat(err.toString()).startsWith(cut + ": byte ").hasLineCount(1);
  }
}
