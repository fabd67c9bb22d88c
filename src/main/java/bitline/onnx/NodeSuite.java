package bitline.onnx;

import bitline.base.Problem;
import bitline.base.Progress;
import bitline.graph.Graph;
import bitline.graph.Port;
import bitline.graph.eval.Interpreter;
import bitline.tensor.ElementType;
import bitline.tensor.Kernels;
import bitline.tensor.Tensor;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/// Runs the ONNX project's own tests of single operators: models of mostly one node, with inputs
/// and expected outputs. A release is an archive (`.tar.xz`) of folders `CASE/model.onnx` and
/// `CASE/test_data_set_N/{input,output}_I.pb`, as in `onnx/backend/test/data/node` of
/// github.com/onnx/onnx.
///
/// A float passes when it lies within 1e-4 of the expected number's size plus 1e-5 (double: the
/// same; half precision: 2 steps of that type plus 1e-5); integers, types and shapes must be equal;
/// NaN equals NaN. Exceptions are two lists below; `docs/node-tests.md` names every case that does
/// not pass.
public final class NodeSuite {
  private static final Pattern FILE =
      Pattern.compile(
          "(?:.*/)?(test_[^/]+)/(model\\.onnx|test_data_set_(\\d+)/(input|output)_(\\d+)\\.pb)");

  /// Cases whose expected numbers are written with 4 digits, or were computed with π as 3.1415
  /// (windows of release 1.12): within 1e-3, as ONNX's own runner has it for all cases.
  private static final Pattern COARSE =
      Pattern.compile(
          "test_((blackman|hamming|hann)window.*|roialign.*|gridsample_bicubic|averagepool_2d_ceil_last_window_starts_on_pad)");

  /// Cases that a release got wrong; its successor in the suite has the same inputs and other
  /// outputs. ONNX Runtime differs from these too.
  private static final Map<String, String> WRONG =
      Map.of(
          "test_qlinearmatmul_2D_int8_float16",
              "1.17 lets what saturates wrap around; 1.22 expects what we compute",
          "test_qlinearmatmul_2D_int8_float32",
              "1.17 lets what saturates wrap around; 1.22 expects what we compute",
          "test_qlinearmatmul_3D_int8_float16",
              "1.17 lets what saturates wrap around; 1.22 expects what we compute",
          "test_qlinearmatmul_3D_int8_float32",
              "1.17 lets what saturates wrap around; 1.22 expects what we compute",
          "test_averagepool_3d_dilations_large_count_include_pad_is_1_ceil_mode_is_True",
              "1.17 divides by window places beyond the padding; 1.22 expects what we compute");

  /// Far above any file of the suite; an archive that claims more is refused.
  private static final long LARGEST_FILE = 64L << 20;

  private NodeSuite() {}

  /// What became of one case.
  public sealed interface Outcome {
    /// All outputs are as expected.
    record Pass() implements Outcome {}

    /// @param where which output and element, with both values
    record Mismatch(String where) implements Outcome {}

    /// The release expects something wrong, which a later one corrected. @param why what is wrong
    /// about it
    record Disputed(String why) implements Outcome {}

    /// An operator, element type or mode that Bitline does not have. @param what the error line
    /// that says so
    record Unsupported(String what) implements Outcome {
      private static final Pattern LACK =
          Pattern.compile(
              "operator \\w+ of [\\w.]+|element type \\w+|type (?:sequence|optional)|training mode");

      /// What is missing in a few words, such as `element type string`.
      String lack() {
        Matcher matcher = LACK.matcher(what);
        return matcher.find() ? matcher.group() : what;
      }
    }

    /// It should have run and did not. @param what the error line
    record Failed(String what) implements Outcome {}
  }

  /// A case by its name in the suite.
  public record Result(String name, Outcome outcome) {}

  /// Runs all cases of a release, in the order of their names.
  public static List<Result> run(Path archive, Kernels kernels, Progress progress) {
    SortedMap<String, Case> cases = unpack(archive);
    if (cases.isEmpty()) {
      throw Problem.at(archive.toString(), "holds no node tests (test_*/model.onnx)");
    }
    Interpreter interpreter = new Interpreter(kernels);
    List<Result> results = new ArrayList<>();
    cases.forEach((name, test) -> {
      results.add(new Result(name, outcome(name, test, interpreter)));
      progress.step("node tests", results.size(), cases.size());
    });
    return results;
  }

  /// The files of a case.
  private static final class Case {
    private byte[] model = new byte[0];
    private final SortedMap<Integer, DataSet> sets = new TreeMap<>();
  }

  /// Inputs and expected outputs by their numbers.
  private record DataSet(SortedMap<Integer, byte[]> inputs, SortedMap<Integer, byte[]> outputs) {}

  private static SortedMap<String, Case> unpack(Path archive) {
    SortedMap<String, Case> cases = new TreeMap<>();
    try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Matcher matcher = FILE.matcher(entry.getName());
        if (!entry.isFile() || !matcher.matches()) {
          continue;
        }
        if (entry.getSize() > LARGEST_FILE) {
          throw Problem.at(
              archive.toString(), entry.getName() + " claims " + entry.getSize() + " bytes");
        }
        byte[] bytes = tar.readAllBytes();
        Case test = cases.computeIfAbsent(matcher.group(1), _ -> new Case());
        if (matcher.group(3) == null) {
          test.model = bytes;
          continue;
        }
        DataSet set =
            test.sets.computeIfAbsent(
                Integer.valueOf(matcher.group(3)),
                _ -> new DataSet(new TreeMap<>(), new TreeMap<>()));
        (matcher.group(4).equals("input") ? set.inputs : set.outputs)
            .put(Integer.valueOf(matcher.group(5)), bytes);
      }
    } catch (IOException e) {
      throw new Problem(archive + ": cannot be unpacked (" + e.getMessage() + ")", e);
    }
    return cases;
  }

  private static Outcome outcome(String name, Case test, Interpreter interpreter) {
    try {
      Graph graph = OnnxReader.read(MemorySegment.ofArray(test.model), name, null).graph();
      if (test.sets.values().stream().allMatch(set -> set.outputs.isEmpty())) {
        return new Outcome.Failed("holds no expected outputs");
      }
      for (DataSet set : test.sets.values()) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (Map.Entry<Integer, byte[]> input : set.inputs.entrySet()) {
          if (input.getKey() < graph.inputs().size()) {
            Port port = graph.inputs().get(input.getKey());
            inputs.put(port.name(), tensor(input.getValue(), port.type()));
          }
        }
        List<Tensor> found = List.copyOf(interpreter.run(graph, inputs).values());
        for (Map.Entry<Integer, byte[]> output : set.outputs.entrySet()) {
          String difference =
              output.getKey() < found.size()
                  ? difference(
                      name,
                      tensor(output.getValue(), type(graph, output.getKey())),
                      found.get(output.getKey()))
                  : "is missing";
          if (!difference.isEmpty()) {
            String wrong = WRONG.get(name);
            return wrong == null
                ? new Outcome.Mismatch("output " + output.getKey() + " " + difference)
                : new Outcome.Disputed(wrong);
          }
        }
      }
      return new Outcome.Pass();
    } catch (Problem problem) {
      String what = problem.getMessage();
      return what.contains("not supported")
          ? new Outcome.Unsupported(what)
          : new Outcome.Failed(what);
    } catch (RuntimeException bug) {
      return new Outcome.Failed(
          bug.getClass().getSimpleName()
              + ": "
              + bug.getMessage()
              + " at "
              + bug.getStackTrace()[0]);
    }
  }

  private static @Nullable ElementType type(Graph graph, int output) {
    return graph.outputs().get(output).type();
  }

  /// Releases up to 1.17 store bfloat16 numbers as the uint16 of the same bits: `declared` tells
  /// them.
  private static Tensor tensor(byte[] bytes, @Nullable ElementType declared) {
    Tensor tensor =
        TensorProto.read(new Wire(MemorySegment.ofArray(bytes)), new ExternalData(null))
            .constant()
            .tensor();
    if (declared != ElementType.BFLOAT16 || tensor.type() != ElementType.UINT16) {
      return tensor;
    }
    float[] numbers = new float[tensor.elements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Float.intBitsToFloat((int) tensor.intAt(i) << 16);
    }
    return new Tensor.Floats(ElementType.BFLOAT16, tensor.shape(), numbers);
  }

  /// What differs first, or an empty string.
  static String difference(String name, Tensor expected, Tensor found) {
    if (expected.type() != found.type() || !expected.shape().equals(found.shape())) {
      return "is "
          + found.type().text()
          + " "
          + found.shape()
          + " instead of "
          + expected.type().text()
          + " "
          + expected.shape();
    }
    double relative =
        switch (expected.type()) {
          case FLOAT16 -> 0x1p-9;
          case BFLOAT16 -> 0x1p-6;
          default -> COARSE.matcher(name).matches() ? 1e-3 : 1e-4;
        };
    for (int i = 0; i < expected.elements(); i++) {
      boolean equal =
          expected.type().isFloat()
              ? near(expected.at(i), found.at(i), relative)
              : expected.intAt(i) == found.intAt(i);
      if (!equal) {
        return "element "
            + i
            + " of "
            + expected.shape()
            + " is "
            + found.at(i)
            + " instead of "
            + expected.at(i);
      }
    }
    return "";
  }

  private static boolean near(double expected, double found, double relative) {
    return Double.compare(expected, found) == 0
        || Math.abs(expected - found) <= relative * Math.abs(expected) + 1e-5;
  }
}
