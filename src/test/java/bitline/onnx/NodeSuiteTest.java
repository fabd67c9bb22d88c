package bitline.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bitline.NetworkBuilder;
import bitline.base.Problem;
import bitline.base.Progress;
import bitline.graph.Elementwise;
import bitline.onnx.NodeSuite.Outcome;
import bitline.onnx.NodeSuite.Result;
import bitline.tensor.ElementType;
import bitline.tensor.ScalarKernels;
import bitline.tensor.Shape;
import bitline.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeSuiteTest {
  private static final Path DATA =
      Path.of(System.getProperty("bitline.data", "../shared"), "onnx-node-tests");

  /// Releases and how many of their cases must pass at least.
  private static final Map<String, Integer> RELEASES = new LinkedHashMap<>();

  static {
    RELEASES.put("1.7.0", 720);
    RELEASES.put("1.12.0", 870);
    RELEASES.put("1.17.0", 1130);
    RELEASES.put("1.22.0", 1500);
  }

  /// Everything that cases may be refused for. An operator that is in the table may not stand here.
  private static final Set<String> LACKS =
      Set.of(
          "element type string",
          "element type float8e4m3fn",
          "element type float8e4m3fnuz",
          "element type float8e5m2",
          "element type float8e5m2fnuz",
          "element type float8e8m0",
          "element type float4e2m1",
          "element type int2",
          "element type uint2",
          "type sequence",
          "type optional",
          "training mode",
          "operator Bernoulli of ai.onnx",
          "operator RandomUniformLike of ai.onnx",
          "operator CausalConvWithState of ai.onnx",
          "operator LinearAttention of ai.onnx",
          "operator ImageDecoder of ai.onnx",
          "operator OptionalGetElement of ai.onnx",
          "operator OptionalHasElement of ai.onnx",
          "operator SequenceConstruct of ai.onnx",
          "operator SplitToSequence of ai.onnx",
          "operator TfIdfVectorizer of ai.onnx",
          "operator ArrayFeatureExtractor of ai.onnx.ml",
          "operator Binarizer of ai.onnx.ml",
          "operator LabelEncoder of ai.onnx.ml",
          "operator TreeEnsemble of ai.onnx.ml",
          "operator FlexAttention of ai.onnx.preview",
          "operator Adagrad of ai.onnx.preview.training",
          "operator Adam of ai.onnx.preview.training",
          "operator Momentum of ai.onnx.preview.training");

  @Test
  void everySupportedCaseOfFourReleasesPasses() throws IOException {
    assumeTrue(Files.isDirectory(DATA), "ONNX node tests skipped: no " + DATA);
    Map<String, List<Result>> releases = new LinkedHashMap<>();
    Set<String> wrong = new TreeSet<>();
    RELEASES.forEach((release, least) -> {
      List<Result> results =
          NodeSuite.run(
              DATA.resolve("node-v" + release + ".tar.xz"),
              new ScalarKernels("the reference"),
              Progress.SILENT);
      releases.put(release, results);
      for (Result result : results) {
        switch (result.outcome()) {
          case Outcome.Pass(), Outcome.Disputed _ -> {}
          case Outcome.Unsupported unsupported when LACKS.contains(unsupported.lack()) -> {}
          case Outcome other -> wrong.add(release + " " + result.name() + ": " + other);
        }
      }
      assertThat(results.stream().filter(r -> r.outcome() instanceof Outcome.Pass).count())
          .as("cases of %s that pass", release)
          .isGreaterThanOrEqualTo(least);
    });
    assertThat(wrong).isEmpty();
    assertPage(NodeSuitePage.markdown(releases));
  }

  private static void assertPage(String page) throws IOException {
    Path file = Path.of("docs", "node-tests.md");
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, page);
    }
    assertThat(file).as("rewrite it with -Dgolden.rewrite=true").hasContent(page);
  }

  @Test
  void noLackIsAnOperatorOfTheTable() {
    Set<String> operators = OperatorTable.all().entries().keySet();
    for (String lack : LACKS) {
      if (lack.startsWith("operator ")) {
        assertThat(operators).doesNotContain(lack.split(" ")[1]);
      }
    }
    for (ElementType type : ElementType.values()) {
      assertThat(LACKS).doesNotContain("element type " + type.text());
    }
  }

  @Test
  void differencesAreFoundAndNamed() {
    Tensor one = Tensor.floats(Shape.of(2), new float[] {1, Float.NaN});
    assertThat(
            NodeSuite.difference(
                "", one, Tensor.floats(Shape.of(2), new float[] {1.00005f, Float.NaN})))
        .isEmpty();
    assertThat(
            NodeSuite.difference(
                "", one, Tensor.floats(Shape.of(2), new float[] {1.001f, Float.NaN})))
        .isEqualTo("element 0 of 2 is 1.0010000467300415 instead of 1.0");
    assertThat(NodeSuite.difference("", one, Tensor.floats(Shape.of(2), new float[] {1, 1})))
        .startsWith("element 1");
    assertThat(NodeSuite.difference("", one, Tensor.floats(Shape.of(2, 1), new float[2])))
        .isEqualTo("is float 2x1 instead of float 2");
    assertThat(NodeSuite.difference("", one, Tensor.int64(Shape.of(2), new long[2])))
        .startsWith("is int64");
  }

  @Test
  void aCaseThatExpectsNothingDoesNotPass(@TempDir Path folder) throws IOException {
    Path archive = folder.resolve("node.tar.xz");
    byte[] model =
        OnnxWriter.bytes(
            new NetworkBuilder()
                .input("x", ElementType.FLOAT, Shape.of(2))
                .node("y", new Elementwise.Relu(), "x")
                .graph("y"));
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new XZCompressorOutputStream(Files.newOutputStream(archive)))) {
      TarArchiveEntry entry = new TarArchiveEntry("test_relu/model.onnx");
      entry.setSize(model.length);
      tar.putArchiveEntry(entry);
      tar.write(model);
      tar.closeArchiveEntry();
    }
    assertThat(NodeSuite.run(archive, new ScalarKernels("the reference"), Progress.SILENT))
        .containsExactly(new Result("test_relu", new Outcome.Failed("holds no expected outputs")));
  }

  @Test
  void whatIsNoArchiveIsAUserError(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("node.tar.xz"), "not an archive");
    assertThatThrownBy(
            () -> NodeSuite.run(file, new ScalarKernels("the reference"), Progress.SILENT))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("cannot be unpacked");
  }
}
